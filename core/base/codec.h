/* What decoding compressed bytes, memory to memory, can come to. */
#ifndef CORE_BASE_CODEC_H
#define CORE_BASE_CODEC_H

enum codec_result {
	CODEC_OK,
	CODEC_BAD,   /* the data is wrong, or its checksum */
	CODEC_SHORT, /* the data is right as far as it goes, but ends too early */
	CODEC_OVER,  /* the output passed its limit */
};

#endif

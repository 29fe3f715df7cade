/* The Encoding standard's encodings and labels, as data. The .c is made by scripts/gen-charsets. */
#ifndef CORE_TEXT_CHARSET_TABLE_H
#define CORE_TEXT_CHARSET_TABLE_H

#include <stdint.h>

#include "core/base/str.h"

enum encoding_kind {
	ENCODING_UTF8,
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
	ENCODING_SINGLE_BYTE, /* by `index` */
	ENCODING_ICONV,       /* one to four bytes, ASCII being itself */
	ENCODING_ISO2022JP,   /* escape sequences; by way of EUC-JP */
	ENCODING_REPLACEMENT, /* not to be decoded */
};

/* Bytes that iconv refuses, and what they are. */
struct iconv_gap {
	struct str bytes;
	uint16_t code_point;
};

/* What iconv has for an index of the standard, and where the two differ. */
struct iconv_table {
	const char *name;
	const struct iconv_gap *gaps; /* the last has no bytes; NULL if there are none */
	/* Private-use code points that iconv gives, from which on and how many, and what the
	   standard has instead, all of three bytes in UTF-8 as they are. */
	uint32_t private_first, private_count;
	const uint16_t *private_meant;
};

struct encoding {
	struct str name; /* the standard's, in lower case */
	enum encoding_kind kind;
	const uint16_t *index; /* code points of bytes 80..FF; U+FFFD where there is none */
	const struct iconv_table *iconv;
};

struct encoding_label {
	struct str label;  /* lower case; sorted by bytes */
	unsigned encoding; /* which of `encodings` */
};

enum { ENCODING_COUNT = 40 };
extern const struct encoding encodings[ENCODING_COUNT];
extern const struct encoding_label encoding_labels[];
extern const size_t encoding_label_count;

#endif

/*
 * Any bytes as the catalogue of an index and as a segment: refused, or read within their bounds.
 * What is taken for a catalogue is written again as the same bytes.
 */
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "core/base/bug.h"
#include "io/file.h"
#include "io/index_catalogue.h"
#include "io/index_segment.h"

static void read_catalogue(struct str bytes)
{
	struct catalogue catalogue;
	struct error error;
	struct buf again;
	buf_init(&again, SIZE_MAX / 2);
	if (catalogue_read(bytes, "catalogue", &catalogue, &error) == STATUS_OK) {
		struct catalogue same;
		catalogue_write(&catalogue, &again);
		BUG_UNLESS(catalogue_read(buf_str(&again), "again", &same, &error) == STATUS_OK);
		BUG_UNLESS(same.run_count == catalogue.run_count &&
		           same.segment_count == catalogue.segment_count &&
		           same.next_segment == catalogue.next_segment);
		catalogue_free(&same);
	}
	catalogue_free(&catalogue);
	buf_free(&again);
}

/* All that can be asked of a segment. */
static void read_all(const struct segment *segment)
{
	struct segment_sizes sizes = segment_sizes(segment);
	struct segment_document document;
	struct error error;
	struct buf url;
	uint32_t number = KEY_NO_DOCUMENT;
	buf_init(&url, SEGMENT_URL_BYTES_MAX);
	(void)!segment_check(segment, &error);
	for (uint64_t key = 1; key; key <<= 7)
		(void)!segment_find(segment, key, &number, &error);
	for (uint64_t i = 0; i < sizes.documents && i < 100; i++) {
		buf_reset(&url);
		(void)!segment_document(segment, sizes.first_document + (uint32_t)i, &document,
		                        &url, &error);
	}
	buf_free(&url);
}

static void read_segment(struct str bytes)
{
	struct segment *segment;
	struct error error;
	int fd = memfd_create("segment", 0);
	BUG_UNLESS(fd >= 0);
	BUG_UNLESS(file_write(fd, "segment", bytes, &error) == STATUS_OK);
	if (segment_open(fd, "segment", bytes.n, UINT64_MAX, &segment, &error) == STATUS_OK) {
		read_all(segment);
		segment_free(segment);
		return;
	}
	file_close(&fd);
}

static void mend_block(char *block)
{
	enum { CHECKSUM = 8 };
	uint64_t sum = hash64((struct str){block, SEGMENT_BLOCK - CHECKSUM});
	for (int i = 0; i < CHECKSUM; i++)
		block[SEGMENT_BLOCK - CHECKSUM + i] = (char)(sum >> 8 * i);
}

/* Right checksums for all blocks: without them changed bytes get no further than there. */
static void mend_blocks(char *bytes, size_t n)
{
	for (size_t at = 0; at + 2 * SEGMENT_BLOCK <= n; at += SEGMENT_BLOCK)
		mend_block(bytes + at);
	if (n >= SEGMENT_BLOCK)
		mend_block(bytes + n - SEGMENT_BLOCK);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct str text = {(const char *)bytes, size};
	read_catalogue(text);
	read_segment(text);
	char *mended = memory_resize(NULL, size + 1);
	memcpy(mended, bytes, size);
	mend_blocks(mended, size);
	read_segment((struct str){mended, size});
	free(mended);
	return 0;
}

/*
 * A segment of an index: keys in ascending order, each with the number of the first document that
 * had it, and who those documents were. Written once, front to back, then only read.
 *
 * docs/dedup.md has the layout. All numbers are little-endian. Whatever is read is checked by a
 * checksum first; damage is an error that names the file.
 */
#ifndef IO_INDEX_SEGMENT_H
#define IO_INDEX_SEGMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/hash.h"
#include "core/base/key.h"
#include "core/base/status.h"
#include "core/base/str.h"

enum {
	SEGMENT_BLOCK = 4096,
	SEGMENT_BLOCK_KEYS = 340,
	SEGMENT_BLOCK_DOCUMENTS = 56,
	SEGMENT_SKETCH_WORDS = 4,
	SEGMENT_URL_BYTES_MAX = 64 << 10, /* longer ones are cut */
};

/* Who a document was. What the words mean is the caller's. */
struct segment_document {
	struct hash128 id;
	uint64_t check;
	uint64_t sketch[SEGMENT_SKETCH_WORDS];
	uint32_t day;
	uint32_t url_bytes;
};

/* What a segment holds; its layout follows from it. */
struct segment_sizes {
	uint64_t keys, documents, url_bytes;
	uint32_t first_document; /* number of the first one */
};

/* --- writing --- */

struct segment_writer;

/* Writes to `fd`, which stays the caller's, as `path` is; just as much as `sizes` says. */
struct segment_writer *segment_writer_new(int fd, const char *path,
                                          const struct segment_sizes *sizes);
void segment_writer_free(struct segment_writer *writer);

/* In ascending order of the keys, and in the order of the documents' numbers. What goes wrong is
   kept for segment_writer_finish. */
void segment_write_key(struct segment_writer *writer, const struct key *key);
void segment_write_document(struct segment_writer *writer, const struct segment_document *document,
                            struct str url);
MUST_CHECK enum status segment_writer_finish(struct segment_writer *writer, struct error *error);

uint64_t segment_file_bytes(const struct segment_sizes *sizes);

/* --- reading --- */

struct segment;

/*
 * Takes `fd` over if all is well. Its filter is held if it fits, with all else, into
 * `memory_bytes_max`; without it each key that is looked up costs a read.
 */
MUST_CHECK enum status segment_open(int fd, const char *path, uint64_t file_bytes,
                                    uint64_t memory_bytes_max, struct segment **segment,
                                    struct error *error);
void segment_free(struct segment *segment);

struct segment_sizes segment_sizes(const struct segment *segment);
uint64_t segment_memory_held(const struct segment *segment);

/* False for a key that is not in it, and for most of those only. */
bool segment_may_have(const struct segment *segment, uint64_t key);

/* Sets `*document` if the key is in it. */
MUST_CHECK enum status segment_find(const struct segment *segment, uint64_t key, uint32_t *document,
                                    struct error *error);

/*
 * The same for keys that come in ascending order: a block is read once, and many at a time, in
 * `memory_bytes_max`, where the keys are close to each other.
 */
struct segment_scan;

struct segment_scan *segment_scan_new(const struct segment *segment, size_t memory_bytes_max);
void segment_scan_free(struct segment_scan *scan);
MUST_CHECK enum status segment_scan_find(struct segment_scan *scan, uint64_t key,
                                         uint32_t *document, struct error *error);

/* Reads the keys of a block, in order; `*count` is 0 behind the last. */
MUST_CHECK enum status segment_keys(const struct segment *segment, uint64_t block,
                                    struct key keys[SEGMENT_BLOCK_KEYS], size_t *count,
                                    struct error *error);

/* By its number; with its URL behind what is in `url`, where that is not NULL. */
MUST_CHECK enum status segment_document(const struct segment *segment, uint32_t number,
                                        struct segment_document *document, struct buf *url,
                                        struct error *error);

/* Reads all of it, and says what is wrong. */
MUST_CHECK enum status segment_check(const struct segment *segment, struct error *error);

#endif

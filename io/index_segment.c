/*
 * Keys are hashes, so they fall evenly: block and filter are found by arithmetic. Of each block of
 * keys the first is held in memory (8 bytes for 340 keys), so a look-up costs one read of 4 KiB.
 *
 * In front stands a blocked Bloom filter (F. Putze, P. Sanders, J. Singler, "Cache-, hash- and
 * space-efficient Bloom filters", 2007) of ten bits a key: a key's six bits are all in one block of
 * 64 bytes, so that asking it costs one cache miss. The block is chosen by the high bits of the
 * key: while keys are written in order the filter is, too, and none of it needs to be held.
 */
#include "io/index_segment.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "io/file.h"
#include "io/little_endian.h"

enum {
	KEY_BYTES = 12,
	DOCUMENT_BYTES = 72,
	CHECKSUM_AT = SEGMENT_BLOCK - 8,
	FENCE_BYTES = 8,
	FILTER_WORDS = 8, /* of 64 bits, in a block */
	FILTER_BLOCK_BYTES = 8 * FILTER_WORDS,
	FILTER_BITS_A_KEY = 10,
	FILTER_PROBES = 6,
	PIECE_BYTES = 64 << 10, /* what checksums of sections go by */
	FORMAT_VERSION = 1,
};

_Static_assert(SEGMENT_BLOCK_KEYS *KEY_BYTES <= CHECKSUM_AT, "keys of a block");
_Static_assert(SEGMENT_BLOCK_DOCUMENTS *DOCUMENT_BYTES <= CHECKSUM_AT, "documents of a block");

static const char magic[8] = "thrshidx";

/* --- layout --- */

struct layout {
	uint64_t key_blocks, document_blocks, filter_blocks;
	uint64_t documents_at, fences_at, filter_at, urls_at, footer_at; /* keys are at 0 */
};

static uint64_t divide_up(uint64_t a, uint64_t b)
{
	return a / b + (a % b > 0);
}

static struct layout layout_of(const struct segment_sizes *sizes)
{
	struct layout layout = {divide_up(sizes->keys, SEGMENT_BLOCK_KEYS),
	                        divide_up(sizes->documents, SEGMENT_BLOCK_DOCUMENTS),
	                        divide_up(sizes->keys * FILTER_BITS_A_KEY, 8 * FILTER_BLOCK_BYTES),
	                        0,
	                        0,
	                        0,
	                        0,
	                        0};
	layout.documents_at = layout.key_blocks * SEGMENT_BLOCK;
	layout.fences_at = layout.documents_at + layout.document_blocks * SEGMENT_BLOCK;
	layout.filter_at = layout.fences_at + layout.key_blocks * FENCE_BYTES;
	layout.urls_at = layout.filter_at + layout.filter_blocks * FILTER_BLOCK_BYTES;
	layout.footer_at = layout.urls_at + sizes->url_bytes;
	return layout;
}

uint64_t segment_file_bytes(const struct segment_sizes *sizes)
{
	return layout_of(sizes).footer_at + SEGMENT_BLOCK;
}

static uint64_t filter_block_of(uint64_t key, uint64_t blocks)
{
	return (uint64_t)((__uint128_t)key * blocks >> 64);
}

/* Which bits of its block a key has. */
static void filter_bits(uint64_t key, uint64_t bits[FILTER_WORDS])
{
	uint64_t places = key * 0x9e3779b97f4a7c15u;
	memset(bits, 0, FILTER_BLOCK_BYTES);
	for (int i = 0; i < FILTER_PROBES; i++, places <<= 9)
		bits[places >> 61] |= 1ull << (places >> 55 & 63);
}

/* --- sections that are written front to back, with one checksum --- */

struct section {
	uint64_t at;
	uint64_t checksum;
	struct buf bytes; /* less than a piece */
};

static uint64_t add_piece(uint64_t checksum, struct str piece)
{
	return (checksum ^ hash64(piece)) * 0x9e3779b97f4a7c15u;
}

struct segment_writer {
	int fd;
	const char *path;
	struct segment_sizes sizes;
	struct layout layout;
	struct section blocks, documents, fences, filter, urls;
	char keys[SEGMENT_BLOCK], records[SEGMENT_BLOCK]; /* the blocks in hand */
	uint64_t keys_written, documents_written, urls_written;
	uint64_t filter_block[FILTER_WORDS], filter_number;
	enum status status;
	struct error error;
};

static void section_begin(struct section *section, uint64_t at)
{
	*section = (struct section){.at = at};
	buf_init(&section->bytes, SIZE_MAX / 2);
}

/* Writes what is there down to less than a piece, or all of it at the end. */
static void section_flush(struct segment_writer *writer, struct section *section, bool is_end)
{
	size_t done = 0;
	while (section->bytes.n - done >= PIECE_BYTES || (is_end && section->bytes.n > done)) {
		size_t left = section->bytes.n - done, n = left < PIECE_BYTES ? left : PIECE_BYTES;
		struct str piece = str_slice(buf_str(&section->bytes), done, done + n);
		section->checksum = add_piece(section->checksum, piece);
		if (writer->status == STATUS_OK)
			writer->status = file_write_at(writer->fd, writer->path, section->at, piece,
			                               &writer->error);
		section->at += n;
		done += n;
	}
	buf_drop_front(&section->bytes, done);
}

static void section_put(struct segment_writer *writer, struct section *section, struct str bytes)
{
	buf_append(&section->bytes, bytes);
	if (section->bytes.n >= PIECE_BYTES)
		section_flush(writer, section, false);
}

static void section_put_number(struct segment_writer *writer, struct section *section,
                               uint64_t value)
{
	char bytes[8];
	put_number(bytes, value, 8);
	section_put(writer, section, (struct str){bytes, sizeof(bytes)});
}

static void put_block(struct segment_writer *writer, struct section *section, char *block)
{
	put_number(block + CHECKSUM_AT, hash64((struct str){block, CHECKSUM_AT}), 8);
	section_put(writer, section, (struct str){block, SEGMENT_BLOCK});
	memset(block, 0, SEGMENT_BLOCK);
}

/* --- writing --- */

struct segment_writer *segment_writer_new(int fd, const char *path,
                                          const struct segment_sizes *sizes)
{
	struct segment_writer *writer = memory_resize(NULL, sizeof(*writer));
	memset(writer, 0, sizeof(*writer));
	writer->fd = fd;
	writer->path = path;
	writer->sizes = *sizes;
	writer->layout = layout_of(sizes);
	section_begin(&writer->blocks, 0);
	section_begin(&writer->documents, writer->layout.documents_at);
	section_begin(&writer->fences, writer->layout.fences_at);
	section_begin(&writer->filter, writer->layout.filter_at);
	section_begin(&writer->urls, writer->layout.urls_at);
	return writer;
}

void segment_writer_free(struct segment_writer *writer)
{
	if (writer == NULL)
		return;
	buf_free(&writer->blocks.bytes);
	buf_free(&writer->documents.bytes);
	buf_free(&writer->fences.bytes);
	buf_free(&writer->filter.bytes);
	buf_free(&writer->urls.bytes);
	free(writer);
}

/* Filter blocks up to `number`, exclusive. */
static void put_filter_until(struct segment_writer *writer, uint64_t number)
{
	while (writer->filter_number < number) {
		for (int i = 0; i < FILTER_WORDS; i++)
			section_put_number(writer, &writer->filter, writer->filter_block[i]);
		memset(writer->filter_block, 0, sizeof(writer->filter_block));
		writer->filter_number++;
	}
}

void segment_write_key(struct segment_writer *writer, const struct key *key)
{
	uint64_t value = key_value(key), bits[FILTER_WORDS];
	size_t place = writer->keys_written++ % SEGMENT_BLOCK_KEYS;
	char *to = writer->keys + place * KEY_BYTES;
	put_number(to, value, 8);
	put_number(to + 8, key->document, 4);
	if (place == 0)
		section_put_number(writer, &writer->fences, value);
	if (place == SEGMENT_BLOCK_KEYS - 1 || writer->keys_written == writer->sizes.keys)
		put_block(writer, &writer->blocks, writer->keys);
	put_filter_until(writer, filter_block_of(value, writer->layout.filter_blocks));
	filter_bits(value, bits);
	for (int i = 0; i < FILTER_WORDS; i++)
		writer->filter_block[i] |= bits[i];
}

void segment_write_document(struct segment_writer *writer, const struct segment_document *document,
                            struct str url)
{
	size_t place = writer->documents_written++ % SEGMENT_BLOCK_DOCUMENTS;
	char *to = writer->records + place * DOCUMENT_BYTES;
	put_number(to, document->id.high, 8);
	put_number(to + 8, document->id.low, 8);
	put_number(to + 16, document->check, 8);
	for (int i = 0; i < SEGMENT_SKETCH_WORDS; i++)
		put_number(to + 24 + 8 * i, document->sketch[i], 8);
	put_number(to + 56, writer->urls_written, 8);
	put_number(to + 64, url.n, 4);
	put_number(to + 68, document->day, 4);
	writer->urls_written += url.n;
	section_put(writer, &writer->urls, url);
	if (place == SEGMENT_BLOCK_DOCUMENTS - 1 ||
	    writer->documents_written == writer->sizes.documents)
		put_block(writer, &writer->documents, writer->records);
}

static void put_footer(struct segment_writer *writer)
{
	char footer[SEGMENT_BLOCK] = {0};
	const uint64_t numbers[] = {
	        FORMAT_VERSION,          writer->sizes.keys,           writer->sizes.documents,
	        writer->sizes.url_bytes, writer->sizes.first_document, writer->fences.checksum,
	        writer->filter.checksum, writer->urls.checksum};
	struct section section;
	memcpy(footer, magic, sizeof(magic));
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		put_number(footer + sizeof(magic) + 8 * i, numbers[i], 8);
	section_begin(&section, writer->layout.footer_at);
	put_block(writer, &section, footer);
	section_flush(writer, &section, true);
	buf_free(&section.bytes);
}

enum status segment_writer_finish(struct segment_writer *writer, struct error *error)
{
	BUG_UNLESS(writer->keys_written == writer->sizes.keys &&
	           writer->documents_written == writer->sizes.documents &&
	           writer->urls_written == writer->sizes.url_bytes);
	put_filter_until(writer, writer->layout.filter_blocks);
	section_flush(writer, &writer->blocks, true);
	section_flush(writer, &writer->documents, true);
	section_flush(writer, &writer->fences, true);
	section_flush(writer, &writer->filter, true);
	section_flush(writer, &writer->urls, true);
	put_footer(writer);
	*error = writer->error;
	return writer->status;
}

/* --- reading --- */

struct segment {
	int fd;
	char path[PATH_MAX];
	struct segment_sizes sizes;
	struct layout layout;
	uint64_t checksums[3]; /* of fences, filter, URLs */
	uint64_t *fences;
	uint64_t *filter; /* NULL if it is not held */
	uint64_t memory_bytes;
};

static enum status damaged(const struct segment *segment, const char *what, struct error *error)
{
	return error_set(error, "%s: the index is damaged: %s", segment->path, what);
}

static enum status check_block(const struct segment *segment, const char *block,
                               struct error *error)
{
	if (get_number(block + CHECKSUM_AT, 8) != hash64((struct str){block, CHECKSUM_AT}))
		return damaged(segment, "wrong checksum of a block", error);
	return STATUS_OK;
}

static enum status read_block(const struct segment *segment, uint64_t at, char block[SEGMENT_BLOCK],
                              struct error *error)
{
	enum status status =
	        file_read_at(segment->fd, segment->path, at, block, SEGMENT_BLOCK, error);
	return status == STATUS_OK ? check_block(segment, block, error) : status;
}

/* Sizes that no file has, and sums that overflow, are refused before anything is made of them. */
static bool sizes_fit(const struct segment_sizes *sizes, uint64_t file_bytes)
{
	return sizes->keys <= file_bytes && sizes->documents <= file_bytes &&
	       sizes->url_bytes <= file_bytes && file_bytes <= 1ull << 48 &&
	       sizes->first_document + sizes->documents < KEY_NO_DOCUMENT &&
	       segment_file_bytes(sizes) == file_bytes;
}

static enum status read_footer(struct segment *segment, uint64_t file_bytes, struct error *error)
{
	char footer[SEGMENT_BLOCK];
	uint64_t numbers[8];
	if (file_bytes < SEGMENT_BLOCK)
		return damaged(segment, "too short", error);
	enum status status = read_block(segment, file_bytes - SEGMENT_BLOCK, footer, error);
	if (status != STATUS_OK)
		return status;
	if (memcmp(footer, magic, sizeof(magic)) != 0)
		return damaged(segment, "no segment of an index", error);
	for (int i = 0; i < 8; i++)
		numbers[i] = get_number(footer + sizeof(magic) + 8 * i, 8);
	if (numbers[0] != FORMAT_VERSION)
		return error_set(error, "%s: the segment has format %llu, this program knows %d",
		                 segment->path, (unsigned long long)numbers[0], FORMAT_VERSION);
	segment->sizes =
	        (struct segment_sizes){numbers[1], numbers[2], numbers[3], (uint32_t)numbers[4]};
	memcpy(segment->checksums, numbers + 5, sizeof(segment->checksums));
	if (numbers[4] > UINT32_MAX || !sizes_fit(&segment->sizes, file_bytes))
		return damaged(segment, "its sizes do not add up", error);
	segment->layout = layout_of(&segment->sizes);
	return STATUS_OK;
}

/* A section of numbers into memory; checked. */
static enum status read_numbers(const struct segment *segment, uint64_t at, uint64_t count,
                                uint64_t checksum, uint64_t **numbers, struct error *error)
{
	uint64_t sum = 0, bytes = count * 8;
	enum status status = STATUS_OK;
	*numbers = memory_resize(NULL, (size_t)bytes + 1);
	for (uint64_t done = 0; done < bytes && status == STATUS_OK; done += PIECE_BYTES) {
		char *to = (char *)*numbers + done;
		size_t n = bytes - done < PIECE_BYTES ? (size_t)(bytes - done) : PIECE_BYTES;
		status = file_read_at(segment->fd, segment->path, at + done, to, n, error);
		if (status != STATUS_OK)
			return status;
		sum = add_piece(sum, (struct str){to, n});
		for (size_t i = 0; i < n; i += 8) {
			uint64_t value = get_number(to + i, 8);
			memcpy(to + i, &value, sizeof(value));
		}
	}
	return sum == checksum ? status
	                       : damaged(segment, "wrong checksum of what leads to keys", error);
}

enum status segment_open(int fd, const char *path, uint64_t file_bytes, uint64_t memory_bytes_max,
                         struct segment **opened, struct error *error)
{
	struct segment *segment = memory_resize(NULL, sizeof(*segment));
	memset(segment, 0, sizeof(*segment));
	segment->fd = fd;
	size_t n = strlen(path);
	memcpy(segment->path, path, n < PATH_MAX ? n : PATH_MAX - 1);
	enum status status = read_footer(segment, file_bytes, error);
	const struct layout *layout = &segment->layout;
	uint64_t filter_bytes = layout->filter_blocks * FILTER_BLOCK_BYTES;
	segment->memory_bytes = layout->key_blocks * FENCE_BYTES;
	if (status == STATUS_OK)
		status = read_numbers(segment, layout->fences_at, layout->key_blocks,
		                      segment->checksums[0], &segment->fences, error);
	if (status == STATUS_OK && segment->memory_bytes + filter_bytes <= memory_bytes_max) {
		segment->memory_bytes += filter_bytes;
		status = read_numbers(segment, layout->filter_at,
		                      layout->filter_blocks * FILTER_WORDS, segment->checksums[1],
		                      &segment->filter, error);
	}
	if (status == STATUS_OK) {
		*opened = segment;
		return STATUS_OK;
	}
	segment->fd = -1; /* it stays the caller's */
	segment_free(segment);
	return status;
}

void segment_free(struct segment *segment)
{
	if (segment == NULL)
		return;
	file_close(&segment->fd);
	free(segment->fences);
	free(segment->filter);
	free(segment);
}

struct segment_sizes segment_sizes(const struct segment *segment)
{
	return segment->sizes;
}

uint64_t segment_memory_held(const struct segment *segment)
{
	return segment->memory_bytes;
}

bool segment_may_have(const struct segment *segment, uint64_t key)
{
	if (segment->filter == NULL || segment->sizes.keys == 0)
		return segment->sizes.keys > 0;
	const uint64_t *block = segment->filter +
	                        filter_block_of(key, segment->layout.filter_blocks) * FILTER_WORDS;
	uint64_t bits[FILTER_WORDS], missing = 0;
	filter_bits(key, bits);
	for (int i = 0; i < FILTER_WORDS; i++)
		missing |= bits[i] & ~block[i];
	return missing == 0;
}

/* The keys of a block that is in memory. */
static enum status take_keys(const struct segment *segment, uint64_t block, const char *bytes,
                             struct key keys[SEGMENT_BLOCK_KEYS], size_t *count,
                             struct error *error)
{
	uint64_t left = segment->sizes.keys - block * SEGMENT_BLOCK_KEYS;
	*count = left < SEGMENT_BLOCK_KEYS ? (size_t)left : SEGMENT_BLOCK_KEYS;
	for (size_t i = 0; i < *count; i++) {
		const char *from = bytes + i * KEY_BYTES;
		keys[i] = key_of(get_number(from, 8), (uint32_t)get_number(from + 8, 4));
		uint64_t place = (uint64_t)keys[i].document - segment->sizes.first_document;
		if (place >= segment->sizes.documents)
			return damaged(segment, "a key of a document that is not there", error);
	}
	return STATUS_OK;
}

enum status segment_keys(const struct segment *segment, uint64_t block,
                         struct key keys[SEGMENT_BLOCK_KEYS], size_t *count, struct error *error)
{
	char bytes[SEGMENT_BLOCK];
	*count = 0;
	if (block >= segment->layout.key_blocks)
		return STATUS_OK;
	enum status status = read_block(segment, block * SEGMENT_BLOCK, bytes, error);
	return status == STATUS_OK ? take_keys(segment, block, bytes, keys, count, error) : status;
}

/* The last block that begins at or before `key`; there is one unless the key is below all. */
static bool block_of(const struct segment *segment, uint64_t key, uint64_t *block)
{
	uint64_t low = 0, high = segment->layout.key_blocks;
	while (low < high) {
		uint64_t middle = low + (high - low) / 2;
		if (segment->fences[middle] <= key)
			low = middle + 1;
		else
			high = middle;
	}
	*block = low - 1;
	return low > 0;
}

static void find_among(const struct key *keys, size_t count, uint64_t key, uint32_t *document)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (key_value(&keys[middle]) < key)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < count && key_value(&keys[low]) == key)
		*document = keys[low].document;
}

enum status segment_find(const struct segment *segment, uint64_t key, uint32_t *document,
                         struct error *error)
{
	struct key keys[SEGMENT_BLOCK_KEYS];
	size_t count;
	uint64_t block;
	if (!segment_may_have(segment, key) || !block_of(segment, key, &block))
		return STATUS_OK;
	enum status status = segment_keys(segment, block, keys, &count, error);
	if (status == STATUS_OK)
		find_among(keys, count, key, document);
	return status;
}

/* --- looking up in ascending order --- */

struct segment_scan {
	const struct segment *segment;
	size_t blocks_max;
	uint64_t first, end; /* blocks that are in `bytes` */
	char *bytes;
	uint64_t block; /* whose keys these are, if there are any */
	size_t count;
	struct key keys[SEGMENT_BLOCK_KEYS];
};

struct segment_scan *segment_scan_new(const struct segment *segment, size_t memory_bytes_max)
{
	struct segment_scan *scan = memory_resize(NULL, sizeof(*scan));
	memset(scan, 0, sizeof(*scan));
	scan->segment = segment;
	scan->blocks_max = memory_bytes_max / SEGMENT_BLOCK;
	if (scan->blocks_max == 0)
		scan->blocks_max = 1;
	scan->bytes = memory_resize(NULL, scan->blocks_max * SEGMENT_BLOCK);
	return scan;
}

void segment_scan_free(struct segment_scan *scan)
{
	if (scan == NULL)
		return;
	free(scan->bytes);
	free(scan);
}

/* Just the block if it is far behind those read last, else many with it. */
static enum status scan_read(struct segment_scan *scan, uint64_t block, struct error *error)
{
	const struct segment *segment = scan->segment;
	bool is_near = block >= scan->end && block - scan->end < scan->blocks_max;
	uint64_t left = segment->layout.key_blocks - block, count = is_near ? scan->blocks_max : 1;
	if (count > left)
		count = left;
	scan->first = scan->end = block;
	enum status status = file_read_at(segment->fd, segment->path, block * SEGMENT_BLOCK,
	                                  scan->bytes, (size_t)count * SEGMENT_BLOCK, error);
	scan->end += status == STATUS_OK ? count : 0;
	return status;
}

static enum status scan_block(struct segment_scan *scan, uint64_t block, struct error *error)
{
	enum status status = STATUS_OK;
	scan->count = 0;
	if (block < scan->first || block >= scan->end)
		status = scan_read(scan, block, error);
	if (status != STATUS_OK)
		return status;
	const char *bytes = scan->bytes + (block - scan->first) * SEGMENT_BLOCK;
	status = check_block(scan->segment, bytes, error);
	scan->block = block;
	return status == STATUS_OK
	               ? take_keys(scan->segment, block, bytes, scan->keys, &scan->count, error)
	               : status;
}

enum status segment_scan_find(struct segment_scan *scan, uint64_t key, uint32_t *document,
                              struct error *error)
{
	uint64_t block;
	enum status status = STATUS_OK;
	if (!segment_may_have(scan->segment, key) || !block_of(scan->segment, key, &block))
		return STATUS_OK;
	if (scan->count == 0 || block != scan->block)
		status = scan_block(scan, block, error);
	if (status == STATUS_OK)
		find_among(scan->keys, scan->count, key, document);
	return status;
}

/* Takes the record at `from` apart; `*url_at` is where its URL begins. */
static struct segment_document read_record(const char *from, uint64_t *url_at)
{
	struct segment_document document = {.id = {get_number(from, 8), get_number(from + 8, 8)},
	                                    .check = get_number(from + 16, 8),
	                                    .day = (uint32_t)get_number(from + 68, 4),
	                                    .url_bytes = (uint32_t)get_number(from + 64, 4)};
	for (int i = 0; i < SEGMENT_SKETCH_WORDS; i++)
		document.sketch[i] = get_number(from + 24 + 8 * i, 8);
	*url_at = get_number(from + 56, 8);
	return document;
}

enum status segment_document(const struct segment *segment, uint32_t number,
                             struct segment_document *document, struct buf *url,
                             struct error *error)
{
	char block[SEGMENT_BLOCK];
	uint64_t place = (uint64_t)number - segment->sizes.first_document, url_at;
	BUG_UNLESS(place < segment->sizes.documents);
	uint64_t at =
	        segment->layout.documents_at + place / SEGMENT_BLOCK_DOCUMENTS * SEGMENT_BLOCK;
	enum status status = read_block(segment, at, block, error);
	if (status != STATUS_OK)
		return status;
	*document = read_record(block + place % SEGMENT_BLOCK_DOCUMENTS * DOCUMENT_BYTES, &url_at);
	if (document->url_bytes > SEGMENT_URL_BYTES_MAX || url_at > segment->sizes.url_bytes ||
	    document->url_bytes > segment->sizes.url_bytes - url_at)
		return damaged(segment, "a URL is not where it should be", error);
	if (url == NULL)
		return STATUS_OK;
	char *room = buf_reserve(url, document->url_bytes);
	status = file_read_at(segment->fd, segment->path, segment->layout.urls_at + url_at, room,
	                      document->url_bytes, error);
	url->n += status == STATUS_OK ? document->url_bytes : 0;
	return status;
}

/* --- checking all of it --- */

static enum status check_keys(const struct segment *segment, struct error *error)
{
	struct key keys[SEGMENT_BLOCK_KEYS];
	uint64_t before = 0;
	for (uint64_t block = 0; block < segment->layout.key_blocks; block++) {
		size_t count;
		enum status status = segment_keys(segment, block, keys, &count, error);
		if (status != STATUS_OK)
			return status;
		if (key_value(&keys[0]) != segment->fences[block])
			return damaged(segment, "a block begins with another key", error);
		for (size_t i = 0; i < count; i++) {
			uint64_t key = key_value(&keys[i]);
			if ((block > 0 || i > 0) && key <= before)
				return damaged(segment, "keys are not in order", error);
			if (!segment_may_have(segment, key))
				return damaged(segment, "the filter lacks a key", error);
			before = key;
		}
	}
	return STATUS_OK;
}

static enum status check_documents(const struct segment *segment, struct error *error)
{
	struct segment_document document;
	uint32_t first = segment->sizes.first_document;
	for (uint64_t i = 0; i < segment->sizes.documents; i++) {
		enum status status =
		        segment_document(segment, first + (uint32_t)i, &document, NULL, error);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

static enum status check_urls(const struct segment *segment, struct error *error)
{
	char piece[PIECE_BYTES];
	uint64_t sum = 0, left = segment->sizes.url_bytes, at = segment->layout.urls_at;
	while (left > 0) {
		size_t n = left < PIECE_BYTES ? (size_t)left : PIECE_BYTES;
		enum status status = file_read_at(segment->fd, segment->path, at, piece, n, error);
		if (status != STATUS_OK)
			return status;
		sum = add_piece(sum, (struct str){piece, n});
		at += n;
		left -= n;
	}
	return sum == segment->checksums[2] ? STATUS_OK
	                                    : damaged(segment, "wrong checksum of URLs", error);
}

enum status segment_check(const struct segment *segment, struct error *error)
{
	enum status status = check_keys(segment, error);
	if (status == STATUS_OK)
		status = check_documents(segment, error);
	return status == STATUS_OK ? check_urls(segment, error) : status;
}

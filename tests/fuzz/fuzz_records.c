/*
 * The walk over any bytes as a batch, in each container: every byte in one piece, pieces in order,
 * and in two batches the same records as in one where nothing is damaged.
 *
 * The first byte says what the bytes are, the next two where they are cut. As random bytes are
 * hardly ever a sound member, they may also be the texts of members, parted by SEPARATOR.
 */
#include "tests/fuzz/fuzz.h"

#include <zlib.h>

#include "core/base/bug.h"
#include "core/base/hash.h"
#include "io/arc.h"
#include "io/records.h"
#include "io/warc.h"

enum {
	RECORD_BYTES_MAX = 4 << 10,
	PIECES_MAX = 1 << 22,
	INPUT_HEAD_BYTES = 3,
};

static const struct str SEPARATOR = STR_INIT("\xff\xfe");

static const struct {
	enum container container;
	const struct record_format *format;
	bool wrap; /* the bytes are the texts of members */
} kinds[] = {
        {CONTAINER_PLAIN, &warc_format, false}, {CONTAINER_PLAIN, &arc_format, false},
        {CONTAINER_GZIP, &warc_format, false},  {CONTAINER_GZIP, &arc_format, false},
        {CONTAINER_ZSTD, &warc_format, false},  {CONTAINER_ZSTD, &arc_format, false},
        {CONTAINER_GZIP, &warc_format, true},   {CONTAINER_GZIP, &arc_format, true},
        {CONTAINER_ZSTD, &warc_format, true},   {CONTAINER_ZSTD, &arc_format, true},
};

struct walk {
	size_t pieces, records, losses;
	uint64_t bytes;
	uint64_t hash; /* of the records */
};

static void hash_in(struct walk *walk, struct str s)
{
	const uint64_t pair[] = {walk->hash, hash64(s)};
	walk->hash = hash64((struct str){(const char *)pair, sizeof(pair)});
}

static struct tail walk_batch(struct record_reader *reader, const struct batch_bytes *batch,
                              const struct tail *before, struct walk *walk)
{
	struct piece piece;
	records_begin(reader, batch, before);
	for (records_next(reader, &piece); piece.kind != PIECE_END; records_next(reader, &piece)) {
		BUG_UNLESS(++walk->pieces < PIECES_MAX);
		BUG_UNLESS(piece.bytes == 0 ||
		           (piece.bytes == piece.length && piece.offset == walk->bytes));
		walk->bytes += piece.bytes;
		walk->losses += piece.kind == PIECE_LOSS;
		if (piece.kind != PIECE_RECORD)
			continue;
		walk->records++;
		hash_in(walk, piece.record.type);
		hash_in(walk, piece.record.target_uri);
		hash_in(walk, piece.record.date);
		hash_in(walk, piece.record.block);
	}
	return records_tail(reader);
}

static void check_walks(struct record_reader *reader, const struct batch_bytes *all, size_t cut)
{
	struct walk whole = {0}, halves = {0};
	struct batch_bytes first = *all, second = *all;
	struct tail tail = walk_batch(reader, all, NULL, &whole);
	BUG_UNLESS(whole.bytes == all->bytes.n && !tail.losing);
	first.bytes = str_slice(all->bytes, 0, cut);
	first.last = false;
	tail = walk_batch(reader, &first, NULL, &halves);
	BUG_UNLESS(tail.from <= cut);
	BUG_UNLESS((tail.losing ? tail.lost_from : tail.from) == halves.bytes);
	second.bytes = str_slice(all->bytes, tail.from, all->bytes.n);
	second.offset = tail.from;
	tail = walk_batch(reader, &second, &tail, &halves);
	BUG_UNLESS(halves.bytes == all->bytes.n && !tail.losing);
	if (whole.losses == 0)
		BUG_UNLESS(halves.losses == 0 && halves.records == whole.records &&
		           halves.hash == whole.hash);
}

static void put_little_endian(struct buf *out, uint32_t value, int bytes)
{
	for (; bytes > 0; bytes--, value >>= 8)
		buf_append_byte(out, (char)(value & 0xff));
}

/* A gzip member whose one block is stored as it is. */
static void add_gzip(struct buf *out, struct str text)
{
	enum { STORED_BYTES_MAX = 0xffff };
	if (text.n > STORED_BYTES_MAX)
		text.n = STORED_BYTES_MAX;
	buf_append(out, STR("\x1f\x8b\x08\0\0\0\0\0\0\xff\x01"));
	put_little_endian(out, (uint32_t)text.n, 2);
	put_little_endian(out, ~(uint32_t)text.n, 2);
	buf_append(out, text);
	put_little_endian(out, (uint32_t)crc32(0, (const Bytef *)text.p, (uInt)text.n), 4);
	put_little_endian(out, (uint32_t)text.n, 4);
}

static void add_zstd(struct buf *out, struct zstd_encoder *encoder, struct str text)
{
	zstd_encoder_begin(encoder);
	zstd_encoder_add(encoder, text, out);
	zstd_encoder_end(encoder, out);
}

static void wrap(struct buf *out, struct zstd_encoder *encoder, enum container container,
                 struct str texts)
{
	while (texts.n) {
		size_t end = str_find(texts, SEPARATOR, 0);
		struct str text = str_slice(texts, 0, end == STR_NONE ? texts.n : end);
		if (container == CONTAINER_GZIP)
			add_gzip(out, text);
		else
			add_zstd(out, encoder, text);
		texts = str_slice(texts, end == STR_NONE ? texts.n : end + SEPARATOR.n, texts.n);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	/* kept from one input to the next, as they take long to make */
	static struct record_reader *reader;
	static struct zstd_encoder *encoder;
	static struct buf wrapped;
	if (size < INPUT_HEAD_BYTES)
		return 0;
	if (reader == NULL) {
		reader = record_reader_new(RECORD_BYTES_MAX);
		encoder = zstd_encoder_new(1, 0);
		buf_init(&wrapped, SIZE_MAX / 2);
	}
	size_t kind = bytes[0] % (sizeof(kinds) / sizeof(*kinds));
	size_t place = bytes[1] | (size_t)bytes[2] << 8;
	struct batch_bytes batch = {
	        .container = kinds[kind].container,
	        .format = kinds[kind].format,
	        .bytes = {(const char *)bytes + INPUT_HEAD_BYTES, size - INPUT_HEAD_BYTES},
	        .last = true,
	};
	if (kinds[kind].wrap) {
		buf_reset(&wrapped);
		wrap(&wrapped, encoder, batch.container, batch.bytes);
		batch.bytes = buf_str(&wrapped);
	}
	check_walks(reader, &batch, place % (batch.bytes.n + 1));
	return 0;
}

/*
 * Two levels. In a compressed container, a member is inflated whole and its records are parsed
 * from it; in a plain one, records are parsed from the batch itself. Both use walk_record.
 *
 * After damage the next real record is found by its first bytes and a look inside (a member must
 * inflate to a WARC version line), and all bytes before it are one loss.
 */
#include "io/records.h"

#include <stdlib.h>

#include "core/base/bug.h"
#include "core/base/hash.h"

enum {
	PROBE_BYTES_MAX = 32 << 10,    /* over what any format tells a start by */
	PROBE_INPUT_BYTES = 256 << 10, /* over a zstd block (128 KiB), which comes out as a whole */
	MEMBER_SLACK_BYTES = RECORD_HEAD_BYTES_MAX, /* a record's head does not count as its size */
	SKIP_BYTES_MAX = 256 << 20, /* inflated to find the end of a member that is too large */
	SKIP_STEP_BYTES = 64 << 10,
	SKIPPABLE_BYTES_MAX =
	        64 << 20, /* for dictionaries and seek tables; more is a damaged length */
	/* In units of the largest member. Honest damage in a batch stays far below, and there is
	   room for as many members over SKIP_BYTES_MAX as deflate gets into BATCH_BYTES. */
	WASTE_MEMBERS_MAX = 32,
	WASTE_MEMBERS_EACH = 2, /* the most that one counts for */
};

struct record_reader {
	struct gzip *gzip;
	struct inflate_stream *stream; /* for probes and skipping */
	struct zstd_decoder *zstd;
	struct buf inflated;
	size_t record_bytes_max;
	uint64_t dictionary; /* hash of the one that zstd has; 0 for none */

	struct batch_bytes batch;
	size_t at;    /* in batch.bytes */
	size_t waste; /* inflated of the batch's members that came to nothing */

	bool in_member;
	struct str member;  /* inflated */
	size_t member_at;   /* in `member` */
	size_t member_from; /* in batch.bytes */
	size_t member_length;

	struct tail tail;
};

struct record_reader *record_reader_new(size_t record_bytes_max)
{
	struct record_reader *reader = memory_resize(NULL, sizeof(*reader));
	*reader = (struct record_reader){.gzip = gzip_new(),
	                                 .stream = inflate_stream_new(),
	                                 .zstd = zstd_decoder_new(),
	                                 .record_bytes_max = record_bytes_max};
	buf_init(&reader->inflated, record_bytes_max + MEMBER_SLACK_BYTES);
	return reader;
}

void record_reader_free(struct record_reader *reader)
{
	if (reader == NULL)
		return;
	gzip_free(reader->gzip);
	inflate_stream_free(reader->stream);
	zstd_decoder_free(reader->zstd);
	buf_free(&reader->inflated);
	free(reader);
}

void record_reader_dictionary(struct record_reader *reader, struct str dictionary)
{
	uint64_t hash = dictionary.n ? hash64(dictionary) : 0;
	if (hash == reader->dictionary)
		return;
	zstd_decoder_dictionary(reader->zstd, dictionary);
	reader->dictionary = hash;
}

static struct str rest_of_batch(const struct record_reader *reader)
{
	return str_slice(reader->batch.bytes, reader->at, reader->batch.bytes.n);
}

/* --- finding a start --- */

enum probe { PROBE_RECORD, PROBE_OTHER, PROBE_CUT };

/* What the member at the front of `in` begins with; PROBE_CUT if `in` ends before that shows. */
static enum probe probe(struct record_reader *reader, enum container container,
                        const struct record_format *format, struct str in)
{
	char out[PROBE_BYTES_MAX];
	size_t room = format->start_bytes_max, n = 0;
	bool all = in.n <= PROBE_INPUT_BYTES;
	enum codec_result result;
	BUG_UNLESS(room <= PROBE_BYTES_MAX);
	if (!all)
		in.n = PROBE_INPUT_BYTES; /* many false starts must not each look through all the
		                             rest */
	if (container == CONTAINER_GZIP) {
		inflate_stream_reset(reader->stream);
		result = inflate_stream_run(reader->stream, &in, out, room, &n);
		inflate_stream_reset(reader->stream);
	} else {
		zstd_decoder_reset(reader->zstd);
		result = zstd_stream_run(reader->zstd, &in, out, room, &n);
		zstd_decoder_reset(reader->zstd);
	}
	if (format->starts((struct str){out, n}))
		return PROBE_RECORD;
	return all && result == CODEC_SHORT ? PROBE_CUT : PROBE_OTHER;
}

static bool could_start(enum container container, struct str bytes)
{
	return container == CONTAINER_GZIP ? gzip_starts(bytes)
	                                   : zstd_starts(bytes) == ZSTD_START_FRAME;
}

size_t records_find(enum container container, const struct record_format *format, struct str bytes,
                    size_t from)
{
	if (container == CONTAINER_PLAIN)
		return format->find(bytes, from);
	const struct str magic =
	        container == CONTAINER_GZIP ? STR("\x1f\x8b\x08") : STR("\x28\xb5\x2f\xfd");
	for (size_t at = str_find(bytes, magic, from); at != STR_NONE;
	     at = str_find(bytes, magic, at + 1))
		if (could_start(container, str_slice(bytes, at, bytes.n)))
			return at;
	return STR_NONE;
}

/* As records_find_sure; `*cut` is the first place that `bytes` ends too early to judge, or
 * STR_NONE. */
static size_t find_sure(struct record_reader *reader, enum container container,
                        const struct record_format *format, struct str bytes, size_t from,
                        size_t *cut)
{
	*cut = STR_NONE;
	if (container == CONTAINER_PLAIN)
		return format->find_sure(bytes, from);
	for (size_t at = records_find(container, format, bytes, from); at != STR_NONE;
	     at = records_find(container, format, bytes, at + 1)) {
		enum probe found = probe(reader, container, format, str_slice(bytes, at, bytes.n));
		if (found == PROBE_RECORD)
			return at;
		if (found == PROBE_CUT && *cut == STR_NONE)
			*cut = at;
	}
	return STR_NONE;
}

size_t records_find_sure(struct record_reader *reader, enum container container,
                         const struct record_format *format, struct str bytes, size_t from)
{
	size_t cut;
	return find_sure(reader, container, format, bytes, from, &cut);
}

/* --- losses --- */

static void set_piece(const struct record_reader *reader, struct piece *piece, enum piece_kind kind,
                      size_t from, size_t to)
{
	piece->kind = kind;
	piece->offset = reader->batch.offset + from;
	piece->length = piece->bytes = to - from;
}

/* Closes the loss that began at tail.lost_from, at `to` in the batch. */
static void end_loss(struct record_reader *reader, struct piece *piece, size_t to)
{
	uint64_t from = reader->tail.lost_from;
	piece->kind = PIECE_LOSS;
	piece->loss = reader->tail.loss;
	piece->offset = from;
	piece->length = piece->bytes = reader->batch.offset + to - from;
	reader->tail.losing = false;
	reader->at = to;
}

/*
 * All from `at` up to the next sure start at or after `search_from` is lost. Where the batch has
 * none the loss goes on in the next one, and false is returned; a start that the end of the batch
 * cuts in two is left for that one to find.
 */
static bool lose(struct record_reader *reader, struct piece *piece, enum loss loss,
                 size_t search_from)
{
	if (!reader->tail.losing) {
		reader->tail.losing = true;
		reader->tail.loss = loss;
		reader->tail.lost_from = reader->batch.offset + reader->at;
	}
	size_t n = reader->batch.bytes.n, cut;
	size_t start = find_sure(reader, reader->batch.container, reader->batch.format,
	                         reader->batch.bytes, search_from, &cut);
	if (!reader->batch.last && (start == STR_NONE || cut < start)) {
		size_t start_bytes = reader->batch.format->start_bytes_max;
		size_t keep = n > start_bytes ? n - start_bytes : 0;
		keep = cut < keep ? cut : keep;
		reader->at = keep > reader->at ? keep : reader->at;
		reader->tail.from = reader->at;
		return false;
	}
	end_loss(reader, piece, start == STR_NONE ? n : start);
	return true;
}

/* --- records --- */

enum step {
	STEP_PIECE, /* *piece is set */
	STEP_TAIL,  /* the rest of the batch is for the next one */
	STEP_AGAIN,
};

static enum step leave_rest(struct record_reader *reader)
{
	reader->tail.from = reader->at;
	return STEP_TAIL;
}

/*
 * Another record begins in the block of `record` and nothing ends it properly: then its length was
 * wrong, and the record behind it must not go down with it.
 */
static size_t start_within(const struct record_format *format, struct str bytes, size_t at,
                           const struct record *record)
{
	size_t end = at + (size_t)record->length;
	struct str reach = bytes;
	if (record->ends_cleanly)
		return STR_NONE;
	if (reach.n - end > format->start_bytes_max) /* a start may go beyond the end */
		reach.n = end + format->start_bytes_max;
	size_t inner = format->find(reach, at + record->head_length);
	return inner < end ? inner : STR_NONE;
}

/* Parses with the format; where nothing comes behind `bytes`, their end may end the record. */
static enum record_result parse(const struct record_format *format, struct str bytes, bool last,
                                struct record *record)
{
	enum record_result result = format->parse(bytes, record);
	bool open = format->open_end && record->length == bytes.n; /* all that there is, not cut */
	return result == RECORD_SHORT && last && open ? RECORD_OK : result;
}

/*
 * Where in the bytes of a record that is lost the next one is looked for. A head that is complete
 * is its own; one that the end cuts off has no other in it that is whole. To try each place in
 * either would cost hostile bytes little and us much.
 */
static size_t behind_cut(const struct record *record, enum record_result result, size_t n)
{
	if (result != RECORD_SHORT)
		return 1;
	return record->head_length ? record->head_length : n;
}

static enum step walk_member(struct record_reader *reader, struct piece *piece)
{
	struct str rest = str_slice(reader->member, reader->member_at, reader->member.n);
	size_t next = reader->member.n;
	piece->kind = PIECE_RECORD;
	piece->offset = reader->batch.offset + reader->member_from;
	piece->length = reader->member_length;
	piece->bytes = reader->member_at == 0 ? reader->member_length : 0;
	if (str_trim(rest).n == 0 && reader->member_at > 0) {
		reader->in_member = false;
		return STEP_AGAIN;
	}
	enum record_result result = parse(reader->batch.format, rest, true, &piece->record);
	size_t search_from = reader->member_at + behind_cut(&piece->record, result, rest.n);
	if (result == RECORD_OK) {
		size_t inner = start_within(reader->batch.format, reader->member, reader->member_at,
		                            &piece->record);
		next = reader->member_at + (size_t)piece->record.length;
		if (inner != STR_NONE) {
			result = RECORD_BAD;
			search_from = inner;
		}
	}
	if (result != RECORD_OK) {
		piece->kind = PIECE_LOSS;
		piece->loss = LOSS_BAD_RECORD;
		size_t start = reader->batch.format->find_sure(reader->member, search_from);
		next = start == STR_NONE ? reader->member.n : start;
	}
	reader->member_at = next;
	reader->in_member = next < reader->member.n;
	return STEP_PIECE;
}

/* A member whose bytes at reader->at are `length` long and inflate to what `inflated` holds. */
static enum step enter_member(struct record_reader *reader, struct piece *piece, size_t length)
{
	reader->member_from = reader->at;
	reader->member_length = length;
	reader->at += length;
	if (reader->inflated.n == 0) {
		set_piece(reader, piece, PIECE_OVERHEAD, reader->member_from, reader->at);
		return STEP_PIECE;
	}
	reader->in_member = true;
	reader->member = buf_str(&reader->inflated);
	reader->member_at = 0;
	return walk_member(reader, piece);
}

static enum codec_result stream_run(struct record_reader *reader, struct str *in, char *out,
                                    size_t room, size_t *written)
{
	return reader->batch.container == CONTAINER_GZIP
	               ? inflate_stream_run(reader->stream, in, out, room, written)
	               : zstd_stream_run(reader->zstd, in, out, room, written);
}

/*
 * Where a member ends that could not be taken; CODEC_SHORT if behind the batch, CODEC_BAD if it
 * does not or that is not worth finding. `*skipped` is how much it inflates to before.
 */
static enum codec_result skip_member(struct record_reader *reader, size_t *length, size_t *skipped)
{
	struct str in = rest_of_batch(reader);
	size_t given = in.n, written;
	char out[SKIP_STEP_BYTES];
	enum codec_result result;
	inflate_stream_reset(reader->stream);
	zstd_decoder_reset(reader->zstd);
	*skipped = 0;
	do {
		result = stream_run(reader, &in, out, sizeof(out), &written);
		*skipped += written;
	} while (*skipped <= SKIP_BYTES_MAX &&
	         ((result == CODEC_OVER && written > 0) || (result == CODEC_SHORT && in.n > 0)));
	inflate_stream_reset(reader->stream);
	zstd_decoder_reset(reader->zstd);
	*length = given - in.n;
	return result == CODEC_OVER ? CODEC_BAD : result;
}

/*
 * Where to look for a start behind a member that failed. Hostile members may lie within one another
 * and all go through the same end, which inflates to much and then fails: if they were tried one by
 * one, a few bytes each would cost us a large member each. So the rest of a batch that has wasted
 * too much is lost.
 */
static size_t behind_failed(struct record_reader *reader, size_t skipped)
{
	size_t most = reader->inflated.max;
	reader->waste += skipped < most * WASTE_MEMBERS_EACH ? skipped : most * WASTE_MEMBERS_EACH;
	return reader->waste > most * WASTE_MEMBERS_MAX ? reader->batch.bytes.n : reader->at + 1;
}

static enum step member_failed(struct record_reader *reader, struct piece *piece,
                               enum codec_result result)
{
	enum loss loss = result == CODEC_OVER ? LOSS_TOO_LARGE : LOSS_BAD_DATA;
	size_t length, skipped;
	if (result == CODEC_SHORT && !reader->batch.last)
		return leave_rest(reader);
	enum codec_result end = skip_member(reader, &length, &skipped);
	if (result == CODEC_OVER)
		result = end;
	if (result == CODEC_OK) {
		set_piece(reader, piece, PIECE_LOSS, reader->at, reader->at + length);
		piece->loss = loss;
		reader->at += length;
		return STEP_PIECE;
	}
	if (result == CODEC_SHORT && !reader->batch.last)
		return leave_rest(reader);
	if (result == CODEC_SHORT && loss == LOSS_BAD_DATA)
		loss = reader->batch.cut_by;
	return lose(reader, piece, loss, behind_failed(reader, skipped)) ? STEP_PIECE : STEP_TAIL;
}

static enum step walk_skippable(struct record_reader *reader, struct piece *piece)
{
	size_t length = 0;
	enum codec_result result = zstd_skippable(rest_of_batch(reader), &length);
	if (result == CODEC_SHORT && length > SKIPPABLE_BYTES_MAX)
		result =
		        CODEC_BAD; /* not worth waiting for: what it covers would be lost with it */
	if (result != CODEC_OK)
		return member_failed(reader, piece, result);
	set_piece(reader, piece, PIECE_OVERHEAD, reader->at, reader->at + length);
	reader->at += length;
	return STEP_PIECE;
}

static enum step walk_compressed(struct record_reader *reader, struct piece *piece)
{
	struct str rest = rest_of_batch(reader);
	size_t consumed;
	enum codec_result result;
	buf_reset(&reader->inflated);
	if (reader->batch.container == CONTAINER_ZSTD && zstd_starts(rest) == ZSTD_START_SKIPPABLE)
		return walk_skippable(reader, piece);
	if (!could_start(reader->batch.container, rest)) {
		if (rest.n < GZIP_MAGIC_BYTES && !reader->batch.last)
			return leave_rest(reader);
		return lose(reader, piece, LOSS_GARBAGE, reader->at + 1) ? STEP_PIECE : STEP_TAIL;
	}
	if (reader->batch.container == CONTAINER_GZIP)
		result = gzip_member(reader->gzip, rest, &reader->inflated, &consumed);
	else
		result = zstd_frame(reader->zstd, rest, &reader->inflated, &consumed);
	return result == CODEC_OK ? enter_member(reader, piece, consumed)
	                          : member_failed(reader, piece, result);
}

/* A plain record that goes beyond the batch. */
static enum step record_cut(struct record_reader *reader, struct piece *piece)
{
	bool too_large = piece->record.head_length &&
	                 piece->record.content_length > reader->record_bytes_max;
	if (!reader->batch.last && !too_large)
		return leave_rest(reader);
	enum loss loss = too_large ? LOSS_TOO_LARGE : reader->batch.cut_by;
	size_t behind =
	        behind_cut(&piece->record, RECORD_SHORT, reader->batch.bytes.n - reader->at);
	return lose(reader, piece, loss, reader->at + behind) ? STEP_PIECE : STEP_TAIL;
}

static enum step walk_plain(struct record_reader *reader, struct piece *piece)
{
	struct str rest = rest_of_batch(reader);
	size_t blank = 0;
	while (blank < rest.n && (rest.p[blank] == '\r' || rest.p[blank] == '\n'))
		blank++;
	if (blank > 0) {
		set_piece(reader, piece, PIECE_OVERHEAD, reader->at, reader->at + blank);
		reader->at += blank;
		return STEP_PIECE;
	}
	enum record_result result =
	        parse(reader->batch.format, rest, reader->batch.last, &piece->record);
	if (result == RECORD_SHORT)
		return record_cut(reader, piece);
	if (result == RECORD_BAD) {
		enum loss loss =
		        reader->batch.format->starts(rest) ? LOSS_BAD_RECORD : LOSS_GARBAGE;
		return lose(reader, piece, loss, reader->at + 1) ? STEP_PIECE : STEP_TAIL;
	}
	size_t inner =
	        start_within(reader->batch.format, reader->batch.bytes, reader->at, &piece->record);
	size_t end = inner == STR_NONE ? reader->at + (size_t)piece->record.length : inner;
	bool too_large = piece->record.content_length > reader->record_bytes_max;
	set_piece(reader, piece, inner == STR_NONE && !too_large ? PIECE_RECORD : PIECE_LOSS,
	          reader->at, end);
	piece->loss = inner == STR_NONE ? LOSS_TOO_LARGE : LOSS_BAD_RECORD;
	reader->at = end;
	return STEP_PIECE;
}

/* The end of the batch: an input that ended by damage just between two records says so once. */
static enum step at_end(struct record_reader *reader, struct piece *piece)
{
	reader->tail.from = reader->at;
	if (!reader->batch.last || !reader->batch.cut_short)
		return STEP_TAIL;
	reader->batch.cut_short = false;
	set_piece(reader, piece, PIECE_LOSS, reader->at, reader->at);
	piece->loss = reader->batch.cut_by;
	return STEP_PIECE;
}

/* Where to go on looking: not at the place that was lost, if its bytes were kept. */
static size_t search_from_loss(const struct record_reader *reader)
{
	uint64_t lost_from = reader->tail.lost_from, offset = reader->batch.offset;
	return lost_from < offset ? 0 : (size_t)(lost_from - offset) + 1;
}

static enum step walk(struct record_reader *reader, struct piece *piece)
{
	if (reader->tail.losing) /* since the batch before */
		return lose(reader, piece, reader->tail.loss, search_from_loss(reader)) ? STEP_PIECE
		                                                                        : STEP_TAIL;
	if (reader->in_member)
		return walk_member(reader, piece);
	if (reader->at == reader->batch.bytes.n)
		return at_end(reader, piece);
	return reader->batch.container == CONTAINER_PLAIN ? walk_plain(reader, piece)
	                                                  : walk_compressed(reader, piece);
}

void records_begin(struct record_reader *reader, const struct batch_bytes *batch,
                   const struct tail *before)
{
	record_reader_dictionary(reader, batch->dictionary);
	reader->batch = *batch;
	reader->at = reader->waste = 0;
	reader->in_member = false;
	reader->tail = (struct tail){.from = batch->bytes.n};
	if (before && before->losing)
		reader->tail = *before;
}

void records_next(struct record_reader *reader, struct piece *piece)
{
	enum step step;
	*piece = (struct piece){.kind = PIECE_END};
	do
		step = walk(reader, piece);
	while (step == STEP_AGAIN);
	if (step == STEP_TAIL) {
		piece->kind = PIECE_END;
		return;
	}
	if (piece->kind == PIECE_LOSS &&
	    piece->offset + piece->length == reader->batch.offset + reader->batch.bytes.n &&
	    reader->batch.last)
		reader->batch.cut_short = false; /* this loss is the cut */
}

struct tail records_tail(const struct record_reader *reader)
{
	return reader->tail;
}

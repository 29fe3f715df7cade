/*
 * The records of a batch: members are inflated, records found in them, and what is damaged is
 * named. Every byte of the batch belongs to exactly one piece.
 *
 * A batch is a run of bytes that was cut out of an input at what looked like a record's start (see
 * archive.h). When the cut was false, or a record goes beyond it, the walk ends early and leaves a
 * tail; the caller puts the tail in front of the next batch and walks that one again.
 */
#ifndef IO_RECORDS_H
#define IO_RECORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/gzip.h"
#include "core/base/inflate.h"
#include "core/base/zstd_codec.h"
#include "io/record.h"

/* How an input's records are held together. */
enum container {
	CONTAINER_PLAIN, /* record after record; also what a stream that cannot be cut inflates to
	                  */
	CONTAINER_GZIP,  /* gzip members of one or a few records */
	CONTAINER_ZSTD,  /* zstd frames of one or a few records; skippable frames */
};

enum loss {
	LOSS_TRUNCATED,  /* the input ends within it */
	LOSS_BAD_DATA,   /* compressed data is wrong, or its checksum */
	LOSS_BAD_RECORD, /* the record's head or length is wrong */
	LOSS_GARBAGE,    /* bytes that are no record */
	LOSS_TOO_LARGE,  /* over the limit of a record */
};

enum piece_kind {
	PIECE_RECORD,
	PIECE_LOSS,
	PIECE_OVERHEAD, /* the container's own bytes */
	PIECE_END,      /* no more; see records_tail */
};

struct piece {
	enum piece_kind kind;
	enum loss loss;
	uint64_t offset, length; /* in the input; of a record in a member: the member's */
	uint64_t bytes; /* counted: `length`, but 0 for the second and later records of a member */
	struct record record; /* valid until the next call */
};

/* What a walk left over: bytes for the front of the next batch, or a loss whose end is not found
 * yet. */
struct tail {
	size_t from; /* bytes from here on are left */
	bool losing; /* a loss goes on into the next batch: look for a record's start there */
	enum loss loss;
	uint64_t lost_from; /* offset in the input where it began */
};

/* Decoders and buffers of one worker; used for one batch after another. */
struct record_reader;
struct record_reader *record_reader_new(size_t record_bytes_max);
void record_reader_free(struct record_reader *reader);

struct batch_bytes {
	enum container container;
	const struct record_format *format;
	struct str bytes;
	struct str dictionary; /* of zstd frames; or empty */
	uint64_t offset;       /* of bytes in the input */
	bool last;             /* nothing comes behind them */
	enum loss cut_by;      /* what a record cut off by the end of the last batch is called */
	bool cut_short;        /* the input ended by damage (cut_by), even if no record is cut */
};

/* Frames are looked into with this dictionary; records_begin takes that of its batch. */
void record_reader_dictionary(struct record_reader *reader, struct str dictionary);

/* Begins a walk. `before` is the tail of the batch before (bytes already in front), or NULL. */
void records_begin(struct record_reader *reader, const struct batch_bytes *batch,
                   const struct tail *before);

/* The next piece, in input order. */
void records_next(struct record_reader *reader, struct piece *piece);

/* After PIECE_END: what is left. Nothing is, when tail.from is the batch's length and !losing. */
struct tail records_tail(const struct record_reader *reader);

/*
 * Where the next record could begin at or after `from`, by its first bytes; STR_NONE if nowhere.
 * The test is cheap and can be wrong for compressed containers; records_find_sure looks inside.
 */
size_t records_find(enum container container, const struct record_format *format, struct str bytes,
                    size_t from);
size_t records_find_sure(struct record_reader *reader, enum container container,
                         const struct record_format *format, struct str bytes, size_t from);

#endif

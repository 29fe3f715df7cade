/*
 * What a run's report tells beyond its counts: hosts, languages, lengths, duplicates by similarity,
 * what was lost. Gathered in input order by one thread, so it is the same for any number of
 * threads; every part has a limit. As JSON it is whole: what is read back can be added to, and a
 * report needs nothing else of a run but its times.
 */
#ifndef CORE_STATS_H
#define CORE_STATS_H

#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/buf.h"
#include "core/frequent.h"
#include "core/outcome.h"
#include "core/row.h"
#include "core/tally.h"

enum {
	STATS_HOSTS_MAX = 4096,
	STATS_LANGUAGES_MAX = 256,
	STATS_LICENSES_MAX = 256,
	STATS_DAY_BYTES = 11,     /* "2026-11-24" and a NUL */
	STATS_LENGTHS = 32,       /* by powers of two of the text's bytes; the last has all above */
	STATS_SIMILARITIES = 101, /* percent */
	STATS_LOSSES_MAX = 200,   /* the first are named; the tally counts all */
	STATS_PROBLEMS_MAX = 100, /* likewise */
	STATS_TEXT_BYTES_MAX = 256, /* of a name; longer ones are cut */
	STATS_JSON_BYTES_MAX = 4 << 20,
};

struct stats_loss {
	enum outcome outcome;
	struct str file;
	uint64_t offset, length;
};

/* An input that could not be read to its end. */
struct stats_problem {
	struct str input, text;
};

struct stats {
	struct tally total; /* set when the run ends */
	struct str source;
	uint64_t inputs;
	int exit_code;
	struct frequent *hosts;     /* of records with a row */
	struct frequent *languages; /* of documents: what is identified, or "und" */
	struct frequent *licenses;  /* of documents: what metadata.license says, where it does */
	char first_day[STATS_DAY_BYTES], last_day[STATS_DAY_BYTES]; /* of documents' crawl; "" */
	uint64_t lengths[STATS_LENGTHS];
	uint64_t similarities[STATS_SIMILARITIES]; /* of near duplicates */
	struct stats_loss losses[STATS_LOSSES_MAX];
	uint32_t loss_count;
	struct stats_problem problems[STATS_PROBLEMS_MAX];
	uint32_t problem_count;
	uint64_t problems_met; /* named or not */
	struct arena arena;    /* of the texts above */
	struct arena scratch;
};

struct stats *stats_new(void);
void stats_free(struct stats *stats);

/* A record with a row. */
struct stats_record {
	enum outcome outcome;
	struct str url, language; /* any bytes */
	struct str license, date; /* of a document; likewise */
	uint64_t text_bytes;      /* of a document */
	unsigned similarity;      /* percent; of a duplicate */
	struct row_place place;
};

void stats_count(struct stats *stats, const struct stats_record *record);
void stats_problem(struct stats *stats, struct str input, struct str text);

/*
 * Adds what another part of the same run has counted, but for what is set when a run ends. Of
 * names that the part had forgotten for want of room nothing is added.
 */
void stats_add(struct stats *stats, const struct stats *part);

/* Any bytes as valid UTF-8 without control characters, at most `bytes_max`; in `arena`. */
struct str stats_text(struct str text, size_t bytes_max, struct arena *arena);

/* One object. */
void stats_write_json(const struct stats *stats, struct buf *out);

/* Into what stats_new gave; false if `text` is nothing that stats_write_json wrote. */
bool stats_read_json(struct stats *stats, struct str text);

#endif

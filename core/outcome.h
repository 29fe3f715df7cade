/*
 * What can become of a record. Every record read has exactly one outcome (law: records read =
 * written + skipped + rejected + damaged), and every byte of an input belongs to one.
 *
 * A new outcome is one row here; its name is the `reason` in reject rows, manifest and summary.
 */
#ifndef CORE_OUTCOME_H
#define CORE_OUTCOME_H

#include <stdbool.h>

#include "core/base/str.h"

enum outcome_kind {
	OUTCOME_KIND_WRITTEN,  /* a row in part-*.jsonl.zst */
	OUTCOME_KIND_SKIPPED,  /* not a page by its record type; counted only */
	OUTCOME_KIND_REJECTED, /* a row in rejects-*.jsonl.zst */
	OUTCOME_KIND_DAMAGED,  /* the same, and the exit code is 1 */
	OUTCOME_KIND_OVERHEAD, /* bytes of the container itself; no record */
};

/* clang-format off */
/*  name                     kind      text, as `reason` */
#define OUTCOME_TABLE(X)                                                                           \
	X(WRITTEN,               WRITTEN,  "written")                                              \
	X(WARCINFO,              SKIPPED,  "warcinfo")                                             \
	X(REQUEST,               SKIPPED,  "request")                                              \
	X(METADATA,              SKIPPED,  "metadata")                                             \
	X(RESOURCE,              SKIPPED,  "resource")                                             \
	X(CONTINUATION,          SKIPPED,  "continuation")                                         \
	X(OTHER_TYPE,            SKIPPED,  "other-type")                                           \
	X(REVISIT,               REJECTED, "revisit")                                              \
	X(SEGMENT,               REJECTED, "segment")                                              \
	X(URL_BLOCKED,           REJECTED, "url-blocked")                                          \
	X(HTTP_STATUS,           REJECTED, "http-status")                                          \
	X(CONTENT_TYPE,          REJECTED, "content-type")                                         \
	X(CONTENT_ENCODING,      REJECTED, "content-encoding")                                     \
	X(BODY_TOO_LARGE,        REJECTED, "body-too-large")                                       \
	X(BUDGET,                REJECTED, "budget")                                               \
	X(ROBOTS,                REJECTED, "robots")                                               \
	X(NO_TEXT,               REJECTED, "no-text")                                              \
	X(RULE,                  REJECTED, "rule")                                                 \
	X(CONTAMINATED,          REJECTED, "contaminated")                                         \
	X(PERSONAL_DATA,         REJECTED, "personal-data")                                        \
	X(DUPLICATE_URL,         REJECTED, "duplicate-url")                                        \
	X(DUPLICATE_EXACT,       REJECTED, "duplicate-exact")                                      \
	X(DUPLICATE_NEAR,        REJECTED, "duplicate-near")                                       \
	X(REPEATED_LINES,        REJECTED, "repeated-lines")                                       \
	X(SAMPLE,                REJECTED, "sample")                                               \
	X(FILTER,                REJECTED, "filter")                                               \
	X(TRUNCATED,             DAMAGED,  "truncated")                                            \
	X(BAD_DATA,              DAMAGED,  "bad-data")                                             \
	X(BAD_RECORD,            DAMAGED,  "bad-record")                                           \
	X(BAD_DIGEST,            DAMAGED,  "bad-digest")                                           \
	X(GARBAGE,               DAMAGED,  "garbage")                                              \
	X(RECORD_TOO_LARGE,      DAMAGED,  "record-too-large")                                     \
	X(CONTAINER,             OVERHEAD, "container")

enum outcome {
#define X(name, kind, text) OUTCOME_##name,
	OUTCOME_TABLE(X)
#undef X
	OUTCOME_COUNT
};
/* clang-format on */

const char *outcome_name(enum outcome outcome);
bool outcome_from_name(struct str name, enum outcome *outcome); /* false if there is none */
enum outcome_kind outcome_kind(enum outcome outcome);

/* True for outcomes that have a row among the rejects. */
bool outcome_has_reject_row(enum outcome outcome);

#endif

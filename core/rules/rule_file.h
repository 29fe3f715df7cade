/*
 * The text of a rule file as rules, nothing compiled yet. The language is in man/thresh-rules.5;
 * what is not in it is an error, named with file and line.
 */
#ifndef CORE_RULES_RULE_FILE_H
#define CORE_RULES_RULE_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/status.h"
#include "core/base/str.h"

enum {
	RULE_FILE_BYTES_MAX = 16 << 20,
	RULE_FILE_RULES_MAX = 1 << 16, /* of one file */
	RULE_VALUES_MAX = 1024,        /* of a key in one rule: patterns, hosts, examples */
	RULE_NAME_BYTES_MAX = 64,
	RULE_HOST_BYTES_MAX = 253,
	RULE_NUMBER_MAX = 1000000,
	RULE_PERCENT_MAX = 100,
};

enum rule_kind {
	RULE_DROP_LINE,
	RULE_KEEP_LINE, /* no later rule drops it or cuts there */
	RULE_CUT_FROM,  /* the line and all behind it */
	RULE_CUT_UP_TO, /* the line and all before it */
	RULE_DROP_PAGE,
	RULE_EXTRACT,
	RULE_REPLACE,
	RULE_KIND_COUNT
};

/* A page may be of several: HTML, and a forum. */
enum rule_page_kind {
	RULE_PAGE_TEXT,
	RULE_PAGE_HTML,
	RULE_PAGE_ARTICLE,
	RULE_PAGE_FORUM,
	RULE_PAGE_PRODUCT,
	RULE_PAGE_COLLECTION,
	RULE_PAGE_LISTING,
	RULE_PAGE_DOCUMENTATION,
	RULE_PAGE_SERVICE,
	RULE_PAGE_KINDS
};

#define RULE_PAGE_BIT(kind) (UINT32_C(1) << (kind))

/* What stands behind the colon of a line. */
struct rule_value {
	struct str text;
	uint32_t line; /* of the file, from 1 */
	struct rule_value *next;
};

struct rule_values {
	struct rule_value *first, *last;
	uint32_t count;
};

enum rule_example_kind { RULE_MATCHES, RULE_REJECTS };

struct rule_example {
	enum rule_example_kind kind;
	struct str text;
	uint32_t line;
	struct rule_values gives; /* the text that is left, or "field=value" */
	struct rule_example *next;
};

/* Lines at the start or end of a page: so many, or so many percent of them. 0: no such condition.
 */
struct rule_place {
	uint32_t first, last, first_percent, last_percent;
};

struct rule_range {
	uint32_t min, max; /* both included; max 0: no limit */
};

struct rule {
	struct str file, name;
	uint32_t line; /* of "rule NAME" */
	enum rule_kind kind;
	bool ignore_case, override;
	uint32_t page_kinds; /* a set of enum rule_page_kind, any of which will do; 0: all */
	struct rule_range words, bytes;
	struct rule_place place;
	struct str replacement;
	struct rule_values patterns, hosts, urls, languages;
	struct rule_example *examples, *last_example;
	uint32_t example_count;
	struct rule *next;
};

struct rule_file {
	struct rule *first; /* in order */
	uint32_t count;
};

/*
 * Everything is in `arena` and in `text`, which must outlive it. Languages are in small letters,
 * hosts as they stand.
 */
MUST_CHECK enum status rule_file_parse(struct str name, struct str text, struct arena *arena,
                                       struct rule_file *file, struct error *error);

/* "drop line", "cut from here", … as the file says it */
const char *rule_kind_name(enum rule_kind kind);

/* "text", "html", "article", … */
const char *rule_page_kind_name(enum rule_page_kind kind);

/* The set of the kind of that name; 0 if there is none. */
uint32_t rule_page_kind_named(struct str name);

#endif

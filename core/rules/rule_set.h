/*
 * Rules compiled, with what finds the few of them that a line may match: of those bound to a host a
 * map of hosts, of the others a table by first byte and first bytes, and for those that may match
 * anywhere in a line a text that it must have. Built once, then only read, by all threads.
 *
 * Rules have numbers in the order of the files and in each file. Their patterns do as well, so the
 * first pattern that matches is one of the first rule.
 */
#ifndef CORE_RULES_RULE_SET_H
#define CORE_RULES_RULE_SET_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/digest.h"
#include "core/base/status.h"
#include "core/base/str.h"
#include "core/rules/rule_file.h"
#include "core/text/pattern_hints.h"
#include "core/text/patterns.h"

enum {
	RULE_PATTERNS_MAX = 1 << 18, /* of all rules together */
	RULE_FILES_MAX = 64,
	RULE_TARGETS_MAX = 64, /* different fields that rules extract */
	RULE_NONE = UINT32_MAX,
};

/* What rules are looked at for: of one group, the first one that matches a line decides. */
enum rule_group {
	RULE_GROUP_LINES, /* drop line, keep line, cut */
	RULE_GROUP_PAGE,  /* drop page */
	RULE_GROUP_FIELDS,
	RULE_GROUP_TEXT, /* replace; all that match do so in turn */
	RULE_GROUPS
};

/* A pattern of a rule, with all that decides whether it is tried. */
struct rule_program {
	struct pattern *pattern;
	struct pattern_literal literal;
	struct rule_range words, bytes;
	struct rule_place place;
	uint32_t rule;
	uint16_t targets[PATTERN_GROUPS_MAX + 1]; /* of RULE_GROUP_FIELDS, by group: 1 + target */
	bool has_place;
};

struct rule_entry {
	const struct rule *rule;
	enum rule_group group;
	uint32_t first_program, end_program;
	struct pattern **urls; /* as many as rule->urls has */
	bool is_global;        /* bound to no host */
	bool has_scope;        /* depends on the page in some other way */
};

/* A field that some rule extracts: "title", "tags", or, without "metadata_", a name of its own. */
struct rule_target {
	struct str name;
	bool is_extra;
};

struct rule_table_start {
	struct pattern_start start;
	uint32_t program;
};

/* Slots for the first two bytes of a line, in small letters; different ones may share a slot. */
enum { RULE_PAIR_SLOTS = 2048 };

static inline uint32_t rule_pair_slot(unsigned char first, unsigned char second)
{
	uint32_t a = (unsigned char)ascii_lower((char)first);
	uint32_t b = (unsigned char)ascii_lower((char)second);
	return (a * 73 + b) % RULE_PAIR_SLOTS;
}

/* The global patterns of a group. Programs are in order in each list. */
struct rule_table {
	struct rule_table_start *pairs; /* two bytes or more are known: pair_first[slot] on */
	uint32_t pair_first[RULE_PAIR_SLOTS + 1];
	struct rule_table_start *starts; /* the others that may begin with byte b: first[b] on */
	uint32_t first[257];
	uint32_t *all; /* anchored patterns, whatever they begin with */
	uint32_t all_count;
	uint32_t *anywhere;
	uint32_t anywhere_count;
	size_t start_bytes_max, anywhere_bytes_max; /* longer lines match none of them */
	uint32_t reach;                             /* nor do lines from this one on */
};

struct rule_host {
	struct str name; /* small letters; empty in a free slot */
	uint32_t *rules;
	uint32_t count;
};

struct rule_set_file {
	struct str name;
	uint32_t rules;
	char sha256[SHA256_HEX_CHARS + 1];
};

struct rule_set {
	struct arena arena;
	struct rule_entry *entries;
	uint32_t count;
	struct rule_program *programs;
	uint32_t program_count;
	struct rule_table tables[RULE_GROUPS];
	bool has_group[RULE_GROUPS]; /* any rule, of any host */
	struct rule_host *hosts;     /* slots, a power of two of them; 0 if no rule has a host */
	uint32_t host_slots;
	struct rule_target targets[RULE_TARGETS_MAX];
	uint32_t target_count;
	const char **extra_names; /* of the targets that are extra, in order */
	uint32_t extra_count;
	struct rule_set_file files[RULE_FILES_MAX];
	uint32_t file_count;
};

struct rule_source {
	struct str name, text; /* copied */
};

/* Never NULL with STATUS_OK; the error is "FILE:LINE: cause". */
MUST_CHECK enum status rule_set_new(const struct rule_source *sources, uint32_t count,
                                    struct rule_set **set, struct error *error);
void rule_set_free(struct rule_set *set);

/* The rules of the longest known suffix of whole labels and of its suffixes: `next` is the part of
 * the host that is still to be looked up. NULL when nothing is left. */
const struct rule_host *rule_set_next_host(const struct rule_set *set, struct str *next);

#endif

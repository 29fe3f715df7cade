/* The options that say what counts as a duplicate. */
#ifndef CMD_DEDUP_VALUES_H
#define CMD_DEDUP_VALUES_H

#include <stddef.h>
#include <stdint.h>

#include "cmd/dedup.h"
#include "cmd/options.h"
#include "core/dedup/shingles.h"

struct dedup_values {
	int dedup;
	unsigned long long bands, rows, shingle, min_similarity, memory;
	bool explain;
};

enum {
	DEDUP_MEMORY_MIN = 1 << 20,
	PERCENT_MAX = 100,
};

extern const char *const dedup_names[]; /* by enum dedup_kind; NULL-terminated */
extern const char dedup_help[], dedup_bands_help[], dedup_rows_help[], dedup_shingle_help[],
        dedup_min_similarity_help[], dedup_memory_help[], dedup_explain_help[];

#define DEDUP_NUMBER(type, member, field, name, argument, max)                                     \
	{                                                                                          \
		name, 0, OPTION_NUMBER, offsetof(type, member.field), argument,                    \
		        dedup_##field##_help, 1, max, NULL                                         \
	}

/* Rows for the option table of a command whose values are a `type` with such a `member`. */
#define DEDUP_OPTIONS(type, member)                                                                \
	{"dedup", 0, OPTION_CHOICE, offsetof(type, member.dedup), "HOW", dedup_help,               \
	 0,       0, dedup_names},                                                                 \
	        DEDUP_NUMBER(type, member, bands, "bands", "N", MINHASH_VALUES),                   \
	        DEDUP_NUMBER(type, member, rows, "rows", "N", MINHASH_VALUES),                     \
	        DEDUP_NUMBER(type, member, shingle, "shingle", "WORDS", SHINGLE_WIDTH_MAX),        \
	        DEDUP_NUMBER(type, member, min_similarity, "min-similarity", "PERCENT",            \
	                     PERCENT_MAX),                                                         \
	        {"dedup-memory",                                                                   \
	         0,                                                                                \
	         OPTION_SIZE,                                                                      \
	         offsetof(type, member.memory),                                                    \
	         "SIZE",                                                                           \
	         dedup_memory_help,                                                                \
	         DEDUP_MEMORY_MIN,                                                                 \
	         1ull << 44,                                                                       \
	         NULL},                                                                            \
	{                                                                                          \
		"explain-dedup", 0, OPTION_FLAG, offsetof(type, member.explain), NULL,             \
		        dedup_explain_help, 0, 0, NULL                                             \
	}

/* The defaults; memory is a quarter of the machine's. */
struct dedup_values dedup_values_default(void);

/* NULL, or what is wrong with the values together. */
const char *dedup_values_problem(const struct dedup_values *values);

struct dedup_config dedup_values_config(const struct dedup_values *values);

/* Prints, for each similarity, which share of such pairs is found. */
void dedup_values_explain(const struct dedup_values *values);

#endif

/* The options that say what counts as a duplicate. */
#ifndef CMD_DEDUP_VALUES_H
#define CMD_DEDUP_VALUES_H

#include <stddef.h>
#include <stdint.h>

#include "cmd/dedup.h"
#include "cmd/options.h"
#include "core/dedup/shingles.h"

struct dedup_values {
	int dedup, keep;
	const char *index;
	unsigned long long bands, rows, shingle, min_similarity, lines, memory;
	bool explain;
};

enum {
	DEDUP_MEMORY_MIN = 256 << 10,
	PERCENT_MAX = 100,
	DEDUP_LINES_DOCUMENTS_MAX = 1000000,
};

extern const char *const dedup_names[]; /* by enum dedup_kind; NULL-terminated */
extern const char *const keep_names[];  /* by enum keep; NULL-terminated */
extern const char dedup_help[], dedup_bands_help[], dedup_rows_help[], dedup_shingle_help[],
        dedup_min_similarity_help[], dedup_lines_help[], dedup_keep_help[], dedup_index_help[],
        dedup_memory_help[], dedup_explain_help[];

#define DEDUP_OPTION(name, kind, place, argument, help, min, max, choices)                         \
	{                                                                                          \
		name, 0, kind, place, argument, help, min, max, choices                            \
	}

/* Rows for the option table of a command whose values are a `type` with such a `member`. */
/* clang-format off */
#define DEDUP_OPTIONS(type, member)                                                                \
	DEDUP_OPTION("dedup", OPTION_CHOICE, offsetof(type, member.dedup), "HOW", dedup_help,      \
	             0, 0, dedup_names),                                                           \
	DEDUP_OPTION("bands", OPTION_NUMBER, offsetof(type, member.bands), "N",                    \
	             dedup_bands_help, 1, MINHASH_VALUES, NULL),                                   \
	DEDUP_OPTION("rows", OPTION_NUMBER, offsetof(type, member.rows), "N",                      \
	             dedup_rows_help, 1, MINHASH_VALUES, NULL),                                    \
	DEDUP_OPTION("shingle", OPTION_NUMBER, offsetof(type, member.shingle), "WORDS",            \
	             dedup_shingle_help, 1, SHINGLE_WIDTH_MAX, NULL),                              \
	DEDUP_OPTION("min-similarity", OPTION_NUMBER, offsetof(type, member.min_similarity),       \
	             "PERCENT", dedup_min_similarity_help, 1, PERCENT_MAX, NULL),                  \
	DEDUP_OPTION("keep", OPTION_CHOICE, offsetof(type, member.keep), "WHICH", dedup_keep_help, \
	             0, 0, keep_names),                                                            \
	DEDUP_OPTION("dedup-lines", OPTION_NUMBER, offsetof(type, member.lines), "N",              \
	             dedup_lines_help, 1, DEDUP_LINES_DOCUMENTS_MAX, NULL),                        \
	DEDUP_OPTION("index", OPTION_TEXT, offsetof(type, member.index), "FILE",                   \
	             dedup_index_help, 0, 0, NULL),                                                \
	DEDUP_OPTION("dedup-memory", OPTION_SIZE, offsetof(type, member.memory), "SIZE",           \
	             dedup_memory_help, DEDUP_MEMORY_MIN, 1ull << 44, NULL),                       \
	DEDUP_OPTION("explain-dedup", OPTION_FLAG, offsetof(type, member.explain), NULL,           \
	             dedup_explain_help, 0, 0, NULL)
/* clang-format on */

/* The defaults. */
struct dedup_values dedup_values_default(void);

/* NULL, or what is wrong with the values together. */
const char *dedup_values_problem(const struct dedup_values *values);

/* Without --dedup-memory, a quarter of `memory_bytes` is for what is remembered. */
struct dedup_config dedup_values_config(const struct dedup_values *values, uint64_t memory_bytes);

/* Prints, for each similarity, which share of such pairs is found. */
void dedup_values_explain(const struct dedup_values *values);

#endif

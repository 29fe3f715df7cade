/* The options that keep out of a corpus what should not be in it: docs/safety.md. */
#ifndef CMD_SAFETY_OPTIONS_H
#define CMD_SAFETY_OPTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "cmd/options.h"
#include "cmd/run_log.h"
#include "core/base/buf.h"
#include "core/base/digest.h"
#include "core/base/status.h"
#include "core/safety.h"

/* By the names of the options, and of the members of the manifest's config. */
enum safety_list {
	SAFETY_BLOCK,
	SAFETY_ALLOW,
	SAFETY_BLOCK_WORDS,
	SAFETY_SOFT_WORDS,
	SAFETY_DECONTAMINATE,
	SAFETY_LISTS
};

struct safety_options {
	struct option_texts lists[SAFETY_LISTS];
	int contaminated; /* enum safety_contaminated */
	int pii;          /* enum safety_pii */
	int robots;       /* whether they are honored */
};

extern const char safety_block_help[], safety_allow_help[], safety_block_words_help[],
        safety_soft_words_help[], safety_decontaminate_help[], safety_decontaminate_by_help[],
        safety_pii_help[];
extern const char safety_robots_help[];
extern const char *const safety_robots_names[];
extern const char *const safety_contaminated_names[]; /* as the next, by their enum */
extern const char *const safety_pii_names[];          /* by enum safety_pii; NULL-terminated */

#define SAFETY_OPTION(name, kind, place, argument, help, choices)                                  \
	{                                                                                          \
		name, 0, kind, place, argument, help, 0, 0, choices                                \
	}

/* Rows for the option table of a command whose values are a `type` with such a `member`. */
/* clang-format off */
#define SAFETY_OPTIONS(type, member)                                                               \
	SAFETY_OPTION("block", OPTION_TEXTS, offsetof(type, member.lists[SAFETY_BLOCK]),           \
	              "FILE", safety_block_help, NULL),                                            \
	SAFETY_OPTION("allow", OPTION_TEXTS, offsetof(type, member.lists[SAFETY_ALLOW]),           \
	              "FILE", safety_allow_help, NULL),                                            \
	SAFETY_OPTION("block-words", OPTION_TEXTS,                                                 \
	              offsetof(type, member.lists[SAFETY_BLOCK_WORDS]), "FILE",                    \
	              safety_block_words_help, NULL),                                              \
	SAFETY_OPTION("soft-words", OPTION_TEXTS,                                                  \
	              offsetof(type, member.lists[SAFETY_SOFT_WORDS]), "FILE",                     \
	              safety_soft_words_help, NULL),                                               \
	SAFETY_OPTION("decontaminate", OPTION_TEXTS,                                               \
	              offsetof(type, member.lists[SAFETY_DECONTAMINATE]), "FILE",                  \
	              safety_decontaminate_help, NULL),                                            \
	SAFETY_OPTION("decontaminate-by", OPTION_CHOICE, offsetof(type, member.contaminated),      \
	              "HOW", safety_decontaminate_by_help, safety_contaminated_names),             \
	SAFETY_OPTION("pii", OPTION_CHOICE, offsetof(type, member.pii), "WHAT", safety_pii_help,   \
	              safety_pii_names),                                                           \
	SAFETY_OPTION("robots", OPTION_CHOICE, offsetof(type, member.robots), "HOW",               \
	              safety_robots_help, safety_robots_names)
/* clang-format on */

/* A file that was read. */
struct safety_file {
	enum safety_list list;
	char sha256[SHA256_HEX_CHARS + 1];
	uint64_t entries;
};

struct safety_config {
	struct safety steps; /* what a page goes through */
	struct safety_file *files;
	size_t file_count;
	struct url_list *urls;
	struct evaluation *evaluation;
};

/*
 * Reads the files. What is odd in them is said to `log`; a file that has nothing of its kind in it
 * is an error.
 */
MUST_CHECK enum status safety_options_load(const struct safety_options *options,
                                           const struct run_log *log, struct safety_config *config,
                                           struct error *error);
void safety_config_free(struct safety_config *config);

uint64_t safety_config_bytes(const struct safety_config *config); /* of memory */

/* Members of the manifest's config into an open object. */
void safety_config_write_json(const struct safety_config *config, struct buf *out);

#endif

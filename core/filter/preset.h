/*
 * A preset: which steps a text goes through, in which order, with which thresholds. Plain text, the
 * same for those that the program brings and those that a user writes (man/thresh-presets.5):
 *
 *     words simple                        how datatrove_* and fineweb_* cut words
 *     languages en de >= 0.65             the page's language is one of these
 *     drop datatrove_words < 50           a signal, a comparison, a number
 *     repair dclm_uppercase 0.5           changes the text; the steps behind see what is left
 *     repair c4_lines words 3 end_marks no
 *     count_words                         where dclm_removed_words counts from
 *
 * What is not in the language, or of the wrong type, is an error that names file and line.
 */
#ifndef CORE_FILTER_PRESET_H
#define CORE_FILTER_PRESET_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/status.h"
#include "core/base/str.h"
#include "core/filter/c4.h"
#include "core/filter/refinedweb.h"
#include "core/filter/signals.h"

enum {
	PRESET_BYTES_MAX = 1 << 20,
	PRESET_STEPS_MAX = 256,
	PRESET_LANGUAGES_MAX = 256, /* of one step */
	PRESET_DIGITS_MAX = 12,     /* of a number */
	PRESET_SCORE_ONE = 100,     /* a score of 1, in hundredths */
};

enum preset_kind { PRESET_DROP, PRESET_REPAIR, PRESET_LANGUAGES, PRESET_COUNT_WORDS };

enum comparison { COMPARE_LESS, COMPARE_LESS_EQUAL, COMPARE_GREATER, COMPARE_GREATER_EQUAL };

struct preset_step {
	enum preset_kind kind;
	uint32_t line;   /* of the file, from 1 */
	struct str text; /* the line as written, one space between words: "drop datatrove_words <
	                    50" */

	/* drop */
	enum signal signal;
	enum comparison comparison;
	struct fraction threshold;
	struct str threshold_text;

	/* repair */
	struct str repair_name;
	repair_step *repair; /* NULL: c4_lines, with its options */
	struct fraction limit;
	struct c4_options c4;

	/* languages */
	struct str *languages;
	uint32_t language_count;
	unsigned score_min; /* in hundredths; 0: any */
};

struct preset {
	struct str name; /* of the file, in messages */
	struct str text; /* all of it */
	enum word_cut cut;
	struct preset_step *steps;
	uint32_t step_count;
	bool needs_language;
};

/* The preset points into `text` and `arena`. */
MUST_CHECK enum status preset_parse(struct str name, struct str text, struct arena *arena,
                                    struct preset *preset, struct error *error);

const char *comparison_name(enum comparison comparison);

#endif

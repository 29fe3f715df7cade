/*
 * Evaluation sets, and the texts that have something of them: a run of 13 words in common (T. Brown
 * et al., "Language Models are Few-Shot Learners", 2020, appendix C), or all of an item that has
 * 8 to 12. Words are those of core/text/folding.h, so case, accents and punctuation do not count;
 * a run of which more than half are numbers is none.
 *
 * Made line by line by one thread, then read by any number of threads.
 */
#ifndef CORE_FILTER_DECONTAMINATE_H
#define CORE_FILTER_DECONTAMINATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/str.h"

enum {
	EVALUATION_WORDS = 13,    /* of a run */
	EVALUATION_WORDS_MIN = 8, /* of an item; shorter ones are everywhere */
	EVALUATION_ITEMS_MAX = 16 << 20,
	EVALUATION_RUNS_MAX = 256 << 20,
	EVALUATION_ID_BYTES_MAX = 100, /* longer ids are cut */
	/* What is cut with a run, on either side, and how much else for a sentence to end. */
	EVALUATION_MARGIN_CHARS = 200,
	EVALUATION_BORDER_BYTES = 400,
	/* A text that is cut more often, or of which less is left, is given up. */
	EVALUATION_CUTS_MAX = 10,
	EVALUATION_TEXT_BYTES_MIN = 200,
};

struct evaluation;

struct evaluation *evaluation_new(void);
void evaluation_free(struct evaluation *evaluation);

/* The lines that follow are of a file that is called `name` where it was found in a page. */
void evaluation_begin(struct evaluation *evaluation, struct str name);

enum evaluation_line {
	EVALUATION_BLANK,
	EVALUATION_ITEM,
	EVALUATION_SHORT, /* fewer words than EVALUATION_WORDS_MIN, or nearly all numbers */
	EVALUATION_BAD,   /* no JSON object with text in it */
	EVALUATION_FULL,  /* over a limit */
};

/*
 * A line of JSON: an object, whose member `text` is the item; if it has none, all of its texts are,
 * in their order, but for `id`. `number` is the line's, which names an item without `id`.
 */
enum evaluation_line evaluation_add(struct evaluation *evaluation, uint64_t number,
                                    struct str line);

/* Whether a text has something of an item; then `*detail`, in `arena`, is "FILE: ID". */
bool evaluation_finds(const struct evaluation *evaluation, struct str text, struct arena *arena,
                      struct str *detail);

/*
 * Cuts out what evaluation_finds would find, with EVALUATION_MARGIN_CHARS on either side and up to
 * the next end of a sentence or line; pieces are joined by a blank line, in `arena`. False if that
 * leaves too little, or too many pieces.
 */
bool evaluation_cut(const struct evaluation *evaluation, struct str text, struct arena *arena,
                    struct str *left);

size_t evaluation_bytes(const struct evaluation *evaluation); /* of memory */

#endif

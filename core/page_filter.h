/*
 * The signals of a document and what a preset says of it: the last thing that is done to one, when
 * it is known to be no duplicate and its repeated lines are gone. So the verdict depends on the
 * text that is stored, and can be found again from it.
 */
#ifndef CORE_PAGE_FILTER_H
#define CORE_PAGE_FILTER_H

#include <stdbool.h>

#include "core/base/arena.h"
#include "core/base/buf.h"
#include "core/base/str.h"
#include "core/filter/judge.h"

struct page_filter {
	const struct preset *preset;
	struct str name; /* of the preset, as rows have it */
	bool annotate;   /* keep all documents and their texts; only tell */
};

/* What rows have of it. */
struct page_verdict {
	struct str preset;
	enum word_cut cut;
	struct fraction signals[SIGNAL_COUNT]; /* of the text before any repair */
	bool keep;
	const struct preset_step *step; /* that dropped it, or NULL */
	struct str reason;              /* "datatrove_words 49 < 50"; empty for what is kept */
	struct str text; /* to be written: what the preset's repairs have left of it */
};

/* All that is made is in `arena`. */
void page_filter_judge(const struct page_filter *filter, struct str text, struct arena *arena,
                       struct page_verdict *verdict);

/* Members "signals" and "filter", into an open JSON object. */
void page_filter_write(const struct page_verdict *verdict, struct buf *out);

#endif

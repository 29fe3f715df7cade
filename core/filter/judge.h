/* A text through the steps of a preset: kept, or dropped by one of them. */
#ifndef CORE_FILTER_JUDGE_H
#define CORE_FILTER_JUDGE_H

#include "core/filter/preset.h"

/* What is known of the page besides its text. */
struct judge_page {
	struct str language; /* empty: not known */
	unsigned score;      /* of the language, in hundredths */
};

struct verdict {
	bool keep;
	const struct preset_step
	        *step;         /* that dropped it; NULL: it is longer than can be measured */
	struct fraction value; /* of its signal */
	struct str text;       /* as the steps left it */
	struct str reason;     /* "datatrove_words 49 < 50"; in the arena, empty where it is kept */
};

/*
 * `signals` are those of the text as it is, and are computed as far as they are asked for. The
 * text's arena takes what the steps make.
 */
void judge_text(const struct preset *preset, struct signals *signals, const struct judge_page *page,
                struct verdict *verdict);

/* The same where there are no signals: a text of more than FILTER_TEXT_BYTES_MAX is dropped. */
void judge_too_long(struct str text, struct arena *arena, struct verdict *verdict);

#endif

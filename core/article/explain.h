/*
 * Why the blocks of a page, or the lines of a text page, are kept or not. Nothing is decided here:
 * the decisions are those of judge.h and judge_lines.h.
 */
#ifndef CORE_ARTICLE_EXPLAIN_H
#define CORE_ARTICLE_EXPLAIN_H

#include "core/article/article.h"
#include "core/article/effects.h"

/* Effects and medians are of the first so many blocks: each takes some hundred scores. */
enum { EXPLAIN_EFFECTS_MAX = 2000 };

enum verdict {
	VERDICT_DROPPED,
	VERDICT_KEPT,
	VERDICT_COMMENT, /* kept as a reader's comment */
	VERDICT_REPEAT,  /* dropped since `repeat_of` has the same text and is likelier */
	VERDICT_RULE,    /* dropped or cut off by `rule` */
};

struct explained {
	struct str text;
	struct str path;  /* "article.post > p": the innermost boxes; names are the page's own */
	const char *kind; /* "paragraph", "heading", …; "line" */
	uint32_t words;
	uint32_t depth; /* boxes around it */
	uint32_t repeat_of;
	struct str rule; /* the rule that dropped or changed it; or empty */
	float score;     /* what was selected by; 0 for a repeat */
	enum verdict verdict;
	struct effects effects; /* log-odds of a repeat are those it had but for being one */
};

struct explanation {
	const char *unit; /* "block" or "line" */
	const struct explained *items;
	uint32_t count;
	uint32_t effect_count;            /* items that have effects: the first ones */
	const char *const *feature_names; /* by effect.feature */
	float threshold;                  /* the lowest score selected; 1 if none was */
	uint32_t kept, comments, repeats; /* items; comments are kept as well */
	uint64_t words, kept_words;
};

void explain_tree(const struct html_tree *tree, struct str url,
                  const struct article_options *options, struct arena *arena,
                  struct explanation *explanation);

/* As article_from_text. */
void explain_text(struct str text, struct str url, const struct article_options *options,
                  struct arena *arena, struct explanation *explanation);

/* "kept", "dropped", "comment", "repeat", "rule" */
const char *verdict_name(enum verdict verdict);

static inline bool verdict_keeps(enum verdict verdict)
{
	return verdict == VERDICT_KEPT || verdict == VERDICT_COMMENT;
}

#endif

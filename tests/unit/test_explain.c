#include "core/article/explain.h"

#include <math.h>

#include "core/article/forest.h"
#include "core/article/judge.h"
#include "core/article/scale.h"
#include "core/article/scores.h"
#include "core/terminal_text.h"
#include "tests/test.h"

#define PROSE "The ferry comes at seven, if it comes, and the post comes with it on most days. "

static const char page[] =
        "<title>The ferry</title><nav><ul><li><a href=/>Home</a><li><a href=/n>News</a></ul></nav>"
        "<article class='post wide'><h1>The ferry</h1><p>" PROSE PROSE "<p>Nobody waits. " PROSE
        "<p>" PROSE PROSE "</article><aside id=more><p>" PROSE PROSE "<p>Read more</aside>"
        "<div class=comments><h3>2 comments</h3><div class=comment><p>I have waited for it, and it "
        "came on the third day.</div></div><footer>All rights reserved</footer>";

struct explained_tree {
	struct arena arena;
	struct html_tree tree;
	struct explanation explanation;
};

static void open_page(struct explained_tree *it, const char *html, bool comments)
{
	const struct article_options options = {.comments = comments};
	arena_init(&it->arena);
	html_parse(str_from(html), &it->arena, &it->tree);
	explain_tree(&it->tree, STR("https://example.org/a"), &options, &it->arena,
	             &it->explanation);
}

static const struct explained *item_with(const struct explanation *explanation, const char *text)
{
	for (uint32_t i = 0; i < explanation->count; i++)
		if (str_starts(explanation->items[i].text, str_from(text)))
			return &explanation->items[i];
	return NULL;
}

static int feature_at(const struct judgement *judgement, uint32_t b, uint32_t feature)
{
	int16_t features[FEATURE_COUNT];
	features_of_block(judgement->page, b, features);
	return features[feature];
}

/* The lower one of the two in the middle: half of the values are at or below it. */
static bool is_median(const struct judgement *judgement, uint32_t count,
                      const struct effect *effect)
{
	uint32_t below = 0, equal = 0;
	for (uint32_t b = 0; b < count; b++) {
		int value = feature_at(judgement, b, effect->feature);
		below += value < effect->median;
		equal += value == effect->median;
	}
	return below <= (count - 1) / 2 && (count - 1) / 2 < below + equal;
}

static float score_of(const int16_t features[FEATURE_COUNT])
{
	return squash((float)forest_walk(scores_forest(), features) / FOREST_UNIT);
}

TEST(effects_are_what_the_score_loses_with_the_median_instead)
{
	struct explained_tree it;
	struct blocks blocks;
	struct judgement judgement;
	const struct article_options options = {0};
	open_page(&it, page, false);
	blocks_from_tree(&it.tree, &it.arena, &blocks);
	judge_blocks(&it.tree, &blocks, STR("https://example.org/a"), &options, &it.arena,
	             &judgement);
	CHECK_NUMBER(it.explanation.count, blocks.block_count);
	for (uint32_t b = 0; b < blocks.block_count; b++) {
		const struct effects *effects = &it.explanation.items[b].effects;
		int16_t features[FEATURE_COUNT];
		features_of_block(judgement.page, b, features);
		CHECK(score_of(features) == squash(effects->log_odds));
		CHECK(effects->count > 0);
		for (uint32_t i = 0; i < effects->count; i++) {
			const struct effect *effect = &effects->effects[i];
			CHECK_NUMBER(effect->value, features[effect->feature]);
			CHECK(is_median(&judgement, blocks.block_count, effect));
			features[effect->feature] = effect->median;
			CHECK(score_of(features) == squash(effects->log_odds - effect->change));
			features[effect->feature] = effect->value;
			CHECK(i == 0 ||
			      fabsf(effect->change) <= fabsf(effects->effects[i - 1].change));
		}
	}
	arena_free(&it.arena);
}

TEST(no_other_feature_matters_more)
{
	/* one tree, which asks for three features, and three items of which the last differs */
	static const struct forest_tree tree = {.limits = {5, 5, 5, 5, 5, 5, 5},
	                                        .leaves = {-512, -512, 0, 0, 256, 256, 1024, 1024},
	                                        .features = {0, 1, 1, 2, 2, 2, 2}};
	static const uint16_t asked[] = {1, 3, 4};
	static const struct forest forest = {
	        .trees = &tree, .features = asked, .tree_count = 1, .feature_count = 3};
	static const int16_t rows[3][5] = {{9, 0, 9, 0, 0}, {9, 1, 9, 2, 0}, {0, 9, 0, 9, 0}};
	struct effects effects[3];
	struct arena arena;
	arena_init(&arena);
	effects_of_items(&forest, rows[0], 5, 3, &arena, effects);
	CHECK_NUMBER(effects[0].count, 0);
	CHECK(effects[0].log_odds == -2);
	CHECK_NUMBER(effects[2].count, 2);
	CHECK(effects[2].log_odds == 4);
	const struct effect *first = &effects[2].effects[0], *second = &effects[2].effects[1];
	CHECK_NUMBER(first->feature, 1); /* without it: no, yes, which is 0 */
	CHECK_NUMBER(first->median, 1);
	CHECK(first->change == 4);
	CHECK_NUMBER(second->feature, 3); /* without it: yes, no, which is 1 */
	CHECK_NUMBER(second->median, 2);
	CHECK(second->change == 3);
	effects_of_items(&forest, rows[0], 5, 0, &arena, effects);
	arena_free(&arena);
}

TEST(verdicts_are_those_of_the_selection)
{
	struct explained_tree it;
	open_page(&it, page, false);
	const struct explanation *explanation = &it.explanation;
	CHECK(explanation->kept > 0 && explanation->kept < explanation->count);
	CHECK_NUMBER(explanation->comments, 0);
	for (uint32_t i = 0; i < explanation->count; i++) {
		const struct explained *item = &explanation->items[i];
		CHECK((item->verdict == VERDICT_KEPT) == (item->score >= explanation->threshold));
	}
	const struct explained *head = item_with(explanation, "The ferry");
	CHECK_NUMBER(head->verdict, VERDICT_KEPT);
	CHECK_STR(head->path, STR("html > body > article.post > h1"));
	CHECK_STR(str_from(head->kind), STR("heading"));
	const struct explained *more = item_with(explanation, "Read more");
	CHECK_STR(more->path, STR("html > body > aside#more > p"));
	CHECK_NUMBER(more->verdict, VERDICT_DROPPED);
	arena_free(&it.arena);
}

TEST(a_repeat_names_the_block_that_stands_for_it)
{
	struct explained_tree it;
	uint32_t repeats = 0;
	open_page(&it, page, false);
	for (uint32_t i = 0; i < it.explanation.count; i++) {
		const struct explained *item = &it.explanation.items[i];
		if (item->verdict != VERDICT_REPEAT)
			continue;
		repeats++;
		CHECK(item->repeat_of != i);
		CHECK_STR(it.explanation.items[item->repeat_of].text, item->text);
		CHECK(it.explanation.items[item->repeat_of].score > 0);
	}
	CHECK_NUMBER(repeats, 2); /* of three blocks of twice the PROSE */
	CHECK_NUMBER(it.explanation.repeats, repeats);
	arena_free(&it.arena);
}

TEST(comments_are_told_from_what_is_kept_anyway)
{
	struct explained_tree it;
	open_page(&it, page, true);
	const struct explained *comment = item_with(&it.explanation, "I have waited");
	CHECK(verdict_keeps(comment->verdict));
	CHECK((comment->verdict == VERDICT_COMMENT) == (it.explanation.comments == 1));
	arena_free(&it.arena);
}

TEST(long_names_in_a_path_are_cut_between_characters)
{
	struct explained_tree it;
	open_page(&it, "<div class='ääääääääääääääääääää'><a-name-that-never-ends-at-all><p>x",
	          false);
	CHECK_NUMBER(it.explanation.count, 1);
	CHECK_STR(it.explanation.items[0].path, STR("html > body > div.ääääääääääää > p"));
	arena_free(&it.arena);
}

TEST(lines_are_explained_too)
{
	const struct article_options options = {0};
	struct explanation explanation;
	struct arena arena;
	arena_init(&arena);
	explain_text(STR("Home\nNews\n" PROSE PROSE "\nNobody waits. " PROSE PROSE "\nAll rights"),
	             STR(""), &options, &arena, &explanation);
	CHECK_NUMBER(explanation.count, 5);
	CHECK_NUMBER(explanation.items[2].verdict, VERDICT_KEPT);
	CHECK_NUMBER(explanation.items[0].verdict, VERDICT_DROPPED);
	CHECK_STR(str_from(explanation.unit), STR("line"));
	CHECK(explanation.items[2].score == squash(explanation.items[2].effects.log_odds));
	explain_text(STR(""), STR(""), &options, &arena, &explanation);
	CHECK_NUMBER(explanation.count, 0);
	arena_free(&arena);
}

TEST(work_on_a_page_of_very_many_blocks_is_bounded)
{
	enum { COUNT = 3 * EXPLAIN_EFFECTS_MAX };
	struct buf html;
	struct explained_tree it;
	buf_init(&html, 1 << 20);
	for (int i = 0; i < COUNT; i++)
		buf_printf(&html, "<p>%d", i);
	buf_append_byte(&html, '\0');
	open_page(&it, html.p, false);
	CHECK_NUMBER(it.explanation.count, COUNT);
	CHECK_NUMBER(it.explanation.effect_count, EXPLAIN_EFFECTS_MAX);
	CHECK_NUMBER(it.explanation.items[COUNT - 1].effects.count, 0);
	arena_free(&it.arena);
	buf_free(&html);
}

static void check_clipped(const char *text, uint32_t columns, const char *want)
{
	struct buf out;
	buf_init(&out, 1024);
	terminal_text_put(&out, str_from(text), columns);
	CHECK_STR(buf_str(&out), str_from(want));
	CHECK(terminal_text_columns(buf_str(&out)) <= columns);
	buf_free(&out);
}

TEST(text_for_a_terminal_is_clipped_and_harmless)
{
	check_clipped("ferry", 5, "ferry");
	check_clipped("ferryman", 5, "ferr…");
	check_clipped("時計屋", 6, "時計屋");
	check_clipped("時計屋", 5, "時計…");
	check_clipped("時計屋", 4, "時…");
	check_clipped("a\x1b[31mb\nc\xc2\x9b\xe2\x80\xae", 20, "a?[31mb c??");
	check_clipped("ferry", 0, "");
}

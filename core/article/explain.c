#include "core/article/explain.h"

#include "core/article/comments.h"
#include "core/article/judge.h"
#include "core/article/judge_lines.h"
#include "core/article/metadata.h"
#include "core/article/page_context.h"
#include "core/article/page_rules.h"
#include "core/article/scores.h"

enum {
	PATH_BOXES = 4,       /* enough to tell one part of a page from another */
	PATH_NAME_BYTES = 24, /* of a tag and of a class each; longer ones are cut */
	PATH_BYTES = PATH_BOXES * (2 * PATH_NAME_BYTES + sizeof(" > .")),
};

/* clang-format off */
static const char *const block_features[] = {
#define FEATURE_NAME(name) #name,
	BLOCK_FEATURES(FEATURE_NAME)
};

static const char *const features_of_lines[] = {
	LINE_FEATURES(FEATURE_NAME)
#undef FEATURE_NAME
};
/* clang-format on */

const char *verdict_name(enum verdict verdict)
{
	static const char *const names[] = {[VERDICT_DROPPED] = "dropped",
	                                    [VERDICT_KEPT] = "kept",
	                                    [VERDICT_COMMENT] = "comment",
	                                    [VERDICT_REPEAT] = "repeat",
	                                    [VERDICT_RULE] = "rule"};
	return names[verdict];
}

static const char *kind_name(uint8_t kind)
{
	static const char *const names[] = {
	        [BLOCK_PARAGRAPH] = "paragraph", [BLOCK_HEADING] = "heading",
	        [BLOCK_ITEM] = "item",           [BLOCK_CELL] = "cell",
	        [BLOCK_CODE] = "code",           [BLOCK_CAPTION] = "caption",
	        [BLOCK_CONTROL] = "control"};
	return names[kind];
}

/* ---- where a block stands ---- */

static size_t put_name(char *out, struct str name)
{
	size_t n = name.n;
	if (n > PATH_NAME_BYTES)
		for (n = PATH_NAME_BYTES; n > 0 && ((unsigned char)name.p[n] & 0xC0) == 0x80;)
			n--; /* no code point is cut in two */
	if (n > 0)
		memcpy(out, name.p, n);
	return n;
}

static struct str first_word(struct str text)
{
	struct str trimmed = str_trim(text);
	return str_slice(trimmed, 0, str_until(trimmed, " \t\n\f\r", 0));
}

/* "div.entry", or "div#entry" where it has no class. */
static size_t put_box(char *out, const struct html_tree *tree, uint32_t node)
{
	struct str tag = html_tag_name((enum html_tag)tree->nodes[node].tag);
	struct str class = first_word(html_attribute(tree, node, STR("class")));
	struct str id = first_word(html_attribute(tree, node, STR("id")));
	size_t n = put_name(out, tag.n > 0 ? tag : tree->nodes[node].text);
	if (class.n == 0 && id.n == 0)
		return n;
	out[n++] = class.n > 0 ? '.' : '#';
	return n + put_name(out + n, class.n > 0 ? class : id);
}

static struct str path_of(const struct html_tree *tree, const struct blocks *blocks, uint32_t box,
                          struct arena *arena)
{
	uint32_t nodes[PATH_BOXES], count = 0;
	for (; box != 0 && count < PATH_BOXES; box = blocks->boxes[box].parent)
		nodes[count++] = blocks->boxes[box].node;
	char *path = arena_bytes(arena, PATH_BYTES);
	size_t n = 0;
	while (count-- > 0) {
		n += put_box(path + n, tree, nodes[count]);
		if (count > 0) {
			memcpy(path + n, " > ", 3);
			n += 3;
		}
	}
	arena_shrink(arena, path, PATH_BYTES, n);
	return (struct str){path, n};
}

static void set_rules(const struct rule_marks *marks, uint32_t count, struct explained *items)
{
	for (uint32_t i = 0; i < count; i++) {
		items[i].rule = rule_marks_name(marks, i);
		if (rule_marks_out(marks, i))
			items[i].verdict = VERDICT_RULE;
	}
}

/* ---- blocks ---- */

/* For each text (glance.text) the block that stands for it. */
static uint32_t *find_originals(const struct judgement *judgement, uint32_t count,
                                struct arena *arena)
{
	uint32_t *originals = arena_array(arena, uint32_t, count);
	for (uint32_t b = 0; b < count; b++)
		if (judgement->scores[b] > 0)
			originals[judgement->page->glances[b].text] = b;
	return originals;
}

/* Set for each block that is one, where they are asked for. */
static uint8_t *find_comments(const struct html_tree *tree, const struct blocks *blocks,
                              const struct article_options *options, struct arena *arena)
{
	uint8_t *comments = arena_array(arena, uint8_t, blocks->block_count);
	for (uint32_t b = 0; b < blocks->block_count; b++)
		comments[b] = 0;
	if (options->comments)
		comments_keep(tree, blocks, arena, comments);
	return comments;
}

static void set_verdicts(const struct html_tree *tree, const struct blocks *blocks,
                         const struct judgement *judgement, const struct article_options *options,
                         struct arena *arena, struct explained *items)
{
	const uint8_t *comments = find_comments(tree, blocks, options, arena);
	const uint32_t *originals = find_originals(judgement, blocks->block_count, arena);
	for (uint32_t b = 0; b < blocks->block_count; b++) {
		struct explained *item = &items[b];
		if (judgement->kept[b]) {
			item->verdict = VERDICT_KEPT;
		} else if (comments[b]) {
			item->verdict = VERDICT_COMMENT;
		} else if (judgement->scores[b] == 0) { /* else never 0: see scores.h */
			item->verdict = VERDICT_REPEAT;
			item->repeat_of = originals[judgement->page->glances[b].text];
		}
	}
}

static void set_effects(const struct forest *forest, const int16_t *rows, uint32_t width,
                        struct arena *arena, struct explanation *explanation,
                        struct explained *items)
{
	uint32_t count = explanation->effect_count;
	struct effects *effects = arena_array(arena, struct effects, count);
	effects_of_items(forest, rows, width, count, arena, effects);
	for (uint32_t i = 0; i < count; i++)
		items[i].effects = effects[i];
}

static void set_effects_of_blocks(const struct page_context *page, struct arena *arena,
                                  struct explanation *explanation, struct explained *items)
{
	uint32_t count = explanation->effect_count;
	int16_t *rows = arena_array(arena, int16_t, (size_t)count * FEATURE_COUNT);
	for (uint32_t b = 0; b < count; b++)
		features_of_block(page, b, rows + (size_t)b * FEATURE_COUNT);
	set_effects(scores_forest(), rows, FEATURE_COUNT, arena, explanation, items);
}

/* What is told of blocks and lines alike, once their verdicts are set. */
static void add_up(struct explanation *explanation, const struct explained *items)
{
	explanation->items = items;
	explanation->threshold = 1;
	for (uint32_t i = 0; i < explanation->count; i++) {
		const struct explained *item = &items[i];
		bool is_kept = verdict_keeps(item->verdict);
		explanation->kept += is_kept;
		explanation->comments += item->verdict == VERDICT_COMMENT;
		explanation->repeats += item->verdict == VERDICT_REPEAT;
		explanation->words += item->words;
		explanation->kept_words += is_kept ? item->words : 0;
		if (item->verdict == VERDICT_KEPT && item->score < explanation->threshold)
			explanation->threshold = item->score;
	}
}

static struct explanation explanation_of(const char *unit, const char *const *names, uint32_t count)
{
	return (struct explanation){
	        .unit = unit,
	        .count = count,
	        .effect_count = count < EXPLAIN_EFFECTS_MAX ? count : EXPLAIN_EFFECTS_MAX,
	        .feature_names = names};
}

/* Rules see what was kept, as a comment or else, the language that the page claims and its kind. */
static void set_rules_of_blocks(const struct page_context *page, struct str url,
                                const struct article_options *options, struct arena *arena,
                                struct explained *items)
{
	struct blocks blocks = *page->blocks;
	struct article article = {0};
	struct rule_marks marks;
	uint8_t *all = arena_array(arena, uint8_t, blocks.block_count);
	const uint8_t *kept = all;
	for (uint32_t b = 0; b < blocks.block_count; b++)
		all[b] = verdict_keeps(items[b].verdict);
	page_rules_extras(options, arena, &article);
	metadata_from_tree(page->tree, &blocks, url, arena, &article);
	article.kind = page_kind_of(page, &article, url, arena);
	page_rules_blocks(options, url, &blocks, &kept, arena, &article, &marks);
	set_rules(&marks, blocks.block_count, items);
}

void explain_tree(const struct html_tree *tree, struct str url,
                  const struct article_options *options, struct arena *arena,
                  struct explanation *explanation)
{
	struct blocks blocks;
	struct judgement judgement;
	struct article_options selection = *options;
	selection.comments = false; /* so that what is kept as a comment only can be told */
	blocks_from_tree(tree, arena, &blocks);
	judge_blocks(tree, &blocks, url, &selection, arena, &judgement);
	struct explained *items = arena_array(arena, struct explained, blocks.block_count);
	for (uint32_t b = 0; b < blocks.block_count; b++) {
		const struct block *block = &blocks.blocks[b];
		items[b] = (struct explained){
		        .text = block->text,
		        .path = path_of(tree, &blocks, block->box, arena),
		        .kind = kind_name(block->kind),
		        .words = block->words,
		        .depth = judgement.page->surroundings[block->box].depth,
		        .score = judgement.scores[b],
		};
	}
	*explanation = explanation_of("block", block_features, blocks.block_count);
	set_verdicts(tree, &blocks, &judgement, options, arena, items);
	set_rules_of_blocks(judgement.page, url, options, arena, items);
	set_effects_of_blocks(judgement.page, arena, explanation, items);
	add_up(explanation, items);
}

/* ---- lines ---- */

/* Those that are chosen are changed as article_from_text does. */
static void set_rules_of_lines(const struct lines *lines, struct str url,
                               const struct article_options *options, struct arena *arena,
                               struct explained *items)
{
	struct article article = {0};
	struct rule_marks marks;
	page_rules_lines(options, url, lines, arena, &article, &marks);
	for (uint32_t i = 0; i < lines->count; i++)
		if (items[i].verdict == VERDICT_KEPT && !rule_marks_out(&marks, i))
			(void)page_rules_text(&marks, lines, i, arena);
	set_rules(&marks, lines->count, items);
}

void explain_text(struct str text, struct str url, const struct article_options *options,
                  struct arena *arena, struct explanation *explanation)
{
	struct lines lines;
	lines_from_text(text, arena, &lines);
	*explanation = explanation_of("line", features_of_lines, lines.count);
	const struct selection_item *selected = judge_lines(&lines, options->favor, arena);
	struct explained *items = arena_array(arena, struct explained, lines.count);
	for (uint32_t i = 0; i < lines.count; i++)
		items[i] = (struct explained){
		        .text = lines.lines[i].text,
		        .kind = "line",
		        .words = lines.lines[i].words,
		        .score = selected[i].probability,
		        .verdict = selected[i].kept ? VERDICT_KEPT : VERDICT_DROPPED,
		};
	set_rules_of_lines(&lines, url, options, arena, items);
	uint32_t count = explanation->effect_count;
	int16_t *rows = arena_array(arena, int16_t, (size_t)count * LINE_FEATURE_COUNT);
	for (uint32_t i = 0; i < count; i++)
		line_features(&lines, i, rows + (size_t)i * LINE_FEATURE_COUNT);
	set_effects(lines_forest(), rows, LINE_FEATURE_COUNT, arena, explanation, items);
	add_up(explanation, items);
}

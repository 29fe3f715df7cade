#include "core/article/page_rules.h"

#include "core/article/claims.h"
#include "core/rules/rule_run.h"
#include "core/text/date.h"
#include "core/text/url.h"

struct str rule_marks_name(const struct rule_marks *marks, uint32_t i)
{
	if (marks->run == NULL || marks->rules[i] == RULE_NONE)
		return (struct str){0};
	return rule_run_set(marks->run)->entries[marks->rules[i]].rule->name;
}

static bool has_rules(const struct article_options *options)
{
	return options->rules && rule_run_set(options->rules)->count > 0;
}

static void marks_init(struct rule_marks *marks, struct rule_run *run, uint32_t count,
                       struct arena *arena)
{
	marks->run = run;
	marks->rules = arena_array(arena, uint32_t, count);
	marks->is_out = arena_array(arena, uint8_t, count);
	for (uint32_t i = 0; i < count; i++) {
		marks->rules[i] = RULE_NONE;
		marks->is_out[i] = 0;
	}
}

/* ---- fields ---- */

static struct str *value_of(struct article *article, enum field field)
{
	switch (field) {
	case FIELD_TITLE:
		return &article->title;
	case FIELD_AUTHOR:
		return &article->author;
	case FIELD_PUBLISHED:
		return &article->published;
	case FIELD_MODIFIED:
		return &article->modified;
	case FIELD_SITE:
		return &article->site;
	case FIELD_CANONICAL:
		return &article->canonical;
	case FIELD_DESCRIPTION:
		return &article->description;
	case FIELD_SECTION:
		return &article->section;
	case FIELD_LICENSE:
		return &article->license;
	case FIELD_IMAGE:
		return &article->image;
	default:
		return NULL;
	}
}

static struct str cleaned(enum field field, struct str value, struct str url, struct arena *arena)
{
	if (value.n > CLAIM_BYTES_MAX)
		return (struct str){0};
	switch (field) {
	case FIELD_PUBLISHED:
	case FIELD_MODIFIED:
		return date_find(value, arena, NULL);
	case FIELD_CANONICAL:
	case FIELD_LICENSE:
	case FIELD_IMAGE:
		return url_resolve(url, value, arena);
	default:
		return claim_folded(value, arena);
	}
}

/* Between commas, semicolons or bars. */
static void set_tags(struct article *article, struct str value, bool overrides, struct arena *arena)
{
	if (article->tag_count > 0 && !overrides)
		return;
	article->tag_count = 0;
	value = cleaned(FIELD_TAG, value, (struct str){0}, arena);
	while (value.n > 0 && article->tag_count < ARTICLE_TAGS_MAX) {
		size_t end = str_until(value, ",;|", 0);
		struct str tag = str_trim(str_slice(value, 0, end));
		if (tag.n > 0)
			article->tags[article->tag_count++] = tag;
		value = str_slice(value, end < value.n ? end + 1 : end, value.n);
	}
	article->sources[FIELD_TAG] = article->tag_count > 0 ? SOURCE_RULE : SOURCE_NONE;
}

static enum field field_named(struct str name)
{
	for (int i = FIELD_NONE + 1; i < FIELD_COUNT; i++)
		if (str_equal(name, str_from(field_name((enum field)i))))
			return (enum field)i;
	return FIELD_NONE;
}

/* Into a field that the page does not fill itself, unless the rule overrides that. */
static void set_field(struct article *article, struct str name, struct str value, bool overrides,
                      struct str url, struct arena *arena)
{
	enum field field = field_named(name);
	struct str *known = value_of(article, field);
	if (field == FIELD_TAG)
		set_tags(article, value, overrides, arena);
	if (known == NULL || (known->n > 0 && !overrides))
		return;
	value = cleaned(field, value, url, arena);
	if (value.n == 0)
		return;
	*known = value;
	article->sources[field] = SOURCE_RULE;
}

void page_rules_extras(const struct article_options *options, struct arena *arena,
                       struct article *article)
{
	if (!has_rules(options) || rule_run_set(options->rules)->extra_count == 0)
		return;
	const struct rule_set *set = rule_run_set(options->rules);
	article->extra_names = set->extra_names;
	article->extra_count = set->extra_count;
	article->extra_values = arena_array(arena, struct str, set->extra_count);
	for (uint32_t i = 0; i < set->extra_count; i++)
		article->extra_values[i] = (struct str){0};
}

static void set_fields(const struct rule_set *set, const struct rule_found *found, struct str url,
                       struct arena *arena, struct article *article)
{
	uint32_t extra = 0;
	for (uint32_t i = 0; i < set->target_count; i++) {
		const struct rule_target *target = &set->targets[i];
		struct str value = found[i].value;
		uint32_t own = extra;
		extra += target->is_extra;
		if (value.n == 0)
			continue;
		if (target->is_extra)
			article->extra_values[own] = cleaned(FIELD_NONE, value, url, arena);
		else
			set_field(article, target->name, value,
			          set->entries[found[i].rule].rule->override, url, arena);
	}
}

/* ---- the page ---- */

static void begin(const struct article_options *options, struct str url, struct str language,
                  uint32_t kinds)
{
	struct rule_page page = {.url = url,
	                         .language = language.n ? language : options->http_language,
	                         .kinds = kinds,
	                         .budget = options->budget};
	rule_run_begin(options->rules, &page);
}

static void drop_page(struct rule_run *run, const struct rule_line *lines, uint32_t count,
                      struct article *article, struct rule_marks *marks)
{
	uint32_t line, rule = rule_run_page(run, lines, count, &line);
	if (rule == RULE_NONE)
		return;
	article->dropped_by = rule_run_set(run)->entries[rule].rule->name;
	marks->rules[line] = rule;
	marks->is_out[line] = 1;
}

/* ---- lines ---- */

static const struct rule_line *lines_of_text(const struct lines *lines, struct arena *arena)
{
	struct rule_line *out = arena_array(arena, struct rule_line, lines->count);
	for (uint32_t i = 0; i < lines->count; i++)
		out[i] = (struct rule_line){lines->lines[i].text, lines->lines[i].words};
	return out;
}

static void set_marks(struct rule_marks *marks, const struct rule_verdict *verdicts, uint32_t count,
                      const uint32_t *items)
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t item = items ? items[i] : i;
		marks->rules[item] = verdicts[i].rule;
		marks->is_out[item] = verdicts[i].is_out;
	}
}

void page_rules_lines(const struct article_options *options, struct str url,
                      const struct lines *lines, struct arena *arena, struct article *article,
                      struct rule_marks *marks)
{
	*marks = (struct rule_marks){0};
	if (!has_rules(options))
		return;
	const struct rule_line *all = lines_of_text(lines, arena);
	struct rule_verdict *verdicts = arena_array(arena, struct rule_verdict, lines->count);
	begin(options, url, (struct str){0}, RULE_PAGE_BIT(RULE_PAGE_TEXT));
	marks_init(marks, options->rules, lines->count, arena);
	rule_run_lines(options->rules, all, lines->count, verdicts);
	set_marks(marks, verdicts, lines->count, NULL);
	drop_page(options->rules, all, lines->count, article, marks);
	rule_run_fields(options->rules, all, lines->count);
}

void page_rules_fields(const struct article_options *options, struct str url, struct arena *arena,
                       struct article *article)
{
	if (has_rules(options))
		set_fields(rule_run_set(options->rules), rule_run_found(options->rules), url, arena,
		           article);
}

struct str page_rules_text(struct rule_marks *marks, const struct lines *lines, uint32_t i,
                           struct arena *arena)
{
	const struct line *line = &lines->lines[i];
	struct rule_line changed = {line->text, line->words};
	struct str text;
	uint32_t rule;
	if (marks->run == NULL ||
	    !rule_run_replace(marks->run, &changed, i, lines->count, arena, &text, &rule))
		return line->text;
	marks->rules[i] = rule;
	return str_trim(text);
}

/* ---- blocks ---- */

static const struct rule_line *lines_of_blocks(const struct blocks *blocks, const uint8_t *kept,
                                               uint32_t *items, uint32_t *count,
                                               struct arena *arena)
{
	struct rule_line *out = arena_array(arena, struct rule_line, blocks->block_count);
	*count = 0;
	for (uint32_t b = 0; b < blocks->block_count; b++) {
		const struct block *block = &blocks->blocks[b];
		if (kept && !kept[b])
			continue;
		items[*count] = b;
		out[(*count)++] = (struct rule_line){block->text, block->words};
	}
	return out;
}

/* `kept` without what the marks take out. */
static uint8_t *still_kept(const uint8_t *kept, const struct rule_marks *marks, uint32_t count,
                           struct arena *arena)
{
	uint8_t *left = arena_array(arena, uint8_t, count);
	for (uint32_t b = 0; b < count; b++)
		left[b] = kept[b] && !marks->is_out[b];
	return left;
}

/* A block that nothing is left of is none. */
static void replace_in_blocks(struct rule_run *run, struct blocks *blocks, uint8_t *kept,
                              const uint32_t *items, const struct rule_line *lines, uint32_t count,
                              struct arena *arena, struct rule_marks *marks)
{
	struct block *changed = NULL;
	for (uint32_t i = 0; i < count && rule_run_has(run, RULE_GROUP_TEXT); i++) {
		struct str text;
		uint32_t rule, b = items[i];
		if (!kept[b] || !rule_run_replace(run, &lines[i], i, count, arena, &text, &rule))
			continue;
		if (changed == NULL) {
			changed = arena_array(arena, struct block, blocks->block_count);
			memcpy(changed, blocks->blocks, blocks->block_count * sizeof(*changed));
		}
		changed[b].text = str_trim(text);
		kept[b] = changed[b].text.n > 0;
		marks->rules[b] = rule;
		marks->is_out[b] = !kept[b];
	}
	if (changed)
		blocks->blocks = changed;
}

void page_rules_blocks(const struct article_options *options, struct str url, struct blocks *blocks,
                       const uint8_t **kept, struct arena *arena, struct article *article,
                       struct rule_marks *marks)
{
	struct rule_run *run = options->rules;
	uint32_t count;
	*marks = (struct rule_marks){0};
	if (!has_rules(options))
		return;
	uint32_t *items = arena_array(arena, uint32_t, blocks->block_count);
	struct rule_verdict *verdicts =
	        arena_array(arena, struct rule_verdict, blocks->block_count);
	begin(options, url, article->language,
	      RULE_PAGE_BIT(RULE_PAGE_HTML) |
	              rule_page_kind_named(str_from(page_kind_name(article->kind))));
	marks_init(marks, run, blocks->block_count, arena);
	if (rule_run_has(run, RULE_GROUP_PAGE) || rule_run_has(run, RULE_GROUP_FIELDS)) {
		const struct rule_line *all = lines_of_blocks(blocks, NULL, items, &count, arena);
		rule_run_fields(run, all, count);
		set_fields(rule_run_set(run), rule_run_found(run), url, arena, article);
		drop_page(run, all, count, article, marks);
	}
	const struct rule_line *chosen = lines_of_blocks(blocks, *kept, items, &count, arena);
	rule_run_lines(run, chosen, count, verdicts);
	set_marks(marks, verdicts, count, items);
	uint8_t *left = still_kept(*kept, marks, blocks->block_count, arena);
	replace_in_blocks(run, blocks, left, items, chosen, count, arena, marks);
	*kept = left;
}

/*
 * A block is a line with its number, verdict (+ or -), score, words and place, a line with the
 * features that it hangs on, and its text, cut to one line. Behind all of them stands a summary.
 */
#include "cmd/explain_listing.h"

#include <stdarg.h>
#include <stdio.h>

#include "core/terminal_text.h"

enum { INDENT = 4, EFFECT_BYTES = 96 };

static void put_line(struct buf *out, const char *indent, struct str text, unsigned columns)
{
	unsigned taken = (unsigned)strlen(indent);
	buf_append(out, str_from(indent));
	terminal_text_put(out, text, columns > taken ? columns - taken : 0);
	buf_append_byte(out, '\n');
}

/* Without its outer boxes, as far as it must be to fit; the innermost one tells most. */
static struct str cut_path(struct str path, unsigned columns)
{
	while (terminal_text_columns(path) > columns) {
		size_t at = str_find(path, STR(" > "), 0);
		if (at == STR_NONE)
			break;
		path = str_slice(path, at + 3, path.n);
	}
	return path;
}

static void put_head(const struct explained *item, uint32_t index, unsigned columns,
                     struct buf *out)
{
	size_t from = out->n;
	buf_printf(out, "%u %c %.2f  ", index, verdict_keeps(item->verdict) ? '+' : '-',
	           (double)item->score);
	if (item->verdict == VERDICT_REPEAT)
		buf_printf(out, "repeat of %u  ", item->repeat_of);
	if (item->verdict == VERDICT_COMMENT)
		buf_append(out, STR("comment  "));
	if (item->rule.n > 0)
		buf_printf(out, "%s %.*s  ",
		           verdict_keeps(item->verdict) ? "changed by rule" : "rule",
		           STR_ARG(item->rule));
	buf_printf(out, "%u %s  ", item->words, item->words == 1 ? "word" : "words");
	unsigned taken = (unsigned)(out->n - from);
	unsigned room = columns > taken ? columns - taken : 0;
	terminal_text_put(out, cut_path(item->path, room), room);
	while (out->n > from && out->p[out->n - 1] == ' ')
		out->n--;
	buf_append_byte(out, '\n');
}

static void put_effects(const struct explained *item, const char *const *names, unsigned columns,
                        struct buf *out)
{
	size_t line = out->n;
	for (uint32_t i = 0; i < item->effects.count; i++) {
		const struct effect *effect = &item->effects.effects[i];
		char text[EFFECT_BYTES];
		int n = snprintf(text, sizeof(text), "%s=%d %+.2f", names[effect->feature],
		                 effect->value, (double)effect->change);
		if (i > 0 && out->n - line + 2 + (size_t)n > columns) {
			buf_append_byte(out, '\n');
			line = out->n;
		}
		buf_printf(out, "%*s%s", line == out->n ? INDENT : 2, "", text);
	}
	if (item->effects.count > 0)
		buf_append_byte(out, '\n');
}

void explain_listing_items(const struct explanation *explanation, unsigned columns, struct buf *out)
{
	for (uint32_t i = 0; i < explanation->count; i++) {
		const struct explained *item = &explanation->items[i];
		put_head(item, i, columns, out);
		put_effects(item, explanation->feature_names, columns, out);
		put_line(out, "    ", item->text, columns);
		buf_append_byte(out, '\n');
	}
}

void explain_listing_counts(const struct explanation *explanation, struct buf *out)
{
	const struct explanation *e = explanation;
	buf_printf(out, "kept %u of %u %ss, %llu of %llu words", e->kept, e->count, e->unit,
	           (unsigned long long)e->kept_words, (unsigned long long)e->words);
	if (e->comments > 0)
		buf_printf(out, "; comments: %u", e->comments);
	if (e->repeats > 0)
		buf_printf(out, "; repeats: %u", e->repeats);
}

void explain_listing_threshold(const struct explanation *explanation, struct buf *out)
{
	if (explanation->kept > explanation->comments)
		buf_printf(out, "%.2f, the lowest score kept", (double)explanation->threshold);
	else
		buf_append(out, STR("nothing was likely enough"));
}

void explain_listing_limit(const struct explanation *explanation, struct buf *out)
{
	if (explanation->effect_count < explanation->count)
		buf_printf(out, "features of the first %u %ss only", explanation->effect_count,
		           explanation->unit);
}

void explain_listing_summary(const struct explained_page *explained, unsigned columns,
                             struct buf *out)
{
	const struct explanation *explanation = &explained->explanation;
	struct buf line;
	struct arena arena;
	arena_init(&arena);
	buf_init(&line, SIZE_MAX);
	explain_listing_counts(explanation, &line);
	put_line(out, "", buf_str(&line), columns);
	buf_reset(&line);
	explain_listing_threshold(explanation, &line);
	put_line(out, "threshold: ", buf_str(&line), columns);
	buf_reset(&line);
	explain_listing_limit(explanation, &line);
	if (line.n > 0)
		put_line(out, "", buf_str(&line), columns);
	if (explained->page.article.kind != PAGE_KIND_NONE)
		put_line(out, "kind: ", str_from(page_kind_name(explained->page.article.kind)),
		         columns);
	for (int i = FIELD_NONE + 1; i < FIELD_COUNT; i++) {
		enum source source = (enum source)explained->page.article.sources[i];
		struct str value = explained_page_field(&explained->page, (enum field)i, &arena);
		if (value.n == 0)
			continue;
		buf_reset(&line);
		buf_printf(&line, "%s (%s): ", field_name((enum field)i),
		           source ? source_name(source) : "as given");
		buf_append(&line, value);
		put_line(out, "", buf_str(&line), columns);
	}
	buf_free(&line);
	arena_free(&arena);
}

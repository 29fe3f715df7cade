/*
 * Text of the page goes through markup_text, always: as the content of an element or between double
 * quotes. Never is it in the style sheet, in a tag's name, or in a link.
 */
#include "cmd/explain_html.h"

#include "cmd/explain_listing.h"
#include "core/base/markup.h"
#include "core/glance.h"

enum { INDENT_LEVELS_MAX = 12 }; /* deeper blocks stand no further in: text needs its room */

/* clang-format off */
static const char style[] =
	":root{color-scheme:light dark;--page:#fff;--ink:#1b1d20;--faint:#5c636b;--line:#d5d9de;"
	"--kept:#1a7f37;--kept-back:#e9f7ec;--dropped:#b3403a;--dropped-back:#f5f4f4;"
	"--comment:#0b62b0;--comment-back:#e6f1fc;--repeat:#8a5a00;--repeat-back:#fdf3dd}\n"
	"@media(prefers-color-scheme:dark){:root{--page:#15171a;--ink:#e4e6e9;--faint:#9aa2ab;"
	"--line:#363b42;--kept:#57c271;--kept-back:#14291a;--dropped:#e5807a;--dropped-back:#1f2023;"
	"--comment:#6cb2f5;--comment-back:#11263b;--repeat:#d9a83f;--repeat-back:#2e2510}}\n"
	"*{box-sizing:border-box}\n"
	"body{margin:0 auto;max-width:56rem;padding:1rem;background:var(--page);color:var(--ink);"
	"font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}\n"
	"h1{font-size:1.4rem;line-height:1.25;margin:.5rem 0}\n"
	"p{margin:.25rem 0}\n"
	"dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:1rem 0}\n"
	"dt,.faint{color:var(--faint)}\n"
	"dd{margin:0}\n"
	".legend{display:flex;flex-wrap:wrap;gap:.4rem;margin:1rem 0}\n"
	".legend span{border-left:.3rem solid var(--mark);background:var(--back);padding:.1rem .5rem}\n"
	".kept{--mark:var(--kept);--back:var(--kept-back)}\n"
	".dropped{--mark:var(--dropped);--back:var(--dropped-back)}\n"
	".comment{--mark:var(--comment);--back:var(--comment-back)}\n"
	".rule{--mark:var(--repeat);--back:var(--repeat-back)}\n"
	".repeat{--mark:var(--repeat);--back:var(--repeat-back)}\n"
	".block{border-left:.3rem solid var(--mark);background:var(--back);margin:.4rem 0;"
	"margin-left:calc(var(--depth)*.6rem);padding:.35rem .7rem}\n"
	".block:target{outline:2px solid var(--mark)}\n"
	".head{display:flex;flex-wrap:wrap;align-items:center;gap:0 .7rem;font-size:.8rem;"
	"color:var(--faint)}\n"
	".head b{color:var(--mark)}\n"
	".head a{color:inherit}\n"
	".bar{width:4rem;height:.5rem;border:1px solid var(--mark);flex:none}\n"
	".bar i{display:block;height:100%;background:var(--mark)}\n"
	".path{font-family:ui-monospace,monospace}\n"
	".text{white-space:pre-wrap}\n"
	".dropped .text,.repeat .text,.rule .text{color:var(--faint)}\n"
	"details{font-size:.8rem;color:var(--faint)}\n"
	"summary{cursor:pointer}\n"
	"table{border-collapse:collapse;margin:.3rem 0}\n"
	"th,td{text-align:right;padding:.1rem .6rem .1rem 0;border-bottom:1px solid var(--line);"
	"font-weight:normal}\n"
	"th:first-child{text-align:left}\n"
	"#only:checked~main .dropped,#only:checked~main .repeat,#only:checked~main .rule{display:none}\n"
	"@media(max-width:40rem){body{padding:.6rem}.block{margin-left:calc(var(--depth)*.2rem);"
	"padding:.3rem .5rem}dl{grid-template-columns:1fr}dd{margin-bottom:.3rem}}\n";
/* clang-format on */

static void put(struct buf *out, const char *markup)
{
	buf_append(out, str_from(markup));
}

/* ---- the page as a whole ---- */

static void put_top(struct str title, struct buf *out)
{
	put(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	         "style-src 'unsafe-inline'\">\n"
	         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	         "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
	markup_text(out, title);
	put(out, " - thresh explain</title>\n<style>\n");
	put(out, style);
	put(out, "</style>\n</head>\n<body>\n<header>\n<h1 dir=\"auto\">");
	markup_text(out, title);
	put(out, "</h1>\n");
}

static void put_summary(const struct explanation *explanation, struct buf *out)
{
	put(out, "<p>");
	explain_listing_counts(explanation, out);
	put(out, "</p>\n<p>threshold: ");
	explain_listing_threshold(explanation, out);
	put(out, "</p>\n");
	if (explanation->effect_count < explanation->count) {
		put(out, "<p>");
		explain_listing_limit(explanation, out);
		put(out, "</p>\n");
	}
}

static void put_fields(const struct page *page, struct arena *arena, struct buf *out)
{
	put(out, "<dl>\n");
	if (page->article.kind != PAGE_KIND_NONE)
		buf_printf(out, "<dt>kind</dt><dd>%s</dd>\n", page_kind_name(page->article.kind));
	for (int i = FIELD_NONE + 1; i < FIELD_COUNT; i++) {
		struct str value = explained_page_field(page, (enum field)i, arena);
		if (value.n == 0)
			continue;
		buf_printf(out, "<dt>%s</dt><dd dir=\"auto\">", field_name((enum field)i));
		markup_text(out, value);
		const char *source = source_name((enum source)page->article.sources[i]);
		if (source[0] != '\0')
			buf_printf(out, " <span class=\"faint\">(%s)</span>", source);
		put(out, "</dd>\n");
	}
	put(out, "</dl>\n");
}

static void put_legend(const struct explanation *explanation, struct buf *out)
{
	put(out, "<p class=\"legend\"><span class=\"kept\">+ kept</span>"
	         "<span class=\"dropped\">- dropped</span>");
	if (explanation->comments > 0)
		put(out, "<span class=\"comment\">+ kept as a comment</span>");
	if (explanation->repeats > 0)
		put(out, "<span class=\"repeat\">- repeats another block</span>");
	put(out,
	    "</p>\n<p class=\"faint\">The bar is the score: how likely the text is a part of "
	    "the article. The effect of a feature is what the log-odds of the score would "
	    "lose if it alone had its median over the page; effects do not add up.</p>\n"
	    "</header>\n<input type=\"checkbox\" id=\"only\"> <label for=\"only\">only what is "
	    "kept</label>\n<main>\n");
}

/* ---- its blocks ---- */

static void put_head(const struct explained *item, uint32_t index, struct buf *out)
{
	double score = (double)item->score;
	buf_printf(out, "<p class=\"head\"><b>%c %s</b>", verdict_keeps(item->verdict) ? '+' : '-',
	           verdict_name(item->verdict));
	if (item->verdict == VERDICT_REPEAT)
		buf_printf(out, "<a href=\"#b%u\">of %u</a>", item->repeat_of, item->repeat_of);
	if (item->rule.n > 0) {
		put(out, verdict_keeps(item->verdict) ? "<span>changed by " : "<span>");
		markup_text(out, item->rule);
		put(out, "</span>");
	}
	buf_printf(out, "<a href=\"#b%u\">%u</a>", index, index);
	buf_printf(out, "<span class=\"bar\"><i style=\"width:%.0f%%\"></i></span>", 100 * score);
	buf_printf(out, "<span>%.2f</span><span>%u %s</span><span>%s</span><span class=\"path\">",
	           score, item->words, item->words == 1 ? "word" : "words", item->kind);
	markup_text(out, item->path);
	put(out, "</span></p>\n");
}

/* The largest is shown at once, the others when they are asked for. */
static void put_effects(const struct effects *effects, const char *const *names, struct buf *out)
{
	if (effects->count == 0)
		return;
	const struct effect *first = &effects->effects[0];
	buf_printf(out,
	           "<details><summary>%s %+.2f</summary>\n<table><tr><th>feature</th>"
	           "<th>value</th><th>median</th><th>effect</th></tr>\n",
	           names[first->feature], (double)first->change);
	for (uint32_t i = 0; i < effects->count; i++) {
		const struct effect *effect = &effects->effects[i];
		buf_printf(out, "<tr><th>%s</th><td>%d</td><td>%d</td><td>%+.2f</td></tr>\n",
		           names[effect->feature], effect->value, effect->median,
		           (double)effect->change);
	}
	put(out, "</table></details>\n");
}

static void put_item(const struct explanation *explanation, uint32_t index, struct buf *out)
{
	const struct explained *item = &explanation->items[index];
	uint32_t depth = item->depth < INDENT_LEVELS_MAX ? item->depth : INDENT_LEVELS_MAX;
	buf_printf(out, "<section class=\"block %s\" id=\"b%u\" style=\"--depth:%u\">\n",
	           verdict_name(item->verdict), index, depth);
	put_head(item, index, out);
	put(out, "<p class=\"text\" dir=\"auto\">");
	markup_text(out, item->text);
	put(out, "</p>\n");
	put_effects(&item->effects, explanation->feature_names, out);
	put(out, "</section>\n");
}

void explain_html(const struct explained_page *explained, struct buf *out)
{
	const struct explanation *explanation = &explained->explanation;
	const struct page *page = &explained->page;
	struct arena arena;
	arena_init(&arena);
	struct str url = glance_printable(page->record.url, &arena);
	struct str title = explained_page_field(page, FIELD_TITLE, &arena);
	put_top(title.n > 0 ? title : url.n > 0 ? url : STR("A page without a title"), out);
	if (url.n > 0) {
		put(out, "<p class=\"faint\">");
		markup_text(out, url);
		put(out, "</p>\n");
	}
	put_summary(explanation, out);
	put_fields(page, &arena, out);
	put_legend(explanation, out);
	for (uint32_t i = 0; i < explanation->count; i++)
		put_item(explanation, i, out);
	put(out, "</main>\n</body>\n</html>\n");
	arena_free(&arena);
}

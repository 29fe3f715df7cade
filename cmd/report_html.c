/*
 * Text of pages, hosts and files goes through markup_text, always, as the content of an element or
 * between double quotes. Nothing is a link: a crawl leads to places that nobody should be sent to.
 */
#include "cmd/report_html.h"

#include <stdio.h>

#include "cmd/charts.h"
#include "cmd/quantity.h"
#include "core/base/markup.h"
#include "core/tokens.h"

enum {
	NAMES_SHOWN = 20, /* hosts, languages */
	LOSSES_SHOWN = 50,
	POINTS_MAX = 60,    /* of throughput */
	SIMILARITY_BIN = 5, /* percent */
	URL_CHARS_MAX = 160,
	VALUE_BYTES = 96, /* of a text beside a bar */
	VALUES_BYTES_MAX = 16 << 10,
	BARS_MAX = OUTCOME_COUNT + 2,
};

/* clang-format off */
static const char style[] =
	":root{color-scheme:light dark;--page:#f6f7f8;--card:#fff;--ink:#1b1d20;--faint:#5c636b;"
	"--line:#dfe3e7;--track:#eef0f2;--bar:#2f6fb3;--second:#8a5fb8;--good:#1a7f37;--bad:#b3403a}\n"
	"@media(prefers-color-scheme:dark){:root{--page:#101214;--card:#191c1f;--ink:#e4e6e9;"
	"--faint:#9aa2ab;--line:#31363c;--track:#25292e;--bar:#5aa2ea;--second:#b48be0;--good:#57c271;"
	"--bad:#e5807a}}\n"
	"*{box-sizing:border-box}\n"
	"body{margin:0 auto;max-width:80rem;padding:1rem;background:var(--page);color:var(--ink);"
	"font:1rem/1.45 system-ui,sans-serif;overflow-wrap:anywhere}\n"
	"h1{font-size:1.4rem;margin:.2rem 0}\n"
	"h2{font-size:1.05rem;margin:0 0 .5rem}\n"
	"p{margin:.3rem 0}\n"
	".faint{color:var(--faint);font-size:.875rem}\n"
	".good{color:var(--good)}.bad{color:var(--bad)}\n"
	"main{columns:3 22rem;column-gap:1rem;margin-top:1rem}\n"
	"section{break-inside:avoid;background:var(--card);border:1px solid var(--line);"
	"border-radius:.5rem;padding:.8rem;margin:0 0 1rem}\n"
	"section.long{break-inside:auto}\n"
	"svg{display:block;width:100%;max-width:30rem;height:auto}\n"
	"svg text{font:12px system-ui,sans-serif;fill:var(--ink)}\n"
	"svg .value,svg .tick{fill:var(--faint)}\n"
	"svg .value,svg .right{text-anchor:end}\n"
	"svg .middle{text-anchor:middle}\n"
	"svg .tick{font-size:11px}\n"
	".track{fill:var(--track)}.bar,.area{fill:var(--bar)}.second{fill:var(--second)}\n"
	".grid{stroke:var(--line);fill:none}\n"
	".key::before{content:'';display:inline-block;width:.8rem;height:.5rem;margin-right:.3rem;"
	"background:var(--bar)}.key.second::before{background:var(--second)}.key{margin-right:.8rem}\n"
	"dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(7.5rem,1fr));gap:.6rem;"
	"margin:.8rem 0 0}\n"
	"dl div{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.5rem .7rem}\n"
	"dt{color:var(--faint);font-size:.8rem}dd{margin:0;font-size:1.15rem}\n"
	"ol,ul{margin:0;padding:0;list-style:none}\n"
	"li{border-top:1px solid var(--line);padding:.4rem 0;break-inside:avoid}li:first-child{border:0}\n"
	"li b{font-weight:600}\n";
/* clang-format on */

static void put(struct buf *out, const char *markup)
{
	buf_append(out, str_from(markup));
}

static void put_count(struct buf *out, uint64_t count, const char *one, const char *more)
{
	quantity_count(out, count);
	buf_printf(out, " %s", count == 1 ? one : more);
}

/* --- what bars say: their texts live in `values` until the chart is written --- */

struct bars {
	struct chart_bar bars[BARS_MAX];
	size_t count;
	struct buf values;
	size_t value_from;
};

static void bars_init(struct bars *bars)
{
	bars->count = 0;
	buf_init(&bars->values, VALUES_BYTES_MAX);
	/* all at once, so that texts already given do not move */
	(void)buf_reserve(&bars->values, BARS_MAX * VALUE_BYTES);
	bars->value_from = 0;
}

/* The next bar; what is in `values` behind those before it is its value. */
static struct chart_bar *bars_add(struct bars *bars, struct str name)
{
	struct chart_bar *bar = &bars->bars[bars->count++];
	struct str all = buf_str(&bars->values);
	*bar = (struct chart_bar){.name = name, .value = str_slice(all, bars->value_from, all.n)};
	bars->value_from = all.n;
	return bar;
}

static double share(uint64_t part, uint64_t whole)
{
	return whole > 0 ? (double)part / (double)whole : 0;
}

/* --- the page's top --- */

static void put_top(const struct stats *stats, struct buf *out)
{
	put(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	         "style-src 'unsafe-inline'\">\n"
	         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	         "<meta name=\"referrer\" content=\"no-referrer\">\n<title>Report of a run: ");
	markup_text(out, stats->source);
	put(out, "</title>\n<style>\n");
	put(out, style);
	put(out, "</style>\n</head>\n<body>\n<header>\n<h1>Report of a run: ");
	markup_text(out, stats->source);
	put(out, "</h1>\n");
}

static void put_fact(struct buf *out, const char *name)
{
	buf_printf(out, "<div><dt>%s</dt><dd>", name);
}

static void put_facts(const struct stats *stats, struct buf *out)
{
	const struct tally *total = &stats->total;
	uint64_t documents = total->records[OUTCOME_WRITTEN];
	put(out, "<dl>\n");
	put_fact(out, "inputs");
	quantity_count(out, stats->inputs);
	put(out, "</dd></div>\n");
	put_fact(out, "records read");
	quantity_count(out, total->records_read);
	put(out, "</dd></div>\n");
	put_fact(out, "bytes read");
	quantity_bytes(out, (double)total->bytes_read);
	put(out, "</dd></div>\n");
	put_fact(out, "documents");
	quantity_count(out, documents);
	put(out, "</dd></div>\n");
	put_fact(out, "text");
	quantity_bytes(out, (double)total->text_bytes);
	put(out, "</dd></div>\n");
	put_fact(out, "text a document");
	quantity_bytes(out, documents ? (double)total->text_bytes / (double)documents : 0);
	put(out, "</dd></div>\n</dl>\n");
}

static void put_verdict(const struct stats *stats, struct buf *out)
{
	uint64_t damaged = tally_records_of_kind(&stats->total, OUTCOME_KIND_DAMAGED);
	if (stats->exit_code == 0) {
		put(out, "<p class=\"good\">Done; nothing was damaged.</p>\n");
		return;
	}
	put(out, "<p class=\"bad\">Done, with damage: ");
	put_count(out, damaged, "record", "records");
	put(out, " lost, ");
	put_count(out, stats->problems_met, "input", "inputs");
	buf_printf(out, " not read to the end (exit code %d).</p>\n", stats->exit_code);
}

/* --- sections --- */

static void put_section(struct buf *out, const char *title, const char *class)
{
	buf_printf(out, "<section class=\"%s\">\n<h2>%s</h2>\n", class, title);
}

static void add_step(struct bars *bars, const struct tally *total, struct str name,
                     uint64_t records, uint64_t bytes, const double from[2], const double to[2])
{
	quantity_count(&bars->values, records);
	buf_append(&bars->values, STR(" \xC2\xB7 "));
	quantity_percent(&bars->values, records, total->records_read);
	buf_append(&bars->values, STR(" \xC2\xB7 "));
	quantity_bytes(&bars->values, (double)bytes);
	struct chart_bar *bar = bars_add(bars, name);
	for (int i = 0; i < 2; i++) {
		bar->from[i] = from[i];
		bar->to[i] = to[i];
	}
}

/* Each outcome takes its share from the right end of what the ones above it have left. */
static void add_outcomes(struct bars *bars, const struct tally *total, enum outcome_kind kind,
                         double left[2])
{
	for (int i = 0; i < OUTCOME_COUNT; i++) {
		enum outcome outcome = (enum outcome)i;
		if (outcome_kind(outcome) != kind || total->bytes[i] == 0)
			continue;
		double after[2] = {left[0] - share(total->records[i], total->records_read),
		                   left[1] - share(total->bytes[i], total->bytes_read)};
		add_step(bars, total, str_from(outcome_name(outcome)), total->records[i],
		         total->bytes[i], after, left);
		left[0] = after[0];
		left[1] = after[1];
	}
}

static void put_funnel(const struct stats *stats, struct buf *out)
{
	const struct tally *total = &stats->total;
	const double nothing[2] = {0, 0};
	double left[2] = {1, 1};
	struct bars bars;
	bars_init(&bars);
	add_step(&bars, total, STR("read"), total->records_read, total->bytes_read, nothing, left);
	add_outcomes(&bars, total, OUTCOME_KIND_OVERHEAD, left);
	add_outcomes(&bars, total, OUTCOME_KIND_SKIPPED, left);
	add_outcomes(&bars, total, OUTCOME_KIND_DAMAGED, left);
	add_outcomes(&bars, total, OUTCOME_KIND_REJECTED, left);
	const double kept[2] = {share(total->records[OUTCOME_WRITTEN], total->records_read),
	                        share(total->bytes[OUTCOME_WRITTEN], total->bytes_read)};
	add_step(&bars, total, STR("written"), total->records[OUTCOME_WRITTEN],
	         total->bytes[OUTCOME_WRITTEN], nothing, kept);
	put_section(out, "What came in, and where it went", "card");
	put(out, "<p class=\"faint\"><span class=\"key\">records</span>"
	         "<span class=\"key second\">bytes of the inputs</span></p>\n");
	chart_bars(out, "Records and bytes by what became of them", bars.bars, bars.count, 2);
	put(out, "</section>\n");
	buf_free(&bars.values);
}

static void put_names(const struct frequent *names, const char *title, const char *unknown,
                      const char *note, struct buf *out)
{
	const struct frequent_item *top[NAMES_SHOWN];
	uint32_t count = frequent_top(names, NAMES_SHOWN, top), all;
	struct bars bars;
	frequent_items(names, &all);
	bars_init(&bars);
	for (uint32_t i = 0; i < count; i++) {
		const struct frequent_counts *counts = &top[i]->counts;
		struct str name = frequent_name(top[i]);
		if (top[i]->missed_max > 0)
			buf_append(&bars.values, STR("\xE2\x89\xA5 "));
		if (counts->documents < counts->records) {
			quantity_count(&bars.values, counts->documents);
			buf_append(&bars.values, STR(" of "));
		}
		quantity_count(&bars.values, counts->records);
		struct chart_bar *bar = bars_add(&bars, name.n ? name : str_from(unknown));
		bar->to[0] = share(counts->records, top[0]->counts.records);
	}
	put_section(out, title, "card");
	if (count == 0)
		put(out, "<p>None.</p>\n");
	else
		chart_bars(out, title, bars.bars, bars.count, 1);
	buf_printf(out, "<p class=\"faint\">%s", note);
	if (all > count) {
		put(out, " The most frequent of ");
		quantity_count(out, all);
		put(out, frequent_missed_max(names) > 0 ? " and more." : ".");
	}
	put(out, "</p>\n</section>\n");
	buf_free(&bars.values);
}

/* Names for powers of two, every second one: there is no more room. */
static void name_length(char name[8], unsigned power)
{
	static const char *const units[] = {"", "K", "M", "G"};
	if (power % 2 == 0)
		snprintf(name, 8, "%u%s", 1u << power % 10, units[power / 10]);
	else
		name[0] = '\0';
}

static void put_lengths(const struct stats *stats, struct buf *out)
{
	struct chart_column columns[STATS_LENGTHS];
	char names[STATS_LENGTHS][8];
	unsigned first = 0, last = STATS_LENGTHS;
	while (last > 0 && stats->lengths[last - 1] == 0)
		last--;
	while (first < last && stats->lengths[first] == 0)
		first++;
	put_section(out, "Lengths", "card");
	if (first == last)
		put(out, "<p>No document.</p>\n");
	for (unsigned i = first; i < last; i++) {
		name_length(names[i], i);
		columns[i] = (struct chart_column){names[i], (double)stats->lengths[i]};
	}
	if (first < last)
		chart_columns(out, "Documents by length", &columns[first], last - first);
	put(out, "<p class=\"faint\">Documents by the bytes of their text. A column has those "
	         "from its number up to twice as many.</p>\n<p>About ");
	quantity_count(out, stats->total.tokens);
	put(out, " tokens: ");
	put(out, tokens_basis);
	put(out, ".</p>\n<p class=\"faint\">Each signal that a preset can ask, as a histogram: "
	         "thresh stats, with this folder.</p>\n</section>\n");
}

static void put_similarities(const struct stats *stats, struct buf *out)
{
	enum { BINS = (STATS_SIMILARITIES + SIMILARITY_BIN - 1) / SIMILARITY_BIN };
	static const char *const names[BINS] = {
	        [0] = "0", [4] = "0.2", [8] = "0.4", [12] = "0.6", [16] = "0.8", [20] = "1"};
	struct chart_column columns[BINS] = {{0}};
	uint64_t near = 0;
	for (unsigned i = 0; i < STATS_SIMILARITIES; i++) {
		columns[i / SIMILARITY_BIN].value += (double)stats->similarities[i];
		near += stats->similarities[i];
	}
	for (unsigned i = 0; i < BINS; i++)
		columns[i].name = names[i] ? names[i] : "";
	put_section(out, "Duplicates by similarity", "card");
	if (near > 0)
		chart_columns(out, "Near duplicates by similarity", columns, BINS);
	put(out, "<p class=\"faint\">");
	put_count(out, near, "near duplicate", "near duplicates");
	put(out, " by the estimated similarity to the earlier document; beside them ");
	quantity_count(out, stats->total.records[OUTCOME_DUPLICATE_EXACT]);
	put(out, " with the same text and ");
	quantity_count(out, stats->total.records[OUTCOME_DUPLICATE_URL]);
	put(out, " with the same address.</p>\n</section>\n");
}

static void put_damage(const struct stats *stats, struct buf *out)
{
	uint64_t damaged = tally_records_of_kind(&stats->total, OUTCOME_KIND_DAMAGED);
	put_section(out, "Damage", "card long");
	if (damaged + stats->problems_met == 0)
		put(out, "<p>None.</p>\n");
	put(out, "<ul>\n");
	for (uint32_t i = 0; i < stats->problem_count; i++) {
		put(out, "<li><b class=\"bad\">not read to the end</b> ");
		markup_text(out, stats->problems[i].text);
		put(out, "</li>\n");
	}
	uint32_t shown = stats->loss_count < LOSSES_SHOWN ? stats->loss_count : LOSSES_SHOWN;
	for (uint32_t i = 0; i < shown; i++) {
		const struct stats_loss *loss = &stats->losses[i];
		buf_printf(out, "<li><b class=\"bad\">%s</b> ", outcome_name(loss->outcome));
		markup_text(out, loss->file);
		buf_printf(out, "<br><span class=\"faint\">offset %llu, ",
		           (unsigned long long)loss->offset);
		put_count(out, loss->length, "byte", "bytes");
		put(out, "</span></li>\n");
	}
	put(out, "</ul>\n");
	if (damaged > shown || stats->problems_met > stats->problem_count) {
		put(out, "<p class=\"faint\">The first of ");
		put_count(out, damaged, "loss", "losses");
		put(out, " and ");
		put_count(out, stats->problems_met, "input", "inputs");
		put(out, "; the rejects and the manifest name all.</p>\n");
	}
	put(out, "</section>\n");
}

/* --- what the clock has said --- */

static void put_speed(const struct stats *stats, const struct times *times, struct buf *out)
{
	double seconds = times->wall_us ? (double)times->wall_us / 1e6 : 1e-6;
	put_section(out, "Time", "timed");
	put(out, "<p>");
	quantity_micros(out, times->wall_us);
	put(out, " on ");
	put_count(out, times->jobs, "thread", "threads");
	put(out, ", ");
	quantity_micros(out, times->cpu_us);
	put(out, " of CPU time, ");
	quantity_bytes(out, (double)stats->total.page_bytes / seconds);
	put(out, " of pages a second, ");
	quantity_count(out, (uint64_t)((double)stats->total.records_read / seconds));
	put(out, " records a second, at most ");
	quantity_bytes(out, (double)times->peak_rss_bytes);
	put(out, " of memory.</p>\n</section>\n");
}

/* Megabytes a second; returns how many points there are. */
static uint32_t points_of(const struct times *times, double points[POINTS_MAX])
{
	uint32_t group = (times->slot_count + POINTS_MAX - 1) / POINTS_MAX, count = 0;
	for (uint32_t from = 0; from < times->slot_count; from += group) {
		double bytes = 0, us = 1e3 * (double)times->slot_ms * group;
		double left_us = (double)times->wall_us - 1e3 * (double)times->slot_ms * from;
		for (uint32_t i = from; i < from + group && i < times->slot_count; i++)
			bytes += (double)times->slots[i].page_bytes;
		if (left_us > 0 && left_us < us) /* the last one is cut by the end */
			us = left_us;
		points[count++] = bytes / us;
	}
	return count;
}

static void put_throughput(const struct times *times, struct buf *out)
{
	double points[POINTS_MAX];
	struct buf text;
	uint32_t count = points_of(times, points);
	if (count == 0)
		return;
	buf_init(&text, VALUE_BYTES);
	quantity_micros(&text, times->wall_us);
	put_section(out, "Throughput", "timed");
	chart_area(out, "Megabytes of pages a second over time", points, count, "", STR("0"),
	           buf_str(&text));
	put(out, "<p class=\"faint\">MB of pages a second, over the run.</p>\n</section>\n");
	buf_free(&text);
}

static void put_stages(const struct times *times, struct buf *out)
{
	struct bars bars;
	uint64_t all = 0;
	bars_init(&bars);
	for (uint32_t i = 0; i < times->stage_count; i++)
		all += times->stages[i].cpu_us;
	for (uint32_t i = 0; i < times->stage_count; i++) {
		quantity_micros(&bars.values, times->stages[i].cpu_us);
		buf_append(&bars.values, STR(" \xC2\xB7 "));
		quantity_percent(&bars.values, times->stages[i].cpu_us, all);
		struct chart_bar *bar = bars_add(&bars, str_from(times->stages[i].name));
		bar->to[0] = share(times->stages[i].cpu_us, all);
	}
	put_section(out, "Time by stage", "timed");
	chart_bars(out, "CPU time by stage", bars.bars, bars.count, 1);
	put(out, "<p class=\"faint\">CPU time, over all threads.</p>\n</section>\n");
	buf_free(&bars.values);
}

static void put_slow_page(const struct slow_page *page, struct buf *out)
{
	put(out, "<li><b>");
	quantity_micros(out, page->cpu_us);
	put(out, "</b> <span dir=\"auto\">");
	markup_text_cut(out, str_from(page->title), URL_CHARS_MAX);
	put(out, "</span><br>");
	markup_text_cut(out, str_from(page->url), URL_CHARS_MAX);
	put(out, "<br><span class=\"faint\">");
	markup_text(out, str_from(page->outcome));
	put(out, " \xC2\xB7 ");
	quantity_bytes(out, (double)page->page_bytes);
	put(out, " \xC2\xB7 ");
	markup_text_cut(out, str_from(page->file), URL_CHARS_MAX);
	buf_printf(out, "@%llu</span></li>\n", (unsigned long long)page->offset);
}

static void put_slowest(const struct times *times, struct buf *out)
{
	put_section(out, "The slowest pages", "timed long");
	if (times->slow_count == 0)
		put(out, "<p>None.</p>\n");
	put(out, "<ol>\n");
	for (uint32_t i = 0; i < times->slow_count; i++)
		put_slow_page(&times->slowest[i], out);
	put(out, "</ol>\n</section>\n");
}

void report_html(const struct stats *stats, const struct times *times, struct buf *out)
{
	put_top(stats, out);
	put_verdict(stats, out);
	put_facts(stats, out);
	put(out, "</header>\n<main>\n");
	put_funnel(stats, out);
	put_speed(stats, times, out);
	put_throughput(times, out);
	put_stages(times, out);
	put_lengths(stats, out);
	put_similarities(stats, out);
	put_names(stats->languages, "Languages", "(none)",
	          "Documents by the language that they are written in, as identified.", out);
	put_names(
	        stats->hosts, "Hosts", "(none)",
	        "Documents of all pages of a host; those that were not kept count among the pages.",
	        out);
	put_damage(stats, out);
	put_slowest(times, out);
	put(out, "</main>\n</body>\n</html>\n");
}

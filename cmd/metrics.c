/*
 * Every sample has the label "source", so that several runs of one machine stay apart. All are
 * gauges: a run begins at 0, and nothing is added up over runs.
 */
#include "cmd/metrics.h"

enum { LANGUAGES_SHOWN = 20 }; /* a series for each */

static void put_label(struct buf *out, const char *name, struct str value)
{
	buf_printf(out, "%s=\"", name);
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '\n') {
			buf_append(out, STR("\\n"));
			continue;
		}
		if (value.p[i] == '"' || value.p[i] == '\\')
			buf_append_byte(out, '\\');
		buf_append_byte(out, value.p[i]);
	}
	buf_append_byte(out, '"');
}

static void put_head(struct buf *out, const char *name, const char *help)
{
	buf_printf(out, "# HELP thresh_run_%s %s\n# TYPE thresh_run_%s gauge\n", name, help, name);
}

/* `label` may be NULL. */
static void put_begin(struct buf *out, const struct stats *stats, const char *name,
                      const char *label, struct str value)
{
	buf_printf(out, "thresh_run_%s{", name);
	put_label(out, "source", stats->source);
	if (label) {
		buf_append_byte(out, ',');
		put_label(out, label, value);
	}
	buf_append(out, STR("} "));
}

static void put_number(struct buf *out, uint64_t number)
{
	buf_append_number(out, number);
	buf_append_byte(out, '\n');
}

static void put_micros(struct buf *out, uint64_t micros)
{
	buf_printf(out, "%llu.%06u\n", (unsigned long long)(micros / 1000000),
	           (unsigned)(micros % 1000000));
}

static void put_outcomes(const struct stats *stats, const char *name, const char *help,
                         const uint64_t counts[OUTCOME_COUNT], struct buf *out)
{
	put_head(out, name, help);
	for (int i = 0; i < OUTCOME_COUNT; i++) {
		put_begin(out, stats, name, "outcome", str_from(outcome_name((enum outcome)i)));
		put_number(out, counts[i]);
	}
}

static void put_languages(const struct stats *stats, struct buf *out)
{
	const struct frequent_item *top[LANGUAGES_SHOWN];
	uint32_t count = frequent_top(stats->languages, LANGUAGES_SHOWN, top);
	put_head(out, "language_documents", "Documents by the language that they are written in.");
	for (uint32_t i = 0; i < count; i++) {
		put_begin(out, stats, "language_documents", "language", frequent_name(top[i]));
		put_number(out, top[i]->counts.documents);
	}
}

static void put_stages(const struct stats *stats, const struct times *times, struct buf *out)
{
	put_head(out, "stage_cpu_seconds", "CPU time of each stage over all threads.");
	for (uint32_t i = 0; i < times->stage_count; i++) {
		put_begin(out, stats, "stage_cpu_seconds", "stage",
		          str_from(times->stages[i].name));
		put_micros(out, times->stages[i].cpu_us);
	}
}

void metrics_write(const struct stats *stats, const struct times *times, struct buf *out)
{
	const struct {
		const char *name, *help;
		uint64_t value;
	} gauges[] = {
	        {"exit_code", "Exit code: 0 done, 1 done with damaged input.",
	         (uint64_t)stats->exit_code},
	        {"end_timestamp_seconds", "When the run ended.", times->ended},
	        {"inputs", "Inputs that the run had.", stats->inputs},
	        {"input_problems", "Inputs that could not be read to their end.",
	         stats->problems_met},
	        {"records_read", "Records read.", stats->total.records_read},
	        {"bytes_read", "Bytes of the inputs read.", stats->total.bytes_read},
	        {"page_bytes", "Bytes of the pages that articles were looked for in.",
	         stats->total.page_bytes},
	        {"text_bytes", "Bytes of text written.", stats->total.text_bytes},
	        {"peak_rss_bytes", "Most memory in use.", times->peak_rss_bytes},
	};
	for (size_t i = 0; i < sizeof(gauges) / sizeof(*gauges); i++) {
		put_head(out, gauges[i].name, gauges[i].help);
		put_begin(out, stats, gauges[i].name, NULL, (struct str){0});
		put_number(out, gauges[i].value);
	}
	put_head(out, "seconds", "How long the run took.");
	put_begin(out, stats, "seconds", NULL, (struct str){0});
	put_micros(out, times->wall_us);
	put_head(out, "cpu_seconds", "CPU time of the run.");
	put_begin(out, stats, "cpu_seconds", NULL, (struct str){0});
	put_micros(out, times->cpu_us);
	put_outcomes(stats, "records", "Records by outcome.", stats->total.records, out);
	put_outcomes(stats, "bytes", "Bytes of the inputs by outcome.", stats->total.bytes, out);
	put_languages(stats, out);
	put_stages(stats, times, out);
}

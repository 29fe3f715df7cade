#include "cmd/bench_report.h"

#include "cmd/version.h"
#include "core/base/json.h"

enum { CELL_CHARS = 10, NAME_CHARS = 14 };

/* Cores that a bound is told for. */
static const unsigned core_counts[] = {8, 32, 128};
enum { CORE_COUNTS = sizeof(core_counts) / sizeof(*core_counts) };

/* `amount` of `of`; 0, which stands for unknown, where there is nothing to divide by. */
static double per(double amount, double of)
{
	return of > 0 ? amount / of : 0;
}

static double speed_up(const struct bench_result *result)
{
	return result->run_count == BENCH_RUNS_MAX
	               ? per(result->runs[0].seconds, result->runs[1].seconds)
	               : 0;
}

/* ---- the table ---- */

static void put_name(struct buf *out, const char *name)
{
	buf_printf(out, "%-*s", NAME_CHARS, name);
}

/* A number, or "-" where it is not known. */
static void put_cell(struct buf *out, double value, int decimals)
{
	if (value > 0)
		buf_printf(out, "%*.*f", CELL_CHARS, decimals, value);
	else
		buf_printf(out, "%*s", CELL_CHARS, "-");
}

static void put_heads(struct buf *out, const char *first, const char *const *heads)
{
	buf_append_byte(out, '\n');
	put_name(out, first);
	for (; *heads; heads++)
		buf_printf(out, "%*s", CELL_CHARS, *heads);
	buf_append_byte(out, '\n');
}

static void put_corpus(struct buf *out, const struct bench_pass *pass)
{
	put_name(out, "corpus");
	buf_printf(out, "%llu records, %llu damaged, %llu pages, %llu documents\n",
	           (unsigned long long)pass->records, (unsigned long long)pass->losses,
	           (unsigned long long)pass->pages, (unsigned long long)pass->documents);
	put_name(out, "");
	buf_printf(out, "%.1f MB of files, %.1f MB of records, %.1f MB of pages\n",
	           (double)pass->file_bytes / 1e6, (double)pass->record_bytes / 1e6,
	           (double)pass->page_bytes / 1e6);
	put_name(out, "");
	buf_printf(out, "%.1f bytes a tag, text is %.1f %% of the pages\n",
	           per((double)pass->html_bytes, (double)pass->tags),
	           100 * per((double)pass->text_bytes, (double)pass->page_bytes));
}

static void put_step(struct buf *out, const struct bench_result *result,
                     const struct bench_step *step, const struct bench_step *all)
{
	double ns = (double)step->cpu_ns, bytes = (double)result->pass.page_bytes;
	put_name(out, step->name);
	put_cell(out, ns / 1e6, 1);
	put_cell(out, per(bytes * 1e3, ns), 0);
	put_cell(out, per((double)step->cycles, bytes), 2);
	put_cell(out, 100 * per(ns, (double)all->cpu_ns), 1);
	put_cell(out, per(ns, (double)result->inflate_ns), 2);
	buf_append_byte(out, '\n');
}

static void put_steps(struct buf *out, const struct bench_result *result)
{
	static const char *const heads[] = {"ms", "MB/s", "cycles/B", "share %", "/ inflate", NULL};
	const struct bench_pass *pass = &result->pass;
	const struct bench_step all = bench_pass_sum(pass);
	const struct bench_step inflate = {"inflate alone", result->inflate_ns, 0};
	put_heads(out, "step", heads);
	for (uint32_t i = 0; i < pass->step_count; i++)
		put_step(out, result, &pass->steps[i], &all);
	put_step(out, result, &all, &all);
	put_step(out, result, &inflate, &(struct bench_step){0});
	put_name(out, "page time");
	buf_printf(out, "p50 %.2f ms, p99 %.2f ms, max %.2f ms; pages/s %.0f; peak %.1f MB\n",
	           (double)quantiles_at(&pass->page_ns, 50) / 1e6,
	           (double)quantiles_at(&pass->page_ns, 99) / 1e6, (double)pass->page_ns.max / 1e6,
	           per((double)pass->pages * 1e9, (double)all.cpu_ns),
	           (double)result->pass_peak_rss_bytes / 1e6);
}

static void put_run(struct buf *out, const struct bench_result *result, const struct bench_run *run)
{
	const struct bench_pass *pass = &result->pass;
	buf_printf(out, "-j%-*d", NAME_CHARS - 2, run->jobs);
	put_cell(out, run->cpu_seconds, 3);
	put_cell(out, run->seconds, 3);
	put_cell(out, per(run->cpu_seconds, run->seconds), 2);
	put_cell(out, per((double)pass->page_bytes / 1e6, run->seconds), 0);
	put_cell(out, per((double)pass->pages, run->seconds), 0);
	put_cell(out, per(run->cpu_seconds * 1e9, (double)result->inflate_ns), 2);
	put_cell(out, (double)run->times.peak_rss_bytes / 1e6, 1);
	buf_append_byte(out, '\n');
}

static void put_runs(struct buf *out, const struct bench_result *result)
{
	static const char *const heads[] = {"CPU s",   "s",         "cores",   "MB/s",
	                                    "pages/s", "/ inflate", "peak MB", NULL};
	put_heads(out, "thresh run", heads);
	for (uint32_t i = 0; i < result->run_count; i++)
		put_run(out, result, &result->runs[i]);
	put_name(out, "speed-up");
	put_cell(out, speed_up(result), 2);
	buf_append_byte(out, '\n');
}

static double percent_of_work(const struct bench_scale *scale, uint64_t us)
{
	return 100 * per((double)us, (double)bench_scale_work_us(scale));
}

static void put_scale(struct buf *out, const struct bench_scale *scale)
{
	buf_append_byte(out, '\n');
	put_name(out, "serial");
	buf_printf(out, "%.2f %% of the work: read %.2f %%, seen %.2f %%, write %.2f %%\n",
	           percent_of_work(scale, bench_scale_serial_us(scale)),
	           percent_of_work(scale, scale->read_us), percent_of_work(scale, scale->seen_us),
	           percent_of_work(scale, scale->write_us));
	put_name(out, "parallel");
	buf_printf(out, "page %.2f %%, pack %.2f %%, libzstd's threads %.2f %%\n",
	           percent_of_work(scale, scale->page_us), percent_of_work(scale, scale->pack_us),
	           percent_of_work(scale, scale->zstd_us));
	put_name(out, "once");
	buf_printf(out, "%.1f ms at start and end, not counted as work\n",
	           (double)scale->once_us / 1e3);
	put_name(out, "bound");
	for (int i = 0; i < CORE_COUNTS; i++)
		buf_printf(out, "%s%.1f on %u cores", i > 0 ? ", " : "",
		           bench_scale_bound(scale, core_counts[i]), core_counts[i]);
	buf_append_byte(out, '\n');
}

void bench_report_table(const struct bench_result *result, struct buf *out)
{
	put_corpus(out, &result->pass);
	put_steps(out, result);
	put_runs(out, result);
	put_scale(out, &result->scale);
}

/* ---- JSON ---- */

/* Rounded to hundredths; left out where it is not known. */
static void member_fraction(struct buf *out, const char *name, double value)
{
	const double most = 42949672; /* UINT32_MAX hundredths */
	if (value > 0)
		json_member_hundredths(out, name,
		                       (unsigned)((value < most ? value : most) * 100 + 0.5));
}

static void open_member(struct buf *out, const char *name, char bracket)
{
	json_name(out, name);
	json_open(out, bracket);
}

static void write_corpus(const struct bench_result *result, struct buf *out)
{
	const struct bench_pass *pass = &result->pass;
	open_member(out, "archives", '[');
	for (int i = 0; i < result->input.count; i++)
		json_string(out, str_from(result->input.paths[i]));
	json_close(out, ']');
	json_member_number(out, "file_bytes", pass->file_bytes);
	json_member_number(out, "records", pass->records);
	json_member_number(out, "damaged", pass->losses);
	json_member_number(out, "record_bytes", pass->record_bytes);
	json_member_number(out, "pages", pass->pages);
	json_member_number(out, "page_bytes", pass->page_bytes);
	json_member_number(out, "html_bytes", pass->html_bytes);
	json_member_number(out, "tags", pass->tags);
	member_fraction(out, "bytes_per_tag", per((double)pass->html_bytes, (double)pass->tags));
	json_member_number(out, "documents", pass->documents);
	json_member_number(out, "text_bytes", pass->text_bytes);
	member_fraction(out, "text_percent",
	                100 * per((double)pass->text_bytes, (double)pass->page_bytes));
}

static void write_step(const struct bench_result *result, const struct bench_step *step,
                       const struct bench_step *all, struct buf *out)
{
	double ns = (double)step->cpu_ns, bytes = (double)result->pass.page_bytes;
	json_open(out, '{');
	json_member_string(out, "name", str_from(step->name));
	json_member_number(out, "cpu_ns", step->cpu_ns);
	member_fraction(out, "mb_per_s", per(bytes * 1e3, ns));
	if (step->cycles > 0)
		json_member_number(out, "cycles", step->cycles);
	member_fraction(out, "cycles_per_byte", per((double)step->cycles, bytes));
	member_fraction(out, "share_percent", 100 * per(ns, (double)all->cpu_ns));
	member_fraction(out, "to_inflate", per(ns, (double)result->inflate_ns));
	json_close(out, '}');
}

static void write_steps(const struct bench_result *result, struct buf *out)
{
	const struct bench_pass *pass = &result->pass;
	const struct bench_step all = bench_pass_sum(pass);
	if (result->inflate_ns > 0)
		json_member_number(out, "inflate_cpu_ns", result->inflate_ns);
	open_member(out, "steps", '[');
	for (uint32_t i = 0; i < pass->step_count; i++)
		write_step(result, &pass->steps[i], &all, out);
	json_close(out, ']');
	json_name(out, "all_steps");
	write_step(result, &all, &all, out);
	member_fraction(out, "pages_per_s", per((double)pass->pages * 1e9, (double)all.cpu_ns));
	open_member(out, "page_ns", '{');
	json_member_number(out, "p50", quantiles_at(&pass->page_ns, 50));
	json_member_number(out, "p99", quantiles_at(&pass->page_ns, 99));
	json_member_number(out, "max", pass->page_ns.max);
	json_close(out, '}');
	json_member_number(out, "peak_rss_bytes", result->pass_peak_rss_bytes);
}

static void write_run(const struct bench_result *result, const struct bench_run *run,
                      struct buf *out)
{
	const struct bench_pass *pass = &result->pass;
	json_open(out, '{');
	json_member_number(out, "jobs", (unsigned)run->jobs);
	json_member_number(out, "cpu_us", (uint64_t)(run->cpu_seconds * 1e6));
	json_member_number(out, "wall_us", (uint64_t)(run->seconds * 1e6));
	member_fraction(out, "cores", per(run->cpu_seconds, run->seconds));
	member_fraction(out, "mb_per_s", per((double)pass->page_bytes / 1e6, run->seconds));
	member_fraction(out, "pages_per_s", per((double)pass->pages, run->seconds));
	member_fraction(out, "to_inflate", per(run->cpu_seconds * 1e9, (double)result->inflate_ns));
	json_member_number(out, "peak_rss_bytes", run->times.peak_rss_bytes);
	json_close(out, '}');
}

static void write_scale(const struct bench_scale *scale, struct buf *out)
{
	open_member(out, "scale", '{');
	json_member_number(out, "read_us", scale->read_us);
	json_member_number(out, "page_us", scale->page_us);
	json_member_number(out, "seen_us", scale->seen_us);
	json_member_number(out, "pack_us", scale->pack_us);
	json_member_number(out, "write_us", scale->write_us);
	json_member_number(out, "zstd_us", scale->zstd_us);
	json_member_number(out, "once_us", scale->once_us);
	member_fraction(out, "serial_percent",
	                percent_of_work(scale, bench_scale_serial_us(scale)));
	open_member(out, "bounds", '[');
	for (int i = 0; i < CORE_COUNTS; i++) {
		json_open(out, '{');
		json_member_number(out, "cores", core_counts[i]);
		member_fraction(out, "speed_up", bench_scale_bound(scale, core_counts[i]));
		json_close(out, '}');
	}
	json_close(out, ']');
	json_close(out, '}');
}

void bench_report_json(const struct bench_result *result, struct buf *out)
{
	json_open(out, '{');
	json_member_string(out, "thresh", STR(THRESH_VERSION));
	json_member_number(out, "rounds", result->rounds);
	write_corpus(result, out);
	write_steps(result, out);
	open_member(out, "runs", '[');
	for (uint32_t i = 0; i < result->run_count; i++)
		write_run(result, &result->runs[i], out);
	json_close(out, ']');
	member_fraction(out, "speed_up", speed_up(result));
	write_scale(&result->scale, out);
	json_close(out, '}');
	buf_append_byte(out, '\n');
}

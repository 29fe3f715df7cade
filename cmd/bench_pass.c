#include "cmd/bench_pass.h"

#include <string.h>

#include "cmd/article_values.h"
#include "cmd/dedup_values.h"
#include "cmd/pipeline.h"
#include "cmd/records.h"
#include "core/base/bug.h"
#include "core/base/gzip.h"
#include "core/base/zstd_codec.h"
#include "core/row.h"
#include "core/rules/rule_run.h"
#include "io/cycles.h"
#include "io/file.h"
#include "io/machine.h"
#include "io/stop.h"
#include "io/walk.h"

enum {
	ROWS_BYTES = 1 << 20, /* are compressed at a time */
	ROWS_BYTES_MAX = 1 << 30,
};

struct bench {
	struct bench_pass *pass;
	struct page_limits limits;
	struct rule_run *rules;
	struct zstd_encoder *encoder;
	struct arena arena; /* of a page */
	struct buf rows, encoded;

	int cycles_fd;
	uint64_t ns, cycles; /* at the last mark */
};

/* ---- time ---- */

static struct bench_step *step_of(struct bench_pass *pass, const char *name)
{
	for (uint32_t i = 0; i < pass->step_count; i++)
		if (strcmp(pass->steps[i].name, name) == 0)
			return &pass->steps[i];
	BUG_UNLESS(pass->step_count < BENCH_STEPS_MAX);
	pass->steps[pass->step_count] = (struct bench_step){.name = name};
	return &pass->steps[pass->step_count++];
}

/* So that each has its place, whether or not it is met. */
static void name_steps(struct bench_pass *pass)
{
	(void)step_of(pass, "records");
	for (const struct page_step *step = page_steps; step->name; step++)
		(void)step_of(pass, step->name);
	(void)step_of(pass, "rows");
	(void)step_of(pass, "zstd");
}

/* What is done from now on counts for the next mark. */
static void start(struct bench *bench)
{
	bench->ns = machine_thread_cpu_ns();
	bench->cycles = cycles_read(bench->cycles_fd);
}

/* What was done since the last mark was this step; returns its time. */
static uint64_t mark(struct bench *bench, const char *name)
{
	struct bench_step *step = step_of(bench->pass, name);
	uint64_t ns = bench->ns, cycles = bench->cycles;
	start(bench);
	step->cpu_ns += bench->ns - ns;
	step->cycles += bench->cycles - cycles;
	return bench->ns - ns;
}

struct bench_step bench_pass_sum(const struct bench_pass *pass)
{
	struct bench_step sum = {.name = "all steps"};
	for (uint32_t i = 0; i < pass->step_count; i++) {
		sum.cpu_ns += pass->steps[i].cpu_ns;
		sum.cycles += pass->steps[i].cycles;
	}
	return sum;
}

/* ---- the steps ---- */

static void compress(struct bench *bench)
{
	buf_reset(&bench->encoded);
	start(bench);
	zstd_encoder_add(bench->encoder, buf_str(&bench->rows), &bench->encoded);
	mark(bench, "zstd");
	buf_reset(&bench->rows);
}

static void count_page(struct bench_pass *pass, const struct page *page)
{
	pass->pages += page->page_bytes > 0;
	pass->page_bytes += page->page_bytes;
	if (page->tree.node_count == 0)
		return;
	pass->html_bytes += page->body.n;
	for (size_t at = str_find_byte(page->body, '<', 0); at != STR_NONE;
	     at = str_find_byte(page->body, '<', at + 1))
		pass->tags++;
}

/* The steps of page_extract, a mark behind each. */
static void run_page(struct bench *bench, const struct page_record *record,
                     const struct row_place *place)
{
	struct page page = {.record = *record, .budget = {.steps_left = bench->limits.steps}};
	enum outcome outcome = OUTCOME_WRITTEN;
	uint64_t ns = 0;
	start(bench);
	for (const struct page_step *step = page_steps; step->name && outcome == OUTCOME_WRITTEN;
	     step++) {
		outcome = step->run(&page, &bench->limits, &bench->arena);
		if (page.budget.is_over)
			outcome = OUTCOME_BUDGET;
		ns += mark(bench, step->name);
	}
	if (outcome == OUTCOME_WRITTEN) {
		row_write_document(&page, place, STR("thresh"), NULL, &bench->rows);
		ns += mark(bench, "rows");
		bench->pass->documents++;
		bench->pass->text_bytes += page.article.text.n;
	}
	count_page(bench->pass, &page);
	if (page.page_bytes > 0)
		quantiles_add(&bench->pass->page_ns, ns);
	arena_reset(&bench->arena);
	if (bench->rows.n >= ROWS_BYTES)
		compress(bench);
}

static void run_piece(struct bench *bench, const struct piece *piece, const char *path)
{
	bench->pass->losses += piece->kind == PIECE_LOSS;
	if (piece->kind != PIECE_RECORD)
		return;
	const struct row_place place = {str_from(path), piece->offset, piece->length};
	const struct page_record record = records_page(&piece->record, place.file);
	bench->pass->records++;
	bench->pass->record_bytes += piece->record.block.n;
	run_page(bench, &record, &place);
}

static enum status open_failed(enum archive_result result, const char *path, struct error *error)
{
	archive_explain(result, path, error);
	return STATUS_FAILED;
}

static enum status run_archive(struct bench *bench, const char *path, struct error *error)
{
	struct walk *walk;
	struct piece piece;
	const char *name;
	enum archive_result result = walk_open(path, RECORD_BYTES_DEFAULT, &walk, error);
	if (result != ARCHIVE_OK)
		return open_failed(result, path, error);
	enum status status = STATUS_OK;
	while (status == STATUS_OK && !stop_asked()) {
		start(bench);
		status = walk_next(walk, &piece, &name, error);
		mark(bench, "records");
		if (status == STATUS_OK)
			run_piece(bench, &piece, path);
	}
	walk_close(walk);
	bench->pass->file_bytes += file_size(path);
	return status == STATUS_END ? STATUS_OK : status;
}

static struct page_limits default_limits(struct rule_run *rules)
{
	const struct dedup_values dedup = dedup_values_default();
	const struct article_values article = {0};
	struct page_limits limits = {.body_bytes_max = RECORD_BYTES_DEFAULT,
	                             .steps = (uint64_t)PAGE_MS_DEFAULT * BUDGET_STEPS_PER_MS,
	                             .article = article_values_options(&article),
	                             .fingerprint = dedup_values_config(&dedup, 0).keys};
	limits.article.rules = rules;
	return limits;
}

enum status bench_pass_run(const struct bench_input *input, const struct rule_set *rules,
                           struct bench_pass *pass, struct error *error)
{
	struct bench bench = {.pass = pass,
	                      .rules = rule_run_new(rules),
	                      .encoder = zstd_encoder_new(OUTPUTS_ZSTD_LEVEL, 0),
	                      .cycles_fd = cycles_open()};
	enum status status = STATUS_OK;
	*pass = (struct bench_pass){0};
	name_steps(pass);
	bench.limits = default_limits(bench.rules);
	arena_init(&bench.arena);
	buf_init(&bench.rows, ROWS_BYTES_MAX);
	buf_init(&bench.encoded, ROWS_BYTES_MAX);
	zstd_encoder_begin(bench.encoder);
	for (int i = 0; i < input->count && status == STATUS_OK; i++)
		status = run_archive(&bench, input->paths[i], error);
	compress(&bench);
	zstd_encoder_end(bench.encoder, &bench.encoded);
	mark(&bench, "zstd");
	cycles_close(bench.cycles_fd);
	rule_run_free(bench.rules);
	zstd_encoder_free(bench.encoder);
	arena_free(&bench.arena);
	buf_free(&bench.rows);
	buf_free(&bench.encoded);
	return status == STATUS_OK && stop_asked() ? STATUS_END : status;
}

/* ---- inflating ---- */

struct inflater {
	struct gzip *gzip;
	struct record_reader *reader;
	struct buf bytes, out;
	uint64_t cpu_ns;
	bool others; /* something was no gzip member */
};

/* All members of a batch; behind damage, from where the next one begins. */
static void inflate_batch(struct inflater *inflater, const struct batch_bytes *batch)
{
	struct str in = batch->bytes;
	uint64_t before = machine_thread_cpu_ns();
	while (in.n > 0) {
		size_t used;
		buf_reset(&inflater->out);
		if (gzip_member(inflater->gzip, in, &inflater->out, &used) != CODEC_OK)
			used = records_find(batch->container, batch->format, in, 1);
		in = str_slice(in, used < in.n ? used : in.n, in.n);
	}
	inflater->cpu_ns += machine_thread_cpu_ns() - before;
}

static enum status inflate_archive(struct inflater *inflater, const char *path, struct error *error)
{
	struct archive *archive;
	struct archive_batch batch;
	enum archive_result result = archive_open(path, false, inflater->reader, &archive, error);
	if (result != ARCHIVE_OK)
		return open_failed(result, path, error);
	enum status status = STATUS_OK;
	while (status == STATUS_OK && !stop_asked()) {
		buf_reset(&inflater->bytes);
		status = archive_next(archive, &inflater->bytes, &batch, error);
		if (status != STATUS_OK)
			break;
		if (batch.span.container == CONTAINER_GZIP)
			inflate_batch(inflater, &batch.span);
		else
			inflater->others = true;
	}
	archive_close(archive);
	return status == STATUS_END ? STATUS_OK : status;
}

enum status bench_inflate(const struct bench_input *input, uint64_t *cpu_ns, struct error *error)
{
	struct inflater inflater = {.gzip = gzip_new(),
	                            .reader = record_reader_new(RECORD_BYTES_DEFAULT)};
	enum status status = STATUS_OK;
	buf_init(&inflater.bytes, SIZE_MAX / 2); /* the archive's limit holds */
	buf_init(&inflater.out, RECORD_BYTES_DEFAULT);
	for (int i = 0; i < input->count && status == STATUS_OK; i++)
		status = inflate_archive(&inflater, input->paths[i], error);
	*cpu_ns = inflater.others ? 0 : inflater.cpu_ns;
	gzip_free(inflater.gzip);
	record_reader_free(inflater.reader);
	buf_free(&inflater.bytes);
	buf_free(&inflater.out);
	return status == STATUS_OK && stop_asked() ? STATUS_END : status;
}

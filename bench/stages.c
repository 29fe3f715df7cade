/*
 * Where the time goes: runs each step of extraction over all records of an archive, one thread,
 * and prints MB/s and share of each, then the CPU time of the whole program as a ratio to inflating
 * the same file with libdeflate, which holds on any machine.
 *
 *     stages PROGRAM ARCHIVE [ROUNDS]
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/base/gzip.h"
#include "core/base/zstd_codec.h"
#include "core/page.h"
#include "core/row.h"
#include "io/archive.h"

extern char **environ;

enum { STEPS_MAX = 32, RECORD_BYTES_MAX = 32 << 20, ROUNDS_DEFAULT = 3, ZSTD_LEVEL = 3 };

struct stage {
	const char *name;
	double seconds;
};

struct bench {
	struct stage stages[STEPS_MAX]; /* records, the page steps, rows, zstd */
	size_t stage_count;
	uint64_t records, pages, page_bytes, raw_bytes, text_bytes, tags;
};

static double cpu_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct stage *stage_of(struct bench *bench, const char *name)
{
	for (size_t i = 0; i < bench->stage_count; i++)
		if (strcmp(bench->stages[i].name, name) == 0)
			return &bench->stages[i];
	bench->stages[bench->stage_count] = (struct stage){name, 0};
	return &bench->stages[bench->stage_count++];
}

static double add_time(struct bench *bench, const char *name, double since)
{
	double now = cpu_now();
	stage_of(bench, name)->seconds += now - since;
	return now;
}

static void run_page(struct bench *bench, const struct record *record, struct buf *rows,
                     struct arena *arena)
{
	static const struct page_limits limits = {.body_bytes_max = RECORD_BYTES_MAX};
	static const struct row_place place = {STR_INIT("bench"), 0, 0};
	enum outcome outcome = OUTCOME_WRITTEN;
	struct page page = {.record = {.type = record->type,
	                               .content_type = record->content_type,
	                               .record_id = record->record_id,
	                               .url = record->target_uri,
	                               .date = record->date,
	                               .block = record->block},
	                    .budget.steps_left = UINT64_MAX};
	double time = cpu_now();
	for (const struct page_step *step = page_steps; step->name && outcome == OUTCOME_WRITTEN;
	     step++) {
		outcome = step->run(&page, &limits, arena);
		time = add_time(bench, step->name, time);
	}
	bench->records++;
	bench->page_bytes += page.page_bytes;
	bench->pages += page.page_bytes > 0;
	for (uint32_t i = 0; i < page.tree.node_count; i++)
		bench->tags += page.tree.nodes[i].kind == HTML_ELEMENT;
	if (outcome == OUTCOME_WRITTEN) {
		time = cpu_now();
		bench->text_bytes += page.article.text.n;
		row_write_document(&page, &place, STR("bench"), rows);
		add_time(bench, "rows", time);
	}
	arena_reset(arena);
}

static void run_batch(struct bench *bench, struct record_reader *reader,
                      const struct batch_bytes *span, struct arena *arena,
                      struct zstd_encoder *encoder)
{
	struct piece piece;
	struct buf rows, encoded;
	buf_init(&rows, SIZE_MAX / 2);
	buf_init(&encoded, SIZE_MAX / 2);
	double time = cpu_now();
	records_begin(reader, span, NULL);
	records_next(reader, &piece);
	time = add_time(bench, "records", time);
	for (; piece.kind != PIECE_END; time = add_time(bench, "records", time)) {
		if (piece.kind == PIECE_RECORD) {
			bench->raw_bytes += piece.record.length;
			run_page(bench, &piece.record, &rows, arena);
		}
		time = cpu_now();
		records_next(reader, &piece);
	}
	zstd_encoder_begin(encoder);
	time = cpu_now();
	zstd_encoder_add(encoder, buf_str(&rows), &encoded);
	zstd_encoder_end(encoder, &encoded);
	add_time(bench, "zstd", time);
	buf_free(&rows);
	buf_free(&encoded);
}

/* One pass over the archive; false if it cannot be read. */
static bool run_stages(const char *path, struct bench *bench)
{
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	struct zstd_encoder *encoder = zstd_encoder_new(ZSTD_LEVEL, 0);
	struct archive *archive;
	struct archive_batch batch;
	struct buf bytes;
	struct arena arena;
	struct error error;
	if (archive_open(path, false, reader, &archive, &error) != ARCHIVE_OK) {
		fprintf(stderr, "bench: %s: not a readable archive\n", path);
		return false;
	}
	buf_init(&bytes, SIZE_MAX / 2);
	arena_init(&arena);
	while (archive_next(archive, &bytes, &batch, &error) == STATUS_OK) {
		run_batch(bench, reader, &batch.span, &arena, encoder);
		buf_reset(&bytes);
	}
	archive_close(archive);
	record_reader_free(reader);
	zstd_encoder_free(encoder);
	buf_free(&bytes);
	arena_free(&arena);
	return true;
}

/* CPU seconds of inflating all gzip members of the file, and nothing else; 0 if it is no gzip. */
static double inflate_seconds(const char *path)
{
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	struct gzip *gzip = gzip_new();
	struct archive *archive;
	struct archive_batch batch;
	struct buf bytes, out;
	struct error error;
	double seconds = 0;
	buf_init(&bytes, SIZE_MAX / 2);
	buf_init(&out, RECORD_BYTES_MAX);
	if (archive_open(path, false, reader, &archive, &error) != ARCHIVE_OK)
		return 0;
	while (archive_next(archive, &bytes, &batch, &error) == STATUS_OK) {
		struct str in = batch.span.bytes;
		size_t used;
		double before = cpu_now();
		for (; batch.span.container == CONTAINER_GZIP && in.n > 0;
		     in = str_slice(in, used, in.n)) {
			buf_reset(&out);
			if (gzip_member(gzip, in, &out, &used) != CODEC_OK)
				break;
		}
		seconds += cpu_now() - before;
		buf_reset(&bytes);
	}
	archive_close(archive);
	record_reader_free(reader);
	gzip_free(gzip);
	buf_free(&bytes);
	buf_free(&out);
	return seconds;
}

/* User and system seconds of `PROGRAM run -j1` over the archive, and its peak RSS. */
static double program_seconds(const char *program, const char *path, long *rss_kb)
{
	char folder[] = "/tmp/thresh-bench-XXXXXX";
	if (mkdtemp(folder) == NULL)
		return 0;
	char name[] = "thresh", run[] = "run", jobs[] = "-j1", quiet[] = "--quiet", output[] = "-o";
	char *input = strdup(path);
	char *arguments[] = {name, run, jobs, quiet, output, folder, input, NULL};
	struct rusage usage = {0};
	pid_t pid;
	int status;
	if (posix_spawn(&pid, program, NULL, NULL, arguments, environ) == 0)
		wait4(pid, &status, 0, &usage);
	free(input);
	char *cleanup;
	if (asprintf(&cleanup, "rm -r '%s'", folder) > 0 && system(cleanup) != 0)
		fprintf(stderr, "bench: cannot remove %s\n", folder);
	free(cleanup);
	*rss_kb = usage.ru_maxrss;
	return (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec / 1e6 +
	       (double)usage.ru_stime.tv_sec + (double)usage.ru_stime.tv_usec / 1e6;
}

static void print_table(const struct bench *bench, double inflate, double program, long rss_kb)
{
	double sum = 0, mb = (double)bench->page_bytes / 1e6;
	for (size_t i = 0; i < bench->stage_count; i++)
		sum += bench->stages[i].seconds;
	printf("%llu records, %llu pages, %.1f MB raw, %.1f MB of pages, %.1f MB of text, %.0f bytes a tag\n",
	       (unsigned long long)bench->records, (unsigned long long)bench->pages,
	       (double)bench->raw_bytes / 1e6, mb, (double)bench->text_bytes / 1e6,
	       (double)bench->page_bytes / (double)(bench->tags ? bench->tags : 1));
	printf("%-14s %9s %9s %7s %9s\n", "stage", "ms", "MB/s", "share", "/inflate");
	for (size_t i = 0; i < bench->stage_count; i++) {
		double s = bench->stages[i].seconds;
		printf("%-14s %9.1f %9.0f %6.1f%% %9.2f\n", bench->stages[i].name, s * 1e3, mb / s,
		       100 * s / sum, inflate > 0 ? s / inflate : 0);
	}
	printf("%-14s %9.1f %9.0f %6.1f%% %9.2f\n", "all stages", sum * 1e3, mb / sum, 100.0,
	       inflate > 0 ? sum / inflate : 0);
	printf("%-14s %9.1f %9.0f %7s %9.2f\n", "inflate alone", inflate * 1e3, mb / inflate, "",
	       1.0);
	printf("%-14s %9.1f %9.0f %7s %9.2f   peak %ld MB\n", "thresh run -j1", program * 1e3,
	       mb / program, "", inflate > 0 ? program / inflate : 0, rss_kb / 1024);
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: stages PROGRAM ARCHIVE [ROUNDS]\n");
		return 2;
	}
	int rounds = argc > 3 ? atoi(argv[3]) : ROUNDS_DEFAULT;
	struct bench best = {0};
	double best_sum = 0, inflate = 0, program = 0;
	long rss_kb = 0;
	for (int i = 0; i < rounds; i++) { /* the best of each: noise only ever adds */
		struct bench bench = {0};
		double sum = 0, s = inflate_seconds(argv[2]);
		inflate = i == 0 || s < inflate ? s : inflate;
		if (!run_stages(argv[2], &bench))
			return 1;
		for (size_t k = 0; k < bench.stage_count; k++)
			sum += bench.stages[k].seconds;
		if (i == 0 || sum < best_sum) {
			best = bench;
			best_sum = sum;
		}
		s = program_seconds(argv[1], argv[2], &rss_kb);
		program = i == 0 || s < program ? s : program;
	}
	print_table(&best, inflate, program, rss_kb);
	return 0;
}

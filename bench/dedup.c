/*
 * What deduplication costs, each by its own words:
 *
 * - dedup text FILE: fingerprints of FILE's text, cut into documents of 6 KB
 *
 * - dedup seen DOCUMENTS: the serial step, all in memory
 *
 * - dedup lines DOCUMENTS: the serial step of --dedup-lines
 *
 * - dedup index PATH DOCUMENTS NIGHT MIB: an index of DOCUMENTS made-up documents at PATH within
 * MIB MiB of memory, then a night of NIGHT documents, of which half are known
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/base/bug.h"
#include "core/dedup/fingerprint.h"
#include "core/dedup/line_counts.h"
#include "core/dedup/seen.h"
#include "io/file.h"
#include "io/index.h"
#include "io/machine.h"

enum { KEYS = 1 + BANDS_DEFAULT, TEXT_BYTES = 6000, TEXT_BYTES_MAX = 1 << 30, ROUNDS = 7 };

static double cpu_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void fail(const struct error *error)
{
	fprintf(stderr, "bench/dedup: %s\n", error->text);
	exit(1);
}

static void must(enum status status, const struct error *error)
{
	if (status != STATUS_OK)
		fail(error);
}

/* --- text --- */

static int bench_text(const char *path)
{
	static const struct fingerprint_options options = {DEDUP_NEAR, BANDS_DEFAULT, ROWS_DEFAULT,
	                                                   SHINGLE_DEFAULT};
	struct buf text;
	struct arena arena;
	struct error error;
	double best = 0;
	uint64_t sum = 0;
	buf_init(&text, TEXT_BYTES_MAX);
	arena_init(&arena);
	must(file_read_whole(path, TEXT_BYTES_MAX / 2, &text, &error), &error);
	for (int round = 0; round < ROUNDS; round++) {
		double begun = cpu_now();
		for (size_t at = 0, end; at < text.n; at = end) {
			end = text.n - at > TEXT_BYTES ? at + TEXT_BYTES : text.n;
			while (end < text.n && (text.p[end] & 0xc0) == 0x80)
				end++;
			struct str document = str_slice(buf_str(&text), at, end);
			sum += fingerprint_of(document, STR(""), &options, &arena).keys[1];
			arena_reset(&arena);
		}
		double rate = (double)text.n / (cpu_now() - begun) / 1e6;
		best = rate > best ? rate : best;
	}
	printf("fingerprints: %.0f MB/s, best of %d (%zu bytes, keys %016llx)\n", best, ROUNDS,
	       text.n, (unsigned long long)sum);
	arena_free(&arena);
	buf_free(&text);
	return 0;
}

/* --- made-up documents --- */

static uint64_t mixed(uint64_t z)
{
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* Document `i`: all of its keys are its own. */
static struct seen_document document_of(uint64_t i, uint64_t keys[KEYS], char url[96])
{
	for (uint64_t k = 0; k < KEYS; k++)
		keys[k] = mixed((i * KEYS + k + 1) * 0x9e3779b97f4a7c15u);
	int n = snprintf(url, 96, "https://www.site-%llu.example/2026/11/24/a-story-of-%llu.html",
	                 (unsigned long long)(i % 99991), (unsigned long long)i);
	return (struct seen_document){
	        .id = {keys[0], i}, .check = keys[1], .day = 20000, .url = {url, (size_t)n}};
}

static int bench_seen(uint64_t documents)
{
	struct seen *seen = seen_new((size_t)1 << 40, 0, false);
	uint64_t keys[KEYS], making = 0;
	uint32_t found[KEYS];
	char url[96];
	double begun = cpu_now();
	for (uint64_t i = 0; i < documents; i++)
		making += document_of(i, keys, url).day;
	double made = cpu_now();
	for (uint64_t i = 0; i < documents; i++) {
		struct seen_document document = document_of(i, keys, url);
		seen_find(seen, keys, KEYS, found);
		seen_add(seen, keys, KEYS, found, &document);
	}
	double added = cpu_now();
	for (uint64_t i = 0; i < documents; i++) {
		document_of(mixed(i) % documents, keys, url);
		seen_find(seen, keys, KEYS, found);
		making += found[KEYS - 1];
	}
	double searched = cpu_now(), making_seconds = made - begun, n = (double)documents;
	printf("seen: %llu documents, %.0f ns for a new one (with all growing), %.0f ns for a known "
	       "one, peak %.0f MB (%llx)\n",
	       (unsigned long long)documents, (added - made - making_seconds) * 1e9 / n,
	       (searched - added - making_seconds) * 1e9 / n,
	       (double)machine_peak_rss_bytes() / 1e6, (unsigned long long)making);
	seen_free(seen);
	return 0;
}

/* Documents of 40 lines, of which four stand on each page of one of a thousand sites. */
static int bench_lines(uint64_t documents)
{
	enum { LINES = 40, REPEATED = 4, SITES = 1000, DOCUMENTS_MIN = 5 };
	struct line_counts *counts = line_counts_new(DOCUMENTS_MIN, LINE_COUNTS_MAX);
	struct site_line list[LINES];
	uint64_t dropped = 0;
	double begun = cpu_now();
	for (uint64_t i = 0; i < documents; i++) {
		struct site_lines lines = {list, LINES, false};
		for (uint64_t k = 0; k < LINES; k++)
			list[k].key = mixed(k < REPEATED ? mixed(i) % SITES * REPEATED + k
			                                 : (i + SITES) * LINES + k);
		line_counts_add(counts, &lines);
		dropped += lines.count;
	}
	double ended = cpu_now();
	printf("lines: %llu documents of %d lines, %.0f ns a document, %llu lines dropped, %llu "
	       "forgotten, peak %.0f MB\n",
	       (unsigned long long)documents, LINES, (ended - begun) * 1e9 / (double)documents,
	       (unsigned long long)dropped, (unsigned long long)line_counts_forgotten(counts),
	       (double)machine_peak_rss_bytes() / 1e6);
	line_counts_free(counts);
	return 0;
}

/* --- the index --- */

static enum status stored(void *context, uint32_t number, struct segment_document *to,
                          struct str *url, struct error *error)
{
	struct seen_document document = seen_document(context, number);
	(void)error;
	*url = document.url;
	*to = (struct segment_document){.id = document.id,
	                                .check = document.check,
	                                .day = document.day,
	                                .url_bytes = (uint32_t)document.url.n};
	return STATUS_OK;
}

static struct index_batch batch_of(struct seen *seen)
{
	struct index_batch batch = {.document_count =
	                                    seen_next_number(seen) - seen_first_number(seen),
	                            .url_bytes = seen_url_bytes(seen),
	                            .document = stored,
	                            .context = seen};
	size_t key_count;
	batch.keys = seen_sort(seen, &key_count);
	batch.key_count = key_count;
	return batch;
}

/* As cmd/dedup.c does it. */
static void check(struct index *index, struct seen *seen, uint64_t number, uint64_t *known)
{
	uint64_t keys[KEYS];
	uint32_t found[KEYS];
	char url[96];
	struct error error;
	struct seen_document document = document_of(number, keys, url);
	seen_find(seen, keys, 1, found);
	must(index_find(index, keys, 1, found, &error), &error);
	if (found[0] != KEY_NO_DOCUMENT) {
		struct segment_document earlier;
		if (found[0] < seen_first_number(seen))
			must(index_document(index, found[0], &earlier, NULL, &error), &error);
		++*known;
		return;
	}
	seen_find(seen, keys + 1, KEYS - 1, found + 1);
	must(index_find(index, keys + 1, KEYS - 1, found + 1, &error), &error);
	if (!seen_has_room(seen, KEYS, document.url.n)) {
		struct index_batch batch = batch_of(seen);
		must(index_spill(index, &batch, &error), &error);
		seen_forget(seen);
	}
	seen_add(seen, keys, KEYS, found, &document);
}

/* A run of documents `from` to `to`, every second one of them replaced by a known one if `half`. */
static void run_night(const char *path, uint64_t memory, uint64_t from, uint64_t to, bool half)
{
	struct index *index;
	struct error error;
	uint64_t known = 0;
	double begun = machine_seconds();
	must(index_open(path, INDEX_CREATE, "near bench", memory / 2, &index, &error), &error);
	struct seen *seen =
	        seen_new((size_t)(memory / 2), (uint32_t)index_sizes(index).documents, true);
	double opened = machine_seconds();
	for (uint64_t i = from; i < to; i++)
		check(index, seen, half && i % 2 ? mixed(i) % from : i, &known);
	double checked = machine_seconds();
	struct index_batch batch = batch_of(seen);
	must(index_commit(index, &batch, (struct catalogue_run){0}, &error), &error);
	double committed = machine_seconds();
	printf("night of %llu documents, %llu known: opened in %.1f s, %.2f us a document, committed in "
	       "%.1f s, peak %.0f MB\n",
	       (unsigned long long)(to - from), (unsigned long long)known, opened - begun,
	       (checked - opened) * 1e6 / (double)(to - from), committed - checked,
	       (double)machine_peak_rss_bytes() / 1e6);
	fflush(stdout);
	seen_free(seen);
	index_close(index);
}

static int bench_index(const char *path, uint64_t documents, uint64_t night, uint64_t memory)
{
	struct index *index;
	struct error error;
	run_night(path, memory, 0, documents, false);
	run_night(path, memory, documents, documents + night, true);
	must(index_open(path, INDEX_READ, NULL, memory / 2, &index, &error), &error);
	struct segment_sizes sizes = index_sizes(index);
	const struct catalogue *catalogue = index_catalogue(index);
	uint64_t bytes = 0;
	for (size_t i = 0; i < catalogue->segment_count; i++)
		bytes += catalogue->segments[i].bytes;
	printf("index: %llu documents, %zu segments, %.1f MB, %.0f bytes a document, %.1f of them in "
	       "memory\n",
	       (unsigned long long)sizes.documents, catalogue->segment_count, (double)bytes / 1e6,
	       (double)bytes / (double)sizes.documents,
	       (double)index_memory_bytes(index) / (double)sizes.documents);
	index_close(index);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "text") == 0)
		return bench_text(argv[2]);
	if (argc == 3 && strcmp(argv[1], "seen") == 0)
		return bench_seen(strtoull(argv[2], NULL, 10));
	if (argc == 3 && strcmp(argv[1], "lines") == 0)
		return bench_lines(strtoull(argv[2], NULL, 10));
	if (argc == 6 && strcmp(argv[1], "index") == 0)
		return bench_index(argv[2], strtoull(argv[3], NULL, 10),
		                   strtoull(argv[4], NULL, 10), strtoull(argv[5], NULL, 10) << 20);
	fprintf(stderr, "usage: dedup text FILE | seen DOCUMENTS | lines DOCUMENTS |\n"
	                "       index PATH DOCUMENTS NIGHT MIB\n");
	return 2;
}

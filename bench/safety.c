/*
 * What keeping things out costs, each by its own words:
 *
 * - safety urls ENTRIES: a list of made-up domains, one in four a URL, with 500 words; then a
 * million URLs that are not in it
 *
 * - safety text FILE: personal data in FILE's text, cut into documents of 6 KB, and a look at each
 * for what it shares with an evaluation set of 10,000 made-up items
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/filter/decontaminate.h"
#include "core/filter/personal_data.h"
#include "core/filter/url_list.h"
#include "io/file.h"

enum { LINE_BYTES = 256, TEXT_BYTES = 6000, TEXT_BYTES_MAX = 1 << 30, ROUNDS = 5 };

static double cpu_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* --- urls --- */

static struct url_list *make_list(uint64_t entries)
{
	enum { WORDS = 500 };
	struct url_list *list = url_list_new();
	char line[LINE_BYTES];
	(void)url_list_begin(list, STR("made-up"), URL_LIST_BLOCK);
	for (uint64_t i = 0; i < entries; i++) {
		int n = snprintf(line, sizeof(line),
		                 i % 4 ? "site-%llu.example" : "host-%llu.example/some/path.html",
		                 (unsigned long long)i);
		(void)url_list_add(list, (struct str){line, (size_t)n});
	}
	(void)url_list_begin(list, STR("words"), URL_LIST_WORDS);
	for (int i = 0; i < WORDS; i++) {
		int n = snprintf(line, sizeof(line), i % 2 ? "word%d" : "*part%d*", i);
		(void)url_list_add(list, (struct str){line, (size_t)n});
	}
	return list;
}

static int bench_urls(uint64_t entries)
{
	enum { URLS = 1000000 };
	double begun = cpu_now();
	struct url_list *list = make_list(entries);
	double made = cpu_now();
	struct arena arena;
	struct str detail;
	char url[LINE_BYTES];
	unsigned blocked = 0;
	arena_init(&arena);
	for (int i = 0; i < URLS; i++) {
		int n = snprintf(
		        url, sizeof(url),
		        "https://www.news-%d.example/2026/04/a-title-of-some-words-%d.html?id=%d",
		        i % 9999, i, i);
		blocked += url_list_blocks(list, (struct str){url, (size_t)n}, &arena, &detail);
		arena_reset(&arena);
	}
	double asked = cpu_now();
	printf("urls: %zu entries in %.2f s, %.1f MB; %.2f us for a URL (%u blocked)\n",
	       url_list_entries(list), made - begun, (double)url_list_bytes(list) / 1e6,
	       (asked - made) * 1e6 / URLS, blocked);
	arena_free(&arena);
	url_list_free(list);
	return 0;
}

/* --- text --- */

/* Items of 40 made-up words. */
static struct evaluation *make_set(void)
{
	enum { ITEMS = 10000, WORDS = 40 };
	struct evaluation *set = evaluation_new();
	struct buf line;
	uint64_t state = 1;
	buf_init(&line, 1 << 16);
	evaluation_begin(set, STR("made-up"));
	for (uint64_t i = 1; i <= ITEMS; i++) {
		buf_reset(&line);
		buf_append(&line, STR("{\"text\":\""));
		for (int n = 0; n < WORDS; n++) {
			state = state * 6364136223846793005u + 1442695040888963407u;
			for (int k = 0; k < 6; k++)
				buf_append_byte(&line, (char)('a' + (state >> (20 + 5 * k)) % 26));
			buf_append_byte(&line, ' ');
		}
		buf_append(&line, STR("\"}"));
		(void)evaluation_add(set, i, buf_str(&line));
	}
	buf_free(&line);
	return set;
}

/* The documents of a text, one after another. */
static bool next_document(struct str text, size_t *at, struct str *document)
{
	size_t end = text.n - *at > TEXT_BYTES ? *at + TEXT_BYTES : text.n;
	while (end < text.n && ((unsigned char)text.p[end] & 0xc0) == 0x80)
		end++;
	*document = str_slice(text, *at, end);
	*at = end;
	return document->n > 0;
}

static int bench_text(const char *path)
{
	struct buf text;
	struct error error;
	struct arena arena;
	struct pii_counts counts = {{0}};
	struct evaluation *set = make_set();
	struct str document, detail;
	double pii = 0, found = 0;
	unsigned hits = 0;
	buf_init(&text, TEXT_BYTES_MAX);
	arena_init(&arena);
	if (file_read_whole(path, TEXT_BYTES_MAX / 2, &text, &error) != STATUS_OK) {
		fprintf(stderr, "bench/safety: %s\n", error.text);
		return 1;
	}
	for (int round = 0; round < ROUNDS; round++) {
		double begun = cpu_now();
		for (size_t at = 0; next_document(buf_str(&text), &at, &document);)
			(void)pii_mask(document, &arena, &counts);
		double masked = cpu_now();
		for (size_t at = 0; next_document(buf_str(&text), &at, &document);)
			hits += evaluation_finds(set, document, &arena, &detail);
		pii += masked - begun;
		found += cpu_now() - masked;
		arena_reset(&arena);
	}
	double all = (double)text.n * ROUNDS / 1e6;
	printf("text: personal data %.0f MB/s (%u spans); evaluation set %.0f MB/s (%.1f MB, %u hits)\n",
	       all / pii, pii_sum(&counts) / ROUNDS, all / found,
	       (double)evaluation_bytes(set) / 1e6, hits);
	evaluation_free(set);
	arena_free(&arena);
	buf_free(&text);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "urls") == 0)
		return bench_urls(strtoull(argv[2], NULL, 10));
	if (argc == 3 && strcmp(argv[1], "text") == 0)
		return bench_text(argv[2]);
	fprintf(stderr, "usage: safety urls ENTRIES | safety text FILE\n");
	return 2;
}

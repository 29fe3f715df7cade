/*
 * What the language of a text is told from, and how fast:
 *
 * - languages features FILE: for each line of FILE, `language<TAB>text`, a line: language, script,
 *   rows of a table of 1 << 16 (scripts/train/languages fits the table to them)
 *
 * - languages speed FILE: MB/s of the text that is looked at, over FILE cut into texts of 6 KB and
 *   into its lines
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/base/buf.h"
#include "core/text/lang.h"
#include "core/text/lang_letters.h"
#include "io/file.h"

enum { TEXT_BYTES = 6000, FILE_BYTES_MAX = 1 << 30, ROUNDS = 7, ROW_BITS = 16 };

static void print_features(struct str language, struct str text)
{
	static struct lang_letters letters;
	static uint16_t rows[LANG_ROWS_MAX];
	lang_letters_of(text, &letters);
	struct lang_main main = lang_main_of(&letters);
	lang_letters_keep(&letters, &main);
	uint32_t count = lang_rows_of(&letters, main.script, ROW_BITS, rows);
	printf("%.*s %d", STR_ARG(language), (int)main.script);
	for (uint32_t i = 0; i < count; i++)
		printf(" %u", rows[i]);
	putchar('\n');
}

static void features(struct str rest)
{
	struct str line, language;
	while (str_next(&rest, '\n', &line))
		if (str_next(&line, '\t', &language))
			print_features(language, line);
}

static double cpu_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* What is looked at of a text of n bytes. */
static size_t looked_at(size_t n)
{
	return n < LANG_BYTES_MAX ? n : LANG_BYTES_MAX;
}

static void speed(struct str text, bool is_lines)
{
	double best = 0;
	unsigned long long scores = 0;
	size_t bytes = 0, texts = 0;
	for (int round = 0; round < ROUNDS; round++) {
		struct str rest = text, piece;
		double begun = cpu_now();
		for (bytes = texts = 0; rest.n > 0; texts++, bytes += looked_at(piece.n)) {
			size_t n = rest.n < TEXT_BYTES ? rest.n : TEXT_BYTES;
			if (!is_lines) {
				piece = str_slice(rest, 0, n);
				rest = str_slice(rest, n, rest.n);
			} else if (!str_next(&rest, '\n', &piece)) {
				break;
			}
			scores += lang_of(piece).score;
		}
		double rate = (double)bytes / (cpu_now() - begun) / 1e6;
		best = rate > best ? rate : best;
	}
	printf("%s: %.0f MB/s of what is looked at, best of %d (%zu texts, %zu bytes, scores %llu)\n",
	       is_lines ? "lines" : "texts of 6 KB", best, ROUNDS, texts, bytes, scores / ROUNDS);
}

int main(int argc, char **argv)
{
	struct buf text;
	struct error error;
	bool is_speed = argc == 3 && strcmp(argv[1], "speed") == 0;
	if (!is_speed && (argc != 3 || strcmp(argv[1], "features") != 0)) {
		fprintf(stderr, "usage: languages features FILE | speed FILE\n");
		return 2;
	}
	buf_init(&text, FILE_BYTES_MAX);
	if (file_read_whole(argv[2], FILE_BYTES_MAX / 2, &text, &error) != STATUS_OK) {
		fprintf(stderr, "bench/languages: %s\n", error.text);
		return 1;
	}
	if (!is_speed) {
		features(buf_str(&text));
	} else {
		speed(buf_str(&text), false);
		speed(buf_str(&text), true);
	}
	buf_free(&text);
	return 0;
}

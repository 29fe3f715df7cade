#include "cmd/rule_bench.h"

#include "core/rules/rule_lines.h"
#include "io/machine.h"

enum { TEXT_BYTES = 16 << 20 };

/* ---- text ---- */

/* The numerical recipes' linear congruential generator: the same everywhere. */
static uint32_t next_random(uint32_t *state, uint32_t below)
{
	*state = *state * 1664525u + 1013904223u;
	return (uint32_t)((uint64_t)(*state >> 8) * below >> 24);
}

static void put_words(struct buf *text, uint32_t count, uint32_t *state)
{
	static const char *const words[] = {
	        "the",     "of",      "river",   "and",    "to",      "opened",  "in",
	        "morning", "a",       "council", "is",     "that",    "for",     "it",
	        "bridge",  "was",     "on",      "with",   "their",   "harvest", "as",
	        "market",  "by",      "ferry",   "from",   "they",    "winter",  "at",
	        "read",    "or",      "share",   "views",  "people",  "had",     "not",
	        "new",     "comment", "we",      "posted", "more",    "village", "school",
	        "which",   "have",    "street",  "said",   "Antwort", "über",    "página",
	        "fois",    "город",   "время",   "years",  "first"};
	for (uint32_t i = 0; i < count; i++) {
		if (i > 0)
			buf_append_byte(text, ' ');
		uint32_t n = sizeof(words) / sizeof(words[0]);
		buf_append(text, str_from(words[next_random(state, n)]));
	}
}

void rule_bench_text(struct buf *text)
{
	static const char *const frames[] = {
	        "Share on Facebook",     "Read more",         "Home", "12 comments",
	        "Related articles",      "Posted by Ann Lee", "Menu", "Weiterlesen",
	        "Artículos relacionados"};
	enum { WORDS_SHORT = 8, WORDS_LONG = 60, KINDS = 8 };
	uint32_t state = 1;
	while (text->n < TEXT_BYTES) {
		uint32_t kind = next_random(&state, KINDS);
		uint32_t n = sizeof(frames) / sizeof(frames[0]);
		if (kind == 0)
			buf_append(text, str_from(frames[next_random(&state, n)]));
		else if (kind < KINDS / 2)
			put_words(text, 1 + next_random(&state, WORDS_SHORT), &state);
		else
			put_words(text, WORDS_SHORT + next_random(&state, WORDS_LONG), &state);
		buf_append_byte(text, '\n');
	}
}

/* ---- time ---- */

static uint64_t run_page(struct rule_run *run, const struct rule_line *lines, uint32_t count,
                         struct arena *arena)
{
	const struct rule_page page = {.url = STR("https://www.news.example.com/2024/05/a-page"),
	                               .language = STR("en"),
	                               .kinds = RULE_PAGE_BIT(RULE_PAGE_TEXT)};
	struct rule_verdict verdicts[BENCH_PAGE_LINES];
	uint64_t matched = 0;
	uint32_t line, rule;
	struct str text;
	rule_run_begin(run, &page);
	rule_run_lines(run, lines, count, verdicts);
	(void)rule_run_page(run, lines, count, &line);
	rule_run_fields(run, lines, count);
	for (uint32_t i = 0; i < count; i++) {
		bool is_changed = !verdicts[i].is_out &&
		                  rule_run_replace(run, &lines[i], i, count, arena, &text, &rule);
		matched += verdicts[i].is_out || is_changed;
	}
	arena_reset(arena);
	return matched;
}

void rule_bench_run(const struct rule_set *set, struct str text, struct rule_bench *bench)
{
	struct rule_run *run = rule_run_new(set);
	struct arena arena, lines_arena;
	uint32_t count;
	arena_init(&arena);
	arena_init(&lines_arena);
	const struct rule_line *lines = rule_lines_cut(text, &lines_arena, &count);
	*bench = (struct rule_bench){.bytes = text.n, .lines = count};
	for (int round = 0; round < BENCH_RUNS; round++) {
		double begun = machine_cpu_seconds();
		bench->lines_matched = 0;
		for (uint32_t i = 0; i < count; i += BENCH_PAGE_LINES) {
			uint32_t left = count - i;
			bench->lines_matched +=
			        run_page(run, lines + i,
			                 left < BENCH_PAGE_LINES ? left : BENCH_PAGE_LINES, &arena);
		}
		double seconds = machine_cpu_seconds() - begun;
		if (round == 0 || seconds < bench->seconds)
			bench->seconds = seconds;
	}
	arena_free(&arena);
	arena_free(&lines_arena);
	rule_run_free(run);
}

#include "core/text/patterns.h"

#include <stdlib.h>

#include "core/text/pattern_hints.h"
#include "core/text/utf8.h"
#include "tests/test.h"

static struct pattern *compiled(const char *text, bool ignore_case)
{
	struct pattern *pattern;
	struct error error;
	struct pattern_options options = {.ignore_case = ignore_case};
	if (pattern_new(str_from(text), options, &pattern, &error) != STATUS_OK)
		return NULL;
	return pattern;
}

static enum pattern_result find(const char *text, struct str subject)
{
	struct pattern *pattern = compiled(text, false);
	struct pattern_scratch *scratch = pattern_scratch_new();
	enum pattern_result result = pattern_find(pattern, scratch, subject, 0);
	pattern_scratch_free(scratch);
	pattern_free(pattern);
	return result;
}

TEST(a_pattern_matches_or_does_not)
{
	CHECK(find("^Share", STR("Share this")) == PATTERN_MATCH);
	CHECK(find("^Share$", STR("Share this")) == PATTERN_NO_MATCH);
	CHECK(find("^\\w+$", STR("naïveté")) == PATTERN_MATCH);
	CHECK(find("^.$", STR("é")) == PATTERN_MATCH);
	CHECK(find("a$", STR("a\n")) == PATTERN_NO_MATCH); /* $ is the end and no line's */
	CHECK(find("^$", STR("")) == PATTERN_MATCH);
}

enum { SLOW_BYTES = 3000 };

/* What "^(?:a|aa|[^b])*c$" does not match, in more ways than there is time for. */
static struct str slow_line(char line[SLOW_BYTES])
{
	memset(line, 'a', SLOW_BYTES);
	line[SLOW_BYTES - 2] = 'c';
	line[SLOW_BYTES - 1] = 'b';
	return (struct str){line, SLOW_BYTES};
}

TEST(a_match_over_its_limit_is_aborted_and_is_no_mismatch)
{
	char line[SLOW_BYTES];
	struct str subject = slow_line(line);
	CHECK(find("^(?:a|aa|[^b])*c$", subject) == PATTERN_ABORTED); /* steps */
	CHECK(find("^(?:(a)|b)*c", subject) == PATTERN_MATCH);
	CHECK(find("^a*cb$", subject) == PATTERN_MATCH);
	/* the stack: what a recursion keeps for each character */
	size_t n = 1 << 22;
	char *long_line = malloc(n);
	memset(long_line, 'a', n);
	enum pattern_result result = find("^([^A]|B)*", (struct str){long_line, n});
	CHECK(result == PATTERN_ABORTED);
	free(long_line);
}

TEST(a_scratch_works_again_after_an_abort)
{
	char line[SLOW_BYTES];
	struct pattern *slow = compiled("^(?:a|aa|[^b])*c$", false),
	               *fast = compiled("(a)b", false);
	struct pattern_scratch *scratch = pattern_scratch_new();
	size_t begin, end;
	CHECK(pattern_find(slow, scratch, slow_line(line), 0) == PATTERN_ABORTED);
	CHECK(!pattern_group(scratch, 0, &begin, &end));
	CHECK(pattern_find(fast, scratch, STR("aab"), 0) == PATTERN_MATCH);
	CHECK(pattern_group(scratch, 1, &begin, &end) && begin == 1 && end == 2);
	CHECK(!pattern_group(scratch, 2, &begin, &end));
	pattern_scratch_free(scratch);
	pattern_free(slow);
	pattern_free(fast);
}

static bool is_refused(struct str text, const char *cause)
{
	struct pattern *pattern;
	struct error error;
	struct pattern_options options = {0};
	enum status status = pattern_new(text, options, &pattern, &error);
	pattern_free(pattern);
	return status != STATUS_OK && strstr(error.text, cause) != NULL;
}

TEST(what_is_no_pattern_is_refused_with_the_cause)
{
	static char longer[PATTERN_BYTES_MAX + 1];
	memset(longer, 'a', sizeof(longer));
	CHECK(is_refused(STR("(a"), "at byte 3"));
	CHECK(is_refused(STR("a\\C"), "\\C"));
	CHECK(is_refused(STR("(*NO_JIT)a"), "machine code")); /* it would be counted otherwise */
	CHECK(is_refused((struct str){longer, sizeof(longer)}, "over 4096 bytes"));
	CHECK(is_refused(STR("(1)(2)(3)(4)(5)(6)(7)(8)(9)(0)(1)(2)(3)(4)(5)(6)(7)"), "groups"));
}

TEST(a_url_may_be_any_bytes)
{
	struct pattern *pattern;
	struct error error;
	struct pattern_options options = {.any_bytes = true};
	struct pattern_scratch *scratch = pattern_scratch_new();
	CHECK(pattern_new(STR("/news/\\d+"), options, &pattern, &error) == STATUS_OK);
	CHECK(pattern_find(pattern, scratch, STR("http://a/\xff/news/12"), 0) == PATTERN_MATCH);
	CHECK(pattern_find(pattern, scratch, STR("http://a/\xff\xc3"), 0) == PATTERN_NO_MATCH);
	pattern_scratch_free(scratch);
	pattern_free(pattern);
}

/* ---- hints ---- */

static struct pattern_hints hints_of(const char *text, bool ignore_case)
{
	struct pattern_hints hints;
	pattern_hints_read(str_from(text), ignore_case, &hints);
	return hints;
}

static bool starts_fit(const struct pattern_hints *hints, struct str text)
{
	uint64_t bytes = pattern_start_load(text);
	bool fits = hints->start_count == 0 ||
	            (hints->literal.ignore_case && pattern_starts_mislead(text));
	for (uint32_t i = 0; i < hints->start_count; i++)
		fits |= pattern_start_fits(&hints->starts[i], bytes);
	return fits && pattern_literal_is_in(&hints->literal, text);
}

TEST(hints_tell_what_a_line_begins_with_and_has)
{
	struct pattern_hints share = hints_of("^(?:share|pin)(?: it)?$", true);
	CHECK_NUMBER(share.start_count, 4); /* with "it" and without */
	CHECK(starts_fit(&share, STR("SHARE")) && starts_fit(&share, STR("Pin it")));
	CHECK(!starts_fit(&share, STR("Shore")) && !starts_fit(&share, STR("Pi")));
	struct pattern_hints comments = hints_of("^[0-9]+ comments?$", true);
	CHECK_STR(((struct str){comments.literal.bytes, comments.literal.n}), STR(" comment"));
	CHECK(starts_fit(&comments, STR("7 Comments")) && !starts_fit(&comments, STR("7 coments")));
	CHECK_NUMBER(hints_of("^(?i)share", false).start_count, 0); /* not understood: no hint */
	CHECK_NUMBER(hints_of("a|b", false).literal.n, 0);
	CHECK_NUMBER(hints_of("ab?c", false).literal.n, 1);
}

TEST(each_character_that_stands_for_a_letter_passes_the_hints)
{
	static const char *const letters[] = {"a", "k", "s", "z", "å", "é",
	                                      "ß", "ÿ", "đ", "ж", "ſ", "K"};
	struct pattern_scratch *scratch = pattern_scratch_new();
	unsigned stand_ins = 0, missed = 0;
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
		char text[8] = "^";
		strcat(text, letters[i]);
		struct pattern *pattern = compiled(text, true);
		struct pattern_hints hints = hints_of(text, true);
		for (uint32_t c = 1; c < 0x20000; c++) {
			char bytes[4];
			struct str subject = {bytes, utf8_put(bytes, c)};
			if (pattern_find(pattern, scratch, subject, 0) != PATTERN_MATCH)
				continue;
			stand_ins++;
			missed += !starts_fit(&hints, subject);
		}
		pattern_free(pattern);
	}
	CHECK(stand_ins > 24);
	CHECK_NUMBER(missed, 0);
	pattern_scratch_free(scratch);
}

static uint32_t next(uint32_t *state, uint32_t below)
{
	*state = *state * 1664525u + 1013904223u;
	return (*state >> 8) % below;
}

static void put_parts(char *out, const char *const *parts, uint32_t count, uint32_t times,
                      uint32_t *state)
{
	out[0] = '\0';
	for (uint32_t i = 0; i < times; i++)
		strcat(out, parts[next(state, count)]);
}

/* Hints of random patterns never rule out a random line that matches. */
TEST(hints_are_always_on_the_safe_side)
{
	static const char *const parts[] = {
	        "a",   "b",  "k",    "s", "é",     "ж",      "ab", "[ab]", "[éx]", "[^a]", "a?",
	        "b*",  "k+", "s{2}", ".", "(?:",   "(",      ")",  "|",    ")?",   "\\b",  "\\.",
	        "\\d", "^",  "$",    " ", "(?<n>", "x{0,1}", "ss", "\\w",  ")*",   "å"};
	static const char *const pieces[] = {"a", "b", "k", "s", "S", "K", "é", "É", "ж",
	                                     "Ж", " ", "x", ".", "1", "ſ", "K", "å", "Å"};
	struct pattern_scratch *scratch = pattern_scratch_new();
	uint32_t state = 7, compiled_count = 0, matches = 0, missed = 0;
	for (int round = 0; round < 30000; round++) {
		char text[80], line[80];
		bool ignore_case = next(&state, 2);
		put_parts(text, parts, sizeof(parts) / sizeof(parts[0]), 1 + next(&state, 8),
		          &state);
		struct pattern *pattern = compiled(text, ignore_case);
		if (pattern == NULL)
			continue;
		compiled_count++;
		struct pattern_hints hints = hints_of(text, ignore_case);
		for (int i = 0; i < 12; i++) {
			put_parts(line, pieces, sizeof(pieces) / sizeof(pieces[0]),
			          1 + next(&state, 6), &state);
			struct str subject = str_from(line);
			if (pattern_find(pattern, scratch, subject, 0) != PATTERN_MATCH)
				continue;
			matches++;
			bool fits = pattern_is_anchored(pattern)
			                    ? starts_fit(&hints, subject)
			                    : pattern_literal_is_in(&hints.literal, subject);
			if (!fits && missed++ == 0)
				CHECK_STR(str_from(text), subject); /* shows both */
		}
		pattern_free(pattern);
	}
	CHECK(compiled_count > 3000 && matches > 10000);
	CHECK_NUMBER(missed, 0);
	pattern_scratch_free(scratch);
}

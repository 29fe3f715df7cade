#include "core/filter/c4.h"

#include <string.h>

static bool has(struct str lower, struct str phrase)
{
	return str_find(lower, phrase, 0) != STR_NONE;
}

bool c4_is_policy(struct str lower)
{
	static const struct str phrases[] = {STR_INIT("terms of use"),   STR_INIT("privacy policy"),
	                                     STR_INIT("cookie policy"),  STR_INIT("uses cookies"),
	                                     STR_INIT("use of cookies"), STR_INIT("use cookies")};
	enum { WITHOUT_COOKIES = 2 };
	size_t count = sizeof(phrases) / sizeof(*phrases);
	if (!has(lower, STR("cookie")))
		count = WITHOUT_COOKIES;
	for (size_t i = 0; i < count; i++)
		if (has(lower, phrases[i]))
			return true;
	return false;
}

/* Bytes of the citation that begins at `at`, where there is a "["; 0 if it is none. */
static size_t citation_bytes(struct str text, size_t at)
{
	struct str rest = str_slice(text, at, text.n);
	size_t n = 1;
	while (n < rest.n && ascii_is_digit((unsigned char)rest.p[n]))
		n++;
	if (n < rest.n && rest.p[n] == ']')
		return n + 1;
	if (str_starts(rest, STR("[edit]")))
		return sizeof("[edit]") - 1;
	return str_starts(rest, STR("[citation needed]")) ? sizeof("[citation needed]") - 1 : 0;
}

struct str c4_without_citations(struct str text, struct arena *arena)
{
	size_t at = 0, n = 0, bracket;
	if (str_find_byte(text, '[', 0) == STR_NONE)
		return text;
	char *out = arena_bytes(arena, text.n);
	while ((bracket = str_find_byte(text, '[', at)) != STR_NONE) {
		size_t bytes = citation_bytes(text, bracket), end = bracket + (bytes == 0);
		memcpy(out + n, text.p + at, end - at);
		n += end - at;
		at = end + bytes;
	}
	memcpy(out + n, text.p + at, text.n - at);
	n += text.n - at;
	arena_shrink(arena, out, text.n, n);
	return n == text.n ? text : (struct str){out, n};
}

/* datatrove takes ' too, which the reference does not. */
static bool has_end_mark(struct str line)
{
	char last = '\0';
	if (line.n > 0)
		last = line.p[line.n - 1];
	return last && strchr(".?!\"'", last) && !str_ends(line, STR("..."));
}

/* An empty line is one sentence to datatrove. */
static uint64_t sentences_of(const struct filter_text *text, struct span span, struct str line)
{
	uint32_t count;
	if (line.n == filter_text_slice(text, span).n) {
		count = filter_text_sentences(text, span);
	} else { /* without its citations */
		struct filter_text changed;
		filter_text_init(&changed, line, text->arena);
		count = filter_text_sentences(&changed, filter_text_all(&changed));
	}
	return count ? count : 1;
}

struct line_words {
	uint32_t count, longest;
};

enum line_fate { LINE_KEPT, LINE_DROPPED, LINE_ENDS_PAGE };

/* The order is datatrove's, and it matters: { in a line that javascript drops ends no page. */
static enum line_fate judge(struct signals *signals, const struct c4_options *options,
                            struct span span, struct line_words words, struct str *line)
{
	struct fraction *values = signals->values;
	struct filter_text *text = signals->text;
	unsigned phrases = filter_text_phrases(text);
	enum signal dropped;
	if (words.longest > C4_WORD_CHARS_MAX) {
		values[SIGNAL_c4_long_word_lines].value++;
		return LINE_DROPPED;
	}
	struct str whole = filter_text_slice(text, span), lower;
	*line = c4_without_citations(whole, text->arena);
	if (line->n != whole.n) /* what is left may be a phrase now */
		phrases = ~0u;
	lower = line->n == whole.n ? str_slice(filter_text_lower(text), text->offsets[span.begin],
	                                       text->offsets[span.end])
	                           : filter_text_lowered(*line, text->arena);
	if (options->end_marks && !has_end_mark(*line)) {
		dropped = SIGNAL_c4_no_end_mark_lines;
	} else if (words.count < options->words_min) {
		dropped = SIGNAL_c4_few_words_lines;
	} else if ((phrases & PHRASE_LOREM) && has(lower, STR("lorem ipsum"))) {
		values[SIGNAL_c4_lorem_ipsum].value = 1;
		return LINE_ENDS_PAGE;
	} else if ((phrases & PHRASE_SCRIPT) && has(lower, STR("javascript"))) {
		dropped = SIGNAL_c4_javascript_lines;
	} else if (str_find_byte(*line, '{', 0) != STR_NONE) {
		values[SIGNAL_c4_curly_bracket].value = 1;
		return LINE_ENDS_PAGE;
	} else if ((phrases & PHRASES_POLICY) && c4_is_policy(lower)) {
		dropped = SIGNAL_c4_policy_lines;
	} else {
		values[SIGNAL_c4_kept_lines].value++;
		values[SIGNAL_c4_sentences].value += sentences_of(text, span, *line);
		return LINE_KEPT;
	}
	values[dropped].value++;
	return LINE_DROPPED;
}

struct str c4_keep_lines(struct signals *signals, const struct c4_options *options)
{
	struct filter_text *text = signals->text;
	const struct words *split = filter_text_words(text, WORDS_SPLIT);
	const struct spans *lines = filter_text_all_lines(text);
	struct str line;
	uint32_t next = 0;
	size_t n = 0;
	char *out = arena_bytes(text->arena, text->text.n + 1);
	for (int i = SIGNAL_c4_lines; i <= SIGNAL_c4_curly_bracket; i++)
		signals_count(signals, (enum signal)i, 0);
	signals->done |= UINT32_C(1) << GROUP_C4;
	for (uint32_t i = 0; i < lines->count; i++) {
		struct span span = filter_text_strip(text, lines->list[i]);
		struct line_words words;
		words.count = filter_text_words_within(split, span, &next, &words.longest);
		signals->values[SIGNAL_c4_lines].value++;
		enum line_fate fate = judge(signals, options, span, words, &line);
		if (fate == LINE_ENDS_PAGE)
			return (struct str){0};
		if (fate == LINE_DROPPED)
			continue;
		if (signals->values[SIGNAL_c4_kept_lines].value > 1)
			out[n++] = '\n';
		memcpy(out + n, line.p, line.n);
		n += line.n;
	}
	return filter_text_stripped((struct str){out, n}, text->arena);
}

void c4_signals(struct signals *signals)
{
	const struct c4_options options = {C4_LINE_WORDS_MIN, true};
	c4_keep_lines(signals, &options);
}

/* ---- the page ---- */

static bool is_word_javascript(struct str lower)
{
	const struct str word = STR("javascript");
	size_t at = 0;
	while ((at = str_find(lower, word, at)) != STR_NONE) {
		bool begins = at == 0 || ascii_is_space((unsigned char)lower.p[at - 1]);
		at += word.n;
		if (begins && (at == lower.n || ascii_is_space((unsigned char)lower.p[at])))
			return true;
	}
	return false;
}

static void line_signals(struct signals *signals)
{
	enum { LONG_LINE_CHARS = 200, FEW_WORDS = 3 };
	struct filter_text *text = signals->text;
	const struct spans *lines = filter_text_lines(text);
	const struct words *split = filter_text_words(text, WORDS_SPLIT);
	uint64_t longs = 0, unmarked = 0, few = 0;
	uint32_t next = 0, longest;
	for (uint32_t i = 0; i < lines->count; i++) {
		struct span line = lines->list[i];
		longs += line.end - line.begin >= LONG_LINE_CHARS;
		few += filter_text_words_within(split, line, &next, &longest) < FEW_WORDS;
		line = filter_text_strip(text, line);
		char last = line.end > line.begin ? filter_text_ascii(text, line.end - 1) : 0;
		unmarked += !last || !strchr(".?!\"", last);
	}
	signals_count(signals, SIGNAL_mc4_long_lines, longs);
	signals_set(signals, SIGNAL_dolma_c4_no_end_mark_lines, unmarked, lines->count);
	signals_set(signals, SIGNAL_dolma_c4_few_words_lines, few, lines->count);
}

void c4_page_signals(struct signals *signals)
{
	struct filter_text *text = signals->text;
	struct str lower = filter_text_lower(text);
	unsigned phrases = filter_text_phrases(text);
	bool javascript = phrases & PHRASE_SCRIPT;
	signals_count(signals, SIGNAL_dclm_chars, text->count);
	signals_count(signals, SIGNAL_dclm_sentences,
	              filter_text_sentences(text, filter_text_all(text)));
	signals_count(signals, SIGNAL_dclm_lorem_ipsum, (phrases & PHRASE_LOREM) != 0);
	signals_count(signals, SIGNAL_dclm_curly_bracket, has(lower, STR("{")));
	signals_count(signals, SIGNAL_dolma_c4_v2_javascript, javascript);
	signals_count(signals, SIGNAL_dolma_c4_javascript, javascript && is_word_javascript(lower));
	line_signals(signals);
}

#include "core/filter/filter_text.h"

#include "core/base/bug.h"
#include "core/filter/word_cuts.h"
#include "core/text/utf8.h"

void filter_text_init(struct filter_text *text, struct str utf8, struct arena *arena)
{
	BUG_UNLESS(utf8.n <= FILTER_TEXT_BYTES_MAX);
	*text = (struct filter_text){.text = utf8, .arena = arena};
	text->offsets = arena_array(arena, uint32_t, utf8.n + 1);
	text->flags = arena_array(arena, uint16_t, utf8.n + 1);
	size_t at = 0;
	while (at < utf8.n) {
		text->offsets[text->count] = (uint32_t)at;
		unsigned char first = (unsigned char)utf8.p[at];
		uint32_t code_point = first < 0x80 ? (at++, first) : utf8_next(utf8, &at);
		text->flags[text->count++] = character_flags(code_point);
	}
	text->offsets[text->count] = (uint32_t)at;
	for (uint32_t i = 0; i < text->count; i++)
		text->some |= text->flags[i];
}

struct str filter_text_lowered(struct str text, struct arena *arena)
{
	char *lower = arena_bytes(arena, text.n);
	for (size_t i = 0; i < text.n; i++)
		lower[i] = ascii_lower(text.p[i]);
	return (struct str){lower, text.n};
}

struct str filter_text_lower(struct filter_text *text)
{
	if (!text->lower.p)
		text->lower = filter_text_lowered(text->text, text->arena);
	return text->lower;
}

/* A phrase, by a byte of it that texts have few of. */
static bool has_phrase(struct str lower, struct str phrase, size_t rare)
{
	size_t at = rare;
	while ((at = str_find_byte(lower, phrase.p[rare], at)) != STR_NONE) {
		if (str_starts(str_slice(lower, at - rare, lower.n), phrase))
			return true;
		at++;
	}
	return false;
}

unsigned filter_text_phrases(struct filter_text *text)
{
	static const struct {
		struct str phrase;
		size_t rare; /* k, f, v, m, j */
		enum filter_phrase bit;
	} phrases[] = {
	        {STR_INIT("cookie"), 3, PHRASE_COOKIE},
	        {STR_INIT("terms of use"), 7, PHRASE_TERMS},
	        {STR_INIT("privacy "), 3, PHRASE_PRIVACY},
	        {STR_INIT("lorem ipsum"), 4, PHRASE_LOREM},
	        {STR_INIT("javascript"), 0, PHRASE_SCRIPT},
	};
	if (text->phrases)
		return text->phrases;
	struct str lower = filter_text_lower(text);
	for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases); i++)
		if (has_phrase(lower, phrases[i].phrase, phrases[i].rare))
			text->phrases |= phrases[i].bit;
	return text->phrases |= PHRASES_KNOWN;
}

struct span filter_text_strip(const struct filter_text *text, struct span span)
{
	while (span.begin < span.end && filter_text_is(text, span.begin, CHARACTER_SPACE))
		span.begin++;
	while (span.end > span.begin && filter_text_is(text, span.end - 1, CHARACTER_SPACE))
		span.end--;
	return span;
}

struct str filter_text_stripped(struct str text, struct arena *arena)
{
	struct filter_text whole;
	filter_text_init(&whole, text, arena);
	return filter_text_slice(&whole, filter_text_strip(&whole, filter_text_all(&whole)));
}

bool filter_text_ends(const struct filter_text *text, struct span span, struct str ending)
{
	return str_ends(filter_text_slice(text, span), ending);
}

bool filter_text_starts(const struct filter_text *text, struct span span, struct str start)
{
	return str_starts(filter_text_slice(text, span), start);
}

const struct spans *filter_text_lines(struct filter_text *text)
{
	if (text->lines)
		return text->lines;
	uint32_t count = 1, begin = 0;
	for (uint32_t i = 0; i < text->count; i++)
		count += filter_text_is(text, i, CHARACTER_LINE_END);
	struct spans *lines = arena_alloc(text->arena, sizeof(*lines));
	*lines = (struct spans){arena_array(text->arena, struct span, count), 0};
	for (uint32_t i = 0; i < text->count; i++)
		if (filter_text_is(text, i, CHARACTER_LINE_END) &&
		    filter_text_ascii(text, i) == '\n') {
			lines->list[lines->count++] = (struct span){begin, i};
			begin = i + 1;
		}
	lines->list[lines->count++] = (struct span){begin, text->count};
	return text->lines = lines;
}

static bool next_line(const struct filter_text *text, uint32_t *at, struct span *line)
{
	if (*at == text->count)
		return false;
	line->begin = *at;
	while (*at < text->count && !filter_text_is(text, *at, CHARACTER_LINE_END))
		++*at;
	line->end = *at;
	if (*at < text->count) {
		bool cr = filter_text_ascii(text, *at) == '\r';
		++*at;
		*at += cr && filter_text_ascii(text, *at) == '\n';
	}
	return true;
}

const struct spans *filter_text_all_lines(struct filter_text *text)
{
	uint32_t count = 0;
	if (text->all_lines)
		return text->all_lines;
	for (uint32_t i = 0; i < text->count; i++)
		count += filter_text_is(text, i, CHARACTER_LINE_END);
	struct spans *lines = arena_alloc(text->arena, sizeof(*lines));
	*lines = (struct spans){arena_array(text->arena, struct span, count + 1), 0};
	for (uint32_t at = 0; next_line(text, &at, &lines->list[lines->count]);)
		lines->count++;
	return text->all_lines = lines;
}

const struct words *filter_text_words(struct filter_text *text, enum word_cut cut)
{
	if (!text->words[cut])
		text->words[cut] = word_cuts_words(text, cut);
	return text->words[cut];
}

uint32_t filter_text_split_count(const struct filter_text *text, struct span span)
{
	uint32_t count = 0;
	bool inside = false;
	for (uint32_t i = span.begin; i < span.end; i++) {
		bool space = filter_text_is(text, i, CHARACTER_SPACE);
		count += !space && !inside;
		inside = !space;
	}
	return count;
}

uint32_t filter_text_words_within(const struct words *split, struct span span, uint32_t *next,
                                  uint32_t *longest)
{
	uint32_t count = 0;
	*longest = 0;
	while (*next < split->count && split->list[*next].begin < span.begin)
		++*next;
	for (; *next < split->count && split->list[*next].begin < span.end; ++*next, count++)
		if (split->list[*next].chars > *longest)
			*longest = split->list[*next].chars;
	return count;
}

bool filter_text_next_sentence(const struct filter_text *text, struct span *rest,
                               struct span *sentence)
{
	const uint16_t *flags = text->flags;
	*rest = filter_text_strip(text, *rest);
	if (rest->begin == rest->end)
		return false;
	uint32_t end = rest->begin + 1;
	while (end < rest->end &&
	       !((flags[end] & CHARACTER_SPACE) && (flags[end - 1] & CHARACTER_STOP)))
		end++;
	*sentence = (struct span){rest->begin, end};
	rest->begin = end;
	return true;
}

uint32_t filter_text_sentences(const struct filter_text *text, struct span span)
{
	struct span sentence;
	uint32_t count = 0;
	while (filter_text_next_sentence(text, &span, &sentence))
		count++;
	return count;
}

#include "core/filter/word_cuts.h"

#include "core/filter/repeats.h"
#include "core/filter/treebank.h"

static const char *const cut_names[WORD_CUTS] = {
        [WORDS_SIMPLE] = "simple",
        [WORDS_SPLIT] = "split",
        [WORDS_TREEBANK] = "treebank",
};

const char *word_cut_name(enum word_cut cut)
{
	return cut_names[cut];
}

bool word_cut_named(struct str name, enum word_cut *cut)
{
	for (int i = 0; i < WORD_CUTS; i++)
		if (cut_names[i] && str_equal(name, str_from(cut_names[i]))) {
			*cut = (enum word_cut)i;
			return true;
		}
	return false;
}

/* `some` and `all`: the flags that one of its characters has, and that all have. */
static void add_word(struct words *words, const struct filter_text *text, uint32_t begin,
                     uint32_t end, uint16_t some, uint16_t all)
{
	words->list[words->count++] = (struct word){
	        .text = filter_text_slice(text, (struct span){begin, end}),
	        .begin = begin,
	        .chars = end - begin,
	        .has_alpha = some & CHARACTER_ALPHA,
	        .is_punctuation = all & CHARACTER_PUNCTUATION,
	};
}

static void add_span(struct words *words, const struct filter_text *text, uint32_t begin,
                     uint32_t end)
{
	uint16_t some = 0, all = (uint16_t)~0u;
	for (uint32_t i = begin; i < end; i++) {
		some |= text->flags[i];
		all &= text->flags[i];
	}
	add_word(words, text, begin, end, some, all);
}

/* ---- split ---- */

static void cut_split(struct words *words, const struct filter_text *text)
{
	const uint16_t *flags = text->flags;
	uint32_t at = 0, count = text->count;
	while (at < count) {
		uint16_t some = 0, all = (uint16_t)~0u;
		while (at < count && (flags[at] & CHARACTER_SPACE))
			at++;
		uint32_t begin = at;
		for (; at < count && !(flags[at] & CHARACTER_SPACE); at++) {
			some |= flags[at];
			all &= flags[at];
		}
		if (at > begin)
			add_word(words, text, begin, at, some, all);
	}
}

/* ---- simple ---- */

/* ' ’ or -, which hold two runs of word characters together. */
static bool is_joiner(const struct filter_text *text, uint32_t at)
{
	struct str c = filter_text_slice(text, (struct span){at, at + 1});
	return str_equal(c, STR("'")) || str_equal(c, STR("-")) || str_equal(c, STR("\u2019"));
}

static uint32_t end_of_simple_word(const struct filter_text *text, uint32_t at)
{
	const uint16_t *flags = text->flags;
	for (;;) {
		while (at < text->count && (flags[at] & CHARACTER_WORD))
			at++;
		if (at + 1 >= text->count || !filter_text_is(text, at + 1, CHARACTER_WORD) ||
		    !is_joiner(text, at))
			return at;
		at++;
	}
}

static void cut_simple(struct words *words, const struct filter_text *text)
{
	for (uint32_t at = 0; at < text->count;) {
		uint32_t begin = at;
		if (filter_text_is(text, at, CHARACTER_SPACE)) {
			at++;
			continue;
		}
		at = filter_text_is(text, at, CHARACTER_WORD) ? end_of_simple_word(text, at)
		                                              : at + 1;
		add_span(words, text, begin, at);
	}
}

/* ---- UAX 29 ---- */

static enum word_break break_at(const struct filter_text *text, uint32_t at)
{
	return (enum word_break)(text->flags[at] & CHARACTER_BREAK_BITS);
}

/* Behind what WB4 makes part of the character before. */
static uint32_t skip_ignored(const struct filter_text *text, uint32_t at)
{
	while (at < text->count &&
	       (break_at(text, at) == BREAK_EXTEND || break_at(text, at) == BREAK_FORMAT))
		at++;
	return at;
}

/* WB5, WB8 to WB10, WB13 to WB13b. */
static bool joins(enum word_break before, enum word_break after)
{
	bool letters = before == BREAK_LETTER || before == BREAK_NUMERIC;
	if (after == BREAK_LETTER || after == BREAK_NUMERIC)
		return letters || before == BREAK_EXTEND_NUM_LET;
	if (after == BREAK_KATAKANA)
		return before == BREAK_KATAKANA || before == BREAK_EXTEND_NUM_LET;
	return after == BREAK_EXTEND_NUM_LET &&
	       (letters || before == BREAK_KATAKANA || before == BREAK_EXTEND_NUM_LET);
}

/* WB6, WB7, WB11, WB12: a mark between two letters, or between two digits. */
static bool is_middle(enum word_break before, enum word_break mark)
{
	if (before == BREAK_LETTER)
		return mark == BREAK_MID_LETTER || mark == BREAK_MID_NUM_LET;
	return before == BREAK_NUMERIC && (mark == BREAK_MID_NUM || mark == BREAK_MID_NUM_LET);
}

static uint32_t end_of_unicode_word(const struct filter_text *text, uint32_t at)
{
	enum word_break before = break_at(text, at++);
	if (before == BREAK_LETTER) /* most of most texts */
		while (at < text->count && break_at(text, at) == BREAK_LETTER)
			at++;
	if (before == BREAK_CR || before == BREAK_LF || before == BREAK_NEWLINE)
		return at;
	at = skip_ignored(text, at);
	while (at < text->count) {
		enum word_break after = break_at(text, at);
		uint32_t next = skip_ignored(text, at + 1);
		if (joins(before, after))
			before = after;
		else if (is_middle(before, after) && next < text->count &&
		         break_at(text, next) == before)
			next = skip_ignored(text, next + 1);
		else
			break;
		at = next;
	}
	return at;
}

static void cut_unicode(struct words *words, const struct filter_text *text)
{
	for (uint32_t at = 0; at < text->count;) {
		uint32_t begin = at;
		at = end_of_unicode_word(text, at);
		if (filter_text_is(text, begin, CHARACTER_ALNUM))
			add_span(words, text, begin, at);
	}
}

/* ---- all ---- */

static void number_words(struct words *words, struct arena *arena)
{
	struct numbering numbering;
	numbering_init(&numbering, words->count, arena);
	for (uint32_t i = 0; i < words->count; i++)
		words->list[i].id = numbering_of(&numbering, repeats_hash(words->list[i].text));
	words->id_count = numbering.count;
}

struct words *word_cuts_words(const struct filter_text *text, enum word_cut cut)
{
	struct words *words = arena_alloc(text->arena, sizeof(*words));
	if (cut == WORDS_TREEBANK) {
		*words = treebank_words(text);
	} else {
		*words = (struct words){arena_array(text->arena, struct word, text->count), 0, 0};
		if (cut == WORDS_SPLIT)
			cut_split(words, text);
		else if (cut == WORDS_SIMPLE)
			cut_simple(words, text);
		else
			cut_unicode(words, text);
		arena_shrink(text->arena, (const char *)words->list,
		             text->count * sizeof(*words->list),
		             words->count * sizeof(*words->list));
	}
	number_words(words, text->arena);
	return words;
}

uint32_t word_cuts_fasttext_count(const struct filter_text *text, const struct words *split)
{
	uint32_t count = 0;
	bool inside = false;
	if (!(text->some & CHARACTER_ODD_SPACE)) { /* so both cut at the same places */
		for (uint32_t i = 0; i < split->count; i++)
			count += filter_text_is(text, split->list[i].begin, CHARACTER_ALNUM);
		return count;
	}
	for (uint32_t i = 0; i < text->count; i++) {
		char c = text->text.p[text->offsets[i]];
		bool space = c == '\0' || ascii_is_space((unsigned char)c);
		count += !space && !inside && filter_text_is(text, i, CHARACTER_ALNUM);
		inside = !space;
	}
	return count;
}

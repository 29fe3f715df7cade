/*
 * Words are cut apart by what is likeliest, as in P. Norvig, "Natural Language Corpus Data" (in
 * "Beautiful Data", 2009): each word costs what its frequency in main texts of pages tells
 * (word_table.h), an unknown one more for each letter.
 */
#include "core/article/site_name.h"

#include <stdint.h>

#include "core/article/word_table.h"

enum {
	LETTERS_MIN = 4,
	LETTERS_MAX = 40,
	TEXT_BYTES_MAX = 400,   /* names stand in short texts */
	PUBLIC_LETTERS_MAX = 3, /* of a label before a country's, as in "co.uk" */
};

static bool is_of_name(char c)
{
	return ascii_is_alpha((unsigned char)c) || ascii_is_digit((unsigned char)c) ||
	       (unsigned char)c >= 0x80;
}

/* Cuts the last label off. */
static struct str last_label(struct str *host)
{
	size_t at = host->n;
	while (at > 0 && host->p[at - 1] != '.')
		at--;
	struct str label = str_slice(*host, at, host->n);
	*host = str_slice(*host, 0, at ? at - 1 : 0);
	return label;
}

struct str site_name_label(struct str host, struct arena *arena)
{
	struct str top = last_label(&host), label = last_label(&host);
	if (top.n == 2 && label.n <= PUBLIC_LETTERS_MAX && host.n)
		label = last_label(&host);
	char *out = arena_bytes(arena, label.n);
	size_t n = 0;
	for (size_t i = 0; i < label.n; i++)
		if (is_of_name(label.p[i]))
			out[n++] = ascii_lower(label.p[i]);
	bool is_usable = n >= LETTERS_MIN && n <= LETTERS_MAX;
	return (struct str){out, is_usable ? n : 0};
}

/* Where the words that begin at `at` have spelled the label; 0 if they do not. */
static size_t spelled_from(struct str text, size_t at, struct str label)
{
	size_t letters = 0;
	while (at < text.n && letters < label.n) {
		char c = text.p[at++];
		if (is_of_name(c)) {
			if (ascii_lower(c) != label.p[letters++])
				return 0;
		} else if (!strchr(" -'&.!", c) || letters == 0) {
			return 0;
		}
	}
	bool is_whole = at == text.n || !is_of_name(text.p[at]);
	return letters == label.n && is_whole ? at : 0;
}

/* "planet.com", "@planet", "/planet": no name is meant. */
static bool is_address(struct str text, size_t from, size_t to)
{
	bool is_behind = from > 0 && strchr("@/.:_", text.p[from - 1]) && text.p[from - 1] != '\0';
	bool is_before = to + 1 < text.n && text.p[to] == '.' && is_of_name(text.p[to + 1]);
	return (is_behind && str_find_byte(str_slice(text, from, to), ' ', 0) == STR_NONE) ||
	       is_before;
}

struct str site_name_in(struct str text, struct str label)
{
	if (label.n == 0 || text.n > TEXT_BYTES_MAX)
		return (struct str){0};
	for (size_t at = 0; at + label.n <= text.n; at++) {
		if (ascii_lower(text.p[at]) != label.p[0])
			continue;
		if (at > 0 && is_of_name(text.p[at - 1]) &&
		    !(text.p[at] >= 'A' && text.p[at] <= 'Z'))
			continue;
		size_t end = spelled_from(text, at, label);
		if (end && !is_address(text, at, end))
			return str_slice(text, at, end);
	}
	return (struct str){0};
}

/* Where one of some marks begins first; `*length` is the mark's. */
static size_t find_first(struct str text, const struct str *marks, size_t count, size_t *length)
{
	size_t first = STR_NONE;
	for (size_t i = 0; i < count; i++) {
		size_t at = str_find_nocase(text, marks[i], 0);
		if (at < first) {
			first = at;
			*length = marks[i].n;
		}
	}
	return first;
}

/* Without years, marks and "by" at the beginning. */
static struct str without_years(struct str text)
{
	static const struct str leads[] = {STR_INIT("©"), STR_INIT("(c)"), STR_INIT("–"),
	                                   STR_INIT("by ")};
	for (size_t before = text.n + 1; text.n < before;) {
		before = text.n;
		while (text.n && strchr("0123456789-,: ", text.p[0]))
			text = str_slice(text, 1, text.n);
		for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++)
			if (str_starts_nocase(text, leads[i]))
				text = str_slice(text, leads[i].n, text.n);
	}
	return text;
}

struct str site_name_with_rights(struct str text)
{
	static const struct str rights[] = {STR_INIT("copyright"), STR_INIT("©"), STR_INIT("(c)"),
	                                    STR_INIT("版权所有"), STR_INIT("版權所有")};
	static const struct str ends[] = {STR_INIT("."),   STR_INIT("|"),     STR_INIT(","),
	                                  STR_INIT("©"),   STR_INIT(" all "), STR_INIT(" - "),
	                                  STR_INIT(" – "), STR_INIT("  ")};
	size_t length = 0, end_length;
	size_t at = find_first(text, rights, sizeof(rights) / sizeof(rights[0]), &length);
	if (at == STR_NONE)
		return (struct str){0};
	struct str behind = without_years(str_slice(text, at + length, text.n));
	struct str name = behind.n ? behind : without_years(str_slice(text, 0, at));
	size_t end = find_first(name, ends, sizeof(ends) / sizeof(ends[0]), &end_length);
	return str_trim(str_slice(name, 0, end == STR_NONE ? name.n : end));
}

/* What a word costs, or a negative number if it is not known. */
static int cost_of_word(struct str word)
{
	size_t from = 0, to = sizeof(known_words) / sizeof(known_words[0]);
	while (from < to) {
		size_t middle = (from + to) / 2;
		struct str other = str_from(known_words[middle].text);
		int order = memcmp(word.p, other.p, word.n < other.n ? word.n : other.n);
		if (order == 0)
			order = word.n < other.n ? -1 : word.n > other.n;
		if (order == 0)
			return known_words[middle].cost;
		from = order > 0 ? middle + 1 : from;
		to = order < 0 ? middle : to;
	}
	return -1;
}

/* The cheapest way to cut the first letters of a label. */
struct cut {
	int cost;
	uint8_t start; /* of the last word */
	uint8_t words, unknown;
};

static struct cut cheapest(struct str label, size_t end, const struct cut *cuts)
{
	enum {
		UNKNOWN = 24,
		UNKNOWN_LETTER = 34,
		WORD = 24
	}; /* in eighths of a bit, as known_words */
	struct cut best = {.cost = INT32_MAX};
	for (size_t start = 0; start < end; start++) {
		int cost = cost_of_word(str_slice(label, start, end));
		bool is_unknown = cost < 0;
		if (is_unknown)
			cost = UNKNOWN + UNKNOWN_LETTER * (int)(end - start);
		cost += cuts[start].cost + WORD;
		if (cost < best.cost)
			best = (struct cut){cost, (uint8_t)start, cuts[start].words + 1,
			                    cuts[start].unknown + is_unknown};
	}
	return best;
}

static struct str with_capitals(struct str label, const struct cut *cuts, struct arena *arena)
{
	size_t words = cuts[label.n].words, n = label.n + words - 1;
	char *out = arena_bytes(arena, n);
	size_t at = n;
	for (size_t end = label.n; end > 0; end = cuts[end].start) {
		size_t start = cuts[end].start;
		at -= end - start;
		memcpy(out + at, label.p + start, end - start);
		if (out[at] >= 'a' && out[at] <= 'z')
			out[at] = (char)(out[at] - 'a' + 'A');
		if (at > 0)
			out[--at] = ' ';
	}
	return (struct str){out, n};
}

struct str site_name_cut(struct str label, struct arena *arena)
{
	struct cut cuts[LETTERS_MAX + 1] = {{0}};
	for (size_t end = 1; end <= label.n; end++)
		cuts[end] = cheapest(label, end, cuts);
	const struct cut *all = &cuts[label.n];
	if (all->words < 2 || all->unknown > 1)
		return (struct str){0};
	return with_capitals(label, cuts, arena);
}

#include "core/article/byline.h"

#include <stdint.h>

#include "core/text/date.h"
#include "core/text/words.h"

enum { NAME_BYTES_MAX = 120, NAME_WORDS_MAX = 8, LEAD_BYTES_MAX = 300 };

/* What stands in front of a name; longer ones first. */
static const struct str leads[] = {
        STR_INIT("medically reviewed by"),
        STR_INIT("written by"),
        STR_INIT("posted by"),
        STR_INIT("started by"),
        STR_INIT("guide by"),
        STR_INIT("published by"),
        STR_INIT("created by"),
        STR_INIT("article by"),
        STR_INIT("story by"),
        STR_INIT("words by"),
        STR_INIT("text by"),
        STR_INIT("author"),
        STR_INIT("by"),
        STR_INIT("von"),
        STR_INIT("par"),
        STR_INIT("por"),
        STR_INIT("autor"),
        STR_INIT("autore"),
        STR_INIT("автор"),
        STR_INIT("作者"),
        STR_INIT("文"),
};

/* What ends a name where no white space or mark does, since inline elements join without any. */
static const struct str ends[] = {
        STR_INIT(" | "),
        STR_INIT("|"),
        STR_INIT(" - "),
        STR_INIT(" – "),
        STR_INIT(" — "),
        STR_INIT("•"),
        STR_INIT("·"),
        STR_INIT("\n"),
        STR_INIT(" on "),
        STR_INIT("Published"),
        STR_INIT("Updated"),
        STR_INIT("Posted"),
        STR_INIT("Last Updated"),
        STR_INIT("Last updated"),
        STR_INIT("Last modified"),
        STR_INIT("Reviewed"),
        STR_INIT("Edited"),
        STR_INIT("Fact"),
        STR_INIT("Photo"),
        STR_INIT(" in "),
        STR_INIT(" is "),
        STR_INIT(" for "),
};

static struct str without_lead(struct str text, bool *had_lead)
{
	*had_lead = false;
	for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++) {
		if (!str_starts_nocase(text, leads[i]) || text.n == leads[i].n)
			continue;
		struct str rest = str_slice(text, leads[i].n, text.n);
		char c = rest.p[0];
		/* "ByJane" is joined, "Byron" is a name */
		bool is_border = c == ' ' || c == ':' || c == '\n' || (c >= 'A' && c <= 'Z') ||
		                 (unsigned char)leads[i].p[0] >= 0x80;
		if (!is_border)
			continue;
		*had_lead = true;
		while (rest.n && (rest.p[0] == ':' || ascii_is_space((unsigned char)rest.p[0])))
			rest = str_slice(rest, 1, rest.n);
		return rest;
	}
	return text;
}

static struct str up_to_end(struct str text)
{
	size_t end = text.n;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t at = str_find(text, ends[i], 1);
		if (at != STR_NONE && at < end)
			end = at;
	}
	return str_slice(text, 0, end);
}

static const struct str months[] = {
        STR_INIT("January"),   STR_INIT("February"), STR_INIT("March"),    STR_INIT("April"),
        STR_INIT("May"),       STR_INIT("June"),     STR_INIT("July"),     STR_INIT("August"),
        STR_INIT("September"), STR_INIT("October"),  STR_INIT("November"), STR_INIT("December"),
};

enum { MONTH_COUNT = sizeof(months) / sizeof(months[0]), MONTH_LETTERS = 3 };

static struct str month_start(size_t i)
{
	return str_slice(months[i], 0, MONTH_LETTERS);
}

static bool is_month(struct str word)
{
	while (str_ends(word, STR(".")))
		word.n--;
	for (size_t i = 0; i < MONTH_COUNT; i++)
		if (str_equal_nocase(word, months[i]) || str_equal_nocase(word, month_start(i)) ||
		    str_equal_nocase(word, STR("sept")))
			return true;
	return false;
}

/* Where a number begins, but not the one at the end of a user's name: "walker42". */
static size_t find_number(struct str text)
{
	size_t at = 0;
	while (at < text.n && !ascii_is_digit((unsigned char)text.p[at]))
		at++;
	bool is_glued = at > 0 && at < text.n && ascii_is_alpha((unsigned char)text.p[at - 1]);
	if (!is_glued || words_count(str_slice(text, 0, at)) > 1)
		return at;
	for (size_t i = 0; i < MONTH_COUNT; i++) /* Jan1 */
		if (str_find(str_slice(text, 0, at), month_start(i), 0) != STR_NONE)
			return at;
	while (at < text.n && ascii_is_digit((unsigned char)text.p[at]))
		at++;
	return at + find_number(str_slice(text, at, text.n));
}

/* The month names and digits of a date that follows: "Jane DoeMay 1, 2024". */
static struct str up_to_date(struct str text)
{
	size_t end = find_number(text);
	if (end == text.n)
		return text;
	for (size_t i = 0; i < MONTH_COUNT; i++) {
		size_t at = str_find(text, month_start(i), 1);
		if (at != STR_NONE && at < end)
			end = at;
	}
	return str_slice(text, 0, end);
}

/* What follows a date that the text begins with: "May 1, 2024 by Jane Doe". */
static struct str behind_date(struct str text, struct arena *arena)
{
	static const struct str leads_in[] = {STR_INIT(" by "), STR_INIT(" By "), STR_INIT(" BY ")};
	enum { BYTES_MAX = 100 };
	size_t end;
	if (text.n > BYTES_MAX || date_find(text, arena, &end).n == 0)
		return text;
	for (size_t i = 0; i < sizeof(leads_in) / sizeof(leads_in[0]); i++) {
		size_t at = str_find(text, leads_in[i], 0);
		if (at != STR_NONE)
			return str_slice(text, at + 1, text.n);
	}
	struct str before = up_to_date(text), word;
	bool begins = !words_next(&before, &word) || is_month(word);
	return begins ? str_trim(str_slice(text, end, text.n)) : text;
}

static struct str trim_marks(struct str name)
{
	static const char marks[] = ",;:-|/&(\"*";
	name = str_trim(name);
	while (name.n && (strchr(marks, name.p[name.n - 1]) ||
	                  ascii_is_space((unsigned char)name.p[name.n - 1])))
		name.n--;
	while (name.n && (strchr(marks, name.p[0]) || name.p[0] == '@'))
		name = str_slice(name, 1, name.n);
	return str_trim(name);
}

/* Words that stand where a name does, and are none. */
static bool is_no_name(struct str name)
{
	static const struct str words[] = {
	        STR_INIT("author"),
	        STR_INIT("about the author"),
	        STR_INIT("authors"),
	        STR_INIT("the author"),
	        STR_INIT("by"),
	        STR_INIT("admin"),
	        STR_INIT("administrator"),
	        STR_INIT("share"),
	        STR_INIT("follow"),
	        STR_INIT("guest"),
	        STR_INIT("anonymous"),
	        STR_INIT("comments"),
	        STR_INIT("reply"),
	        STR_INIT("view profile"),
	        STR_INIT("profile"),
	        STR_INIT("null"),
	        STR_INIT("undefined"),
	        STR_INIT("unknown"),
	        STR_INIT("written"),
	        STR_INIT("written by"),
	        STR_INIT("posted by"),
	        STR_INIT("published"),
	        STR_INIT("updated"),
	        STR_INIT("contributor"),
	        STR_INIT("leave a comment"),
	        STR_INIT("read more"),
	};
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_equal_nocase(name, words[i]))
			return true;
	return false;
}

static bool has_letter(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (ascii_is_alpha((unsigned char)name.p[i]) || (unsigned char)name.p[i] >= 0x80)
			return true;
	return false;
}

static bool is_name(struct str name)
{
	size_t words = words_count(name);
	return has_letter(name) && words > 0 && words <= NAME_WORDS_MAX &&
	       name.n <= NAME_BYTES_MAX && !is_no_name(name) && !is_month(name) &&
	       str_find(name, STR("://"), 0) == STR_NONE &&
	       str_find_byte(name, '@', 0) == STR_NONE &&
	       str_find(name, STR("www."), 0) == STR_NONE;
}

struct str byline_author(struct str text, bool is_marked, struct arena *arena)
{
	bool had_lead;
	text = str_trim(text);
	if (text.n > LEAD_BYTES_MAX)
		return (struct str){0};
	struct str name = without_lead(behind_date(text, arena), &had_lead);
	if (!had_lead && !is_marked)
		return (struct str){0};
	if (!had_lead && ascii_is_digit((unsigned char)(name.n ? name.p[0] : 'x')))
		return (struct str){0};
	name = trim_marks(up_to_date(up_to_end(name)));
	bool is_capital = name.n && !(name.p[0] >= 'a' && name.p[0] <= 'z');
	return is_name(name) && (is_capital || is_marked) ? name : (struct str){0};
}

struct str byline_name(struct str text)
{
	enum { CLAIM_WORDS_MAX = 24, CLAIM_NAME_BYTES_MAX = 300 };
	bool had_lead;
	struct str name = trim_marks(without_lead(str_trim(text), &had_lead));
	bool is_possible = has_letter(name) && name.n <= CLAIM_NAME_BYTES_MAX &&
	                   !is_no_name(name) && words_count(name) <= CLAIM_WORDS_MAX &&
	                   str_find(name, STR("://"), 0) == STR_NONE;
	return is_possible ? name : (struct str){0};
}

bool byline_is_update(struct str text)
{
	static const struct str words[] = {
	        STR_INIT("updated"),      STR_INIT("modified"),   STR_INIT("reviewed"),
	        STR_INIT("aktualisiert"), STR_INIT("mis à jour"), STR_INIT("actualizado"),
	        STR_INIT("aggiornato"),   STR_INIT("atualizado"), STR_INIT("обновлено")};
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_find_nocase(text, words[i], 0) != STR_NONE)
			return true;
	return false;
}

void byline_dates(struct str text, struct arena *arena, struct byline_dates *dates)
{
	enum { DATES_MAX = 4 };
	size_t end;
	*dates = (struct byline_dates){0};
	for (int i = 0; i < DATES_MAX; i++) {
		struct str date = date_find(text, arena, &end);
		if (date.n == 0)
			return;
		struct str *kind = byline_is_update(str_slice(text, 0, end)) ? &dates->modified
		                                                             : &dates->published;
		if (kind->n == 0)
			*kind = date;
		text = str_slice(text, end, text.n);
	}
}

/* Of byline_is_dated: most blocks of a page are asked, and most begin otherwise. */
static bool may_be_dated(struct str text)
{
	switch (text.n ? ascii_lower(text.p[0]) : '\0') {
	case 'd':
	case 'f':
	case 'g':
	case 'l':
	case 'p':
	case 'u':
	case 'v':
	case '\xd0':
		return true;
	default:
		return false;
	}
}

bool byline_is_dated(struct str text)
{
	static const struct str words[] = {
	        STR_INIT("publish"),       STR_INIT("first published"), STR_INIT("posted"),
	        STR_INIT("date"),          STR_INIT("updated"),         STR_INIT("last updated"),
	        STR_INIT("last modified"), STR_INIT("last reviewed"),   STR_INIT("veröffentlicht"),
	        STR_INIT("publié"),        STR_INIT("publicado"),       STR_INIT("pubblicato"),
	        STR_INIT("gepubliceerd"),  STR_INIT("опубликовано")};
	if (!may_be_dated(text))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (ascii_lower(text.p[0]) == words[i].p[0] && str_starts_nocase(text, words[i]))
			return true;
	return false;
}

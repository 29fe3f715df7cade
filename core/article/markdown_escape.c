/*
 * Which characters are markup follows CommonMark 0.31 and GitHub Flavored Markdown. Block markup
 * counts where a line begins (markup_at_start), inline markup by what is around it. In doubt a
 * backslash more is harmless: markup that is not escaped loses text.
 */
#include "core/article/markdown_escape.h"

#include "core/text/utf8.h"
#include "core/text/words.h"

static bool is_punctuation(char c)
{
	return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
	       (c >= '{' && c <= '~');
}

static size_t run_end(struct str s, size_t at)
{
	size_t end = at;
	while (end < s.n && s.p[end] == s.p[at])
		end++;
	return end;
}

void markdown_marks_read(struct markdown_marks *marks, struct str text)
{
	unsigned runs['~' + 1] = {0};
	static const char delimiters[] = "*_~`";
	*marks = (struct markdown_marks){0};
	for (size_t i = str_until(text, "*_~`]", 0); i < text.n; i = str_until(text, "*_~`]", i)) {
		unsigned char c = (unsigned char)text.p[i];
		char next = i + 1 < text.n ? text.p[i + 1] : 0;
		if (c == ']') {
			if (next == '(' || next == '[' || next == ':')
				marks->last_link = i;
			i++;
			continue;
		}
		runs[c]++;
		i = run_end(text, i);
	}
	for (const char *d = delimiters; *d; d++)
		marks->is_emphasis[(unsigned char)*d] = runs[(unsigned char)*d] > 1;
}

void markdown_marks_all(struct markdown_marks *marks)
{
	memset(marks->is_emphasis, 1, sizeof(marks->is_emphasis));
	marks->last_link = SIZE_MAX;
}

/* ---- where a line begins ---- */

static bool ends_or_space(struct str line, size_t at)
{
	return at >= line.n || line.p[at] == ' ' || line.p[at] == '\t';
}

/* The line is made of these characters and no others; of how many but spaces. */
static size_t count_if_only(struct str line, const char *set)
{
	size_t count = 0;
	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == 0 || !strchr(set, line.p[i]))
			return 0;
		count += line.p[i] != ' ';
	}
	return count;
}

/* "-----" is a rule, or makes a heading of the line before; "---|---" makes a table of it. */
static bool is_rule(struct str line, bool is_first)
{
	enum { RULE_MIN = 3 };
	static const char *const rules[] = {"- ", "* ", "_ "};
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (count_if_only(line, rules[i]) >= RULE_MIN)
			return true;
	return !is_first && (count_if_only(line, "= ") || count_if_only(line, "-:| "));
}

/* The offset of the character that makes block markup of a line, or STR_NONE. */
static size_t markup_at_start(struct str line, bool is_first)
{
	enum { HEADING_MAX = 6, DIGITS_MAX = 9, FENCE_MIN = 3 };
	size_t end = line.n ? run_end(line, 0) : 0;
	switch (line.n ? line.p[0] : 0) {
	case 0:
		return STR_NONE;
	case '#':
		return end <= HEADING_MAX && ends_or_space(line, end) ? 0 : STR_NONE;
	case '>':
		return 0;
	case '~':
	case '`':
		return end >= FENCE_MIN ? 0 : STR_NONE;
	case '[': /* of a task: "[x] done" */
		return line.n >= 3 && line.p[1] && strchr(" xX", line.p[1]) && line.p[2] == ']'
		               ? 0
		               : STR_NONE;
	case '+':
	case '-':
	case '*':
		if (ends_or_space(line, 1))
			return 0;
		break;
	}
	if (is_rule(line, is_first))
		return 0;
	size_t digits = 0;
	while (digits < line.n && ascii_is_digit((unsigned char)line.p[digits]))
		digits++;
	bool is_number = digits > 0 && digits <= DIGITS_MAX && digits < line.n &&
	                 (line.p[digits] == '.' || line.p[digits] == ')');
	return is_number && ends_or_space(line, digits + 1) ? digits : STR_NONE;
}

/* ---- within a line ---- */

/* Where a text or line begins or ends there is a space as well; in a cell there is a <br>. */
static bool is_spaced(struct str text, size_t at, size_t end, enum markdown_place place)
{
	char before = at > 0 ? text.p[at - 1] : '\n', behind = end < text.n ? text.p[end] : '\n';
	if (place == MARKDOWN_CELL && (before == '\n' || behind == '\n'))
		return false;
	return ascii_is_space((unsigned char)before) && ascii_is_space((unsigned char)behind);
}

static bool is_word_before(struct str text, size_t at)
{
	if (at == 0)
		return false;
	do
		at--;
	while (at > 0 && ((unsigned char)text.p[at] & 0xc0) == 0x80);
	return words_has_char(utf8_next(text, &at));
}

static bool is_word_behind(struct str text, size_t at)
{
	return at < text.n && words_has_char(utf8_next(text, &at));
}

/* "&amp;", "&#38;": read as a character. */
static bool is_reference(struct str text, size_t at)
{
	enum { REFERENCE_BYTES_MAX = 36 }; /* the longest name has 31 */
	size_t i = at + 1;
	if (i < text.n && text.p[i] == '#')
		i++;
	size_t begin = i;
	while (i < text.n && i - at < REFERENCE_BYTES_MAX &&
	       (ascii_is_alpha((unsigned char)text.p[i]) ||
	        ascii_is_digit((unsigned char)text.p[i])))
		i++;
	return i > begin && i < text.n && text.p[i] == ';';
}

/* Whether the run of one character that is text[at .. end-1] has to be escaped. */
static bool is_markup(const struct markdown_marks *marks, struct str text, size_t at, size_t end,
                      enum markdown_place place)
{
	char next = end < text.n ? text.p[end] : 0;
	switch (text.p[at]) {
	case '`':
		return marks->is_emphasis['`'];
	case '_':
	case '*':
	case '~':
		if (text.p[at] == '_' && is_word_before(text, at) && is_word_behind(text, end))
			return false;
		return marks->is_emphasis[(unsigned char)text.p[at]] &&
		       !is_spaced(text, at, end, place);
	case '[':
		return at < marks->last_link;
	case '<':
		return ascii_is_alpha((unsigned char)next) || (next && strchr("/!?", next));
	case '&':
		return is_reference(text, end - 1);
	case '\\':
		return end - at > 1 || is_punctuation(next) || next == '\n';
	case '|':
		return place == MARKDOWN_CELL;
	case '#': /* at the end of a heading they would be dropped */
		return place == MARKDOWN_HEADING && end == text.n &&
		       (at == 0 || ascii_is_space((unsigned char)text.p[at - 1]));
	}
	return false;
}

void markdown_put_line(const struct markdown_marks *marks, struct str text, size_t from, size_t to,
                       enum markdown_place place, struct text_sink *sink)
{
	static const char special[] = "`_*~[<&\\|#";
	const struct str line = str_slice(text, 0, to);
	size_t start = place == MARKDOWN_PARAGRAPH
	                       ? markup_at_start(str_slice(text, from, to), from == 0)
	                       : STR_NONE;
	start = start == STR_NONE ? STR_NONE : from + start;
	for (size_t at = from; at < to;) {
		size_t next = str_until(line, special, at);
		if (start != STR_NONE && start >= at && start < next)
			next = start;
		sink_put(sink, str_slice(line, at, next));
		if (next == to)
			break;
		size_t end = run_end(line, next);
		bool all = is_markup(marks, text, next, end, place);
		for (at = next; at < end; at++) {
			if (all || at == start)
				sink_put_byte(sink, '\\');
			sink_put_byte(sink, line.p[at]);
		}
	}
}

/* A line is words; the first says what kind of step it is. The tables below are the language. */
#include "core/filter/preset.h"

#include <string.h>

#include "core/filter/urls.h"

struct parser {
	struct preset *preset;
	struct arena *arena;
	struct error *error;
	uint32_t line;
	bool has_words, has_counted;
	struct str *parts; /* of the line */
	uint32_t part_count;
};

enum { PARTS_MAX = PRESET_LANGUAGES_MAX + 3 };

static const char *const comparison_names[] = {"<", "<=", ">", ">="};

const char *comparison_name(enum comparison comparison)
{
	return comparison_names[comparison];
}

static enum status wrong(const struct parser *parser, const char *cause, struct str what)
{
	enum { SHOWN_BYTES = 60 };
	const char *quote = what.n ? "\"" : "";
	if (what.n > SHOWN_BYTES)
		for (what.n = SHOWN_BYTES;
		     what.n > 0 && ((unsigned char)what.p[what.n] & 0xc0) == 0x80;)
			what.n--;
	return error_set(parser->error, "%.*s:%u: %s%s%s%.*s%s", STR_ARG(parser->preset->name),
	                 parser->line, cause, what.n ? " " : "", quote, STR_ARG(what), quote);
}

/* ---- numbers ---- */

/* "0.65" is 65 / 100. False if it is no such number, or of more than PRESET_DIGITS_MAX digits. */
static bool read_decimal(struct str text, struct fraction *number)
{
	bool has_point = false, has_digit = false;
	*number = (struct fraction){0, 1};
	if (text.n == 0 || text.n > PRESET_DIGITS_MAX)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		if (c == '.' && has_digit && !has_point) {
			has_point = true;
			continue;
		}
		if (!ascii_is_digit((unsigned char)c))
			return false;
		has_digit = true;
		number->value = number->value * 10 + (uint64_t)(c - '0');
		number->over *= has_point ? 10 : 1;
	}
	return text.p[text.n - 1] != '.';
}

enum number_kind { NUMBER_NONE, NUMBER_COUNT, NUMBER_SHARE, NUMBER_ANY };

/* What is wrong with a number, or NULL. */
static const char *number_cause(struct str text, enum number_kind kind, struct fraction *number)
{
	if (!read_decimal(text, number))
		return "not a number:";
	if (kind == NUMBER_COUNT && number->over != 1)
		return "a whole number is wanted, not";
	if (kind == NUMBER_SHARE && number->value > number->over)
		return "a share from 0 to 1 is wanted, not";
	return NULL;
}

/* ---- words ---- */

static enum status read_words(struct parser *parser, struct preset_step *step)
{
	(void)step;
	if (parser->part_count != 2)
		return wrong(parser, "words simple, split or treebank is wanted", (struct str){0});
	if (parser->has_words)
		return wrong(parser, "a second line \"words\"", (struct str){0});
	if (!word_cut_named(parser->parts[1], &parser->preset->cut))
		return wrong(parser, "words simple, split or treebank is wanted, not",
		             parser->parts[1]);
	parser->has_words = true;
	return STATUS_OK;
}

/* ---- drop ---- */

static bool comparison_named(struct str name, enum comparison *comparison)
{
	for (int i = 0; i < 4; i++)
		if (str_equal(name, str_from(comparison_names[i]))) {
			*comparison = (enum comparison)i;
			return true;
		}
	return false;
}

static bool depends_on_words(enum signal signal)
{
	enum signal_group group = signal_group(signal);
	return group == GROUP_DATATROVE_QUALITY || group == GROUP_DATATROVE_REPETITION ||
	       signal == SIGNAL_fineweb_newlines;
}

static enum status read_drop(struct parser *parser, struct preset_step *step)
{
	static const enum number_kind kinds[] = {[SIGNAL_IS_COUNT] = NUMBER_COUNT,
	                                         [SIGNAL_IS_SHARE] = NUMBER_SHARE,
	                                         [SIGNAL_IS_MEAN] = NUMBER_ANY};
	if (parser->part_count != 4)
		return wrong(parser, "drop SIGNAL <|<=|>|>= NUMBER is wanted", (struct str){0});
	if (!signal_named(parser->parts[1], &step->signal))
		return wrong(parser, "no such signal:", parser->parts[1]);
	if (!comparison_named(parser->parts[2], &step->comparison))
		return wrong(parser, "one of < <= > >= is wanted, not", parser->parts[2]);
	const char *cause =
	        number_cause(parser->parts[3], kinds[signal_kind(step->signal)], &step->threshold);
	if (cause)
		return wrong(parser, cause, parser->parts[3]);
	if (depends_on_words(step->signal) && !parser->has_words)
		return wrong(parser,
		             "a line \"words simple\", \"split\" or \"treebank\" is wanted before",
		             parser->parts[1]);
	if (step->signal == SIGNAL_dclm_removed_words && !parser->has_counted)
		return wrong(parser, "not computed without a line \"count_words\" before:",
		             parser->parts[1]);
	step->kind = PRESET_DROP;
	step->threshold_text = parser->parts[3];
	return STATUS_OK;
}

/* ---- repair ---- */

static const struct {
	const char *name;
	repair_step *repair;
	enum number_kind limit;
} repairs[] = {
        {"dclm_newlines", refinedweb_newlines, NUMBER_COUNT},
        {"dclm_uppercase", refinedweb_uppercase, NUMBER_SHARE},
        {"dclm_numeric", refinedweb_numeric, NUMBER_SHARE},
        {"dclm_counters", refinedweb_counters, NUMBER_NONE},
        {"dclm_cart", refinedweb_cart, NUMBER_NONE},
        {"dclm_read_more", refinedweb_read_more, NUMBER_NONE},
        {"dclm_sign_in", refinedweb_sign_in, NUMBER_NONE},
        {"dclm_line_words", refinedweb_line_words, NUMBER_COUNT},
        {"dclm_long_words", refinedweb_long_words, NUMBER_COUNT},
        {"dclm_citations", refinedweb_citations, NUMBER_NONE},
        {"dclm_end_marks", refinedweb_end_marks, NUMBER_NONE},
        {"dclm_javascript", refinedweb_javascript, NUMBER_NONE},
        {"dclm_policy", refinedweb_policy, NUMBER_NONE},
        {"dclm_urls", urls_remove_dclm, NUMBER_NONE},
        {"urls", urls_remove, NUMBER_NONE},
};
enum { REPAIRS = sizeof(repairs) / sizeof(*repairs) };

/* repair c4_lines words NUMBER end_marks yes|no */
static enum status read_c4_lines(struct parser *parser, struct preset_step *step)
{
	const struct str *parts = parser->parts;
	struct fraction words;
	if (parser->part_count != 6 || !str_equal(parts[2], STR("words")) ||
	    !str_equal(parts[4], STR("end_marks")))
		return wrong(parser, "repair c4_lines words NUMBER end_marks yes|no is wanted",
		             (struct str){0});
	const char *cause = number_cause(parts[3], NUMBER_COUNT, &words);
	if (!cause && words.value > UINT32_MAX)
		cause = "too large:";
	if (cause)
		return wrong(parser, cause, parts[3]);
	if (!str_equal(parts[5], STR("yes")) && !str_equal(parts[5], STR("no")))
		return wrong(parser, "yes or no is wanted, not", parts[5]);
	step->c4 = (struct c4_options){(uint32_t)words.value, str_equal(parts[5], STR("yes"))};
	return STATUS_OK;
}

static enum status read_repair(struct parser *parser, struct preset_step *step)
{
	int i = 0;
	if (parser->part_count < 2)
		return wrong(parser, "the name of a repair is wanted", (struct str){0});
	step->kind = PRESET_REPAIR;
	step->repair_name = parser->parts[1];
	if (str_equal(step->repair_name, STR("c4_lines")))
		return read_c4_lines(parser, step);
	while (i < REPAIRS && !str_equal(step->repair_name, str_from(repairs[i].name)))
		i++;
	if (i == REPAIRS)
		return wrong(parser, "no such repair:", step->repair_name);
	bool has_limit = repairs[i].limit != NUMBER_NONE;
	if (parser->part_count != (has_limit ? 3u : 2u))
		return wrong(parser,
		             has_limit ? "one number is wanted behind"
		                       : "no number is wanted behind",
		             step->repair_name);
	const char *cause =
	        has_limit ? number_cause(parser->parts[2], repairs[i].limit, &step->limit) : NULL;
	if (cause)
		return wrong(parser, cause, parser->parts[2]);
	step->repair = repairs[i].repair;
	return STATUS_OK;
}

/* ---- languages ---- */

static enum status read_languages(struct parser *parser, struct preset_step *step)
{
	uint32_t count = parser->part_count - 1;
	step->kind = PRESET_LANGUAGES;
	if (count >= 2 && str_equal(parser->parts[count - 1], STR(">="))) {
		struct fraction score;
		const char *cause = number_cause(parser->parts[count], NUMBER_SHARE, &score);
		if (!cause && PRESET_SCORE_ONE % score.over != 0)
			cause = "a score has two decimals at most, not";
		if (cause)
			return wrong(parser, cause, parser->parts[count]);
		step->score_min = (unsigned)(score.value * (PRESET_SCORE_ONE / score.over));
		count -= 2;
	}
	if (count == 0)
		return wrong(parser, "the code of a language is wanted", (struct str){0});
	step->languages = arena_array(parser->arena, struct str, count);
	step->language_count = count;
	for (uint32_t i = 0; i < count; i++) {
		step->languages[i] = parser->parts[i + 1];
		for (size_t c = 0; c < step->languages[i].n; c++)
			if (step->languages[i].p[c] < 'a' || step->languages[i].p[c] > 'z')
				return wrong(parser, "not the code of a language, as en:",
				             step->languages[i]);
	}
	parser->preset->needs_language = true;
	return STATUS_OK;
}

static enum status read_count_words(struct parser *parser, struct preset_step *step)
{
	if (parser->part_count != 1)
		return wrong(parser, "count_words stands alone", (struct str){0});
	step->kind = PRESET_COUNT_WORDS;
	parser->has_counted = true;
	return STATUS_OK;
}

/* ---- lines ---- */

static const struct {
	const char *name;
	enum status (*read)(struct parser *, struct preset_step *);
	bool is_step;
} kinds[] = {
        {"words", read_words, false},
        {"drop", read_drop, true},
        {"repair", read_repair, true},
        {"languages", read_languages, true},
        {"count_words", read_count_words, true},
};
enum { KINDS = sizeof(kinds) / sizeof(*kinds) };

/* The words of a line; false if there are too many. */
static bool cut_parts(struct parser *parser, struct str line)
{
	parser->part_count = 0;
	for (size_t at = 0; at < line.n;) {
		while (at < line.n && ascii_is_space((unsigned char)line.p[at]))
			at++;
		size_t begin = at;
		while (at < line.n && !ascii_is_space((unsigned char)line.p[at]))
			at++;
		if (at == begin)
			break;
		if (parser->part_count == PARTS_MAX)
			return false;
		parser->parts[parser->part_count++] = str_slice(line, begin, at);
	}
	return true;
}

/* The words with one space between them. */
static struct str joined_parts(const struct parser *parser, size_t bytes_max)
{
	char *text = arena_bytes(parser->arena, bytes_max + 1);
	size_t n = 0;
	for (uint32_t i = 0; i < parser->part_count; i++) {
		if (i > 0)
			text[n++] = ' ';
		memcpy(text + n, parser->parts[i].p, parser->parts[i].n);
		n += parser->parts[i].n;
	}
	return (struct str){text, n};
}

static enum status read_line(struct parser *parser, struct str line)
{
	struct preset *preset = parser->preset;
	int kind = 0;
	if (!cut_parts(parser, line))
		return wrong(parser, "too many words", (struct str){0});
	if (parser->part_count == 0 || parser->parts[0].p[0] == '#')
		return STATUS_OK;
	while (kind < KINDS && !str_equal(parser->parts[0], str_from(kinds[kind].name)))
		kind++;
	if (kind == KINDS)
		return wrong(parser, "words, drop, repair, languages or count_words is wanted, not",
		             parser->parts[0]);
	if (kinds[kind].is_step && preset->step_count == PRESET_STEPS_MAX)
		return wrong(parser, "too many steps", (struct str){0});
	struct preset_step step = {.line = parser->line};
	enum status status = kinds[kind].read(parser, &step);
	if (status != STATUS_OK || !kinds[kind].is_step)
		return status;
	step.text = joined_parts(parser, line.n);
	preset->steps[preset->step_count++] = step;
	return STATUS_OK;
}

enum status preset_parse(struct str name, struct str text, struct arena *arena,
                         struct preset *preset, struct error *error)
{
	struct parser parser = {.preset = preset, .arena = arena, .error = error};
	enum status status = STATUS_OK;
	*preset = (struct preset){.name = name, .text = text, .cut = WORDS_SIMPLE};
	if (text.n > PRESET_BYTES_MAX)
		return error_set(error, "%.*s: longer than %d bytes", STR_ARG(name),
		                 PRESET_BYTES_MAX);
	preset->steps = arena_array(arena, struct preset_step, PRESET_STEPS_MAX);
	parser.parts = arena_array(arena, struct str, PARTS_MAX);
	struct str rest = text, line;
	while (status == STATUS_OK && str_next(&rest, '\n', &line)) {
		parser.line++;
		status = read_line(&parser, line);
	}
	return status;
}

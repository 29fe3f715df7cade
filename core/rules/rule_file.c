/*
 * A file is lines; a line is a comment, "rule NAME", a word or two ("drop line"), or "key: value".
 * Both tables below are the whole language. Keys before the first rule are what each rule of the
 * file begins with.
 */
#include "core/rules/rule_file.h"

#include <stddef.h>

#include "core/text/utf8.h"

static const char *const kind_names[RULE_KIND_COUNT] = {
        [RULE_DROP_LINE] = "drop line",    [RULE_KEEP_LINE] = "keep line",
        [RULE_CUT_FROM] = "cut from here", [RULE_CUT_UP_TO] = "cut up to here",
        [RULE_DROP_PAGE] = "drop page",    [RULE_EXTRACT] = "extract",
        [RULE_REPLACE] = "replace with",
};

static const char *const page_kind_names[RULE_PAGE_KINDS] = {
        [RULE_PAGE_TEXT] = "text",       [RULE_PAGE_HTML] = "html",
        [RULE_PAGE_ARTICLE] = "article", [RULE_PAGE_FORUM] = "forum",
        [RULE_PAGE_PRODUCT] = "product", [RULE_PAGE_COLLECTION] = "collection",
        [RULE_PAGE_LISTING] = "listing", [RULE_PAGE_DOCUMENTATION] = "documentation",
        [RULE_PAGE_SERVICE] = "service",
};

const char *rule_kind_name(enum rule_kind kind)
{
	return kind_names[kind];
}

const char *rule_page_kind_name(enum rule_page_kind kind)
{
	return page_kind_names[kind];
}

uint32_t rule_page_kind_named(struct str name)
{
	for (int kind = 0; kind < RULE_PAGE_KINDS; kind++)
		if (str_equal(name, str_from(page_kind_names[kind])))
			return RULE_PAGE_BIT(kind);
	return 0;
}

struct parser {
	struct str name;
	struct arena *arena;
	struct rule_file *file;
	struct error *error;
	struct rule defaults; /* by the keys before the first rule */
	struct rule *rule;    /* the one being read; &defaults at first */
	struct rule *last;
	bool has_kind;
	uint32_t line;
};

/* Names and values in messages are cut: a file may be anything. */
static struct str shown(struct str s)
{
	enum { SHOWN_BYTES = 60 };
	size_t n = s.n;
	if (n > SHOWN_BYTES)
		for (n = SHOWN_BYTES; n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80;)
			n--;
	return (struct str){s.n ? s.p : "", n};
}

/* "FILE:LINE: cause", with what it is about in quotes where that is not empty. */
static enum status wrong_at(const struct parser *parser, uint32_t line, const char *cause,
                            struct str what)
{
	const char *quote = what.n ? "\"" : "";
	return error_set(parser->error, "%.*s:%u: %s%s%s%.*s%s", STR_ARG(parser->name), line, cause,
	                 what.n ? " " : "", quote, STR_ARG(shown(what)), quote);
}

static enum status wrong(const struct parser *parser, const char *cause, struct str what)
{
	return wrong_at(parser, parser->line, cause, what);
}

/* ---- values ---- */

/* The list at `offset` in the rule; it takes the place of the one that the file begins with. */
static struct rule_values *own_list(struct parser *parser, size_t offset)
{
	struct rule_values *values = (void *)((char *)parser->rule + offset);
	const struct rule_values *defaults = (void *)((char *)&parser->defaults + offset);
	if (values != defaults && values->first == defaults->first)
		*values = (struct rule_values){0};
	return values;
}

static enum status add_value(struct parser *parser, struct rule_values *values, struct str text)
{
	if (text.n == 0)
		return wrong(parser, "a key without a value", (struct str){0});
	if (values->count == RULE_VALUES_MAX)
		return wrong(parser, "too many of this key in one rule", (struct str){0});
	struct rule_value *value = arena_alloc(parser->arena, sizeof(*value));
	*value = (struct rule_value){.text = text, .line = parser->line};
	if (values->last)
		values->last->next = value;
	else
		values->first = value;
	values->last = value;
	values->count++;
	return STATUS_OK;
}

static enum status read_pattern(struct parser *parser, struct str value)
{
	return add_value(parser, &parser->rule->patterns, value);
}

static enum status read_url(struct parser *parser, struct str value)
{
	return add_value(parser, own_list(parser, offsetof(struct rule, urls)), value);
}

static enum status read_list(struct parser *parser, struct rule_values *values, struct str value)
{
	enum status status = STATUS_OK;
	struct str piece;
	if (value.n == 0)
		return add_value(parser, values, value);
	while (status == STATUS_OK && str_next(&value, ',', &piece))
		status = add_value(parser, values, str_trim(piece));
	return status;
}

/* Without scheme, port and path. */
static bool is_host(struct str host)
{
	return str_until(host, "/:@*? ", 0) == host.n && host.n <= RULE_HOST_BYTES_MAX &&
	       host.p[0] != '.' && !str_ends(host, STR("."));
}

static enum status read_host(struct parser *parser, struct str value)
{
	struct rule_values *hosts = own_list(parser, offsetof(struct rule, hosts));
	enum status status = read_list(parser, hosts, value);
	for (const struct rule_value *host = hosts->first; host && status == STATUS_OK;
	     host = host->next)
		if (!is_host(host->text))
			return wrong(parser, "not the name of a host:", host->text);
	return status;
}

static enum status read_language(struct parser *parser, struct str value)
{
	char *small = arena_bytes(parser->arena, value.n);
	for (size_t i = 0; i < value.n; i++)
		small[i] = ascii_lower(value.p[i]);
	return read_list(parser, own_list(parser, offsetof(struct rule, languages)),
	                 (struct str){small, value.n});
}

static enum status read_page(struct parser *parser, struct str value)
{
	struct str piece;
	parser->rule->page_kinds = 0;
	while (str_next(&value, ',', &piece)) {
		piece = str_trim(piece);
		uint32_t kind = rule_page_kind_named(piece);
		if (kind == 0)
			return wrong(parser, "no kind of page:", piece);
		parser->rule->page_kinds |= kind;
	}
	return parser->rule->page_kinds ? STATUS_OK
	                                : wrong(parser, "a key without a value", (struct str){0});
}

static enum status read_number(struct parser *parser, struct str value, uint32_t max,
                               uint32_t *number)
{
	unsigned long long read;
	if (!str_to_number(value, max, &read) || read == 0)
		return wrong(parser, "not a number from 1 to the limit:", value);
	*number = (uint32_t)read;
	return STATUS_OK;
}

static enum status read_words_min(struct parser *parser, struct str value)
{
	return read_number(parser, value, RULE_NUMBER_MAX, &parser->rule->words.min);
}

static enum status read_words_max(struct parser *parser, struct str value)
{
	return read_number(parser, value, RULE_NUMBER_MAX, &parser->rule->words.max);
}

static enum status read_bytes_min(struct parser *parser, struct str value)
{
	return read_number(parser, value, RULE_NUMBER_MAX, &parser->rule->bytes.min);
}

static enum status read_bytes_max(struct parser *parser, struct str value)
{
	return read_number(parser, value, RULE_NUMBER_MAX, &parser->rule->bytes.max);
}

/* "20" lines or "30%". */
static enum status read_place(struct parser *parser, struct str value, uint32_t *lines,
                              uint32_t *percent)
{
	*lines = *percent = 0;
	if (!str_ends(value, STR("%")))
		return read_number(parser, value, RULE_NUMBER_MAX, lines);
	return read_number(parser, str_trim(str_slice(value, 0, value.n - 1)), RULE_PERCENT_MAX,
	                   percent);
}

static enum status read_first(struct parser *parser, struct str value)
{
	struct rule_place *place = &parser->rule->place;
	return read_place(parser, value, &place->first, &place->first_percent);
}

static enum status read_last(struct parser *parser, struct str value)
{
	struct rule_place *place = &parser->rule->place;
	return read_place(parser, value, &place->last, &place->last_percent);
}

/* ---- examples ---- */

static enum status add_example(struct parser *parser, enum rule_example_kind kind, struct str text)
{
	struct rule *rule = parser->rule;
	if (text.n == 0)
		return wrong(parser, "an example without text", (struct str){0});
	if (rule->example_count++ == RULE_VALUES_MAX)
		return wrong(parser, "too many examples in one rule", (struct str){0});
	struct rule_example *example = arena_alloc(parser->arena, sizeof(*example));
	*example = (struct rule_example){.kind = kind, .text = text, .line = parser->line};
	if (rule->last_example)
		rule->last_example->next = example;
	else
		rule->examples = example;
	rule->last_example = example;
	return STATUS_OK;
}

static enum status read_matches(struct parser *parser, struct str value)
{
	return add_example(parser, RULE_MATCHES, value);
}

static enum status read_rejects(struct parser *parser, struct str value)
{
	return add_example(parser, RULE_REJECTS, value);
}

static enum status read_gives(struct parser *parser, struct str value)
{
	struct rule_example *example = parser->rule->last_example;
	if (example == NULL || example->kind != RULE_MATCHES)
		return wrong(parser, "\"gives\" belongs behind \"matches\"", (struct str){0});
	return add_value(parser, &example->gives, value);
}

/* ---- kinds ---- */

static enum status set_kind(struct parser *parser, enum rule_kind kind)
{
	if (parser->has_kind)
		return wrong(parser, "a rule that does two things:", str_from(kind_names[kind]));
	parser->has_kind = true;
	parser->rule->kind = kind;
	return STATUS_OK;
}

/* What is put may be nothing. */
static enum status read_replacement(struct parser *parser, struct str value)
{
	parser->rule->replacement = value;
	return set_kind(parser, RULE_REPLACE);
}

static enum status read_word(struct parser *parser, struct str line)
{
	bool is_in_rule = parser->rule != &parser->defaults;
	for (int kind = 0; kind < RULE_KIND_COUNT && is_in_rule; kind++)
		if (kind != RULE_REPLACE && str_equal(line, str_from(kind_names[kind])))
			return set_kind(parser, (enum rule_kind)kind);
	if (str_equal(line, STR("ignore case")))
		parser->rule->ignore_case = true;
	else if (str_equal(line, STR("override")))
		parser->rule->override = true;
	else
		return wrong(parser,
		             is_in_rule ? "not known:" : "not known before the first rule:", line);
	return STATUS_OK;
}

/* ---- lines ---- */

static const struct {
	struct str name;
	bool is_default_too; /* may stand before the first rule */
	enum status (*read)(struct parser *parser, struct str value);
} keys[] = {
        {STR_INIT("pattern"), false, read_pattern},
        {STR_INIT("replace with"), false, read_replacement},
        {STR_INIT("host"), true, read_host},
        {STR_INIT("url"), true, read_url},
        {STR_INIT("page"), true, read_page},
        {STR_INIT("language"), true, read_language},
        {STR_INIT("min-words"), true, read_words_min},
        {STR_INIT("max-words"), true, read_words_max},
        {STR_INIT("min-bytes"), true, read_bytes_min},
        {STR_INIT("max-bytes"), true, read_bytes_max},
        {STR_INIT("first"), true, read_first},
        {STR_INIT("last"), true, read_last},
        {STR_INIT("matches"), false, read_matches},
        {STR_INIT("rejects"), false, read_rejects},
        {STR_INIT("gives"), false, read_gives},
};

static bool is_name(struct str name)
{
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];
		if (!ascii_is_alpha(c) && !ascii_is_digit(c) && !strchr("-_.", c))
			return false;
	}
	return name.n > 0 && name.n <= RULE_NAME_BYTES_MAX;
}

/* What a rule must have is known at its end. */
static enum status end_rule(struct parser *parser)
{
	const struct rule *rule = parser->rule;
	if (rule == &parser->defaults)
		return STATUS_OK;
	if (!parser->has_kind)
		return wrong_at(parser, rule->line, "a rule that does nothing:", rule->name);
	if (rule->patterns.count == 0)
		return wrong_at(parser, rule->line, "a rule without a pattern:", rule->name);
	if (rule->override && rule->kind != RULE_EXTRACT)
		return wrong_at(parser, rule->line, "only \"extract\" can override:", rule->name);
	return STATUS_OK;
}

static enum status begin_rule(struct parser *parser, struct str name)
{
	enum status status = end_rule(parser);
	if (status != STATUS_OK)
		return status;
	if (!is_name(name))
		return wrong(parser, "not a name (letters, digits, \"-\", \"_\", \".\"):", name);
	if (parser->file->count == RULE_FILE_RULES_MAX)
		return wrong(parser, "too many rules in one file", (struct str){0});
	struct rule *rule = arena_alloc(parser->arena, sizeof(*rule));
	*rule = parser->defaults;
	rule->file = parser->name;
	rule->name = name;
	rule->line = parser->line;
	if (parser->last)
		parser->last->next = rule;
	else
		parser->file->first = rule;
	parser->last = parser->rule = rule;
	parser->file->count++;
	parser->has_kind = false;
	return STATUS_OK;
}

static enum status read_key(struct parser *parser, struct str key, struct str value)
{
	bool is_in_rule = parser->rule != &parser->defaults;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (!str_equal(key, keys[i].name))
			continue;
		if (is_in_rule || keys[i].is_default_too)
			return keys[i].read(parser, value);
		return wrong(parser, "a key that belongs into a rule:", key);
	}
	return wrong(parser, "no such key:", key);
}

static enum status read_line(struct parser *parser, struct str line)
{
	const struct str rule = STR("rule ");
	if (utf8_valid_prefix(line) != line.n)
		return wrong(parser, "not UTF-8", (struct str){0});
	if (str_find_byte(line, '\0', 0) != STR_NONE)
		return wrong(parser, "a NUL byte", (struct str){0});
	if (line.n == 0 || line.p[0] == '#')
		return STATUS_OK;
	if (str_starts(line, rule))
		return begin_rule(parser, str_trim(str_slice(line, rule.n, line.n)));
	size_t colon = str_find_byte(line, ':', 0);
	if (colon == STR_NONE)
		return read_word(parser, line);
	return read_key(parser, str_trim(str_slice(line, 0, colon)),
	                str_trim(str_slice(line, colon + 1, line.n)));
}

enum status rule_file_parse(struct str name, struct str text, struct arena *arena,
                            struct rule_file *file, struct error *error)
{
	struct parser parser = {.name = name, .arena = arena, .file = file, .error = error};
	enum status status = STATUS_OK;
	struct str line;
	parser.rule = &parser.defaults;
	*file = (struct rule_file){0};
	if (text.n > RULE_FILE_BYTES_MAX)
		return error_set(error, "%.*s: larger than %d bytes", STR_ARG(name),
		                 RULE_FILE_BYTES_MAX);
	if (str_starts(text, STR("\uFEFF")))
		text = str_slice(text, 3, text.n);
	while (status == STATUS_OK && str_next(&text, '\n', &line)) {
		parser.line++;
		status = read_line(&parser, str_trim(line));
	}
	return status == STATUS_OK ? end_rule(&parser) : status;
}

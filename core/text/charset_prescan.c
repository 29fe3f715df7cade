/*
 * "Prescan a byte stream to determine its encoding", "get an attribute", "extract a character
 * encoding from a meta element" and "get an XML encoding", as the HTML standard spells them out
 * (13.2.3.2 and 2.4.5). It works on bytes, before anything is known of their encoding.
 *
 * Where the bytes end inside a tag the standard gives up: `at` is then at the end of `page`.
 */
#include "core/text/charset.h"

static bool is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static size_t skip_white(struct str s, size_t at)
{
	while (at < s.n && is_white(s.p[at]))
		at++;
	return at;
}

struct attribute {
	struct str name, value;
};

/* At the first byte of a value. */
static struct str attribute_value(struct str page, size_t *at)
{
	size_t start = *at;
	if (start < page.n && (page.p[start] == '"' || page.p[start] == '\'')) {
		size_t close = str_find_byte(page, page.p[start], start + 1);
		*at = close == STR_NONE ? page.n : close + 1;
		return str_slice(page, start + 1, close == STR_NONE ? page.n : close);
	}
	while (*at < page.n && !is_white(page.p[*at]) && page.p[*at] != '>')
		++*at;
	return str_slice(page, start, *at);
}

/* "Get an attribute": false at the tag's '>' or the end of the page. */
static bool next_attribute(struct str page, size_t *at, struct attribute *attribute)
{
	while (*at < page.n && (is_white(page.p[*at]) || page.p[*at] == '/'))
		++*at;
	if (*at == page.n || page.p[*at] == '>')
		return false;
	size_t start = *at;
	for (; *at < page.n; ++*at) {
		char c = page.p[*at];
		if (is_white(c) || c == '/' || c == '>' || (c == '=' && *at > start))
			break;
	}
	*attribute = (struct attribute){str_slice(page, start, *at), STR("")};
	size_t equals = skip_white(page, *at);
	if (equals < page.n && page.p[equals] == '=') {
		*at = skip_white(page, equals + 1);
		attribute->value = attribute_value(page, at);
	}
	return true;
}

/* "Extracting a character encoding from a meta element": what follows "charset=" in `content`. */
static struct str label_in_content(struct str content)
{
	size_t at = 0;
	while ((at = str_find_nocase(content, STR("charset"), at)) != STR_NONE) {
		at = skip_white(content, at + strlen("charset"));
		if (at == content.n || content.p[at] != '=')
			continue;
		at = skip_white(content, at + 1);
		if (at < content.n && (content.p[at] == '"' || content.p[at] == '\'')) {
			size_t close = str_find_byte(content, content.p[at], at + 1);
			return close == STR_NONE ? STR("") : str_slice(content, at + 1, close);
		}
		size_t start = at;
		while (at < content.n && !is_white(content.p[at]) && content.p[at] != ';')
			at++;
		return str_slice(content, start, at);
	}
	return STR("");
}

/* A declaration that can be read as ASCII is not in UTF-16, and x-user-defined is a mistake. */
static struct str declared(struct str label)
{
	struct str name = charset_from_label(label);
	if (name.p == NULL)
		return name;
	if (str_starts(name, STR("utf-16")))
		return charset_from_label(STR("utf-8"));
	if (str_equal(name, STR("x-user-defined")))
		return charset_from_label(STR("windows-1252"));
	return name;
}

/* `*at` is behind "<meta"; only the first attribute of each name counts. */
static struct str meta_charset(struct str page, size_t *at)
{
	struct str equiv = {0}, content = {0}, charset = {0};
	struct attribute attribute;
	while (next_attribute(page, at, &attribute)) {
		if (equiv.p == NULL && str_equal_nocase(attribute.name, STR("http-equiv")))
			equiv = attribute.value;
		else if (content.p == NULL && str_equal_nocase(attribute.name, STR("content")))
			content = attribute.value;
		else if (charset.p == NULL && str_equal_nocase(attribute.name, STR("charset")))
			charset = attribute.value;
	}
	if (*at == page.n)
		return (struct str){0};
	if (charset.p != NULL)
		return declared(charset);
	if (str_equal_nocase(equiv, STR("content-type")))
		return declared(label_in_content(content));
	return (struct str){0};
}

/* "Get an XML encoding": what an XML declaration, which can only be the very first thing, says. */
static struct str xml_encoding(struct str page)
{
	size_t end = str_find_byte(page, '>', 0);
	if (!str_starts(page, STR("<?xml")) || end == STR_NONE)
		return (struct str){0};
	struct str declaration = str_slice(page, 0, end);
	size_t at = str_find(declaration, STR("encoding"), 0);
	if (at == STR_NONE)
		return (struct str){0};
	at = skip_white(declaration, at + strlen("encoding"));
	if (at == end || declaration.p[at] != '=')
		return (struct str){0};
	at = skip_white(declaration, at + 1);
	if (at == end || (declaration.p[at] != '"' && declaration.p[at] != '\''))
		return (struct str){0};
	size_t close = str_find_byte(declaration, declaration.p[at], at + 1);
	if (close == STR_NONE)
		return (struct str){0};
	return declared(str_slice(declaration, at + 1, close));
}

static bool begins_meta(struct str s)
{
	size_t n = strlen("<meta");
	return str_starts_nocase(s, STR("<meta")) && s.n > n && (is_white(s.p[n]) || s.p[n] == '/');
}

static bool begins_tag(struct str s)
{
	size_t at = s.n > 1 && s.p[1] == '/' ? 2 : 1;
	return at < s.n && ascii_is_alpha((unsigned char)s.p[at]);
}

static size_t tag_end(struct str page, size_t at)
{
	struct attribute attribute;
	while (at < page.n && !is_white(page.p[at]) && page.p[at] != '>')
		at++;
	while (next_attribute(page, &at, &attribute))
		;
	return at;
}

/* Offset of the last byte of the tag or comment that begins at `at`: the page's end if it has none,
   `at` if it is no markup. */
static size_t markup_end(struct str page, size_t at)
{
	struct str s = str_slice(page, at, page.n);
	size_t end = at;
	if (str_starts(s, STR("<!--"))) {
		end = str_find(page, STR("-->"), at + 2); /* "<!-->" is a whole comment */
		return end == STR_NONE ? page.n : end + 2;
	}
	if (begins_tag(s))
		return tag_end(page, at);
	if (s.n > 1 && strchr("!/?", s.p[1]) != NULL && s.p[1] != '\0')
		end = str_find_byte(page, '>', at);
	return end == STR_NONE ? page.n : end;
}

struct str charset_prescan(struct str page, size_t bytes_max)
{
	struct str name = {0};
	page = str_slice(page, 0, page.n < bytes_max ? page.n : bytes_max);
	if (str_starts(page, STR("<\0?\0x\0")))
		return charset_from_label(STR("utf-16le"));
	if (str_starts(page, STR("\0<\0?\0x")))
		return charset_from_label(STR("utf-16be"));
	for (size_t at = 0; (at = str_find_byte(page, '<', at)) != STR_NONE; at++) {
		if (!begins_meta(str_slice(page, at, page.n))) {
			at = markup_end(page, at);
			continue;
		}
		at += strlen("<meta");
		name = meta_charset(page, &at);
		if (name.p != NULL)
			return name;
	}
	return xml_encoding(page);
}

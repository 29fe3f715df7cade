/*
 * The states of the standard's tokenizer (13.2.5), grouped into functions that each read one whole
 * thing: a run of text, a tag, a comment, a doctype. What the standard does character by character
 * is done here by searching for the next byte that matters.
 *
 * Every function takes `at` behind what it has read, and looks back or ahead only by bounded
 * amounts, so the whole is linear. It returns false when what was read gives no token.
 */
#include "core/html/tokenizer.h"

#include "core/base/hash.h"
#include "core/html/entities.h"
#include "core/html/scan.h"
#include "core/html/tag_hash.h"

enum {
	PAGE_BYTES_PER_ATTRIBUTE =
	        32, /* a first guess, on the high side: real pages have 40 to 120 */
	ATTRIBUTES_MIN = 16,
	FEW_ATTRIBUTES = 8, /* as many names are looked at one by one */
};

#define REPLACEMENT_CHARACTER "\xEF\xBF\xBD" /* U+FFFD, for U+0000 */
enum { REPLACEMENT_BYTES = 3 };

/* What a byte can mean in and around tags. */
enum byte_class {
	SPACE = 1,
	SLASH = 2,
	GREATER = 4,
	EQUALS = 8,
	UPPER = 16,
	NUL = 32,
	AMPERSAND = 64,
	MARKUP = 128, /* behind a '<': it is more than text */
	TAG_NAME_END = SPACE | SLASH | GREATER,
	ATTRIBUTE_NAME_END = SPACE | SLASH | GREATER | EQUALS,
	UNQUOTED_VALUE_END = SPACE | GREATER,
};

static const uint8_t byte_classes[256] = {
        ['\0'] = NUL,           ['\t'] = SPACE,  ['\n'] = SPACE,    ['\f'] = SPACE,
        [' '] = SPACE,          ['!'] = MARKUP,  ['&'] = AMPERSAND, ['/'] = SLASH | MARKUP,
        ['='] = EQUALS,         ['>'] = GREATER, ['?'] = MARKUP,    ['A' ... 'Z'] = UPPER | MARKUP,
        ['a' ... 'z'] = MARKUP,
};

static inline unsigned class_of(char byte)
{
	return byte_classes[(unsigned char)byte];
}

static inline struct str between(const char *from, const char *to)
{
	return (struct str){from, (size_t)(to - from)};
}

static inline const char *skip_spaces(const char *p, const char *end)
{
	while (p < end && (class_of(*p) & SPACE))
		p++;
	return p;
}

/* 13.2.3.5: CR LF and CR are LF. Most pages have no CR and stay where they are. */
static struct str normalize_newlines(struct str page, struct arena *arena)
{
	const char *end = page.p + page.n;
	const char *p = page.p, *cr = scan_one(p, end, '\r');
	if (cr == end)
		return page;
	char *copy = arena_bytes(arena, page.n), *out = copy;
	while (cr < end) {
		memcpy(out, p, (size_t)(cr - p));
		out += cr - p;
		*out++ = '\n';
		p = cr + 1;
		if (p < end && *p == '\n')
			p++;
		cr = scan_one(p, end, '\r');
	}
	memcpy(out, p, (size_t)(end - p));
	out += end - p;
	arena_shrink(arena, copy, page.n, (size_t)(out - copy));
	return between(copy, out);
}

/* Text with U+0000 replaced, in the arena if there is any. */
static struct str replace_nul(struct html_tokenizer *tokenizer, struct str text)
{
	const char *p = text.p, *end = text.p + text.n, *nul = scan_one(p, end, '\0');
	if (nul == end)
		return text;
	size_t room = text.n * REPLACEMENT_BYTES;
	char *copy = arena_bytes(tokenizer->arena, room), *out = copy;
	while (nul < end) {
		memcpy(out, p, (size_t)(nul - p));
		out += nul - p;
		memcpy(out, REPLACEMENT_CHARACTER, REPLACEMENT_BYTES);
		out += REPLACEMENT_BYTES;
		p = nul + 1;
		nul = scan_one(p, end, '\0');
	}
	memcpy(out, p, (size_t)(end - p));
	out += end - p;
	arena_shrink(tokenizer->arena, copy, room, (size_t)(out - copy));
	return between(copy, out);
}

static struct str resolve_references(struct html_tokenizer *tokenizer, struct str text,
                                     bool in_attribute)
{
	size_t room = html_references_bytes_max(text.n);
	char *copy = arena_bytes(tokenizer->arena, room), *out = copy;
	while (text.n) {
		const char *ampersand = scan_one(text.p, text.p + text.n, '&');
		size_t plain = (size_t)(ampersand - text.p);
		memcpy(out, text.p, plain);
		out += plain;
		text = str_slice(text, plain, text.n);
		if (text.n == 0)
			break;
		size_t written = html_reference(&text, in_attribute, out);
		out += written;
		if (written == 0) {
			*out++ = '&';
			text = str_slice(text, 1, text.n);
		}
	}
	arena_shrink(tokenizer->arena, copy, room, (size_t)(out - copy));
	return between(copy, out);
}

static struct str lower_name(struct html_tokenizer *tokenizer, struct str name)
{
	name = replace_nul(tokenizer, name);
	char *copy = arena_bytes(tokenizer->arena, name.n);
	for (size_t i = 0; i < name.n; i++)
		copy[i] = ascii_lower(name.p[i]);
	return (struct str){copy, name.n};
}

/* ---- Tags ---- */

static const char *long_tag_name(struct html_tokenizer *tokenizer, struct html_token *token,
                                 const char *name)
{
	const char *p = name;
	unsigned seen = 0;
	while (p < tokenizer->end && !(class_of(*p) & TAG_NAME_END))
		seen |= class_of(*p++);
	token->text = between(name, p);
	if (seen & (UPPER | NUL))
		token->text = lower_name(tokenizer, token->text);
	token->tag = (uint16_t)html_tag_find(token->text);
	if (token->tag)
		token->text = tag_names[token->tag];
	return p;
}

/* Returns where the name ends. */
static inline const char *tag_name(struct html_tokenizer *tokenizer, struct html_token *token,
                                   const char *name)
{
	bool capitals;
	if (tokenizer->end - name < SCAN_NAME_BYTES)
		return long_tag_name(tokenizer, token, name);
	unsigned length = scan_name(name, &capitals);
	if (length >= TAG_KEY_BYTES || !(class_of(name[length]) & TAG_NAME_END))
		return long_tag_name(tokenizer, token, name);
	uint64_t key = scan_load8(name) & (((uint64_t)1 << (8 * length)) - 1);
	if (capitals)
		key |= scan_capitals(key) >> 2;
	token->tag = (uint16_t)tag_find_key(key, length, name);
	token->text = tag_names[token->tag];
	if (token->tag == HTML_TAG_UNKNOWN) {
		token->text = (struct str){name, length};
		if (capitals)
			token->text = lower_name(tokenizer, token->text);
	}
	return name + length;
}

static uint16_t *name_slot(struct attribute_names *names, struct str name)
{
	enum { SLOTS = sizeof(names->slots) / sizeof(*names->slots) };
	size_t i = hash64(name) % SLOTS;
	while (names->slots[i] && !str_equal(names->list[names->slots[i] - 1].name, name))
		i = (i + 1) % SLOTS;
	return &names->slots[i];
}

bool attribute_names_have(struct attribute_names *names, uint32_t count, struct str name)
{
	while (names->count < count) {
		uint16_t *slot = name_slot(names, names->list[names->count].name);
		*slot = (uint16_t)++names->count;
	}
	return *name_slot(names, name) != 0;
}

/* The attributes of one tag as they are read. */
struct attribute_list {
	uint32_t first;
	uint64_t name_bits; /* a bit for each kind of name there is: a clear one means "not yet" */
	bool has_names;     /* the tokenizer's `names` are of this list */
	bool over;          /* a limit was hit */
};

static bool is_among_many(struct html_tokenizer *tokenizer, struct attribute_list *list,
                          struct str name)
{
	if (tokenizer->names == NULL)
		tokenizer->names = arena_array(tokenizer->arena, struct attribute_names, 1);
	if (!list->has_names)
		*tokenizer->names = (struct attribute_names){0};
	list->has_names = true;
	tokenizer->names->list = tokenizer->attributes + list->first; /* it moves when all grow */
	return attribute_names_have(tokenizer->names, tokenizer->attribute_count - list->first,
	                            name);
}

static bool is_duplicate(struct html_tokenizer *tokenizer, struct attribute_list *list,
                         struct str name)
{
	if (tokenizer->attribute_count - list->first > FEW_ATTRIBUTES)
		return is_among_many(tokenizer, list, name);
	for (uint32_t i = list->first; i < tokenizer->attribute_count; i++)
		if (str_equal(tokenizer->attributes[i].name, name))
			return true;
	return false;
}

static void grow_attributes(struct html_tokenizer *tokenizer)
{
	uint32_t capacity = tokenizer->attribute_capacity * 2;
	struct html_attribute *bigger =
	        arena_array(tokenizer->arena, struct html_attribute, capacity);
	memcpy(bigger, tokenizer->attributes, tokenizer->attribute_count * sizeof(*bigger));
	tokenizer->attributes = bigger;
	tokenizer->attribute_capacity = capacity;
}

static inline void add_attribute(struct html_tokenizer *tokenizer, struct str name,
                                 struct str value)
{
	if (tokenizer->attribute_count == tokenizer->attribute_capacity)
		grow_attributes(tokenizer);
	tokenizer->attributes[tokenizer->attribute_count++] = (struct html_attribute){name, value};
}

uint32_t html_tokenizer_keep_attributes(struct html_tokenizer *tokenizer,
                                        const struct html_attribute *list, uint32_t count)
{
	uint32_t first = tokenizer->attribute_count;
	for (uint32_t i = 0; i < count; i++)
		add_attribute(tokenizer, list[i].name, list[i].value);
	return first;
}

static inline void keep_attribute(struct html_tokenizer *tokenizer, struct attribute_list *list,
                                  struct str name, struct str value)
{
	uint32_t count = tokenizer->attribute_count;
	unsigned kind = (unsigned)(name.n * 5) + (unsigned char)name.p[0] +
	                (unsigned char)name.p[name.n - 1] * 2u;
	uint64_t bit = (uint64_t)1 << (kind & 63);
	if (count - list->first >= HTML_ATTRIBUTES_PER_ELEMENT_MAX ||
	    count >= tokenizer->attributes_max) {
		list->over = true;
	} else if (!(list->name_bits & bit) || !is_duplicate(tokenizer, list, name)) {
		list->name_bits |= bit;
		add_attribute(tokenizer, name, value);
	}
}

/* `p` is at the first byte of the value, a quote if it has them. Returns what follows, or `end`. */
static inline const char *attribute_value(struct html_tokenizer *tokenizer, const char *p,
                                          struct str *value)
{
	const char *end = tokenizer->end, *from = p, *behind;
	unsigned seen = 0;
	if (*p == '"' || *p == '\'') {
		char quote = *p;
		from++;
		p = scan_three(from, end, quote, '&', '\0');
		if (p < end && *p != quote) {
			seen = AMPERSAND | NUL;
			p = scan_one(p, end, quote);
		}
		behind = p < end ? p + 1 : end;
	} else {
		while (p < end && !(class_of(*p) & UNQUOTED_VALUE_END))
			seen |= class_of(*p++);
		behind = p;
	}
	*value = between(from, p);
	if (seen & NUL)
		*value = replace_nul(tokenizer, *value);
	if (seen & AMPERSAND)
		*value = resolve_references(tokenizer, *value, true);
	return behind;
}

/* The end of the name at `from`, and in `*seen` what classes of bytes it has, of UPPER and NUL. */
static inline const char *attribute_name_end(const char *from, const char *end, unsigned *seen)
{
	const char *p = from;
	*seen = 0;
	while (end - p >= SCAN_NAME_BYTES) {
		bool capitals;
		unsigned length = scan_name(p, &capitals);
		*seen |= capitals ? UPPER : 0;
		p += length;
		if (length == SCAN_NAME_BYTES)
			continue;
		if (p > from && (class_of(*p) & ATTRIBUTE_NAME_END))
			return p;
		break; /* a control character, or the '=' that a name may begin with */
	}
	*seen |= class_of(*from);
	for (p = from + 1; p < end && !(class_of(*p) & ATTRIBUTE_NAME_END); p++)
		*seen |= class_of(*p);
	return p;
}

static inline const char *attribute(struct html_tokenizer *tokenizer, struct attribute_list *list,
                                    const char *from)
{
	unsigned seen;
	const char *end = tokenizer->end, *p = attribute_name_end(from, end, &seen);
	struct str name = between(from, p), value = {p, 0};
	if (seen & (UPPER | NUL))
		name = lower_name(tokenizer, name);
	const char *equals = skip_spaces(p, end);
	if (equals < end && *equals == '=') {
		p = skip_spaces(equals + 1, end);
		if (p < end && *p != '>')
			p = attribute_value(tokenizer, p, &value);
	}
	keep_attribute(tokenizer, list, name, value);
	return p;
}

/* Reads up to the end of the tag; returns what follows, or NULL if the page ends before that. */
static const char *attributes(struct html_tokenizer *tokenizer, struct html_token *token,
                              const char *p)
{
	const char *end = tokenizer->end;
	struct attribute_list list = {.first = tokenizer->attribute_count};
	for (;;) {
		p = skip_spaces(p, end);
		if (p == end)
			return NULL;
		if (*p == '>')
			break;
		if (*p != '/') {
			p = attribute(tokenizer, &list, p);
		} else if (++p < end && *p == '>') {
			token->self_closing = true;
			break;
		}
	}
	tokenizer->limits_hit += list.over;
	return p + 1;
}

/* `name` is at a letter behind "<" or "</". */
static inline bool tag(struct html_tokenizer *tokenizer, struct html_token *token, const char *name,
                       enum html_token_kind kind)
{
	uint32_t first = tokenizer->attribute_count;
	const char *p = tag_name(tokenizer, token, name);
	token->kind = (uint8_t)kind;
	token->self_closing = false;
	token->first_attribute = first;
	token->attribute_count = 0;
	if (p < tokenizer->end && *p == '>') {
		tokenizer->at = p + 1;
		return true;
	}
	p = attributes(tokenizer, token, p);
	if (p == NULL || kind == HTML_TOKEN_END_TAG)
		tokenizer->attribute_count = first;
	token->attribute_count = tokenizer->attribute_count - first;
	tokenizer->at = p ? p : tokenizer->end;
	return p != NULL;
}

/* ---- Comments and doctypes ---- */

static bool comment_token(struct html_tokenizer *tokenizer, struct html_token *token,
                          const char *from, const char *to, const char *behind)
{
	token->kind = HTML_TOKEN_COMMENT;
	token->attribute_count = 0;
	token->text = replace_nul(tokenizer, between(from, to));
	tokenizer->at = behind;
	return true;
}

/* What stands between `from` and the next '>' is a comment. */
static bool bogus_comment(struct html_tokenizer *tokenizer, struct html_token *token,
                          const char *from)
{
	const char *end = tokenizer->end, *to = scan_one(from, end, '>');
	return comment_token(tokenizer, token, from, to, to < end ? to + 1 : end);
}

/* A comment that the page's end cuts: its end mark, as far as it goes, is not part of it. */
static const char *cut_comment_end(const char *from, const char *end)
{
	struct str text = between(from, end);
	static const struct str marks[] = {STR_INIT("--!"), STR_INIT("--"), STR_INIT("-")};
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_ends(text, marks[i]))
			return end - marks[i].n;
	return end;
}

/* `from` is behind "<!--". "<!-->" and "<!--->" are whole comments. */
static bool comment(struct html_tokenizer *tokenizer, struct html_token *token, const char *from)
{
	const char *end = tokenizer->end;
	struct str rest = between(from, end);
	if (str_starts(rest, STR(">")))
		return comment_token(tokenizer, token, from, from, from + 1);
	if (str_starts(rest, STR("->")))
		return comment_token(tokenizer, token, from, from, from + 2);
	const char *p = from;
	while ((p = scan_one(p, end, '>')) < end) {
		struct str before = between(from, p++);
		if (str_ends(before, STR("--")))
			return comment_token(tokenizer, token, from, p - 3, p);
		if (str_ends(before, STR("--!")))
			return comment_token(tokenizer, token, from, p - 4, p);
	}
	return comment_token(tokenizer, token, from, cut_comment_end(from, end), end);
}

/*
 * A quoted identifier of a doctype, kept as an attribute. Returns what follows; NULL if the doctype
 * ends in the middle of it.
 */
static const char *doctype_identifier(struct html_tokenizer *tokenizer, const char *p,
                                      struct str name)
{
	char quote = *p++;
	const char *to = scan_two(p, tokenizer->end, quote, '>');
	add_attribute(tokenizer, name, replace_nul(tokenizer, between(p, to)));
	tokenizer->at = to;
	return to < tokenizer->end && *to == quote ? to + 1 : NULL;
}

static bool is_quote(const char *p, const char *end)
{
	return p < end && (*p == '"' || *p == '\'');
}

/*
 * What stands between the name of a doctype and its '>'. Returns whether it is as it should be, up
 * to where the standard no longer minds ("bogus DOCTYPE state").
 */
static bool doctype_identifiers(struct html_tokenizer *tokenizer, const char *p)
{
	const char *end = tokenizer->end;
	struct str rest = between(p, end);
	bool is_public = str_starts_nocase(rest, STR("public"));
	if (!is_public && !str_starts_nocase(rest, STR("system")))
		return false;
	p = skip_spaces(p + strlen("public"), end);
	if (is_public) {
		if (!is_quote(p, end))
			return false;
		p = doctype_identifier(tokenizer, p, STR("public"));
		if (p == NULL)
			return false;
		p = skip_spaces(p, end);
		if (p < end && *p == '>')
			return true;
	}
	if (!is_quote(p, end))
		return false;
	p = doctype_identifier(tokenizer, p, STR("system"));
	return p && skip_spaces(p, end) < end;
}

/* `p` is behind "<!DOCTYPE". */
static bool doctype(struct html_tokenizer *tokenizer, struct html_token *token, const char *p)
{
	const char *end = tokenizer->end;
	token->kind = HTML_TOKEN_DOCTYPE;
	token->first_attribute = tokenizer->attribute_count;
	token->text = (struct str){NULL, 0};
	token->force_quirks = true;
	p = skip_spaces(p, end);
	const char *name = p;
	while (p < end && !(class_of(*p) & (SPACE | GREATER)))
		p++;
	if (p > name)
		token->text = lower_name(tokenizer, between(name, p));
	p = tokenizer->at = skip_spaces(p, end);
	if (token->text.p && p < end)
		token->force_quirks = *p != '>' && !doctype_identifiers(tokenizer, p);
	p = scan_one(tokenizer->at, end, '>');
	tokenizer->at = p < end ? p + 1 : end;
	token->attribute_count = tokenizer->attribute_count - token->first_attribute;
	return true;
}

/* `p` is behind "<!". */
static bool markup_declaration(struct html_tokenizer *tokenizer, struct html_token *token,
                               const char *p)
{
	struct str rest = between(p, tokenizer->end);
	if (str_starts(rest, STR("--")))
		return comment(tokenizer, token, p + 2);
	if (str_starts_nocase(rest, STR("doctype")))
		return doctype(tokenizer, token, p + strlen("doctype"));
	if (tokenizer->cdata_allowed && str_starts(rest, STR("[CDATA["))) {
		tokenizer->at = p + strlen("[CDATA[");
		tokenizer->state = HTML_CDATA_STATE;
		return false;
	}
	return bogus_comment(tokenizer, token, p);
}

/* ---- Text ---- */

static bool text_token(struct html_tokenizer *tokenizer, struct html_token *token, struct str text)
{
	token->kind = HTML_TOKEN_TEXT;
	token->text = text;
	token->has_nul = false;
	token->attribute_count = 0;
	tokenizer->at = text.p + text.n;
	return text.n > 0;
}

/* Whether the '<' at `p` is more than text. */
static inline bool begins_markup(const char *p, const char *end)
{
	ptrdiff_t left = end - p;
	return left >= 2 && (class_of(p[1]) & MARKUP) && (left > 2 || p[1] != '/');
}

/* A run of text that has references or U+0000 in it. */
static bool odd_text(struct html_tokenizer *tokenizer, struct html_token *token, const char *from)
{
	const char *end = tokenizer->end, *to = scan_one(from, end, '<');
	while (to < end && !begins_markup(to, end))
		to = scan_one(to + 1, end, '<');
	text_token(tokenizer, token, between(from, to));
	token->has_nul = scan_one(from, to, '\0') < to;
	token->text = resolve_references(tokenizer, token->text, false);
	return true;
}

static bool plain_text(struct html_tokenizer *tokenizer, struct html_token *token)
{
	const char *from = tokenizer->at, *end = tokenizer->end, *p = from;
	for (;; p++) {
		p = scan_three(p, end, '<', '&', '\0');
		if (p == end || (*p == '<' && begins_markup(p, end)))
			return text_token(tokenizer, token, between(from, p));
		if (*p != '<')
			return odd_text(tokenizer, token, from);
	}
}

/* Markup that is no tag; `p` is at its '<'. */
static bool other_markup(struct html_tokenizer *tokenizer, struct html_token *token, const char *p)
{
	if (p[1] == '!')
		return markup_declaration(tokenizer, token, p + 2);
	if (p[1] == '?')
		return bogus_comment(tokenizer, token, p + 1);
	if (p[2] != '>')
		return bogus_comment(tokenizer, token, p + 2);
	tokenizer->at = p + 3; /* "</>" is nothing */
	return false;
}

static inline bool data_state(struct html_tokenizer *tokenizer, struct html_token *token)
{
	const char *p = tokenizer->at;
	if (*p != '<' || !begins_markup(p, tokenizer->end))
		return plain_text(tokenizer, token);
	bool is_end = p[1] == '/';
	const char *name = p + 1 + is_end;
	if (!ascii_is_alpha((unsigned char)*name))
		return other_markup(tokenizer, token, p);
	return tag(tokenizer, token, name, is_end ? HTML_TOKEN_END_TAG : HTML_TOKEN_START_TAG);
}

/* Whether `p`, behind a '<', goes on with this name, in any case, and the name ends there. */
static bool goes_on_with(const char *p, const char *end, struct str name)
{
	struct str rest = between(p, end);
	return str_starts_nocase(rest, name) && rest.n > name.n &&
	       (class_of(rest.p[name.n]) & TAG_NAME_END);
}

static bool is_end_tag(const struct html_tokenizer *tokenizer, const char *less)
{
	const char *end = tokenizer->end;
	return end - less >= 2 && less[1] == '/' && tokenizer->last_start_tag.n > 0 &&
	       goes_on_with(less + 2, end, tokenizer->last_start_tag);
}

/* Text up to the end tag that ends it, which is left for the data state. */
static bool text_up_to(struct html_tokenizer *tokenizer, struct html_token *token, const char *to)
{
	bool any = text_token(tokenizer, token, between(tokenizer->at, to));
	token->text = replace_nul(tokenizer, token->text);
	tokenizer->state = HTML_DATA_STATE;
	return any;
}

static bool rawtext_state(struct html_tokenizer *tokenizer, struct html_token *token)
{
	const char *end = tokenizer->end, *p = scan_one(tokenizer->at, end, '<');
	while (p < end && !is_end_tag(tokenizer, p))
		p = scan_one(p + 1, end, '<');
	return text_up_to(tokenizer, token, p);
}

static bool rcdata_state(struct html_tokenizer *tokenizer, struct html_token *token)
{
	bool any = rawtext_state(tokenizer, token);
	if (any && scan_one(token->text.p, token->text.p + token->text.n, '&') <
	                   token->text.p + token->text.n)
		token->text = resolve_references(tokenizer, token->text, false);
	return any;
}

/*
 * Script data: behind "<!--" a "<script" hides the next "</script", up to "-->". (The "escaped" and
 * "double escaped" states; what matters of them is where the script ends.)
 */
static bool script_data_state(struct html_tokenizer *tokenizer, struct html_token *token)
{
	enum { PLAIN, ESCAPED, DOUBLE_ESCAPED } mode = PLAIN;
	const char *end = tokenizer->end, *p = tokenizer->at;
	while (p < end) {
		p = mode == PLAIN ? scan_one(p, end, '<') : scan_two(p, end, '<', '-');
		struct str rest = between(p, end);
		if (mode != PLAIN && str_starts(rest, STR("-->"))) {
			mode = PLAIN;
		} else if (mode != DOUBLE_ESCAPED && is_end_tag(tokenizer, p)) {
			break;
		} else if (mode == PLAIN && str_starts(rest, STR("<!--"))) {
			mode = ESCAPED;
			p++; /* its dashes may be those of "-->" */
		} else if (mode == ESCAPED && rest.n && *p == '<' &&
		           goes_on_with(p + 1, end, STR("script"))) {
			mode = DOUBLE_ESCAPED;
		} else if (mode == DOUBLE_ESCAPED && rest.n > 1 && *p == '<' && p[1] == '/' &&
		           goes_on_with(p + 2, end, STR("script"))) {
			mode = ESCAPED;
		}
		p += p < end;
	}
	return text_up_to(tokenizer, token, p);
}

static bool plaintext_state(struct html_tokenizer *tokenizer, struct html_token *token)
{
	return text_up_to(tokenizer, token, tokenizer->end);
}

static bool cdata_state(struct html_tokenizer *tokenizer, struct html_token *token)
{
	struct str rest = between(tokenizer->at, tokenizer->end);
	size_t length = str_find(rest, STR("]]>"), 0);
	bool closed = length != STR_NONE;
	bool any = text_token(tokenizer, token, str_slice(rest, 0, closed ? length : rest.n));
	token->has_nul = str_find_byte(token->text, '\0', 0) != STR_NONE;
	tokenizer->at += closed ? strlen("]]>") : 0;
	tokenizer->state = HTML_DATA_STATE;
	return any;
}

static bool (*const states[HTML_TOKENIZER_STATES])(struct html_tokenizer *, struct html_token *) = {
        [HTML_DATA_STATE] = NULL, /* called directly */
        [HTML_RCDATA_STATE] = rcdata_state,
        [HTML_RAWTEXT_STATE] = rawtext_state,
        [HTML_SCRIPT_DATA_STATE] = script_data_state,
        [HTML_PLAINTEXT_STATE] = plaintext_state,
        [HTML_CDATA_STATE] = cdata_state,
};

void html_tokenizer_init(struct html_tokenizer *tokenizer, struct str page, struct arena *arena)
{
	size_t guess = page.n / PAGE_BYTES_PER_ATTRIBUTE + ATTRIBUTES_MIN;
	uint32_t capacity = guess < HTML_ATTRIBUTES_MAX ? (uint32_t)guess : HTML_ATTRIBUTES_MAX;
	page = normalize_newlines(page, arena);
	*tokenizer = (struct html_tokenizer){
	        .at = page.p,
	        .end = page.p + page.n,
	        .arena = arena,
	        .attributes = arena_array(arena, struct html_attribute, capacity),
	        .attributes_max = HTML_ATTRIBUTES_MAX,
	        .attribute_capacity = capacity,
	};
}

void html_tokenizer_switch(struct html_tokenizer *tokenizer, enum html_tokenizer_state state,
                           struct str last_start_tag)
{
	tokenizer->state = state;
	tokenizer->last_start_tag = last_start_tag;
}

void html_tokenizer_next(struct html_tokenizer *tokenizer, struct html_token *token)
{
	while (tokenizer->at < tokenizer->end) {
		bool found = tokenizer->state == HTML_DATA_STATE
		                     ? data_state(tokenizer, token)
		                     : states[tokenizer->state](tokenizer, token);
		if (found)
			return;
	}
	token->kind = HTML_TOKEN_END_OF_FILE;
}

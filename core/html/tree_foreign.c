/*
 * SVG and MathML (HTML standard, 13.2.6.5 "The rules for parsing tokens in foreign content"): which
 * HTML tags end them, and the names that the standard spells in mixed case.
 */
#include "core/html/tree_builder.h"

enum {
	CONTEXT_NAME_CHARS_MAX = 32, /* names that matter are shorter */
	MIXED_NAME_CHARS_MIN = 4,
};

/* Names in mixed case, sorted by their lower case form. */
static const struct str svg_tags[] = {
        STR_INIT("altGlyph"),
        STR_INIT("altGlyphDef"),
        STR_INIT("altGlyphItem"),
        STR_INIT("animateColor"),
        STR_INIT("animateMotion"),
        STR_INIT("animateTransform"),
        STR_INIT("clipPath"),
        STR_INIT("feBlend"),
        STR_INIT("feColorMatrix"),
        STR_INIT("feComponentTransfer"),
        STR_INIT("feComposite"),
        STR_INIT("feConvolveMatrix"),
        STR_INIT("feDiffuseLighting"),
        STR_INIT("feDisplacementMap"),
        STR_INIT("feDistantLight"),
        STR_INIT("feDropShadow"),
        STR_INIT("feFlood"),
        STR_INIT("feFuncA"),
        STR_INIT("feFuncB"),
        STR_INIT("feFuncG"),
        STR_INIT("feFuncR"),
        STR_INIT("feGaussianBlur"),
        STR_INIT("feImage"),
        STR_INIT("feMerge"),
        STR_INIT("feMergeNode"),
        STR_INIT("feMorphology"),
        STR_INIT("feOffset"),
        STR_INIT("fePointLight"),
        STR_INIT("feSpecularLighting"),
        STR_INIT("feSpotLight"),
        STR_INIT("feTile"),
        STR_INIT("feTurbulence"),
        STR_INIT("foreignObject"),
        STR_INIT("glyphRef"),
        STR_INIT("linearGradient"),
        STR_INIT("radialGradient"),
        STR_INIT("textPath"),
};

static const struct str svg_attributes[] = {
        STR_INIT("attributeName"),
        STR_INIT("attributeType"),
        STR_INIT("baseFrequency"),
        STR_INIT("baseProfile"),
        STR_INIT("calcMode"),
        STR_INIT("clipPathUnits"),
        STR_INIT("diffuseConstant"),
        STR_INIT("edgeMode"),
        STR_INIT("filterUnits"),
        STR_INIT("glyphRef"),
        STR_INIT("gradientTransform"),
        STR_INIT("gradientUnits"),
        STR_INIT("kernelMatrix"),
        STR_INIT("kernelUnitLength"),
        STR_INIT("keyPoints"),
        STR_INIT("keySplines"),
        STR_INIT("keyTimes"),
        STR_INIT("lengthAdjust"),
        STR_INIT("limitingConeAngle"),
        STR_INIT("markerHeight"),
        STR_INIT("markerUnits"),
        STR_INIT("markerWidth"),
        STR_INIT("maskContentUnits"),
        STR_INIT("maskUnits"),
        STR_INIT("numOctaves"),
        STR_INIT("pathLength"),
        STR_INIT("patternContentUnits"),
        STR_INIT("patternTransform"),
        STR_INIT("patternUnits"),
        STR_INIT("pointsAtX"),
        STR_INIT("pointsAtY"),
        STR_INIT("pointsAtZ"),
        STR_INIT("preserveAlpha"),
        STR_INIT("preserveAspectRatio"),
        STR_INIT("primitiveUnits"),
        STR_INIT("refX"),
        STR_INIT("refY"),
        STR_INIT("repeatCount"),
        STR_INIT("repeatDur"),
        STR_INIT("requiredExtensions"),
        STR_INIT("requiredFeatures"),
        STR_INIT("specularConstant"),
        STR_INIT("specularExponent"),
        STR_INIT("spreadMethod"),
        STR_INIT("startOffset"),
        STR_INIT("stdDeviation"),
        STR_INIT("stitchTiles"),
        STR_INIT("surfaceScale"),
        STR_INIT("systemLanguage"),
        STR_INIT("tableValues"),
        STR_INIT("targetX"),
        STR_INIT("targetY"),
        STR_INIT("textLength"),
        STR_INIT("viewBox"),
        STR_INIT("viewTarget"),
        STR_INIT("xChannelSelector"),
        STR_INIT("yChannelSelector"),
        STR_INIT("zoomAndPan"),
};

static const struct str mathml_attributes[] = {STR_INIT("definitionURL")};

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

/* Like strcmp, `mixed` taken as lower case. */
static int compare_lower(struct str name, struct str mixed)
{
	for (size_t i = 0; i < name.n && i < mixed.n; i++) {
		int difference = (unsigned char)name.p[i] - (unsigned char)ascii_lower(mixed.p[i]);
		if (difference)
			return difference;
	}
	return (name.n > mixed.n) - (name.n < mixed.n);
}

static struct str mixed_case(struct str name, const struct str *names, size_t count)
{
	size_t from = 0, to = name.n < MIXED_NAME_CHARS_MIN ? 0 : count;
	while (from < to) {
		size_t middle = (from + to) / 2;
		int order = compare_lower(name, names[middle]);
		if (order == 0)
			return names[middle];
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return name;
}

static void adjust_attributes(struct tree_builder *builder, const struct html_token *token,
                              const struct str *names, size_t count)
{
	struct html_attribute *attributes = builder->tokenizer.attributes + token->first_attribute;
	for (uint32_t i = 0; i < token->attribute_count; i++)
		attributes[i].name = mixed_case(attributes[i].name, names, count);
}

static bool is_html_encoding(struct str encoding)
{
	return str_equal_nocase(encoding, STR("text/html")) ||
	       str_equal_nocase(encoding, STR("application/xhtml+xml"));
}

/* What the element is for the rules of scopes and integration points. */
static unsigned foreign_groups(const struct tree_builder *builder, const struct html_token *token,
                               enum html_namespace ns)
{
	enum { POINT = SPECIAL | SCOPE | LIST_SCOPE | BUTTON_SCOPE | ITEM_SCOPE };
	switch (token->tag) {
	case HTML_TAG_FOREIGNOBJECT:
	case HTML_TAG_DESC:
	case HTML_TAG_TITLE:
		return ns == HTML_NS_SVG ? POINT | HTML_POINT : 0;
	case HTML_TAG_MI:
	case HTML_TAG_MO:
	case HTML_TAG_MN:
	case HTML_TAG_MS:
	case HTML_TAG_MTEXT:
		return ns == HTML_NS_MATHML ? POINT | MATHML_TEXT_POINT : 0;
	case HTML_TAG_ANNOTATION_XML:
		if (ns != HTML_NS_MATHML)
			return 0;
		if (is_html_encoding(token_attribute(builder, token, STR("encoding"))))
			return POINT | ANNOTATION | HTML_POINT;
		return POINT | ANNOTATION;
	default:
		return 0;
	}
}

void insert_foreign_element(struct tree_builder *builder, struct html_token *token,
                            enum html_namespace ns)
{
	unsigned key = name_key(token); /* of the name in lower case */
	if (ns == HTML_NS_SVG) {
		token->text = mixed_case(token->text, svg_tags, LENGTH(svg_tags));
		adjust_attributes(builder, token, svg_attributes, LENGTH(svg_attributes));
	} else {
		adjust_attributes(builder, token, mathml_attributes, LENGTH(mathml_attributes));
	}
	if (!token->self_closing && stack_is_full(builder))
		make_room_on_stack(builder);
	uint32_t node = nodes_add(builder, appropriate_place(builder), element_node(token, ns));
	unsigned groups = foreign_groups(builder, token, ns);
	if (!token->self_closing)
		push(builder, node, key, groups);
}

void set_context(struct tree_builder *builder, struct str name, enum html_namespace ns)
{
	char lower[CONTEXT_NAME_CHARS_MAX];
	size_t n = name.n < sizeof(lower) ? name.n : sizeof(lower);
	for (size_t i = 0; i < n; i++)
		lower[i] = ascii_lower(name.p[i]);
	struct html_token token = {.tag = (uint16_t)html_tag_find((struct str){lower, n})};
	builder->context_ns = ns;
	if (ns == HTML_NS_HTML)
		builder->context =
		        (struct open_element){.tag = token.tag, .groups = tag_groups[token.tag]};
	else
		builder->context = (struct open_element){
		        .groups = (uint16_t)foreign_groups(builder, &token, ns)};
}

/* HTML tags at which an SVG or MathML element that was not closed ends. */
static bool breaks_out(const struct tree_builder *builder, const struct html_token *token)
{
	static const bool tags[HTML_TAG_COUNT] = {
	        [HTML_TAG_B] = true,       [HTML_TAG_BIG] = true,  [HTML_TAG_BLOCKQUOTE] = true,
	        [HTML_TAG_BODY] = true,    [HTML_TAG_BR] = true,   [HTML_TAG_CENTER] = true,
	        [HTML_TAG_CODE] = true,    [HTML_TAG_DD] = true,   [HTML_TAG_DIV] = true,
	        [HTML_TAG_DL] = true,      [HTML_TAG_DT] = true,   [HTML_TAG_EM] = true,
	        [HTML_TAG_EMBED] = true,   [HTML_TAG_H1] = true,   [HTML_TAG_H2] = true,
	        [HTML_TAG_H3] = true,      [HTML_TAG_H4] = true,   [HTML_TAG_H5] = true,
	        [HTML_TAG_H6] = true,      [HTML_TAG_HEAD] = true, [HTML_TAG_HR] = true,
	        [HTML_TAG_I] = true,       [HTML_TAG_IMG] = true,  [HTML_TAG_LI] = true,
	        [HTML_TAG_LISTING] = true, [HTML_TAG_MENU] = true, [HTML_TAG_META] = true,
	        [HTML_TAG_NOBR] = true,    [HTML_TAG_OL] = true,   [HTML_TAG_P] = true,
	        [HTML_TAG_PRE] = true,     [HTML_TAG_RUBY] = true, [HTML_TAG_S] = true,
	        [HTML_TAG_SMALL] = true,   [HTML_TAG_SPAN] = true, [HTML_TAG_STRONG] = true,
	        [HTML_TAG_STRIKE] = true,  [HTML_TAG_SUB] = true,  [HTML_TAG_SUP] = true,
	        [HTML_TAG_TABLE] = true,   [HTML_TAG_TT] = true,   [HTML_TAG_U] = true,
	        [HTML_TAG_UL] = true,      [HTML_TAG_VAR] = true,
	};
	if (token->kind == HTML_TOKEN_END_TAG)
		return token->tag == HTML_TAG_BR || token->tag == HTML_TAG_P;
	if (token->tag != HTML_TAG_FONT)
		return tags[token->tag];
	return token_attribute(builder, token, STR("color")).p ||
	       token_attribute(builder, token, STR("face")).p ||
	       token_attribute(builder, token, STR("size")).p;
}

static bool break_out(struct tree_builder *builder, struct html_token *token)
{
	enum { OUTSIDE = OF_HTML | MATHML_TEXT_POINT | HTML_POINT };
	while (builder->depth > 1 && !(current(builder)->groups & OUTSIDE))
		pop(builder);
	return process_in_mode(builder, token);
}

static void foreign_start_tag(struct tree_builder *builder, struct html_token *token)
{
	enum html_namespace ns = builder->context_ns;
	if (builder->depth > 1 || !builder->is_fragment)
		ns = (enum html_namespace)builder->nodes[current(builder)->node].ns;
	insert_foreign_element(builder, token, ns);
}

static bool foreign_end_tag(struct tree_builder *builder, struct html_token *token)
{
	unsigned key = name_key(token);
	bool second_is_html = builder->depth > 1 && (builder->stack[1].groups & OF_HTML);
	if (builder->open_count[key] == 0 && second_is_html)
		return process_in_mode(builder, token);
	for (uint32_t i = builder->depth; (i = find_open(builder, i, key, OF_HTML)) > 0;) {
		const struct open_element *element = &builder->stack[i];
		if (element->groups & OF_HTML)
			return process_in_mode(builder, token);
		if (str_equal_nocase(builder->nodes[element->node].text, token->text)) {
			pop_to(builder, i);
			return true;
		}
	}
	return true;
}

static struct str with_replacement_characters(struct tree_builder *builder, struct str text)
{
	static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */
	char *copy = arena_bytes(builder->arena, text.n * (sizeof(replacement) - 1)), *out = copy;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i])
			*out++ = text.p[i];
		else
			out = (char *)mempcpy(out, replacement, sizeof(replacement) - 1);
	}
	return (struct str){copy, (size_t)(out - copy)};
}

static void foreign_text(struct tree_builder *builder, const struct html_token *token)
{
	struct str text = token->text;
	for (size_t i = 0; builder->frameset_ok && i < text.n; i++)
		if (text.p[i] && !is_html_space(text.p[i]))
			builder->frameset_ok = false;
	if (token->has_nul)
		text = with_replacement_characters(builder, text);
	insert_text(builder, text);
}

bool in_foreign_content(struct tree_builder *builder, struct html_token *token)
{
	switch (token->kind) {
	case HTML_TOKEN_TEXT:
		foreign_text(builder, token);
		return true;
	case HTML_TOKEN_COMMENT:
		insert_comment(builder, token);
		return true;
	case HTML_TOKEN_START_TAG:
		if (breaks_out(builder, token))
			return break_out(builder, token);
		foreign_start_tag(builder, token);
		return true;
	case HTML_TOKEN_END_TAG:
		if (breaks_out(builder, token))
			return break_out(builder, token);
		return foreign_end_tag(builder, token);
	default:
		return true;
	}
}

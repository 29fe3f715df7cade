/* Insertion modes up to the body (HTML standard, 13.2.6.4.1 to .6). */
#include "core/html/tree_builder.h"

bool is_all_spaces(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (!is_html_space(text.p[i]))
			return false;
	return true;
}

struct str cut_leading_spaces(struct html_token *token)
{
	struct str text = token->text;
	size_t n = 0;
	while (n < text.n && is_html_space(text.p[n]))
		n++;
	token->text = str_slice(text, n, text.n);
	return str_slice(text, 0, n);
}

/* Of a text token that is white space in front; true if nothing is left. */
static bool drop_leading_spaces(struct html_token *token)
{
	cut_leading_spaces(token);
	return token->text.n == 0;
}

static bool insert_leading_spaces(struct tree_builder *builder, struct html_token *token)
{
	insert_text(builder, cut_leading_spaces(token));
	return token->text.n == 0;
}

static bool go_on_in(struct tree_builder *builder, enum insertion_mode mode)
{
	builder->mode = (uint8_t)mode;
	return false;
}

static bool is_any(enum html_tag tag, const uint16_t *tags)
{
	for (; *tags; tags++)
		if (*tags == tag)
			return true;
	return false;
}

/* End tags that stand for the start of what they end, where that has not begun. */
static bool is_end_of_outline(enum html_tag tag)
{
	static const uint16_t tags[] = {HTML_TAG_HEAD, HTML_TAG_BODY, HTML_TAG_HTML, HTML_TAG_BR,
	                                0};
	return is_any(tag, tags);
}

static void insert_document_comment(struct tree_builder *builder, const struct html_token *token)
{
	nodes_add(builder, (struct place){0, NO_NODE},
	          (struct html_node){.kind = HTML_COMMENT, .text = token->text});
}

static void insert_doctype(struct tree_builder *builder, const struct html_token *token)
{
	struct html_node node = element_node(token, HTML_NS_HTML);
	node.kind = HTML_DOCTYPE;
	node.tag = HTML_TAG_UNKNOWN;
	nodes_add(builder, (struct place){0, NO_NODE}, node);
	builder->quirks = doctype_is_quirky(token, token_attribute(builder, token, STR("public")),
	                                    token_attribute(builder, token, STR("system")));
}

bool initial(struct tree_builder *builder, struct html_token *token)
{
	switch (token->kind) {
	case HTML_TOKEN_COMMENT:
		insert_document_comment(builder, token);
		return true;
	case HTML_TOKEN_DOCTYPE:
		insert_doctype(builder, token);
		builder->mode = BEFORE_HTML;
		return true;
	case HTML_TOKEN_TEXT:
		if (drop_leading_spaces(token))
			return true;
		break;
	default:
		break;
	}
	builder->quirks = true;
	return go_on_in(builder, BEFORE_HTML);
}

/* The root goes on the stack, whose functions need something there already. */
static void insert_root(struct tree_builder *builder, const struct html_token *token)
{
	uint32_t node =
	        nodes_add(builder, (struct place){0, NO_NODE}, element_node(token, HTML_NS_HTML));
	push(builder, node, HTML_TAG_HTML, tag_groups[HTML_TAG_HTML]);
}

bool before_html(struct tree_builder *builder, struct html_token *token)
{
	switch (token->kind) {
	case HTML_TOKEN_DOCTYPE:
		return true;
	case HTML_TOKEN_COMMENT:
		insert_document_comment(builder, token);
		return true;
	case HTML_TOKEN_TEXT:
		if (drop_leading_spaces(token))
			return true;
		break;
	case HTML_TOKEN_START_TAG:
		if (token->tag != HTML_TAG_HTML)
			break;
		insert_root(builder, token);
		builder->mode = BEFORE_HEAD;
		return true;
	case HTML_TOKEN_END_TAG:
		if (!is_end_of_outline((enum html_tag)token->tag))
			return true;
		break;
	default:
		break;
	}
	struct html_token implied = {.tag = HTML_TAG_HTML, .text = html_tag_name(HTML_TAG_HTML)};
	insert_root(builder, &implied);
	return go_on_in(builder, BEFORE_HEAD);
}

bool before_head(struct tree_builder *builder, struct html_token *token)
{
	switch (token->kind) {
	case HTML_TOKEN_DOCTYPE:
		return true;
	case HTML_TOKEN_COMMENT:
		insert_comment(builder, token);
		return true;
	case HTML_TOKEN_TEXT:
		if (drop_leading_spaces(token))
			return true;
		break;
	case HTML_TOKEN_START_TAG:
		if (token->tag == HTML_TAG_HTML)
			return in_body(builder, token);
		if (token->tag != HTML_TAG_HEAD)
			break;
		builder->head = insert_element(builder, token);
		builder->mode = IN_HEAD;
		return true;
	case HTML_TOKEN_END_TAG:
		if (!is_end_of_outline((enum html_tag)token->tag))
			return true;
		break;
	default:
		break;
	}
	builder->head = insert_implied(builder, HTML_TAG_HEAD);
	return go_on_in(builder, IN_HEAD);
}

void insert_text_element(struct tree_builder *builder, const struct html_token *token,
                         enum html_tokenizer_state state)
{
	insert_element(builder, token);
	html_tokenizer_switch(&builder->tokenizer, state, token->text);
	builder->text_return_mode = builder->mode;
	builder->mode = TEXT;
}

static void start_template(struct tree_builder *builder, const struct html_token *token)
{
	insert_element(builder, token);
	formatting_push_marker(builder);
	builder->frameset_ok = false;
	builder->mode = IN_TEMPLATE;
	if (builder->template_count == OPEN_ELEMENTS_MAX) /* some were closed by the depth limit */
		builder->template_count--;
	builder->template_modes[builder->template_count++] = IN_TEMPLATE;
}

static void end_template(struct tree_builder *builder)
{
	if (builder->open_count[HTML_TAG_TEMPLATE] == 0)
		return;
	generate_all_implied_end_tags(builder);
	pop_through(builder, HTML_TAG_TEMPLATE);
	formatting_clear_to_marker(builder);
	if (builder->template_count)
		builder->template_count--;
	reset_insertion_mode(builder);
}

/* Returns false for a tag that is not the head's. */
static bool head_start_tag(struct tree_builder *builder, const struct html_token *token)
{
	switch (token->tag) {
	case HTML_TAG_BASE:
	case HTML_TAG_BASEFONT:
	case HTML_TAG_BGSOUND:
	case HTML_TAG_LINK:
	case HTML_TAG_META:
		insert_void(builder, token);
		return true;
	case HTML_TAG_TITLE:
		insert_text_element(builder, token, HTML_RCDATA_STATE);
		return true;
	case HTML_TAG_NOFRAMES:
	case HTML_TAG_STYLE:
		insert_text_element(builder, token, HTML_RAWTEXT_STATE);
		return true;
	case HTML_TAG_SCRIPT:
		insert_text_element(builder, token, HTML_SCRIPT_DATA_STATE);
		return true;
	case HTML_TAG_NOSCRIPT: /* scripting is off */
		insert_element(builder, token);
		builder->mode = IN_HEAD_NOSCRIPT;
		return true;
	case HTML_TAG_TEMPLATE:
		start_template(builder, token);
		return true;
	default:
		return false;
	}
}

static bool leave_head(struct tree_builder *builder, enum insertion_mode mode)
{
	pop(builder);
	return go_on_in(builder, mode);
}

bool in_head(struct tree_builder *builder, struct html_token *token)
{
	switch (token->kind) {
	case HTML_TOKEN_DOCTYPE:
		return true;
	case HTML_TOKEN_COMMENT:
		insert_comment(builder, token);
		return true;
	case HTML_TOKEN_TEXT:
		if (insert_leading_spaces(builder, token))
			return true;
		break;
	case HTML_TOKEN_START_TAG:
		if (token->tag == HTML_TAG_HTML)
			return in_body(builder, token);
		if (token->tag == HTML_TAG_HEAD || head_start_tag(builder, token))
			return true;
		break;
	case HTML_TOKEN_END_TAG:
		if (token->tag == HTML_TAG_HEAD)
			return !leave_head(builder, AFTER_HEAD);
		if (token->tag == HTML_TAG_TEMPLATE)
			end_template(builder);
		if (!is_end_of_outline((enum html_tag)token->tag))
			return true;
		break;
	default:
		break;
	}
	return leave_head(builder, AFTER_HEAD);
}

bool in_head_noscript(struct tree_builder *builder, struct html_token *token)
{
	static const uint16_t of_head[] = {HTML_TAG_BASEFONT,
	                                   HTML_TAG_BGSOUND,
	                                   HTML_TAG_LINK,
	                                   HTML_TAG_META,
	                                   HTML_TAG_NOFRAMES,
	                                   HTML_TAG_STYLE,
	                                   0};
	switch (token->kind) {
	case HTML_TOKEN_DOCTYPE:
		return true;
	case HTML_TOKEN_COMMENT:
		return in_head(builder, token);
	case HTML_TOKEN_TEXT:
		if (insert_leading_spaces(builder, token))
			return true;
		break;
	case HTML_TOKEN_START_TAG:
		if (token->tag == HTML_TAG_HTML)
			return in_body(builder, token);
		if (is_any((enum html_tag)token->tag, of_head))
			return in_head(builder, token);
		if (token->tag == HTML_TAG_HEAD || token->tag == HTML_TAG_NOSCRIPT)
			return true;
		break;
	case HTML_TOKEN_END_TAG:
		if (token->tag == HTML_TAG_NOSCRIPT)
			return !leave_head(builder, IN_HEAD);
		if (token->tag != HTML_TAG_BR)
			return true;
		break;
	default:
		break;
	}
	return leave_head(builder, IN_HEAD);
}

/* Something of the head behind it goes into it all the same. */
static bool reopen_head(struct tree_builder *builder, struct html_token *token)
{
	push(builder, builder->head, HTML_TAG_HEAD, tag_groups[HTML_TAG_HEAD]);
	builder->may_stray = true;
	in_head(builder, token);
	uint32_t index = find_on_stack(builder, HTML_TAG_HEAD, builder->head, 0);
	if (index > 0)
		remove_from_stack(builder, index);
	return true;
}

static bool after_head_start_tag(struct tree_builder *builder, struct html_token *token)
{
	static const uint16_t of_head[] = {HTML_TAG_BASE,
	                                   HTML_TAG_BASEFONT,
	                                   HTML_TAG_BGSOUND,
	                                   HTML_TAG_LINK,
	                                   HTML_TAG_META,
	                                   HTML_TAG_NOFRAMES,
	                                   HTML_TAG_SCRIPT,
	                                   HTML_TAG_STYLE,
	                                   HTML_TAG_TEMPLATE,
	                                   HTML_TAG_TITLE,
	                                   0};
	switch (token->tag) {
	case HTML_TAG_HTML:
		return in_body(builder, token);
	case HTML_TAG_BODY:
		insert_element(builder, token);
		builder->frameset_ok = false;
		builder->mode = IN_BODY;
		return true;
	case HTML_TAG_FRAMESET:
		insert_element(builder, token);
		builder->mode = IN_FRAMESET;
		return true;
	case HTML_TAG_HEAD:
		return true;
	default:
		if (is_any((enum html_tag)token->tag, of_head))
			return reopen_head(builder, token);
		insert_implied(builder, HTML_TAG_BODY);
		return go_on_in(builder, IN_BODY);
	}
}

bool after_head(struct tree_builder *builder, struct html_token *token)
{
	switch (token->kind) {
	case HTML_TOKEN_DOCTYPE:
		return true;
	case HTML_TOKEN_COMMENT:
		insert_comment(builder, token);
		return true;
	case HTML_TOKEN_TEXT:
		if (insert_leading_spaces(builder, token))
			return true;
		break;
	case HTML_TOKEN_START_TAG:
		return after_head_start_tag(builder, token);
	case HTML_TOKEN_END_TAG:
		if (token->tag == HTML_TAG_TEMPLATE)
			return in_head(builder, token);
		if (!is_end_of_outline((enum html_tag)token->tag) || token->tag == HTML_TAG_HEAD)
			return true;
		break;
	default:
		break;
	}
	insert_implied(builder, HTML_TAG_BODY);
	return go_on_in(builder, IN_BODY);
}

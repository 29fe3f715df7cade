/*
 * "in body" and "text" (HTML standard, 13.2.6.4.7 and .8). What a tag does is looked up in a table,
 * one for start tags and one for end tags; the rows group the tags as the standard does.
 */
#include "core/html/tree_builder.h"

enum start_action {
	START_ANY,
	START_A,
	START_BLOCK,
	START_BODY,
	START_BUTTON,
	START_DD_DT,
	START_FORM,
	START_FORMATTING,
	START_FRAMESET,
	START_HEADING,
	START_HR,
	START_HTML,
	START_IFRAME,
	START_IGNORED,
	START_IMAGE,
	START_INPUT,
	START_LI,
	START_MARKED,
	START_MATH,
	START_NOBR,
	START_OF_HEAD,
	START_OPTGROUP,
	START_OPTION,
	START_PARAM,
	START_PLAINTEXT,
	START_PRE,
	START_RAWTEXT,
	START_RB_RTC,
	START_RP_RT,
	START_SELECT,
	START_SVG,
	START_TABLE,
	START_TEXTAREA,
	START_VOID,
	START_XMP,
};

static const uint8_t start_actions[HTML_TAG_COUNT] = {
        [HTML_TAG_HTML] = START_HTML,
        [HTML_TAG_BODY] = START_BODY,
        [HTML_TAG_FRAMESET] = START_FRAMESET,

        [HTML_TAG_BASE] = START_OF_HEAD,
        [HTML_TAG_BASEFONT] = START_OF_HEAD,
        [HTML_TAG_BGSOUND] = START_OF_HEAD,
        [HTML_TAG_LINK] = START_OF_HEAD,
        [HTML_TAG_META] = START_OF_HEAD,
        [HTML_TAG_NOFRAMES] = START_OF_HEAD,
        [HTML_TAG_SCRIPT] = START_OF_HEAD,
        [HTML_TAG_STYLE] = START_OF_HEAD,
        [HTML_TAG_TEMPLATE] = START_OF_HEAD,
        [HTML_TAG_TITLE] = START_OF_HEAD,

        [HTML_TAG_ADDRESS] = START_BLOCK,
        [HTML_TAG_ARTICLE] = START_BLOCK,
        [HTML_TAG_ASIDE] = START_BLOCK,
        [HTML_TAG_BLOCKQUOTE] = START_BLOCK,
        [HTML_TAG_CENTER] = START_BLOCK,
        [HTML_TAG_DETAILS] = START_BLOCK,
        [HTML_TAG_DIALOG] = START_BLOCK,
        [HTML_TAG_DIR] = START_BLOCK,
        [HTML_TAG_DIV] = START_BLOCK,
        [HTML_TAG_DL] = START_BLOCK,
        [HTML_TAG_FIELDSET] = START_BLOCK,
        [HTML_TAG_FIGCAPTION] = START_BLOCK,
        [HTML_TAG_FIGURE] = START_BLOCK,
        [HTML_TAG_FOOTER] = START_BLOCK,
        [HTML_TAG_HEADER] = START_BLOCK,
        [HTML_TAG_HGROUP] = START_BLOCK,
        [HTML_TAG_MAIN] = START_BLOCK,
        [HTML_TAG_MENU] = START_BLOCK,
        [HTML_TAG_NAV] = START_BLOCK,
        [HTML_TAG_OL] = START_BLOCK,
        [HTML_TAG_P] = START_BLOCK,
        [HTML_TAG_SEARCH] = START_BLOCK,
        [HTML_TAG_SECTION] = START_BLOCK,
        [HTML_TAG_SUMMARY] = START_BLOCK,
        [HTML_TAG_UL] = START_BLOCK,

        [HTML_TAG_H1] = START_HEADING,
        [HTML_TAG_H2] = START_HEADING,
        [HTML_TAG_H3] = START_HEADING,
        [HTML_TAG_H4] = START_HEADING,
        [HTML_TAG_H5] = START_HEADING,
        [HTML_TAG_H6] = START_HEADING,

        [HTML_TAG_PRE] = START_PRE,
        [HTML_TAG_LISTING] = START_PRE,
        [HTML_TAG_FORM] = START_FORM,
        [HTML_TAG_LI] = START_LI,
        [HTML_TAG_DD] = START_DD_DT,
        [HTML_TAG_DT] = START_DD_DT,
        [HTML_TAG_PLAINTEXT] = START_PLAINTEXT,
        [HTML_TAG_BUTTON] = START_BUTTON,
        [HTML_TAG_A] = START_A,
        [HTML_TAG_NOBR] = START_NOBR,

        [HTML_TAG_B] = START_FORMATTING,
        [HTML_TAG_BIG] = START_FORMATTING,
        [HTML_TAG_CODE] = START_FORMATTING,
        [HTML_TAG_EM] = START_FORMATTING,
        [HTML_TAG_FONT] = START_FORMATTING,
        [HTML_TAG_I] = START_FORMATTING,
        [HTML_TAG_S] = START_FORMATTING,
        [HTML_TAG_SMALL] = START_FORMATTING,
        [HTML_TAG_STRIKE] = START_FORMATTING,
        [HTML_TAG_STRONG] = START_FORMATTING,
        [HTML_TAG_TT] = START_FORMATTING,
        [HTML_TAG_U] = START_FORMATTING,

        [HTML_TAG_APPLET] = START_MARKED,
        [HTML_TAG_MARQUEE] = START_MARKED,
        [HTML_TAG_OBJECT] = START_MARKED,

        [HTML_TAG_TABLE] = START_TABLE,

        [HTML_TAG_AREA] = START_VOID,
        [HTML_TAG_BR] = START_VOID,
        [HTML_TAG_EMBED] = START_VOID,
        [HTML_TAG_IMG] = START_VOID,
        [HTML_TAG_KEYGEN] = START_VOID,
        [HTML_TAG_WBR] = START_VOID,

        [HTML_TAG_INPUT] = START_INPUT,
        [HTML_TAG_PARAM] = START_PARAM,
        [HTML_TAG_SOURCE] = START_PARAM,
        [HTML_TAG_TRACK] = START_PARAM,
        [HTML_TAG_HR] = START_HR,
        [HTML_TAG_IMAGE] = START_IMAGE,
        [HTML_TAG_TEXTAREA] = START_TEXTAREA,
        [HTML_TAG_XMP] = START_XMP,
        [HTML_TAG_IFRAME] = START_IFRAME,
        [HTML_TAG_NOEMBED] = START_RAWTEXT,
        [HTML_TAG_SELECT] = START_SELECT,
        [HTML_TAG_OPTION] = START_OPTION,
        [HTML_TAG_OPTGROUP] = START_OPTGROUP,
        [HTML_TAG_RB] = START_RB_RTC,
        [HTML_TAG_RTC] = START_RB_RTC,
        [HTML_TAG_RP] = START_RP_RT,
        [HTML_TAG_RT] = START_RP_RT,
        [HTML_TAG_MATH] = START_MATH,
        [HTML_TAG_SVG] = START_SVG,

        [HTML_TAG_CAPTION] = START_IGNORED,
        [HTML_TAG_COL] = START_IGNORED,
        [HTML_TAG_COLGROUP] = START_IGNORED,
        [HTML_TAG_FRAME] = START_IGNORED,
        [HTML_TAG_HEAD] = START_IGNORED,
        [HTML_TAG_TBODY] = START_IGNORED,
        [HTML_TAG_TD] = START_IGNORED,
        [HTML_TAG_TFOOT] = START_IGNORED,
        [HTML_TAG_TH] = START_IGNORED,
        [HTML_TAG_THEAD] = START_IGNORED,
        [HTML_TAG_TR] = START_IGNORED,
};

enum end_action {
	END_ANY,
	END_BLOCK,
	END_BODY,
	END_BR,
	END_DD_DT,
	END_FORM,
	END_FORMATTING,
	END_HEADING,
	END_HTML,
	END_LI,
	END_MARKED,
	END_P,
	END_TEMPLATE,
};

static const uint8_t end_actions[HTML_TAG_COUNT] = {
        [HTML_TAG_TEMPLATE] = END_TEMPLATE,
        [HTML_TAG_BODY] = END_BODY,
        [HTML_TAG_HTML] = END_HTML,

        [HTML_TAG_ADDRESS] = END_BLOCK,
        [HTML_TAG_ARTICLE] = END_BLOCK,
        [HTML_TAG_ASIDE] = END_BLOCK,
        [HTML_TAG_BLOCKQUOTE] = END_BLOCK,
        [HTML_TAG_BUTTON] = END_BLOCK,
        [HTML_TAG_CENTER] = END_BLOCK,
        [HTML_TAG_DETAILS] = END_BLOCK,
        [HTML_TAG_DIALOG] = END_BLOCK,
        [HTML_TAG_DIR] = END_BLOCK,
        [HTML_TAG_DIV] = END_BLOCK,
        [HTML_TAG_DL] = END_BLOCK,
        [HTML_TAG_FIELDSET] = END_BLOCK,
        [HTML_TAG_FIGCAPTION] = END_BLOCK,
        [HTML_TAG_FIGURE] = END_BLOCK,
        [HTML_TAG_FOOTER] = END_BLOCK,
        [HTML_TAG_HEADER] = END_BLOCK,
        [HTML_TAG_HGROUP] = END_BLOCK,
        [HTML_TAG_LISTING] = END_BLOCK,
        [HTML_TAG_MAIN] = END_BLOCK,
        [HTML_TAG_MENU] = END_BLOCK,
        [HTML_TAG_NAV] = END_BLOCK,
        [HTML_TAG_OL] = END_BLOCK,
        [HTML_TAG_PRE] = END_BLOCK,
        [HTML_TAG_SEARCH] = END_BLOCK,
        [HTML_TAG_SECTION] = END_BLOCK,
        [HTML_TAG_SELECT] = END_BLOCK,
        [HTML_TAG_SUMMARY] = END_BLOCK,
        [HTML_TAG_UL] = END_BLOCK,

        [HTML_TAG_FORM] = END_FORM,
        [HTML_TAG_P] = END_P,
        [HTML_TAG_LI] = END_LI,
        [HTML_TAG_DD] = END_DD_DT,
        [HTML_TAG_DT] = END_DD_DT,

        [HTML_TAG_H1] = END_HEADING,
        [HTML_TAG_H2] = END_HEADING,
        [HTML_TAG_H3] = END_HEADING,
        [HTML_TAG_H4] = END_HEADING,
        [HTML_TAG_H5] = END_HEADING,
        [HTML_TAG_H6] = END_HEADING,

        [HTML_TAG_A] = END_FORMATTING,
        [HTML_TAG_B] = END_FORMATTING,
        [HTML_TAG_BIG] = END_FORMATTING,
        [HTML_TAG_CODE] = END_FORMATTING,
        [HTML_TAG_EM] = END_FORMATTING,
        [HTML_TAG_FONT] = END_FORMATTING,
        [HTML_TAG_I] = END_FORMATTING,
        [HTML_TAG_NOBR] = END_FORMATTING,
        [HTML_TAG_S] = END_FORMATTING,
        [HTML_TAG_SMALL] = END_FORMATTING,
        [HTML_TAG_STRIKE] = END_FORMATTING,
        [HTML_TAG_STRONG] = END_FORMATTING,
        [HTML_TAG_TT] = END_FORMATTING,
        [HTML_TAG_U] = END_FORMATTING,

        [HTML_TAG_APPLET] = END_MARKED,
        [HTML_TAG_MARQUEE] = END_MARKED,
        [HTML_TAG_OBJECT] = END_MARKED,

        [HTML_TAG_BR] = END_BR,
};

/* ---- Text ---- */

static struct str without_nul(struct tree_builder *builder, struct str text)
{
	char *copy = arena_bytes(builder->arena, text.n);
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != '\0')
			copy[n++] = text.p[i];
	return (struct str){copy, n};
}

static bool body_text(struct tree_builder *builder, const struct html_token *token)
{
	struct str text = token->text;
	if (token->has_nul)
		text = without_nul(builder, text);
	if (text.n == 0)
		return true;
	reconstruct_formatting(builder);
	insert_text(builder, text);
	if (builder->frameset_ok && !is_all_spaces(text))
		builder->frameset_ok = false;
	return true;
}

/* ---- Start tags ---- */

static bool second_is_body(const struct tree_builder *builder)
{
	return builder->depth >= 2 && builder->stack[1].tag == HTML_TAG_BODY;
}

static void start_html(struct tree_builder *builder, const struct html_token *token)
{
	if (builder->open_count[HTML_TAG_TEMPLATE] == 0)
		add_missing_attributes(builder, 0, token);
}

static void start_body(struct tree_builder *builder, const struct html_token *token)
{
	if (!second_is_body(builder) || builder->open_count[HTML_TAG_TEMPLATE])
		return;
	builder->frameset_ok = false;
	add_missing_attributes(builder, 1, token);
}

static void start_frameset(struct tree_builder *builder, const struct html_token *token)
{
	if (!second_is_body(builder) || !builder->frameset_ok)
		return;
	nodes_detach(builder, builder->stack[1].node);
	nodes_flush_late_comments(builder);
	pop_to(builder, 1);
	insert_element(builder, token);
	builder->mode = IN_FRAMESET;
}

static void start_block(struct tree_builder *builder, const struct html_token *token)
{
	close_p(builder);
	insert_element(builder, token);
}

static void start_heading(struct tree_builder *builder, const struct html_token *token)
{
	close_p(builder);
	if (current(builder)->groups & HEADING)
		pop(builder);
	insert_element(builder, token);
}

static void start_pre(struct tree_builder *builder, const struct html_token *token)
{
	start_block(builder, token);
	builder->skip_newline = true;
	builder->frameset_ok = false;
}

static void start_form(struct tree_builder *builder, const struct html_token *token)
{
	bool in_template_element = builder->open_count[HTML_TAG_TEMPLATE] > 0;
	if (builder->form && !in_template_element)
		return;
	close_p(builder);
	uint32_t node = insert_element(builder, token);
	if (!in_template_element)
		builder->form = node;
}

/* An <li>, or a <dd> or <dt>, ends the one before it, if no other block is open in that. */
static void start_item(struct tree_builder *builder, const struct html_token *token,
                       enum html_tag one, enum html_tag other)
{
	builder->frameset_ok = false;
	if (builder->open_count[one] || builder->open_count[other]) {
		uint32_t i = find_open(builder, builder->depth, HTML_TAG_UNKNOWN, ITEM_SCOPE);
		enum html_tag found = (enum html_tag)builder->stack[i].tag;
		if (found == one || found == other) {
			generate_implied_end_tags(builder, found);
			pop_through(builder, found);
		}
	}
	start_block(builder, token);
}

static void start_plaintext(struct tree_builder *builder, const struct html_token *token)
{
	start_block(builder, token);
	html_tokenizer_switch(&builder->tokenizer, HTML_PLAINTEXT_STATE, token->text);
}

static void start_ordinary(struct tree_builder *builder, const struct html_token *token)
{
	reconstruct_formatting(builder);
	insert_element(builder, token);
}

static void start_button(struct tree_builder *builder, const struct html_token *token)
{
	if (in_scope(builder, HTML_TAG_BUTTON, SCOPE)) {
		generate_implied_end_tags(builder, HTML_TAG_UNKNOWN);
		pop_through(builder, HTML_TAG_BUTTON);
	}
	start_ordinary(builder, token);
	builder->frameset_ok = false;
}

static void start_formatting(struct tree_builder *builder, const struct html_token *token)
{
	reconstruct_formatting(builder);
	uint32_t node = insert_element(builder, token);
	formatting_push(builder, (enum html_tag)token->tag, node);
}

static void start_a(struct tree_builder *builder, const struct html_token *token)
{
	int entry = formatting_find(builder, HTML_TAG_A);
	if (entry >= 0) {
		uint32_t node = builder->formatting[entry].node;
		adoption_agency(builder, token);
		entry = formatting_find(builder, HTML_TAG_A);
		if (entry >= 0 && builder->formatting[entry].node == node) {
			uint32_t index = builder->formatting[entry].is_open
			                         ? find_on_stack(builder, HTML_TAG_A, node, 0)
			                         : 0;
			if (index > 0)
				remove_from_stack(builder, index);
			formatting_remove(builder, (uint32_t)entry);
		}
	}
	start_formatting(builder, token);
}

static void start_nobr(struct tree_builder *builder, const struct html_token *token)
{
	reconstruct_formatting(builder);
	if (in_scope(builder, HTML_TAG_NOBR, SCOPE))
		adoption_agency(builder, token);
	start_formatting(builder, token);
}

static void start_marked(struct tree_builder *builder, const struct html_token *token)
{
	start_ordinary(builder, token);
	formatting_push_marker(builder);
	builder->frameset_ok = false;
}

static void start_table(struct tree_builder *builder, const struct html_token *token)
{
	if (!builder->quirks)
		close_p(builder);
	insert_element(builder, token);
	builder->frameset_ok = false;
	builder->mode = IN_TABLE;
}

static void start_void(struct tree_builder *builder, const struct html_token *token)
{
	reconstruct_formatting(builder);
	insert_void(builder, token);
	builder->frameset_ok = false;
}

static bool select_is_context(const struct tree_builder *builder)
{
	return builder->is_fragment && builder->context.tag == HTML_TAG_SELECT;
}

static void start_input(struct tree_builder *builder, const struct html_token *token)
{
	if (select_is_context(builder))
		return;
	if (in_scope(builder, HTML_TAG_SELECT, SCOPE))
		pop_through(builder, HTML_TAG_SELECT);
	reconstruct_formatting(builder);
	insert_void(builder, token);
	struct str type = token_attribute(builder, token, STR("type"));
	if (!str_equal_nocase(type, STR("hidden")))
		builder->frameset_ok = false;
}

static void start_hr(struct tree_builder *builder, const struct html_token *token)
{
	close_p(builder);
	if (in_scope(builder, HTML_TAG_SELECT, SCOPE))
		generate_implied_end_tags(builder, HTML_TAG_UNKNOWN);
	insert_void(builder, token);
	builder->frameset_ok = false;
}

static void start_image(struct tree_builder *builder, struct html_token *token)
{
	token->tag = HTML_TAG_IMG;
	token->text = html_tag_name(HTML_TAG_IMG);
	start_void(builder, token);
}

static void start_textarea(struct tree_builder *builder, const struct html_token *token)
{
	insert_text_element(builder, token, HTML_RCDATA_STATE);
	builder->skip_newline = true;
	builder->frameset_ok = false;
}

static void start_xmp(struct tree_builder *builder, const struct html_token *token)
{
	close_p(builder);
	reconstruct_formatting(builder);
	builder->frameset_ok = false;
	insert_text_element(builder, token, HTML_RAWTEXT_STATE);
}

static void start_select(struct tree_builder *builder, const struct html_token *token)
{
	if (select_is_context(builder))
		return;
	if (in_scope(builder, HTML_TAG_SELECT, SCOPE)) {
		pop_through(builder, HTML_TAG_SELECT);
		return;
	}
	start_ordinary(builder, token);
	builder->frameset_ok = false;
}

/* An <option> or <optgroup>; `except` is what it can stand in. */
static void start_option(struct tree_builder *builder, const struct html_token *token,
                         enum html_tag except)
{
	if (in_scope(builder, HTML_TAG_SELECT, SCOPE))
		generate_implied_end_tags(builder, except);
	else if (current_is(builder, HTML_TAG_OPTION))
		pop(builder);
	start_ordinary(builder, token);
}

static void start_ruby_part(struct tree_builder *builder, const struct html_token *token,
                            enum html_tag except)
{
	if (in_scope(builder, HTML_TAG_RUBY, SCOPE))
		generate_implied_end_tags(builder, except);
	insert_element(builder, token);
}

static void start_foreign(struct tree_builder *builder, struct html_token *token,
                          enum html_namespace ns)
{
	reconstruct_formatting(builder);
	insert_foreign_element(builder, token, ns);
}

static bool body_start_tag(struct tree_builder *builder, struct html_token *token)
{
	switch ((enum start_action)start_actions[token->tag]) {
	case START_ANY:
		start_ordinary(builder, token);
		return true;
	case START_A:
		start_a(builder, token);
		return true;
	case START_BLOCK:
		start_block(builder, token);
		return true;
	case START_BODY:
		start_body(builder, token);
		return true;
	case START_BUTTON:
		start_button(builder, token);
		return true;
	case START_DD_DT:
		start_item(builder, token, HTML_TAG_DD, HTML_TAG_DT);
		return true;
	case START_FORM:
		start_form(builder, token);
		return true;
	case START_FORMATTING:
		start_formatting(builder, token);
		return true;
	case START_FRAMESET:
		start_frameset(builder, token);
		return true;
	case START_HEADING:
		start_heading(builder, token);
		return true;
	case START_HR:
		start_hr(builder, token);
		return true;
	case START_HTML:
		start_html(builder, token);
		return true;
	case START_IFRAME:
		builder->frameset_ok = false;
		insert_text_element(builder, token, HTML_RAWTEXT_STATE);
		return true;
	case START_IGNORED:
		return true;
	case START_IMAGE:
		start_image(builder, token);
		return true;
	case START_INPUT:
		start_input(builder, token);
		return true;
	case START_LI:
		start_item(builder, token, HTML_TAG_LI, HTML_TAG_LI);
		return true;
	case START_MARKED:
		start_marked(builder, token);
		return true;
	case START_MATH:
		start_foreign(builder, token, HTML_NS_MATHML);
		return true;
	case START_NOBR:
		start_nobr(builder, token);
		return true;
	case START_OF_HEAD:
		return in_head(builder, token);
	case START_OPTGROUP:
		start_option(builder, token, HTML_TAG_UNKNOWN);
		return true;
	case START_OPTION:
		start_option(builder, token, HTML_TAG_OPTGROUP);
		return true;
	case START_PARAM:
		insert_void(builder, token);
		return true;
	case START_PLAINTEXT:
		start_plaintext(builder, token);
		return true;
	case START_PRE:
		start_pre(builder, token);
		return true;
	case START_RAWTEXT:
		insert_text_element(builder, token, HTML_RAWTEXT_STATE);
		return true;
	case START_RB_RTC:
		start_ruby_part(builder, token, HTML_TAG_UNKNOWN);
		return true;
	case START_RP_RT:
		start_ruby_part(builder, token, HTML_TAG_RTC);
		return true;
	case START_SELECT:
		start_select(builder, token);
		return true;
	case START_SVG:
		start_foreign(builder, token, HTML_NS_SVG);
		return true;
	case START_TABLE:
		start_table(builder, token);
		return true;
	case START_TEXTAREA:
		start_textarea(builder, token);
		return true;
	case START_VOID:
		start_void(builder, token);
		return true;
	case START_XMP:
		start_xmp(builder, token);
		return true;
	}
	return true;
}

/* ---- End tags ---- */

static bool same_name(const struct tree_builder *builder, const struct open_element *element,
                      const struct html_token *token)
{
	if (token->tag)
		return element->tag == token->tag;
	return element->tag == name_key(token) && (element->groups & OF_HTML) &&
	       str_equal(builder->nodes[element->node].text, token->text);
}

void any_other_end_tag(struct tree_builder *builder, const struct html_token *token)
{
	unsigned tag = token->tag ? token->tag : name_key(token);
	if (builder->open_count[tag] == 0)
		return;
	for (uint32_t i = builder->depth; (i = find_open(builder, i, tag, SPECIAL)) > 0;) {
		const struct open_element *element = &builder->stack[i];
		if (same_name(builder, element, token)) {
			pop_to(builder, i);
			return;
		}
		if (element->groups & SPECIAL)
			return;
	}
}

static void end_in_scope(struct tree_builder *builder, enum html_tag tag, unsigned scope,
                         enum html_tag except)
{
	if (current_is(builder, tag)) { /* what follows comes to the same */
		pop(builder);
		return;
	}
	if (!in_scope(builder, tag, scope))
		return;
	generate_implied_end_tags(builder, except);
	pop_through(builder, tag);
}

static void end_marked(struct tree_builder *builder, enum html_tag tag)
{
	if (!in_scope(builder, tag, SCOPE))
		return;
	end_in_scope(builder, tag, SCOPE, HTML_TAG_UNKNOWN);
	formatting_clear_to_marker(builder);
}

static void end_form(struct tree_builder *builder)
{
	if (builder->open_count[HTML_TAG_TEMPLATE]) {
		end_in_scope(builder, HTML_TAG_FORM, SCOPE, HTML_TAG_UNKNOWN);
		return;
	}
	uint32_t form = builder->form;
	builder->form = NO_NODE;
	if (form == NO_NODE || builder->open_count[HTML_TAG_FORM] == 0)
		return;
	uint32_t index = find_open(builder, builder->depth, HTML_TAG_FORM, SCOPE);
	if (index == 0 || builder->stack[index].node != form)
		return;
	generate_implied_end_tags(builder, HTML_TAG_UNKNOWN);
	remove_from_stack(builder, index);
}

static void end_p(struct tree_builder *builder)
{
	if (current_is(builder, HTML_TAG_P)) {
		pop(builder);
		return;
	}
	if (!in_scope(builder, HTML_TAG_P, BUTTON_SCOPE))
		insert_implied(builder, HTML_TAG_P);
	close_p(builder);
}

static void end_heading(struct tree_builder *builder)
{
	uint32_t i = find_open(builder, builder->depth, HTML_TAG_UNKNOWN, HEADING | SCOPE);
	if (!(builder->stack[i].groups & HEADING))
		return;
	generate_implied_end_tags(builder, HTML_TAG_UNKNOWN);
	while (!(current(builder)->groups & HEADING))
		pop(builder);
	pop(builder);
}

static void end_br(struct tree_builder *builder)
{
	struct html_token br = {.kind = HTML_TOKEN_START_TAG,
	                        .tag = HTML_TAG_BR,
	                        .text = html_tag_name(HTML_TAG_BR)};
	start_void(builder, &br);
}

static bool end_body(struct tree_builder *builder)
{
	if (!in_scope(builder, HTML_TAG_BODY, SCOPE))
		return false;
	builder->mode = AFTER_BODY;
	return true;
}

static bool body_end_tag(struct tree_builder *builder, struct html_token *token)
{
	enum html_tag tag = (enum html_tag)token->tag;
	switch ((enum end_action)end_actions[tag]) {
	case END_ANY:
		any_other_end_tag(builder, token);
		return true;
	case END_BLOCK:
		end_in_scope(builder, tag, SCOPE, HTML_TAG_UNKNOWN);
		return true;
	case END_BODY:
		end_body(builder);
		return true;
	case END_BR:
		end_br(builder);
		return true;
	case END_DD_DT:
		end_in_scope(builder, tag, SCOPE, tag);
		return true;
	case END_FORM:
		end_form(builder);
		return true;
	case END_FORMATTING:
		adoption_agency(builder, token);
		return true;
	case END_HEADING:
		end_heading(builder);
		return true;
	case END_HTML:
		return !end_body(builder);
	case END_LI:
		end_in_scope(builder, tag, LIST_SCOPE, tag);
		return true;
	case END_MARKED:
		end_marked(builder, tag);
		return true;
	case END_P:
		end_p(builder);
		return true;
	case END_TEMPLATE:
		return in_head(builder, token);
	}
	return true;
}

bool in_body(struct tree_builder *builder, struct html_token *token)
{
	if (token->kind == HTML_TOKEN_TEXT)
		return body_text(builder, token);
	if (token->kind == HTML_TOKEN_START_TAG)
		return body_start_tag(builder, token);
	if (token->kind == HTML_TOKEN_END_TAG)
		return body_end_tag(builder, token);
	switch (token->kind) {
	case HTML_TOKEN_COMMENT:
		insert_comment(builder, token);
		return true;
	case HTML_TOKEN_END_OF_FILE:
		if (builder->template_count)
			return in_template(builder, token);
		builder->stopped = true;
		return true;
	default:
		return true;
	}
}

bool text_mode(struct tree_builder *builder, struct html_token *token)
{
	if (token->kind == HTML_TOKEN_TEXT) {
		insert_text(builder, token->text);
		return true;
	}
	pop(builder);
	builder->mode = builder->text_return_mode;
	return token->kind != HTML_TOKEN_END_OF_FILE;
}

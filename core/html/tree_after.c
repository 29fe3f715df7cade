/* Behind the body, and framesets (HTML standard, 13.2.6.4.17 ff.). */
#include "core/html/tree_builder.h"

static bool stop(struct tree_builder *builder)
{
	builder->stopped = true;
	return true;
}

static bool back_to_body(struct tree_builder *builder)
{
	builder->mode = IN_BODY;
	return false;
}

bool after_body(struct tree_builder *builder, struct html_token *token)
{
	switch (token->kind) {
	case HTML_TOKEN_TEXT:
		if (is_all_spaces(token->text))
			return in_body(builder, token);
		return back_to_body(builder);
	case HTML_TOKEN_COMMENT:
		nodes_add_late_comment(builder, token->text, false);
		return true;
	case HTML_TOKEN_DOCTYPE:
		return true;
	case HTML_TOKEN_END_OF_FILE:
		return stop(builder);
	default:
		if (is_start(token, HTML_TAG_HTML))
			return in_body(builder, token);
		if (!is_end(token, HTML_TAG_HTML))
			return back_to_body(builder);
		if (!builder->is_fragment)
			builder->mode = AFTER_AFTER_BODY;
		return true;
	}
}

bool after_after_body(struct tree_builder *builder, struct html_token *token)
{
	switch (token->kind) {
	case HTML_TOKEN_TEXT:
		if (is_all_spaces(token->text))
			return in_body(builder, token);
		return back_to_body(builder);
	case HTML_TOKEN_COMMENT:
		nodes_add_late_comment(builder, token->text, true);
		return true;
	case HTML_TOKEN_DOCTYPE:
		return true;
	case HTML_TOKEN_END_OF_FILE:
		return stop(builder);
	default:
		if (is_start(token, HTML_TAG_HTML))
			return in_body(builder, token);
		return back_to_body(builder);
	}
}

/* Of text only the white space has a place in a frameset. */
static void insert_spaces(struct tree_builder *builder, struct html_token *token)
{
	while (token->text.n) {
		insert_text(builder, cut_leading_spaces(token));
		size_t n = 0;
		while (n < token->text.n && !is_html_space(token->text.p[n]))
			n++;
		token->text = str_slice(token->text, n, token->text.n);
	}
}

/* What the modes of framesets have in common; false if the token is none of it. */
static bool frameset_token(struct tree_builder *builder, struct html_token *token)
{
	switch (token->kind) {
	case HTML_TOKEN_TEXT:
		insert_spaces(builder, token);
		return true;
	case HTML_TOKEN_COMMENT:
		insert_comment(builder, token);
		return true;
	case HTML_TOKEN_DOCTYPE:
		return true;
	case HTML_TOKEN_END_OF_FILE:
		return stop(builder);
	default:
		if (is_start(token, HTML_TAG_HTML))
			return in_body(builder, token);
		return is_start(token, HTML_TAG_NOFRAMES) && in_head(builder, token);
	}
}

bool in_frameset(struct tree_builder *builder, struct html_token *token)
{
	if (frameset_token(builder, token))
		return true;
	if (is_start(token, HTML_TAG_FRAMESET)) {
		insert_element(builder, token);
	} else if (is_start(token, HTML_TAG_FRAME)) {
		insert_void(builder, token);
	} else if (is_end(token, HTML_TAG_FRAMESET) && builder->depth > 1) {
		pop(builder);
		if (!builder->is_fragment && !current_is(builder, HTML_TAG_FRAMESET))
			builder->mode = AFTER_FRAMESET;
	}
	return true;
}

bool after_frameset(struct tree_builder *builder, struct html_token *token)
{
	if (!frameset_token(builder, token) && is_end(token, HTML_TAG_HTML))
		builder->mode = AFTER_AFTER_FRAMESET;
	return true;
}

bool after_after_frameset(struct tree_builder *builder, struct html_token *token)
{
	if (token->kind == HTML_TOKEN_COMMENT)
		nodes_add_late_comment(builder, token->text, true);
	else
		frameset_token(builder, token);
	return true;
}

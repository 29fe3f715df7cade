/* Tables, and templates (HTML standard, 13.2.6.4.9 to .15 and .16 ff.). */
#include "core/html/tree_builder.h"

/* Groups of tags that the modes of a table treat alike. */
enum {
	CAPTION = 1,
	COL = 2,
	COLGROUP = 4,
	SECTION = 8, /* tbody, tfoot, thead */
	CELL = 16,
	ROW = 32,
	TABLE = 64,
	OUTLINE = 128, /* body, html */
	PARTS = CAPTION | COL | COLGROUP | SECTION | CELL | ROW,
};

static unsigned table_group(enum html_tag tag)
{
	switch (tag) {
	case HTML_TAG_CAPTION:
		return CAPTION;
	case HTML_TAG_COL:
		return COL;
	case HTML_TAG_COLGROUP:
		return COLGROUP;
	case HTML_TAG_TBODY:
	case HTML_TAG_TFOOT:
	case HTML_TAG_THEAD:
		return SECTION;
	case HTML_TAG_TD:
	case HTML_TAG_TH:
		return CELL;
	case HTML_TAG_TR:
		return ROW;
	case HTML_TAG_TABLE:
		return TABLE;
	case HTML_TAG_BODY:
	case HTML_TAG_HTML:
		return OUTLINE;
	default:
		return 0;
	}
}

static unsigned start_group(const struct html_token *token)
{
	return token->kind == HTML_TOKEN_START_TAG ? table_group((enum html_tag)token->tag) : 0;
}

static unsigned end_group(const struct html_token *token)
{
	return token->kind == HTML_TOKEN_END_TAG ? table_group((enum html_tag)token->tag) : 0;
}

/* "Clear the stack back to a table (body, row) context": to one of these groups, or <template>. */
static void clear_to(struct tree_builder *builder, unsigned groups)
{
	while (builder->depth > 1 && !current_is(builder, HTML_TAG_TEMPLATE) &&
	       !(table_group((enum html_tag)current(builder)->tag) & groups))
		pop(builder);
}

static bool in_table_scope(const struct tree_builder *builder, enum html_tag tag)
{
	return in_scope(builder, tag, TABLE_SCOPE);
}

static bool section_in_table_scope(const struct tree_builder *builder)
{
	return in_table_scope(builder, HTML_TAG_TBODY) || in_table_scope(builder, HTML_TAG_THEAD) ||
	       in_table_scope(builder, HTML_TAG_TFOOT);
}

static bool is_fostering(enum html_tag tag)
{
	return (table_group(tag) & (TABLE | SECTION | ROW)) || tag == HTML_TAG_TEMPLATE;
}

/* Pops the current node if it may go, and has the token processed again in the mode outside. */
static bool leave(struct tree_builder *builder, enum insertion_mode mode)
{
	if (builder->depth > 1)
		pop(builder);
	builder->mode = (uint8_t)mode;
	return false;
}

static bool in_body_fostering(struct tree_builder *builder, struct html_token *token)
{
	builder->foster_parenting = true;
	bool done = in_body(builder, token);
	builder->foster_parenting = false;
	return done;
}

static bool begin_table_text(struct tree_builder *builder)
{
	builder->table_text = (struct str){NULL, 0};
	builder->table_text_room = 0;
	builder->table_text_return_mode = builder->mode;
	builder->mode = IN_TABLE_TEXT;
	return false;
}

static void start_part(struct tree_builder *builder, const struct html_token *token,
                       enum insertion_mode mode)
{
	clear_to(builder, TABLE);
	insert_element(builder, token);
	builder->mode = (uint8_t)mode;
}

static bool imply_part(struct tree_builder *builder, enum html_tag tag, enum insertion_mode mode)
{
	clear_to(builder, TABLE);
	insert_implied(builder, tag);
	builder->mode = (uint8_t)mode;
	return false;
}

static bool end_table(struct tree_builder *builder)
{
	if (!in_table_scope(builder, HTML_TAG_TABLE))
		return false;
	pop_through(builder, HTML_TAG_TABLE);
	reset_insertion_mode(builder);
	return true;
}

static bool is_hidden_input(const struct tree_builder *builder, const struct html_token *token)
{
	return token->tag == HTML_TAG_INPUT &&
	       str_equal_nocase(token_attribute(builder, token, STR("type")), STR("hidden"));
}

static void start_form_in_table(struct tree_builder *builder, const struct html_token *token)
{
	if (builder->form == NO_NODE && builder->open_count[HTML_TAG_TEMPLATE] == 0)
		builder->form = insert_void(builder, token);
}

static bool in_table_start_tag(struct tree_builder *builder, struct html_token *token)
{
	switch (token->tag) {
	case HTML_TAG_CAPTION:
		clear_to(builder, TABLE);
		formatting_push_marker(builder);
		start_part(builder, token, IN_CAPTION);
		return true;
	case HTML_TAG_COLGROUP:
		start_part(builder, token, IN_COLUMN_GROUP);
		return true;
	case HTML_TAG_COL:
		return imply_part(builder, HTML_TAG_COLGROUP, IN_COLUMN_GROUP);
	case HTML_TAG_TBODY:
	case HTML_TAG_TFOOT:
	case HTML_TAG_THEAD:
		start_part(builder, token, IN_TABLE_BODY);
		return true;
	case HTML_TAG_TD:
	case HTML_TAG_TH:
	case HTML_TAG_TR:
		return imply_part(builder, HTML_TAG_TBODY, IN_TABLE_BODY);
	case HTML_TAG_TABLE:
		return !end_table(builder);
	case HTML_TAG_STYLE:
	case HTML_TAG_SCRIPT:
	case HTML_TAG_TEMPLATE:
		return in_head(builder, token);
	case HTML_TAG_FORM:
		start_form_in_table(builder, token);
		return true;
	default:
		if (!is_hidden_input(builder, token))
			return in_body_fostering(builder, token);
		insert_void(builder, token);
		return true;
	}
}

bool in_table(struct tree_builder *builder, struct html_token *token)
{
	switch (token->kind) {
	case HTML_TOKEN_TEXT:
		if (is_fostering((enum html_tag)current(builder)->tag))
			return begin_table_text(builder);
		return in_body_fostering(builder, token);
	case HTML_TOKEN_COMMENT:
		insert_comment(builder, token);
		return true;
	case HTML_TOKEN_DOCTYPE:
		return true;
	case HTML_TOKEN_START_TAG:
		return in_table_start_tag(builder, token);
	case HTML_TOKEN_END_TAG:
		if (token->tag == HTML_TAG_TABLE)
			end_table(builder);
		else if (token->tag == HTML_TAG_TEMPLATE)
			return in_head(builder, token);
		else if (!(table_group((enum html_tag)token->tag) & (PARTS | OUTLINE)))
			return in_body_fostering(builder, token);
		return true;
	default:
		return in_body(builder, token);
	}
}

/* Without U+0000, which has no place in a table. */
static void collect_table_text(struct tree_builder *builder, struct str text)
{
	while (text.n) {
		size_t nul = str_find_byte(text, '\0', 0);
		size_t length = nul == STR_NONE ? text.n : nul;
		struct str piece = str_slice(text, 0, length);
		if (builder->table_text.n == 0)
			builder->table_text = piece;
		else
			text_append(builder->arena, &builder->table_text, &builder->table_text_room,
			            piece);
		text = str_slice(text, length + (nul != STR_NONE), text.n);
	}
}

bool in_table_text(struct tree_builder *builder, struct html_token *token)
{
	if (token->kind == HTML_TOKEN_TEXT) {
		collect_table_text(builder, token->text);
		return true;
	}
	struct html_token text = {.kind = HTML_TOKEN_TEXT, .text = builder->table_text};
	if (is_all_spaces(text.text))
		insert_text(builder, text.text);
	else
		in_body_fostering(builder, &text);
	builder->mode = builder->table_text_return_mode;
	return false;
}

static bool end_caption(struct tree_builder *builder)
{
	if (!in_table_scope(builder, HTML_TAG_CAPTION))
		return false;
	generate_implied_end_tags(builder, HTML_TAG_UNKNOWN);
	pop_through(builder, HTML_TAG_CAPTION);
	formatting_clear_to_marker(builder);
	builder->mode = IN_TABLE;
	return true;
}

bool in_caption(struct tree_builder *builder, struct html_token *token)
{
	unsigned starts = start_group(token), ends = end_group(token);
	if (ends & CAPTION) {
		end_caption(builder);
		return true;
	}
	if ((starts & PARTS) || (ends & TABLE))
		return !end_caption(builder);
	if (ends & (PARTS | OUTLINE))
		return true;
	return in_body(builder, token);
}

bool in_column_group(struct tree_builder *builder, struct html_token *token)
{
	bool is_tag = token->kind == HTML_TOKEN_START_TAG || token->kind == HTML_TOKEN_END_TAG;
	if (token->kind == HTML_TOKEN_TEXT) {
		insert_text(builder, cut_leading_spaces(token));
		if (token->text.n == 0)
			return true;
	} else if (token->kind == HTML_TOKEN_COMMENT) {
		insert_comment(builder, token);
		return true;
	} else if (token->kind == HTML_TOKEN_DOCTYPE) {
		return true;
	} else if (token->kind == HTML_TOKEN_END_OF_FILE || is_start(token, HTML_TAG_HTML)) {
		return in_body(builder, token);
	} else if (is_start(token, HTML_TAG_COL)) {
		insert_void(builder, token);
		return true;
	} else if (is_end(token, HTML_TAG_COL)) {
		return true;
	} else if (is_tag && token->tag == HTML_TAG_TEMPLATE) {
		return in_head(builder, token);
	}
	if (!current_is(builder, HTML_TAG_COLGROUP))
		return true;
	return leave(builder, IN_TABLE) || is_end(token, HTML_TAG_COLGROUP);
}

bool in_table_body(struct tree_builder *builder, struct html_token *token)
{
	unsigned starts = start_group(token), ends = end_group(token);
	if (starts & ROW) {
		clear_to(builder, SECTION);
		insert_element(builder, token);
		builder->mode = IN_ROW;
		return true;
	}
	if (starts & CELL) {
		clear_to(builder, SECTION);
		insert_implied(builder, HTML_TAG_TR);
		builder->mode = IN_ROW;
		return false;
	}
	if (ends & SECTION) {
		if (in_table_scope(builder, (enum html_tag)token->tag)) {
			clear_to(builder, SECTION);
			leave(builder, IN_TABLE);
		}
		return true;
	}
	if ((starts & (CAPTION | COL | COLGROUP | SECTION)) || (ends & TABLE)) {
		if (!section_in_table_scope(builder))
			return true;
		clear_to(builder, SECTION);
		return leave(builder, IN_TABLE);
	}
	if (ends & (PARTS | OUTLINE))
		return true;
	return in_table(builder, token);
}

bool in_row(struct tree_builder *builder, struct html_token *token)
{
	unsigned starts = start_group(token), ends = end_group(token);
	if (starts & CELL) {
		clear_to(builder, ROW);
		insert_element(builder, token);
		builder->mode = IN_CELL;
		formatting_push_marker(builder);
		return true;
	}
	if ((starts & PARTS) || (ends & (ROW | TABLE | SECTION))) {
		if ((ends & SECTION) && !in_table_scope(builder, (enum html_tag)token->tag))
			return true;
		if (!in_table_scope(builder, HTML_TAG_TR))
			return true;
		clear_to(builder, ROW);
		return leave(builder, IN_TABLE_BODY) || (ends & ROW);
	}
	if (ends & (PARTS | OUTLINE))
		return true;
	return in_table(builder, token);
}

/* The cell is one that is in table scope; UNKNOWN if the depth limit closed it. */
static void close_cell(struct tree_builder *builder, enum html_tag cell)
{
	if (cell) {
		generate_implied_end_tags(builder, HTML_TAG_UNKNOWN);
		pop_through(builder, cell);
	}
	formatting_clear_to_marker(builder);
	builder->mode = IN_ROW;
}

static enum html_tag open_cell(const struct tree_builder *builder)
{
	if (in_table_scope(builder, HTML_TAG_TD))
		return HTML_TAG_TD;
	return in_table_scope(builder, HTML_TAG_TH) ? HTML_TAG_TH : HTML_TAG_UNKNOWN;
}

bool in_cell(struct tree_builder *builder, struct html_token *token)
{
	unsigned starts = start_group(token), ends = end_group(token);
	if (ends & CELL) {
		if (in_table_scope(builder, (enum html_tag)token->tag))
			close_cell(builder, (enum html_tag)token->tag);
		return true;
	}
	if ((starts & PARTS) || (ends & (TABLE | SECTION | ROW))) {
		if (ends && !in_table_scope(builder, (enum html_tag)token->tag))
			return true;
		close_cell(builder, open_cell(builder));
		return false;
	}
	if (ends & (PARTS | OUTLINE))
		return true;
	return in_body(builder, token);
}

/* ---- Templates ---- */

static bool become(struct tree_builder *builder, enum insertion_mode mode)
{
	if (builder->template_count)
		builder->template_modes[builder->template_count - 1] = (uint8_t)mode;
	builder->mode = (uint8_t)mode;
	return false;
}

static bool in_template_start_tag(struct tree_builder *builder, struct html_token *token)
{
	switch (token->tag) {
	case HTML_TAG_BASE:
	case HTML_TAG_BASEFONT:
	case HTML_TAG_BGSOUND:
	case HTML_TAG_LINK:
	case HTML_TAG_META:
	case HTML_TAG_NOFRAMES:
	case HTML_TAG_SCRIPT:
	case HTML_TAG_STYLE:
	case HTML_TAG_TEMPLATE:
	case HTML_TAG_TITLE:
		return in_head(builder, token);
	case HTML_TAG_CAPTION:
	case HTML_TAG_COLGROUP:
	case HTML_TAG_TBODY:
	case HTML_TAG_TFOOT:
	case HTML_TAG_THEAD:
		return become(builder, IN_TABLE);
	case HTML_TAG_COL:
		return become(builder, IN_COLUMN_GROUP);
	case HTML_TAG_TR:
		return become(builder, IN_TABLE_BODY);
	case HTML_TAG_TD:
	case HTML_TAG_TH:
		return become(builder, IN_ROW);
	default:
		return become(builder, IN_BODY);
	}
}

static bool end_of_file_in_template(struct tree_builder *builder)
{
	if (builder->template_count)
		builder->template_count--;
	if (builder->open_count[HTML_TAG_TEMPLATE] == 0) {
		builder->stopped = true;
		return true;
	}
	pop_through(builder, HTML_TAG_TEMPLATE);
	formatting_clear_to_marker(builder);
	reset_insertion_mode(builder);
	return false;
}

bool in_template(struct tree_builder *builder, struct html_token *token)
{
	switch (token->kind) {
	case HTML_TOKEN_START_TAG:
		return in_template_start_tag(builder, token);
	case HTML_TOKEN_END_TAG:
		return token->tag == HTML_TAG_TEMPLATE ? in_head(builder, token) : true;
	case HTML_TOKEN_END_OF_FILE:
		return end_of_file_in_template(builder);
	default:
		return in_body(builder, token);
	}
}

/* From tokens to a tree (HTML standard, 13.2.6 "Tree construction"); see tree_builder.h. */
#include "core/html/tree.h"

#include "core/html/tree_builder.h"

static insertion_mode_function *const modes[INSERTION_MODES] = {
        [INITIAL] = initial,
        [BEFORE_HTML] = before_html,
        [BEFORE_HEAD] = before_head,
        [IN_HEAD] = in_head,
        [IN_HEAD_NOSCRIPT] = in_head_noscript,
        [AFTER_HEAD] = after_head,
        [IN_BODY] = in_body,
        [TEXT] = text_mode,
        [IN_TABLE] = in_table,
        [IN_TABLE_TEXT] = in_table_text,
        [IN_CAPTION] = in_caption,
        [IN_COLUMN_GROUP] = in_column_group,
        [IN_TABLE_BODY] = in_table_body,
        [IN_ROW] = in_row,
        [IN_CELL] = in_cell,
        [IN_TEMPLATE] = in_template,
        [AFTER_BODY] = after_body,
        [IN_FRAMESET] = in_frameset,
        [AFTER_FRAMESET] = after_frameset,
        [AFTER_AFTER_BODY] = after_after_body,
        [AFTER_AFTER_FRAMESET] = after_after_frameset,
};

bool process_in_mode(struct tree_builder *builder, struct html_token *token)
{
	return modes[builder->mode](builder, token);
}

/* Whether HTML's rules hold inside an element of SVG or MathML for this token. */
static bool is_html_inside(const struct open_element *element, const struct html_token *token)
{
	bool is_text = token->kind == HTML_TOKEN_TEXT;
	bool is_start_tag = token->kind == HTML_TOKEN_START_TAG;
	if (token->kind == HTML_TOKEN_END_OF_FILE)
		return true;
	if (element->groups & HTML_POINT)
		return is_text || is_start_tag;
	if (element->groups & MATHML_TEXT_POINT)
		return is_text || (is_start_tag && token->tag != HTML_TAG_MGLYPH &&
		                   token->tag != HTML_TAG_MALIGNMARK);
	return (element->groups & ANNOTATION) && is_start(token, HTML_TAG_SVG);
}

/* There is a root already. */
static void process(struct tree_builder *builder, struct html_token *token)
{
	bool done = false;
	while (!done) {
		const struct open_element *element = adjusted_current(builder);
		if (!(element->groups & OF_HTML) && !is_html_inside(element, token))
			done = in_foreign_content(builder, token);
		else
			done = process_in_mode(builder, token);
	}
}

/* Right behind <pre>, <listing> and <textarea> a newline is for the eye of the author only. */
static void drop_first_newline(struct tree_builder *builder, struct html_token *token)
{
	builder->skip_newline = false;
	if (token->kind == HTML_TOKEN_TEXT && token->text.n && token->text.p[0] == '\n')
		token->text = str_slice(token->text, 1, token->text.n);
}

static void build(struct tree_builder *builder)
{
	struct html_token token;
	while (builder->depth == 0) {
		html_tokenizer_next(&builder->tokenizer, &token);
		while (!process_in_mode(builder, &token))
			;
	}
	while (!builder->stopped) {
		bool is_foreign = !(adjusted_current(builder)->groups & OF_HTML);
		builder->tokenizer.cdata_allowed = is_foreign;
		html_tokenizer_next(&builder->tokenizer, &token);
		if (builder->skip_newline)
			drop_first_newline(builder, &token);
		/* Nearly always the token is for in_body, which is done with it. */
		if (is_foreign || builder->mode != IN_BODY || !in_body(builder, &token))
			process(builder, &token);
	}
	nodes_flush_late_comments(builder);
}

static void builder_init(struct tree_builder *builder, struct str page, uint32_t nodes_max,
                         struct arena *arena)
{
	/* The large arrays behind `depth` need no clearing, but for the counts. */
	memset(builder, 0, offsetof(struct tree_builder, stack));
	memset(builder->open_count, 0, sizeof(builder->open_count));
	memset(builder->open_tags, 0, SCAN_WORDS * sizeof(*builder->open_tags));
	memset(builder->open_groups, 0, SCAN_WORDS * sizeof(*builder->open_groups));
	builder->arena = arena;
	builder->frameset_ok = true;
	html_tokenizer_init(&builder->tokenizer, page, arena);
	builder->tokenizer.attributes_max = nodes_max;
	nodes_init(builder, page.n, nodes_max);
	formatting_init(builder, page.n);
}

void html_parse_within(struct str page, uint32_t nodes_max, struct arena *arena,
                       struct html_tree *tree)
{
	struct tree_builder builder;
	builder_init(&builder, page, nodes_max, arena);
	build(&builder);
	nodes_finish(&builder, tree);
}

void html_parse(struct str page, struct arena *arena, struct html_tree *tree)
{
	html_parse_within(page, HTML_NODES_MAX, arena, tree);
}

/* How the content of an element is read when it is all there is. */
static enum html_tokenizer_state content_state(enum html_tag tag)
{
	switch (tag) {
	case HTML_TAG_TITLE:
	case HTML_TAG_TEXTAREA:
		return HTML_RCDATA_STATE;
	case HTML_TAG_STYLE:
	case HTML_TAG_XMP:
	case HTML_TAG_IFRAME:
	case HTML_TAG_NOEMBED:
	case HTML_TAG_NOFRAMES:
		return HTML_RAWTEXT_STATE;
	case HTML_TAG_SCRIPT:
		return HTML_SCRIPT_DATA_STATE;
	case HTML_TAG_PLAINTEXT:
		return HTML_PLAINTEXT_STATE;
	default:
		return HTML_DATA_STATE;
	}
}

/* 13.4 "Parsing HTML fragments". The document plays the part of the root element. */
void html_parse_fragment(struct str page, struct str context, enum html_namespace ns,
                         struct arena *arena, struct html_tree *tree)
{
	struct tree_builder builder;
	builder_init(&builder, page, HTML_NODES_MAX, arena);
	builder.is_fragment = true;
	set_context(&builder, context, ns);
	enum html_tag tag = (enum html_tag)builder.context.tag;
	html_tokenizer_switch(&builder.tokenizer, content_state(tag), STR(""));
	push(&builder, 0, HTML_TAG_HTML, tag_groups[HTML_TAG_HTML]);
	if (tag == HTML_TAG_TEMPLATE)
		builder.template_modes[builder.template_count++] = IN_TEMPLATE;
	reset_insertion_mode(&builder);
	build(&builder);
	nodes_finish(&builder, tree);
}

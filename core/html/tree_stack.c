/*
 * The stack of open elements (HTML standard, 13.2.4.2), and inserting into the current node.
 *
 * open_count makes the commonest answer of "is there an X in scope", no, immediate. All else that
 * is asked of the stack is find_open: the answer is nearly always near the top, and where it is not
 * the stack is read many elements at a time, up to its limit. At the limit a new element takes the
 * place of the current one, as if that had been closed: the tree becomes flatter and nothing is
 * lost.
 */
#include "core/html/tree_builder.h"

enum { NEAR_TOP = 8 };

#define BOUNDS_ITEMS(groups) (((groups) & (SPECIAL | OPEN_TO_ITEMS)) == SPECIAL)

const uint16_t tag_groups[HTML_TAG_COUNT] = {
        [HTML_TAG_UNKNOWN] = OF_HTML,
#define TAG(identifier, name, groups)                                                              \
	[HTML_TAG_##identifier] = (groups) | OF_HTML | (BOUNDS_ITEMS(groups) ? ITEM_SCOPE : 0),
#include "core/html/tag_list.def"
#undef TAG
};

void make_room_on_stack(struct tree_builder *builder)
{
	builder->limits_hit++;
	while (stack_is_full(builder))
		pop(builder);
}

uint32_t find_open(const struct tree_builder *builder, uint32_t below, unsigned tag,
                   unsigned groups)
{
	uint32_t i = below, far = below > NEAR_TOP ? below - NEAR_TOP : 0;
	while (i-- > far)
		if (builder->stack[i].tag == tag || (builder->stack[i].groups & groups))
			return i;
	for (i = far; i > 0; i = i > SCAN_WORDS ? i - SCAN_WORDS : 0) {
		unsigned found =
		        scan_words(&builder->open_tags[i], &builder->open_groups[i], tag, groups);
		if (found)
			return i + (31u - (unsigned)__builtin_clz(found)) - SCAN_WORDS;
	}
	return 0;
}

uint32_t find_on_stack(const struct tree_builder *builder, enum html_tag tag, uint32_t node,
                       unsigned scope)
{
	uint32_t i = builder->depth;
	while ((i = find_open(builder, i, tag, scope)) > 0 && builder->stack[i].node != node)
		if (builder->stack[i].groups & scope)
			return 0;
	return i;
}

void pop_to(struct tree_builder *builder, uint32_t depth)
{
	while (builder->depth > depth)
		pop(builder);
}

void pop_through(struct tree_builder *builder, enum html_tag tag)
{
	while (builder->depth > 1) {
		bool found = current_is(builder, tag);
		pop(builder);
		if (found)
			return;
	}
}

/* Moves the elements behind `from`, up to `to`, one place down. */
void shift_down(struct tree_builder *builder, uint32_t from, uint32_t to)
{
	uint32_t count = to - from;
	uint16_t *tags = &builder->open_tags[SCAN_WORDS + from];
	uint16_t *groups = &builder->open_groups[SCAN_WORDS + from];
	memmove(&builder->stack[from], &builder->stack[from + 1], count * sizeof(*builder->stack));
	memmove(tags, tags + 1, count * sizeof(*tags));
	memmove(groups, groups + 1, count * sizeof(*groups));
}

void remove_from_stack(struct tree_builder *builder, uint32_t index)
{
	struct open_element removed = builder->stack[index];
	shift_down(builder, index, builder->depth - 1);
	builder->depth--;
	builder->open_count[removed.tag]--;
	if (removed.groups & FORMATTING)
		formatting_closed(builder, &removed);
}

void generate_implied_end_tags(struct tree_builder *builder, enum html_tag except)
{
	while ((current(builder)->groups & IMPLIED_END) && !current_is(builder, except))
		pop(builder);
}

void generate_all_implied_end_tags(struct tree_builder *builder)
{
	while (current(builder)->groups & (IMPLIED_END | IMPLIED_END_TABLE))
		pop(builder);
}

void close_open_p(struct tree_builder *builder)
{
	if (!in_scope(builder, HTML_TAG_P, BUTTON_SCOPE))
		return;
	generate_implied_end_tags(builder, HTML_TAG_P);
	pop_through(builder, HTML_TAG_P);
}

static bool fosters(enum html_tag tag)
{
	return tag == HTML_TAG_TABLE || tag == HTML_TAG_TBODY || tag == HTML_TAG_TFOOT ||
	       tag == HTML_TAG_THEAD || tag == HTML_TAG_TR;
}

/* What a table cannot hold goes before it, or where else its parent is (13.2.6.1). */
static struct place foster_place(struct tree_builder *builder)
{
	builder->may_stray = true;
	uint32_t i = find_open(builder, builder->depth, HTML_TAG_UNKNOWN, TABLE_SCOPE);
	const struct open_element *element = &builder->stack[i];
	if (element->tag == HTML_TAG_TABLE)
		return (struct place){builder->nodes[element->node].parent, element->node};
	return (struct place){element->node, NO_NODE}; /* <template> or <html> */
}

struct place place_in(struct tree_builder *builder, uint32_t stack_index)
{
	const struct open_element *target = &builder->stack[stack_index];
	if (builder->foster_parenting && fosters((enum html_tag)target->tag))
		return foster_place(builder);
	return (struct place){target->node, NO_NODE};
}

uint32_t insert_implied(struct tree_builder *builder, enum html_tag tag)
{
	struct html_token token = {
	        .kind = HTML_TOKEN_START_TAG, .tag = (uint16_t)tag, .text = html_tag_name(tag)};
	return insert_element(builder, &token);
}

void insert_comment(struct tree_builder *builder, const struct html_token *token)
{
	nodes_add(builder, appropriate_place(builder),
	          (struct html_node){.kind = HTML_COMMENT, .text = token->text});
}

struct str token_attribute(const struct tree_builder *builder, const struct html_token *token,
                           struct str name)
{
	const struct html_attribute *attribute =
	        builder->tokenizer.attributes + token->first_attribute;
	for (uint32_t i = 0; i < token->attribute_count; i++)
		if (str_equal(attribute[i].name, name))
			return attribute[i].value;
	return (struct str){NULL, 0};
}

static struct attribute_names *names_at(struct tree_builder *builder, uint32_t stack_index,
                                        const struct html_attribute *list)
{
	struct attribute_names **names = &builder->outline_names[stack_index];
	bool is_new = *names == NULL;
	if (is_new)
		*names = arena_array(builder->arena, struct attribute_names, 1);
	if (is_new || (*names)->list != list)
		**names = (struct attribute_names){.list = list};
	return *names;
}

void add_missing_attributes(struct tree_builder *builder, uint32_t stack_index,
                            const struct html_token *token)
{
	struct html_node *node = &builder->nodes[builder->stack[stack_index].node];
	struct html_tokenizer *tokenizer = &builder->tokenizer;
	struct html_attribute missing[HTML_ATTRIBUTES_PER_ELEMENT_MAX];
	const struct html_attribute *said = tokenizer->attributes + node->first_attribute;
	const struct html_attribute *added = tokenizer->attributes + token->first_attribute;
	uint32_t count = 0;
	if (node->kind != HTML_ELEMENT || token->attribute_count == 0)
		return;
	struct attribute_names *names = names_at(builder, stack_index, said);
	for (uint32_t i = 0; i < token->attribute_count; i++)
		if (node->attribute_count + count < HTML_ATTRIBUTES_PER_ELEMENT_MAX &&
		    !attribute_names_have(names, node->attribute_count, added[i].name))
			missing[count++] = added[i];
	if (count == 0)
		return;
	node->first_attribute =
	        html_tokenizer_keep_attributes(tokenizer, said, node->attribute_count);
	html_tokenizer_keep_attributes(tokenizer, missing, count);
	node->attribute_count += count;
}

/* 13.2.4.1 "reset the insertion mode appropriately"; -1 if the element says nothing of it. */
static int mode_for(const struct tree_builder *builder, enum html_tag tag, bool last)
{
	switch (tag) {
	case HTML_TAG_TD:
	case HTML_TAG_TH:
		return last ? -1 : IN_CELL;
	case HTML_TAG_TR:
		return IN_ROW;
	case HTML_TAG_TBODY:
	case HTML_TAG_THEAD:
	case HTML_TAG_TFOOT:
		return IN_TABLE_BODY;
	case HTML_TAG_CAPTION:
		return IN_CAPTION;
	case HTML_TAG_COLGROUP:
		return IN_COLUMN_GROUP;
	case HTML_TAG_TABLE:
		return IN_TABLE;
	case HTML_TAG_TEMPLATE:
		return builder->template_count
		               ? builder->template_modes[builder->template_count - 1]
		               : IN_BODY;
	case HTML_TAG_HEAD:
		return last ? -1 : IN_HEAD;
	case HTML_TAG_BODY:
		return IN_BODY;
	case HTML_TAG_FRAMESET:
		return IN_FRAMESET;
	case HTML_TAG_HTML:
		return builder->head ? AFTER_HEAD : BEFORE_HEAD;
	default:
		return -1;
	}
}

void reset_insertion_mode(struct tree_builder *builder)
{
	uint32_t i = find_open(builder, builder->depth, HTML_TAG_UNKNOWN, MODE);
	const struct open_element *element =
	        i == 0 && builder->is_fragment ? &builder->context : &builder->stack[i];
	int mode = mode_for(builder, (enum html_tag)element->tag, i == 0);
	builder->mode = mode < 0 ? IN_BODY : (uint8_t)mode;
}

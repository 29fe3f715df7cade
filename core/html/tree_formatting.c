/*
 * The list of active formatting elements (HTML standard, 13.2.4.3) and the adoption agency
 * algorithm (13.2.6.4.7): how <b>, <i> and the like go on in the next block when they were not
 * closed, and how <b><p></b></p> is sorted out.
 *
 * Elements made again share their attributes with the first, so making one is cheap. All searches
 * go back to the last marker only, which is FORMATTING_MAX entries at most.
 */
#include "core/html/tree_builder.h"

#include "core/base/hash.h"

enum {
	SAME_MAX = 3,        /* "Noah's Ark clause" */
	OUTER_LOOPS_MAX = 8, /* of the adoption agency */
	INNER_KEPT_MAX = 3,
	ADOPTION_COPIES_MAX = INNER_KEPT_MAX + 1, /* in one round */
	PAGE_BYTES_PER_COPY = 8, /* real pages have one copy in thousands of bytes */
	COPIES_MIN = 1000,
};

void formatting_init(struct tree_builder *builder, size_t page_bytes)
{
	size_t copies = page_bytes / PAGE_BYTES_PER_COPY + COPIES_MIN;
	builder->copies_left = copies < HTML_NODES_MAX ? (uint32_t)copies : HTML_NODES_MAX;
}

/* Index of the first entry since the last marker. */
static uint32_t section_start(const struct tree_builder *builder)
{
	uint32_t i = builder->formatting_count;
	while (i > 0 && !builder->formatting[i - 1].is_marker)
		i--;
	return i;
}

static int find_node(const struct tree_builder *builder, uint32_t node)
{
	for (uint32_t i = builder->formatting_count; i-- > 0;) {
		if (builder->formatting[i].is_marker)
			break;
		if (builder->formatting[i].node == node)
			return (int)i;
	}
	return -1;
}

void formatting_closed(struct tree_builder *builder, const struct open_element *element)
{
	struct formatting_element *list = builder->formatting;
	uint32_t to = element->entry < builder->formatting_count ? element->entry + 1u
	                                                         : builder->formatting_count;
	uint32_t from = to > FORMATTING_MAX ? to - FORMATTING_MAX : 0;
	for (uint32_t i = to; i-- > from;) {
		if (list[i].node == element->node && !list[i].is_marker) {
			list[i].is_open = false;
			return;
		}
	}
}

int formatting_find(const struct tree_builder *builder, enum html_tag tag)
{
	for (uint32_t i = builder->formatting_count; i-- > 0;) {
		if (builder->formatting[i].is_marker)
			break;
		if (builder->formatting[i].tag == tag)
			return (int)i;
	}
	return -1;
}

void formatting_remove(struct tree_builder *builder, uint32_t index)
{
	struct formatting_element *list = builder->formatting;
	memmove(&list[index], &list[index + 1],
	        (builder->formatting_count - index - 1) * sizeof(*list));
	builder->formatting_count--;
}

static void insert_at(struct tree_builder *builder, uint32_t index, struct formatting_element entry)
{
	struct formatting_element *list = builder->formatting;
	memmove(&list[index + 1], &list[index],
	        (builder->formatting_count - index) * sizeof(*list));
	list[index] = entry;
	builder->formatting_count++;
}

/* The same for the same attributes in any order. */
static uint64_t attributes_hash(const struct tree_builder *builder, uint32_t index)
{
	const struct html_node *node = &builder->nodes[index];
	const struct html_attribute *attributes =
	        builder->tokenizer.attributes + node->first_attribute;
	uint64_t sum = 1;
	for (uint32_t i = 0; i < node->attribute_count; i++)
		sum += hash64(attributes[i].name) ^ hash64(attributes[i].value) * SAME_MAX;
	return sum;
}

static uint64_t entry_hash(struct tree_builder *builder, struct formatting_element *entry)
{
	if (entry->attributes == 0)
		entry->attributes = attributes_hash(builder, entry->node);
	return entry->attributes;
}

/* Of more than three elements with the same name and attributes only the last three count. */
static void forget_fourth_of_a_kind(struct tree_builder *builder, uint32_t start,
                                    struct formatting_element *added)
{
	struct formatting_element *list = builder->formatting;
	uint32_t of_tag = 0, same = 0, earliest = 0;
	for (uint32_t i = start; i < builder->formatting_count; i++)
		of_tag += list[i].tag == added->tag;
	if (of_tag < SAME_MAX)
		return;
	for (uint32_t i = builder->formatting_count; i-- > start;) {
		if (list[i].tag == added->tag &&
		    entry_hash(builder, &list[i]) == entry_hash(builder, added)) {
			same++;
			earliest = i;
		}
	}
	if (same >= SAME_MAX)
		formatting_remove(builder, earliest);
}

static void make_room(struct tree_builder *builder, uint32_t start)
{
	if (builder->formatting_count - start < FORMATTING_MAX &&
	    builder->formatting_count < FORMATTING_LIST_MAX)
		return;
	builder->limits_hit++;
	if (start < builder->formatting_count)
		formatting_remove(builder, start);
}

void formatting_push(struct tree_builder *builder, enum html_tag tag, uint32_t node)
{
	struct formatting_element added = {.node = node, .tag = (uint16_t)tag, .is_open = true};
	uint32_t start = section_start(builder);
	forget_fourth_of_a_kind(builder, start, &added);
	make_room(builder, start);
	if (builder->formatting_count == FORMATTING_LIST_MAX)
		return;
	current(builder)->entry = (uint16_t)builder->formatting_count;
	builder->formatting[builder->formatting_count++] = added;
}

void formatting_push_marker(struct tree_builder *builder)
{
	if (builder->formatting_count < FORMATTING_LIST_MAX)
		builder->formatting[builder->formatting_count++] =
		        (struct formatting_element){.is_marker = true};
}

void formatting_clear_to_marker(struct tree_builder *builder)
{
	builder->formatting_count = section_start(builder);
	if (builder->formatting_count)
		builder->formatting_count--;
}

static bool can_copy(const struct tree_builder *builder, uint32_t count)
{
	return builder->copies_left >= count && nodes_have_room(builder, count);
}

/* Another element with the name and attributes of this one. */
static uint32_t add_copy(struct tree_builder *builder, struct place place, uint32_t node)
{
	builder->copies_left--;
	return nodes_add(builder, place, builder->nodes[node]);
}

void formatting_rebuild(struct tree_builder *builder)
{
	uint32_t i = builder->formatting_count;
	while (i > 0 && !builder->formatting[i - 1].is_marker &&
	       !builder->formatting[i - 1].is_open)
		i--;
	for (; i < builder->formatting_count; i++) {
		struct formatting_element *entry = &builder->formatting[i];
		if (stack_is_full(builder) || !can_copy(builder, 1)) {
			builder->limits_hit++;
			return;
		}
		entry->node = add_copy(builder, appropriate_place(builder), entry->node);
		entry->is_open = true;
		push(builder, entry->node, entry->tag, tag_groups[entry->tag]);
		current(builder)->entry = (uint16_t)i;
	}
}

/* ---- The adoption agency ---- */

static int find_furthest_block(const struct tree_builder *builder, uint32_t formatting)
{
	for (uint32_t i = formatting + 1; i < builder->depth; i++)
		if (builder->stack[i].groups & SPECIAL)
			return (int)i;
	return -1;
}

/* A copy of the formatting element takes its place in the list; the caller puts it on the stack. */
static uint32_t replace_by_copy(struct tree_builder *builder, uint32_t entry)
{
	struct place anywhere = {builder->stack[0].node, NO_NODE};
	uint32_t node = add_copy(builder, anywhere, builder->formatting[entry].node);
	nodes_detach(builder, node);
	builder->formatting[entry].node = node;
	return node;
}

/*
 * The inner loop: the elements between furthest block and formatting element, from below. Those
 * that are formatting elements themselves are copied, each copy around what was moved so far; the
 * others just leave the stack, which moves the block down. Gives the outermost element of the chain
 * and, where the furthest block got a copy around it, that copy.
 */
static uint32_t move_chain(struct tree_builder *builder, uint32_t formatting, uint32_t *block_index,
                           uint32_t *bookmark_node)
{
	uint32_t block = builder->stack[*block_index].node, last = block;
	uint32_t count = 0;
	for (uint32_t i = *block_index; --i > formatting;) {
		struct open_element *element = &builder->stack[i];
		int entry = element->groups & FORMATTING ? find_node(builder, element->node) : -1;
		count++;
		if (entry < 0 || count > INNER_KEPT_MAX) {
			remove_from_stack(builder, i);
			(*block_index)--;
			if (entry >= 0)
				formatting_remove(builder, (uint32_t)entry);
			continue;
		}
		element->node = replace_by_copy(builder, (uint32_t)entry);
		if (last == block)
			*bookmark_node = element->node;
		nodes_attach(builder, last, (struct place){element->node, NO_NODE});
		last = element->node;
	}
	return last;
}

/* One round for the formatting element at `index` of the stack, `entry` of the list. */
static void adopt(struct tree_builder *builder, uint32_t index, uint32_t block_index)
{
	uint32_t old = builder->stack[index].node, block = builder->stack[block_index].node;
	uint32_t bookmark_node = old;
	uint32_t last = move_chain(builder, index, &block_index, &bookmark_node);
	nodes_attach(builder, last, place_in(builder, index - 1));

	uint32_t entry = (uint32_t)find_node(builder, old);
	struct formatting_element renewed = builder->formatting[entry];
	renewed.node = replace_by_copy(builder, entry);
	nodes_move_children(builder, block, renewed.node);
	nodes_attach(builder, renewed.node, (struct place){block, NO_NODE});

	if (bookmark_node != old) { /* it goes behind the innermost copy */
		formatting_remove(builder, entry);
		entry = (uint32_t)find_node(builder, bookmark_node) + 1;
		insert_at(builder, entry, renewed);
	}
	struct open_element element = builder->stack[index];
	element.node = renewed.node;
	element.entry = (uint16_t)entry;
	shift_down(builder, index, block_index);
	element.level = builder->stack[block_index - 1].level + 1;
	set_open(builder, block_index, element);
}

/* Returns whether there may be more to do. */
static bool adoption_round(struct tree_builder *builder, const struct html_token *token)
{
	int entry = formatting_find(builder, (enum html_tag)token->tag);
	if (entry < 0) {
		any_other_end_tag(builder, token);
		return false;
	}
	if (!builder->formatting[entry].is_open) {
		formatting_remove(builder, (uint32_t)entry);
		return false;
	}
	uint32_t index = find_on_stack(builder, (enum html_tag)token->tag,
	                               builder->formatting[entry].node, SCOPE);
	if (index == 0)
		return false;
	int block = find_furthest_block(builder, index);
	if (block < 0 || !can_copy(builder, ADOPTION_COPIES_MAX)) {
		builder->limits_hit += block >= 0;
		pop_to(builder, index);
		formatting_remove(builder, (uint32_t)entry);
		return false;
	}
	adopt(builder, index, (uint32_t)block);
	return true;
}

void adoption_agency(struct tree_builder *builder, const struct html_token *token)
{
	uint32_t last = builder->formatting_count - 1;
	if (current_is(builder, (enum html_tag)token->tag) && builder->formatting_count &&
	    builder->formatting[last].node == current(builder)->node) {
		pop(builder);
		builder->formatting_count = last; /* the common case */
		return;
	}
	if (current_is(builder, (enum html_tag)token->tag) &&
	    find_node(builder, current(builder)->node) < 0) {
		pop(builder);
		return;
	}
	for (int i = 0; i < OUTER_LOOPS_MAX; i++)
		if (!adoption_round(builder, token))
			return;
}

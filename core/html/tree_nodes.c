/*
 * The tree as it grows. Nodes stand in one array in the order in which they were made, and know
 * their parent. While that is document order, nothing else is needed: in the end one pass from the
 * back finds where each subtree ends. Otherwise see node_links.
 */
#include "core/html/tree_builder.h"

enum {
	PAGE_BYTES_PER_NODE = 32, /* a first guess: real pages have about one node per 30 bytes */
	NODES_MIN = 64,
	TEXT_ROOM_MIN = 64,
	LATE_COMMENTS_MIN = 8,
};

static const uint32_t detached = UINT32_MAX; /* the parent of a node without one */

/* With room for the one that is left out. */
static struct html_node *new_nodes(struct tree_builder *builder, uint32_t capacity)
{
	return arena_array(builder->arena, struct html_node, capacity + 1);
}

static struct node_links *new_links(struct tree_builder *builder, uint32_t capacity)
{
	struct node_links *links = arena_array(builder->arena, struct node_links, capacity + 1);
	links[capacity] = (struct node_links){0};
	return links;
}

static uint32_t at_most_all(const struct tree_builder *builder, size_t capacity)
{
	return capacity < builder->nodes_max ? (uint32_t)capacity : builder->nodes_max;
}

void nodes_init(struct tree_builder *builder, size_t page_bytes, uint32_t nodes_max)
{
	BUG_UNLESS(nodes_max > 0 && nodes_max <= HTML_NODES_MAX);
	builder->page_start = builder->tokenizer.at;
	builder->nodes_max = nodes_max;
	builder->node_capacity = at_most_all(builder, page_bytes / PAGE_BYTES_PER_NODE + NODES_MIN);
	builder->nodes = new_nodes(builder, builder->node_capacity);
	builder->nodes[0] = (struct html_node){.kind = HTML_DOCUMENT, .end = 1};
	builder->node_count = 1;
}

/*
 * What the page needs if it goes on like this, and an eighth more, within bounds: the arrays grown
 * out of stay in the arena, and to get memory from the system takes longer than to parse into it.
 */
static uint32_t larger_capacity(const struct tree_builder *builder)
{
	size_t count = builder->node_count;
	size_t left = (size_t)(builder->tokenizer.end - builder->tokenizer.at);
	size_t read = (size_t)(builder->tokenizer.at - builder->page_start);
	size_t more = count * left / (read + 1);
	more += more / 8;
	size_t least = count / 4 * 3, most = count * 3;
	return at_most_all(builder, count + (more < least ? least : more < most ? more : most));
}

static void grow_nodes(struct tree_builder *builder)
{
	uint32_t capacity = larger_capacity(builder);
	struct html_node *nodes = new_nodes(builder, capacity);
	memcpy(nodes, builder->nodes, builder->node_count * sizeof(*nodes));
	builder->nodes = nodes;
	if (builder->links) {
		struct node_links *links = new_links(builder, capacity);
		memcpy(links, builder->links, builder->node_count * sizeof(*links));
		builder->links = links;
	}
	builder->node_capacity = capacity;
}

bool nodes_have_room(const struct tree_builder *builder, uint32_t count)
{
	return builder->node_count + count <= builder->nodes_max;
}

static void link_in(struct tree_builder *builder, uint32_t node, struct place place)
{
	struct node_links *links = builder->links, *parent = &links[place.parent];
	uint32_t previous = place.before ? links[place.before].previous : parent->last_child;
	links[node].previous = previous;
	links[node].next = place.before;
	*(previous ? &links[previous].next : &parent->first_child) = node;
	*(place.before ? &links[place.before].previous : &parent->last_child) = node;
	builder->nodes[node].parent = place.parent;
}

static void make_links(struct tree_builder *builder)
{
	if (builder->links)
		return;
	builder->may_stray = true;
	builder->links = new_links(builder, builder->node_capacity);
	memset(builder->links, 0, builder->node_count * sizeof(*builder->links));
	for (uint32_t i = 1; i < builder->node_count; i++)
		link_in(builder, i, (struct place){builder->nodes[i].parent, NO_NODE});
	builder->links[builder->node_count - 1].text_room = builder->text_room;
}

/* Whether a node at the end of the array would be the last child of `parent`. */
static bool is_on_last_path(const struct tree_builder *builder, uint32_t parent)
{
	uint32_t node = builder->node_count - 1;
	while (node > parent)
		node = builder->nodes[node].parent;
	return node == parent;
}

uint32_t nodes_place_new(struct tree_builder *builder, struct place place)
{
	if (!nodes_have_room(builder, 1)) {
		builder->stopped = builder->is_cut = true;
		builder->nodes[builder->nodes_max].parent = detached;
		return builder->nodes_max;
	}
	if (builder->node_count == builder->node_capacity)
		grow_nodes(builder);
	if (builder->may_stray && builder->links == NULL &&
	    (place.before || !is_on_last_path(builder, place.parent)))
		make_links(builder);
	uint32_t index = builder->node_count++;
	builder->nodes[index].parent = place.parent;
	builder->nodes[index].end = index + 1;
	builder->text_room = 0;
	if (builder->links) {
		builder->links[index] = (struct node_links){0};
		link_in(builder, index, place);
	}
	return index;
}

void text_append(struct arena *arena, struct str *text, uint32_t *room, struct str more)
{
	if (text->p + text->n == more.p) {
		text->n += more.n;
		return;
	}
	if (text->n + more.n > *room) {
		size_t bytes = (text->n + more.n) * 2;
		if (bytes < TEXT_ROOM_MIN)
			bytes = TEXT_ROOM_MIN;
		char *copy = arena_bytes(arena, bytes);
		memcpy(copy, text->p, text->n);
		text->p = copy;
		*room = bytes <= UINT32_MAX ? (uint32_t)bytes : 0;
	}
	/* The room behind the text is ours, and nobody's slice reaches into it. */
	memcpy((char *)(uintptr_t)text->p + text->n, more.p, more.n);
	text->n += more.n;
}

static uint32_t text_before(const struct tree_builder *builder, struct place place)
{
	uint32_t node = builder->node_count - 1;
	if (builder->links)
		node = place.before ? builder->links[place.before].previous
		                    : builder->links[place.parent].last_child;
	const struct html_node *candidate = &builder->nodes[node];
	bool fits = candidate->kind == HTML_TEXT && candidate->parent == place.parent;
	return fits ? node : NO_NODE;
}

void nodes_extend_text(struct tree_builder *builder, struct place place, struct str text)
{
	if (place.before)
		make_links(builder);
	uint32_t node = text_before(builder, place);
	if (node == NO_NODE) {
		nodes_add(builder, place, (struct html_node){.kind = HTML_TEXT, .text = text});
		return;
	}
	uint32_t *room = builder->links ? &builder->links[node].text_room : &builder->text_room;
	text_append(builder->arena, &builder->nodes[node].text, room, text);
}

void nodes_detach(struct tree_builder *builder, uint32_t node)
{
	make_links(builder);
	if (builder->nodes[node].parent == detached)
		return;
	struct node_links *links = builder->links, *own = &links[node];
	struct node_links *parent = &links[builder->nodes[node].parent];
	*(own->previous ? &links[own->previous].next : &parent->first_child) = own->next;
	*(own->next ? &links[own->next].previous : &parent->last_child) = own->previous;
	own->previous = own->next = NO_NODE;
	builder->nodes[node].parent = detached;
}

void nodes_attach(struct tree_builder *builder, uint32_t node, struct place place)
{
	nodes_detach(builder, node);
	link_in(builder, node, place);
}

void nodes_move_children(struct tree_builder *builder, uint32_t from, uint32_t to)
{
	make_links(builder);
	struct node_links *links = builder->links;
	uint32_t child = links[from].first_child;
	links[from].first_child = links[from].last_child = NO_NODE;
	while (child) {
		uint32_t next = links[child].next;
		link_in(builder, child, (struct place){to, NO_NODE});
		child = next;
	}
}

/*
 * Comments behind </body> belong behind the body, but text may yet come that belongs into it: a
 * page that ends in "</html> <!-- cached --> " would be out of order for nothing. So they wait.
 */
void nodes_add_late_comment(struct tree_builder *builder, struct str text, bool of_document)
{
	if (builder->late_comment_count == builder->late_comment_capacity) {
		uint32_t capacity = builder->late_comment_capacity * 2;
		if (capacity == 0)
			capacity = LATE_COMMENTS_MIN;
		struct late_comment *bigger =
		        arena_array(builder->arena, struct late_comment, capacity);
		if (builder->late_comment_count)
			memcpy(bigger, builder->late_comments,
			       builder->late_comment_count * sizeof(*bigger));
		builder->late_comments = bigger;
		builder->late_comment_capacity = capacity;
	}
	builder->late_comments[builder->late_comment_count++] =
	        (struct late_comment){text, of_document};
}

void nodes_flush_late_comments(struct tree_builder *builder)
{
	for (int of_document = 0; of_document <= 1; of_document++) {
		for (uint32_t i = 0; i < builder->late_comment_count; i++) {
			const struct late_comment *comment = &builder->late_comments[i];
			struct place place = {of_document ? 0 : builder->stack[0].node, NO_NODE};
			struct html_node node = {.kind = HTML_COMMENT, .text = comment->text};
			if (comment->of_document == of_document)
				nodes_add(builder, place, node);
		}
	}
	builder->late_comment_count = 0;
}

/* Lays the linked nodes out in document order, and no deeper than they may be. */
static void lay_out(struct tree_builder *builder)
{
	struct html_node *out = arena_array(builder->arena, struct html_node, builder->node_count);
	uint32_t path[HTML_DEPTH_MAX];
	uint32_t count = 0, depth = 0, node = 0;
	for (;;) {
		uint32_t kept_depth = depth < HTML_DEPTH_MAX ? depth : HTML_DEPTH_MAX - 1;
		builder->limits_hit += kept_depth < depth;
		out[count] = builder->nodes[node];
		out[count].parent = kept_depth ? path[kept_depth - 1] : 0;
		out[count].end = count + 1;
		path[kept_depth] = count++;
		if (builder->links[node].first_child) {
			node = builder->links[node].first_child;
			depth++;
			continue;
		}
		while (node && builder->links[node].next == NO_NODE) {
			node = builder->nodes[node].parent;
			depth--;
		}
		if (node == 0)
			break;
		node = builder->links[node].next;
	}
	builder->nodes = out;
	builder->node_count = count;
}

void nodes_finish(struct tree_builder *builder, struct html_tree *tree)
{
	if (builder->links)
		lay_out(builder);
	struct html_node *nodes = builder->nodes;
	for (uint32_t i = builder->node_count - 1; i > 0; i--) {
		uint32_t *end = &nodes[nodes[i].parent].end;
		*end = *end < nodes[i].end ? nodes[i].end : *end; /* always stores: no branch */
	}
	*tree = (struct html_tree){
	        .nodes = nodes,
	        .node_count = builder->node_count,
	        .attributes = builder->tokenizer.attributes,
	        .attribute_count = builder->tokenizer.attribute_count,
	        .limits_hit = builder->limits_hit + builder->tokenizer.limits_hit,
	        .is_cut = builder->is_cut ||
	                  builder->tokenizer.attribute_count >= builder->tokenizer.attributes_max,
	};
}

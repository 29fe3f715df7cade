/*
 * What the files of the tree builder share (HTML standard, 13.2.6 "Tree construction"):
 *
 *     tree.c             the public functions, the loop over tokens
 *     tree_nodes.c       the tree as it grows, flattened at the end
 *     tree_stack.c       the stack of open elements and its scopes
 *     tree_formatting.c  the list of active formatting elements, the adoption agency
 *     tree_head.c        insertion modes before the body
 *     tree_body.c        "in body" and "text"
 *     tree_table.c       tables and templates
 *     tree_after.c       after the body, framesets
 *     tree_foreign.c     SVG and MathML
 *     tree_quirks.c      doctypes
 *
 * Nodes are appended to one array. As long as they come in document order (nearly always), that
 * array is the result. Only when one has to go elsewhere (foster parenting, the adoption agency,
 * something for <head> behind it) are all nodes linked to their siblings, and at the end laid out
 * again in order.
 */
#ifndef CORE_HTML_TREE_BUILDER_H
#define CORE_HTML_TREE_BUILDER_H

#include <stddef.h>

#include "core/base/bug.h"
#include "core/base/hash.h"
#include "core/html/scan.h"
#include "core/html/tokenizer.h"
#include "core/html/tree.h"

/*
 * The groups that tag_list.def sorts elements into (those of the HTML standard, "The stack of open
 * elements", and some of its steps), and what else is asked of open elements.
 */
enum element_group {
	SPECIAL = 1,
	SCOPE = 2, /* bounds "has an element in scope" ... */
	LIST_SCOPE = 4,
	BUTTON_SCOPE = 8,
	TABLE_SCOPE = 16,
	IMPLIED_END = 32,
	IMPLIED_END_TABLE = 64, /* the further ones of "generate all implied end tags thoroughly" */
	FORMATTING = 128,
	HEADING = 256,
	OF_HTML = 512, /* the namespace */
	MATHML_TEXT_POINT = 1024,
	HTML_POINT = 2048,
	ANNOTATION = 4096,    /* MathML annotation-xml */
	MODE = 8192,          /* decides which insertion mode there is inside */
	ITEM_SCOPE = 16384,   /* special, and not one of the next: bounds the look for an <li> */
	OPEN_TO_ITEMS = 32768 /* <address>, <div>, <p> */
};

struct open_element {
	uint32_t node;
	uint16_t tag;    /* enum html_tag; see name_key() for those that have none in HTML */
	uint16_t groups; /* enum element_group */
	/*
	 * How deep in the tree: more than the place on the stack if an element above it has left
	 * the stack, as <form> can.
	 */
	uint16_t level;
	/*
	 * Of a formatting element: its place in the list of those when it was added; it can only
	 * have moved down from there, by FORMATTING_MAX at most.
	 */
	uint16_t entry;
};

struct formatting_element {
	uint32_t node;
	uint16_t tag;
	bool is_marker;
	bool is_open;        /* is on the stack of open elements */
	uint64_t attributes; /* hash of the attributes, whatever their order; 0: not known yet */
};

enum insertion_mode {
	INITIAL,
	BEFORE_HTML,
	BEFORE_HEAD,
	IN_HEAD,
	IN_HEAD_NOSCRIPT,
	AFTER_HEAD,
	IN_BODY,
	TEXT,
	IN_TABLE,
	IN_TABLE_TEXT,
	IN_CAPTION,
	IN_COLUMN_GROUP,
	IN_TABLE_BODY,
	IN_ROW,
	IN_CELL,
	IN_TEMPLATE,
	AFTER_BODY,
	IN_FRAMESET,
	AFTER_FRAMESET,
	AFTER_AFTER_BODY,
	AFTER_AFTER_FRAMESET,
	INSERTION_MODES
};

enum {
	/* Also the largest level: the document is above them and a text or void element below. */
	OPEN_ELEMENTS_MAX = HTML_DEPTH_MAX - 2,
	/*
	 * Formatting elements since the last marker; when there are more, the oldest is forgotten.
	 * Of 1,497 real pages none had more than 8.
	 */
	FORMATTING_MAX = 32,
	FORMATTING_LIST_MAX = 1024, /* with all markers */
	NAME_KEYS = 512,            /* for names of elements that HTML does not have */
	NO_NODE = 0,                /* the document is never a child, nor looked for */
};

/* The neighbours of a node; NO_NODE where there is none. Its parent is in html_node. */
struct node_links {
	uint32_t first_child, last_child, previous, next;
	uint32_t text_room; /* bytes allocated for a text that grew; 0: not ours */
};

/* A comment behind the body, kept until nothing can come before it any more. */
struct late_comment {
	struct str text;
	bool of_document; /* else of <html> */
};

struct tree_builder {
	struct html_tokenizer tokenizer;
	const char *page_start;
	struct arena *arena;

	struct html_node *nodes;
	/* The node past the limit has a place in the array, `nodes_max`, and not in the tree. */
	uint32_t node_count, node_capacity, nodes_max;
	struct node_links *links; /* NULL while nodes come in document order */
	uint32_t text_room;       /* of the last node, while there are no links */
	bool may_stray;           /* nodes may come out of order, or have done so: look */
	/*
	 * Elements that may yet be made without a tag for each: unclosed formatting elements begin
	 * anew in each block, which could make a small page a huge tree.
	 */
	uint32_t copies_left;
	uint32_t limits_hit;
	bool is_cut;

	struct late_comment *late_comments;
	uint32_t late_comment_count, late_comment_capacity;

	uint8_t mode, text_return_mode, table_text_return_mode; /* enum insertion_mode */
	bool frameset_ok;
	bool foster_parenting;
	bool quirks;
	bool skip_newline; /* a newline right behind <pre> and the like is not content */
	bool is_fragment;
	bool stopped;
	struct open_element context; /* fragment: the element around it; node is not used */
	enum html_namespace context_ns;
	uint32_t head, form;                      /* the element pointers */
	struct attribute_names *outline_names[2]; /* of <html> and <body>, when there are two */

	struct str table_text; /* the pending table characters */
	uint32_t table_text_room;

	uint32_t depth; /* elements on the stack */
	uint32_t formatting_count;
	uint32_t template_count;
	struct open_element stack[OPEN_ELEMENTS_MAX];
	uint16_t open_count[HTML_TAG_COUNT + NAME_KEYS]; /* how many of each tag are on the stack */
	/* The tags and groups of the stack again, as find_open reads them; it begins behind room
	   for its last step. */
	uint16_t open_tags[SCAN_WORDS + OPEN_ELEMENTS_MAX];
	uint16_t open_groups[SCAN_WORDS + OPEN_ELEMENTS_MAX];
	struct formatting_element formatting[FORMATTING_LIST_MAX];
	uint8_t template_modes[OPEN_ELEMENTS_MAX];
};

/* Where a node goes: last in `parent`, or before a child of it. */
struct place {
	uint32_t parent, before;
};

/* ---- tree_nodes.c ---- */

void nodes_init(struct tree_builder *builder, size_t page_bytes, uint32_t nodes_max);
/*
 * The careful ways, for when nodes are not known to come in order, or there is no room: the number
 * of a node that is in its place, but not filled in; `nodes_max` past the limit.
 */
uint32_t nodes_place_new(struct tree_builder *builder, struct place place);
void nodes_extend_text(struct tree_builder *builder, struct place place, struct str text);
void nodes_add_late_comment(struct tree_builder *builder, struct str text, bool of_document);
void nodes_flush_late_comments(struct tree_builder *builder);
bool nodes_have_room(const struct tree_builder *builder, uint32_t count);
/* Takes a node out of its parent, with all below it. */
void nodes_detach(struct tree_builder *builder, uint32_t node);
/* Puts a node somewhere else. */
void nodes_attach(struct tree_builder *builder, uint32_t node, struct place place);
void nodes_move_children(struct tree_builder *builder, uint32_t from, uint32_t to);
void nodes_finish(struct tree_builder *builder, struct html_tree *tree);
/* `*text` and `more` in one piece; `*room` is what `*text` has, 0 if it must not be written to. */
void text_append(struct arena *arena, struct str *text, uint32_t *room, struct str more);

static inline uint32_t nodes_add(struct tree_builder *builder, struct place place,
                                 struct html_node node)
{
	uint32_t index = builder->node_count;
	if (builder->may_stray || index == builder->node_capacity) {
		index = nodes_place_new(builder, place);
	} else {
		builder->nodes[index].parent = place.parent;
		builder->nodes[index].end = index + 1;
		builder->node_count = index + 1;
		builder->text_room = 0;
	}
	/* Field by field: the whole would go through memory, and be read before it is there. */
	struct html_node *added = &builder->nodes[index];
	added->tag = node.tag;
	added->kind = node.kind;
	added->ns = node.ns;
	added->first_attribute = node.first_attribute;
	added->attribute_count = node.attribute_count;
	added->text = node.text;
	return index;
}

/* Text right behind other text becomes part of that. */
static inline void nodes_add_text(struct tree_builder *builder, struct place place, struct str text)
{
	const struct html_node *last = &builder->nodes[builder->node_count - 1];
	if (builder->may_stray || (last->kind == HTML_TEXT && last->parent == place.parent))
		nodes_extend_text(builder, place, text);
	else
		nodes_add(builder, place, (struct html_node){.kind = HTML_TEXT, .text = text});
}

/* ---- tree_stack.c ---- */

extern const uint16_t tag_groups[HTML_TAG_COUNT];

static inline struct open_element *current(struct tree_builder *builder)
{
	return &builder->stack[builder->depth - 1];
}

static inline bool current_is(struct tree_builder *builder, enum html_tag tag)
{
	return current(builder)->tag == tag;
}

/* The current node, or for the bottom of a fragment the element around it. */
static inline const struct open_element *adjusted_current(struct tree_builder *builder)
{
	return builder->depth == 1 && builder->is_fragment ? &builder->context : current(builder);
}

void formatting_closed(struct tree_builder *builder, const struct open_element *element);

static inline void pop(struct tree_builder *builder)
{
	const struct open_element *element = &builder->stack[--builder->depth];
	builder->open_count[element->tag]--;
	if (element->groups & FORMATTING)
		formatting_closed(builder, element);
}

static inline bool stack_is_full(struct tree_builder *builder)
{
	return current(builder)->level >= OPEN_ELEMENTS_MAX;
}

void make_room_on_stack(struct tree_builder *builder);

/* Puts an element on the stack at `index`, and where searches see it. */
static inline void set_open(struct tree_builder *builder, uint32_t index,
                            struct open_element element)
{
	builder->stack[index] = element;
	builder->open_tags[SCAN_WORDS + index] = element.tag;
	builder->open_groups[SCAN_WORDS + index] = element.groups;
}

/* The stack is not full. */
static inline void push(struct tree_builder *builder, uint32_t node, unsigned tag, unsigned groups)
{
	unsigned level = builder->depth ? current(builder)->level + 1u : 1;
	set_open(builder, builder->depth++,
	         (struct open_element){.node = node,
	                               .tag = (uint16_t)tag,
	                               .groups = (uint16_t)groups,
	                               .level = (uint16_t)level});
	builder->open_count[tag]++;
}

/*
 * What stands for the tag of an element that HTML has no rules for: unknown, or not OF_HTML. Others
 * may have the same, so the names are to be compared; but where open_count is 0, there is none.
 */
static inline unsigned name_key(const struct html_token *token)
{
	uint64_t hash = token->tag ? token->tag : hash64(token->text);
	return HTML_TAG_COUNT + (unsigned)(hash % NAME_KEYS);
}

/* Where something goes that is meant for this element: not always into it (foster parenting). */
struct place place_in(struct tree_builder *builder, uint32_t stack_index);

static inline struct place appropriate_place(struct tree_builder *builder)
{
	if (builder->foster_parenting)
		return place_in(builder, builder->depth - 1);
	return (struct place){current(builder)->node, NO_NODE};
}

/*
 * The index of the uppermost open element below `below` that has this tag or is of one of these
 * groups; 0, which is <html>, if there is none. HTML_TAG_UNKNOWN is no tag.
 */
uint32_t find_open(const struct tree_builder *builder, uint32_t below, unsigned tag,
                   unsigned groups);

static inline bool in_scope(const struct tree_builder *builder, enum html_tag tag, unsigned scope)
{
	return builder->open_count[tag] &&
	       builder->stack[find_open(builder, builder->depth, tag, scope)].tag == tag;
}

void pop_to(struct tree_builder *builder, uint32_t depth);         /* so that this many stay */
void pop_through(struct tree_builder *builder, enum html_tag tag); /* up to and with the nearest */
void generate_implied_end_tags(struct tree_builder *builder, enum html_tag except);
void generate_all_implied_end_tags(struct tree_builder *builder);
void remove_from_stack(struct tree_builder *builder, uint32_t index);
void shift_down(struct tree_builder *builder, uint32_t from, uint32_t to);
/* The index of an element; 0 if it is not there, or above it is one of the groups `scope`. */
uint32_t find_on_stack(const struct tree_builder *builder, enum html_tag tag, uint32_t node,
                       unsigned scope);
void close_open_p(struct tree_builder *builder);

static inline void close_p(struct tree_builder *builder)
{
	if (builder->open_count[HTML_TAG_P])
		close_open_p(builder);
}

void reset_insertion_mode(struct tree_builder *builder);

/* ---- Inserting elements (tree_stack.c) ---- */

static inline struct html_node element_node(const struct html_token *token, enum html_namespace ns)
{
	return (struct html_node){
	        .tag = token->tag,
	        .kind = HTML_ELEMENT,
	        .ns = (uint8_t)ns,
	        .first_attribute = token->first_attribute,
	        .attribute_count = token->attribute_count,
	        .text = token->text,
	};
}

/* An element of the HTML namespace that has no content and so does not go on the stack. */
static inline uint32_t insert_void(struct tree_builder *builder, const struct html_token *token)
{
	return nodes_add(builder, appropriate_place(builder), element_node(token, HTML_NS_HTML));
}

static inline uint32_t insert_element(struct tree_builder *builder, const struct html_token *token)
{
	if (stack_is_full(builder))
		make_room_on_stack(builder);
	uint32_t node = insert_void(builder, token);
	push(builder, node, token->tag ? token->tag : name_key(token), tag_groups[token->tag]);
	return node;
}

static inline void insert_text(struct tree_builder *builder, struct str text)
{
	if (text.n)
		nodes_add_text(builder, appropriate_place(builder), text);
}

/* One that no tag in the page stands for. */
uint32_t insert_implied(struct tree_builder *builder, enum html_tag tag);
void insert_comment(struct tree_builder *builder, const struct html_token *token);
struct str token_attribute(const struct tree_builder *builder, const struct html_token *token,
                           struct str name);
/* A second <html> or <body> only adds to what the first one said; these are at 0 and 1. */
void add_missing_attributes(struct tree_builder *builder, uint32_t stack_index,
                            const struct html_token *token);

/* ---- tree_formatting.c ---- */

void formatting_init(struct tree_builder *builder, size_t page_bytes);
void formatting_push(struct tree_builder *builder, enum html_tag tag, uint32_t node);
void formatting_push_marker(struct tree_builder *builder);
void formatting_clear_to_marker(struct tree_builder *builder);
void formatting_rebuild(struct tree_builder *builder);
/* The entry of the last such element since the last marker, or -1. */
int formatting_find(const struct tree_builder *builder, enum html_tag tag);
void formatting_remove(struct tree_builder *builder, uint32_t index);
void adoption_agency(struct tree_builder *builder, const struct html_token *token);

static inline void reconstruct_formatting(struct tree_builder *builder)
{
	uint32_t count = builder->formatting_count;
	if (count && !builder->formatting[count - 1].is_marker &&
	    !builder->formatting[count - 1].is_open)
		formatting_rebuild(builder);
}

/*
 * ---- Insertion modes ----
 * Each takes a token and returns true, or returns false to have it processed again in the mode that
 * is now the builder's.
 */
typedef bool insertion_mode_function(struct tree_builder *builder, struct html_token *token);

insertion_mode_function initial, before_html, before_head, in_head, in_head_noscript, after_head;
insertion_mode_function in_body, text_mode;
insertion_mode_function in_table, in_table_text, in_caption, in_column_group, in_table_body, in_row,
        in_cell, in_template;
insertion_mode_function after_body, in_frameset, after_frameset, after_after_body,
        after_after_frameset;
insertion_mode_function in_foreign_content;

bool process_in_mode(struct tree_builder *builder, struct html_token *token);
void any_other_end_tag(struct tree_builder *builder, const struct html_token *token);
void insert_foreign_element(struct tree_builder *builder, struct html_token *token,
                            enum html_namespace ns);
/* The element that a fragment is parsed for. */
void set_context(struct tree_builder *builder, struct str name, enum html_namespace ns);
/* Inserts the element and has its content read as text (13.2.6.2). */
void insert_text_element(struct tree_builder *builder, const struct html_token *token,
                         enum html_tokenizer_state state);
bool doctype_is_quirky(const struct html_token *token, struct str public_id, struct str system_id);

/* Cuts the white space off the front of a text token. */
struct str cut_leading_spaces(struct html_token *token);
bool is_all_spaces(struct str text);

static inline bool is_html_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r';
}

static inline bool is_start(const struct html_token *token, enum html_tag tag)
{
	return token->kind == HTML_TOKEN_START_TAG && token->tag == tag;
}

static inline bool is_end(const struct html_token *token, enum html_tag tag)
{
	return token->kind == HTML_TOKEN_END_TAG && token->tag == tag;
}

#endif

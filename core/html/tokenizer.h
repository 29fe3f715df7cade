/*
 * The tokens of an HTML page, one at a time (HTML standard, 13.2.5 "Tokenization").
 *
 * Tokens are slices of the page wherever the page has the bytes as they are meant; what has
 * character references, capital letters in names or U+0000 is built in the arena. A text token is
 * a longest run of text but for rare cases, where two follow each other.
 */
#ifndef CORE_HTML_TOKENIZER_H
#define CORE_HTML_TOKENIZER_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/str.h"
#include "core/html/tag.h"
#include "core/html/tree.h"

enum html_token_kind {
	HTML_TOKEN_END_OF_FILE,
	HTML_TOKEN_TEXT,
	HTML_TOKEN_START_TAG,
	HTML_TOKEN_END_TAG,
	HTML_TOKEN_COMMENT,
	HTML_TOKEN_DOCTYPE,
};

struct html_token {
	uint8_t kind;      /* enum html_token_kind */
	bool self_closing; /* start tag: ends in "/>" */
	bool has_nul;      /* text: there is a U+0000 in it, for the tree builder to deal with */
	bool force_quirks; /* doctype */
	uint16_t tag;      /* tags: enum html_tag */
	struct str text;   /* text, comment: the content; tags, doctype: the name (p NULL: none) */
	/*
	 * Start tag: its attributes in html_tokenizer.attributes. Doctype: those of the identifiers
	 * "public" and "system" that it has.
	 */
	uint32_t first_attribute, attribute_count;
};

/* How the bytes at hand are read; each is the state of the standard by that name. */
enum html_tokenizer_state {
	HTML_DATA_STATE,
	HTML_RCDATA_STATE,
	HTML_RAWTEXT_STATE,
	HTML_SCRIPT_DATA_STATE,
	HTML_PLAINTEXT_STATE,
	HTML_CDATA_STATE,
	HTML_TOKENIZER_STATES
};

/*
 * The names of a list of attributes, hashed; those not in it yet are added when there is something
 * to be looked for. All zero but for `list` to begin with.
 */
struct attribute_names {
	const struct html_attribute *list;
	uint32_t count;                                      /* of the list, how many are here */
	uint16_t slots[2 * HTML_ATTRIBUTES_PER_ELEMENT_MAX]; /* place in the list + 1; 0: free */
};

/* Whether one of the first `count` attributes of the list has this name. */
bool attribute_names_have(struct attribute_names *names, uint32_t count, struct str name);

struct html_tokenizer {
	const char *at, *end; /* what is left of the page, with its line ends normalised */
	struct arena *arena;
	enum html_tokenizer_state state;
	struct str last_start_tag; /* lower case; what ends RCDATA, RAWTEXT and script data */
	bool cdata_allowed;        /* the adjusted current node is not of the HTML namespace */
	/* Of all tokens so far; a caller who drops a token may set attribute_count back. */
	struct html_attribute *attributes;
	uint32_t attribute_count, attribute_capacity;
	uint32_t attributes_max;       /* further ones are dropped; HTML_ATTRIBUTES_MAX at first */
	struct attribute_names *names; /* of a tag with many; NULL before the first */
	uint32_t limits_hit;
};

void html_tokenizer_init(struct html_tokenizer *tokenizer, struct str page, struct arena *arena);

/* Reads what follows in another way, as the tree builder asks for behind some start tags. */
void html_tokenizer_switch(struct html_tokenizer *tokenizer, enum html_tokenizer_state state,
                           struct str last_start_tag);

/* Keeps a list of attributes with those of the tokens; returns the number of the first. */
uint32_t html_tokenizer_keep_attributes(struct html_tokenizer *tokenizer,
                                        const struct html_attribute *attributes, uint32_t count);

void html_tokenizer_next(struct html_tokenizer *tokenizer, struct html_token *token);

#endif

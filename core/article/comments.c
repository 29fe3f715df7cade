/*
 * A section of comments is a box that says so by its class or id, by schema.org's type, or by the
 * heading before it. What stands in it is told by the innermost box that says anything: "comment-
 * content" is text, "comment-meta" is not. Where none does, what reads as prose is text.
 *
 * A box around the whole page may say "has-comments" as well: one that the title or most of what
 * is kept already stands in is no section.
 */
#include "core/article/comments.h"

#include "core/article/lexicon.h"
#include "core/article/shape.h"
#include "core/text/date.h"

enum {
	HEADING_WORDS_MAX = 6,
	NOTICE_WORDS_MAX = 25, /* "You must be logged in …" */
	META_WORDS_MAX = 15,   /* a box of more is not only names and dates */
	BYLINE_WORDS_MAX = 8,
	PROSE_WORDS_MIN = 5,
	PARAGRAPH_WORDS_MIN = 2, /* of a <p>: a short answer */
};

/* A box with more of the kept text than that is the page, not a section of it. */
static const double section_share_max = 2 / 3.0;

enum { SAYS_COMMENTS, SAYS_TEXT, SAYS_META, SAYS_COMMENT_TEXT, SAYS_COMMENT_META, SAYS_NOTICE };

#define BIT(group) (1u << (group))

/* Of headings. Without the first letter where a capital one would be another word (lexicon.h). */
static const struct lexicon_word heading_words[] = {
        {"comments", SAYS_COMMENTS, LEXICON_WHOLE},
        {"responses", SAYS_COMMENTS, LEXICON_WHOLE},
        {"discussion", SAYS_COMMENTS, LEXICON_WHOLE},
        {"kommentare", SAYS_COMMENTS, LEXICON_WHOLE},
        {"commentaires", SAYS_COMMENTS, LEXICON_WHOLE},
        {"comentarios", SAYS_COMMENTS, LEXICON_WHOLE},
        {"comentários", SAYS_COMMENTS, LEXICON_START},
        {"commenti", SAYS_COMMENTS, LEXICON_WHOLE},
        {"reacties", SAYS_COMMENTS, LEXICON_WHOLE},
        {"komentarze", SAYS_COMMENTS, LEXICON_WHOLE},
        {"yorumlar", SAYS_COMMENTS, LEXICON_WHOLE},
        {"омментари", SAYS_COMMENTS, LEXICON_ANYWHERE},
        {"оментар", SAYS_COMMENTS, LEXICON_ANYWHERE},
        {"评论", SAYS_COMMENTS, LEXICON_ANYWHERE},
        {"評論", SAYS_COMMENTS, LEXICON_ANYWHERE},
        {"留言", SAYS_COMMENTS, LEXICON_ANYWHERE},
        {"コメント", SAYS_COMMENTS, LEXICON_ANYWHERE},
        {"댓글", SAYS_COMMENTS, LEXICON_ANYWHERE},
        {"تعليقات", SAYS_COMMENTS, LEXICON_ANYWHERE},
        {"ความคิดเห็น", SAYS_COMMENTS, LEXICON_ANYWHERE},
};

/* Of the classes, ids and properties of boxes in a section. */
static const struct lexicon_word class_words[] = {
        {"comment-body", SAYS_COMMENT_TEXT, LEXICON_ANYWHERE},
        {"comment-text", SAYS_COMMENT_TEXT, LEXICON_ANYWHERE},
        {"comment-content", SAYS_COMMENT_TEXT, LEXICON_ANYWHERE},
        {"comment-message", SAYS_COMMENT_TEXT, LEXICON_ANYWHERE},
        {"comment-copy", SAYS_COMMENT_TEXT, LEXICON_ANYWHERE},
        {"comment-meta", SAYS_COMMENT_META, LEXICON_ANYWHERE},
        {"comment-author", SAYS_COMMENT_META, LEXICON_ANYWHERE},
        {"comment-user", SAYS_COMMENT_META, LEXICON_ANYWHERE},
        {"comment-date", SAYS_COMMENT_META, LEXICON_ANYWHERE},
        {"comment-time", SAYS_COMMENT_META, LEXICON_ANYWHERE},
        {"comment-info", SAYS_COMMENT_META, LEXICON_ANYWHERE},
        {"comment-action", SAYS_COMMENT_META, LEXICON_ANYWHERE},
        {"comment-header", SAYS_COMMENT_META, LEXICON_ANYWHERE},
        {"comment-footer", SAYS_COMMENT_META, LEXICON_ANYWHERE},
        {"comment-count", SAYS_COMMENT_META, LEXICON_ANYWHERE},
        {"comment-nav", SAYS_COMMENT_META, LEXICON_ANYWHERE},
        {"comment-notes", SAYS_COMMENT_META, LEXICON_ANYWHERE},
        {"body", SAYS_TEXT, LEXICON_WHOLE},
        {"content", SAYS_TEXT, LEXICON_START},
        {"meta", SAYS_META, LEXICON_START},
        {"author", SAYS_META, LEXICON_START},
        {"byline", SAYS_META, LEXICON_ANYWHERE},
        {"avatar", SAYS_META, LEXICON_ANYWHERE},
        {"user", SAYS_META, LEXICON_START},
        {"date", SAYS_META, LEXICON_START},
        {"time", SAYS_META, LEXICON_START},
        {"action", SAYS_META, LEXICON_START},
        {"vote", SAYS_META, LEXICON_START},
        {"like", SAYS_META, LEXICON_WHOLE},
        {"share", SAYS_META, LEXICON_START},
        {"count", SAYS_META, LEXICON_START},
        {"badge", SAYS_META, LEXICON_START},
        {"tool", SAYS_META, LEXICON_START},
        {"control", SAYS_META, LEXICON_START},
        {"header", SAYS_META, LEXICON_WHOLE},
        {"footer", SAYS_META, LEXICON_WHOLE},
        {"permalink", SAYS_META, LEXICON_START},
        {"pagination", SAYS_META, LEXICON_START},
        {"pager", SAYS_META, LEXICON_START},
        {"login", SAYS_META, LEXICON_START},
        {"sort", SAYS_META, LEXICON_START},
        {"notice", SAYS_META, LEXICON_START},
};

/* Of short texts: what the page itself says among the comments. */
static const struct lexicon_word notice_words[] = {
        {"comments are closed", SAYS_NOTICE, LEXICON_WHOLE},
        {"comments closed", SAYS_NOTICE, LEXICON_WHOLE},
        {"no comments", SAYS_NOTICE, LEXICON_WHOLE},
        {"comment data is processed", SAYS_NOTICE, LEXICON_WHOLE},
        {"be the first", SAYS_NOTICE, LEXICON_WHOLE},
        {"loading comments", SAYS_NOTICE, LEXICON_WHOLE},
        {"community guidelines", SAYS_NOTICE, LEXICON_WHOLE},
        {"comment has not been", SAYS_NOTICE, LEXICON_WHOLE},
        {"last edited by", SAYS_NOTICE, LEXICON_WHOLE},
        {"edit history", SAYS_NOTICE, LEXICON_WHOLE},
        {"to post a comment", SAYS_NOTICE, LEXICON_WHOLE},
        {"to leave a comment", SAYS_NOTICE, LEXICON_WHOLE},
        {"to add a comment", SAYS_NOTICE, LEXICON_WHOLE},
        {"logged in", SAYS_NOTICE, LEXICON_WHOLE},
        {"log in to", SAYS_NOTICE, LEXICON_WHOLE},
        {"sign in to", SAYS_NOTICE, LEXICON_WHOLE},
        {"your email address", SAYS_NOTICE, LEXICON_WHOLE},
        {"awaiting moderation", SAYS_NOTICE, LEXICON_WHOLE},
        {"kommentarfunktion", SAYS_NOTICE, LEXICON_WHOLE},
        {"noch keine kommentare", SAYS_NOTICE, LEXICON_WHOLE},
        {"connectez-vous", SAYS_NOTICE, LEXICON_WHOLE},
        {"inicia sesión", SAYS_NOTICE, LEXICON_START},
        {"тобы оставить", SAYS_NOTICE, LEXICON_ANYWHERE},
        {"омментариев пока нет", SAYS_NOTICE, LEXICON_ANYWHERE},
        {"登录后", SAYS_NOTICE, LEXICON_ANYWHERE},
        {"ログインして", SAYS_NOTICE, LEXICON_ANYWHERE},
};

#define LEXICON(words, arena)                                                                      \
	lexicon_new((words), sizeof(words) / sizeof((words)[0]), UINT32_MAX, (arena))

enum evidence { EVIDENCE_NONE, EVIDENCE_TEXT, EVIDENCE_META };

/* What is told of a box. */
struct place_in {
	uint32_t section; /* box of the outermost section that it is in, or 0 */
	uint8_t evidence; /* enum evidence, of itself or the innermost around it */
};

struct finder {
	const struct html_tree *tree;
	const struct blocks *blocks;
	const struct lexicon *headings, *classes, *notices;
	struct place_in *places; /* by box */
	uint32_t *words_before;  /* words_before[b]: of the blocks 0 .. b-1; one more than blocks */
	uint32_t *kept_before;   /* likewise, of the kept ones */
	uint32_t h1;             /* the first one's block, or UINT32_MAX */
	struct arena *arena;
};

static uint16_t tag_of(const struct finder *finder, uint32_t box)
{
	return finder->tree->nodes[finder->blocks->boxes[box].node].tag;
}

static uint32_t words_in(const struct finder *finder, const uint32_t *before, uint32_t box)
{
	const struct box *it = &finder->blocks->boxes[box];
	return before[it->end_block] - before[it->first_block];
}

/* ---- sections ---- */

static bool is_whole_page(const struct finder *finder, uint32_t box)
{
	const struct box *it = &finder->blocks->boxes[box];
	uint32_t kept = finder->kept_before[finder->blocks->block_count];
	uint16_t tag = tag_of(finder, box);
	return tag == HTML_TAG_HTML || tag == HTML_TAG_BODY || tag == HTML_TAG_MAIN ||
	       (finder->h1 >= it->first_block && finder->h1 < it->end_block) ||
	       words_in(finder, finder->kept_before, box) > kept * section_share_max;
}

static bool is_typed(const struct finder *finder, uint32_t box)
{
	struct str type =
	        html_attribute(finder->tree, finder->blocks->boxes[box].node, STR("itemtype"));
	return str_ends(type, STR("schema.org/Comment")) ||
	       str_ends(type, STR("schema.org/UserComments"));
}

static bool begins_section(const struct finder *finder, uint32_t box)
{
	bool says_so = finder->blocks->boxes[box].own_families & FAMILY_BIT(FAMILY_COMMENT);
	return (says_so || is_typed(finder, box)) && !is_whole_page(finder, box);
}

static uint32_t read_classes(const struct finder *finder, uint32_t box)
{
	enum { VALUE_BYTES_MAX = 1024 };
	static const struct str names[] = {STR_INIT("class"), STR_INIT("id"), STR_INIT("itemprop")};
	uint32_t says = 0;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct str value =
		        html_attribute(finder->tree, finder->blocks->boxes[box].node, names[i]);
		if (value.n > VALUE_BYTES_MAX)
			value.n = VALUE_BYTES_MAX;
		says |= value.n ? lexicon_scan(finder->classes, value) : 0;
	}
	return says;
}

/* A box that says "comment" is one: whose it is or how it is liked may stand beside that. */
static enum evidence evidence_of(const struct finder *finder, uint32_t box, bool is_section)
{
	bool is_comment = finder->blocks->boxes[box].own_families & FAMILY_BIT(FAMILY_COMMENT);
	uint32_t says = read_classes(finder, box);
	uint32_t text = BIT(SAYS_COMMENT_TEXT), meta = BIT(SAYS_COMMENT_META);
	if (!is_comment && !is_section) {
		text |= BIT(SAYS_TEXT);
		meta |= BIT(SAYS_META);
	}
	if (says & text)
		return EVIDENCE_TEXT;
	bool is_short = words_in(finder, finder->words_before, box) <= META_WORDS_MAX;
	return says & meta && is_short ? EVIDENCE_META : EVIDENCE_NONE;
}

static void find_sections(struct finder *finder)
{
	finder->places[0] = (struct place_in){0};
	for (uint32_t i = 1; i < finder->blocks->box_count; i++) {
		const struct box *box = &finder->blocks->boxes[i];
		struct place_in *here = &finder->places[i];
		*here = finder->places[box->parent];
		bool is_section = here->section == 0 && begins_section(finder, i);
		if (is_section)
			here->section = i;
		if (here->section == 0)
			continue;
		bool is_comment = box->own_families & FAMILY_BIT(FAMILY_COMMENT);
		enum evidence own = evidence_of(finder, i, is_section);
		if (own != EVIDENCE_NONE || is_comment)
			here->evidence = own;
	}
}

/* ---- what is a comment in them ---- */

static bool is_notice(const struct finder *finder, const struct block *block)
{
	return block->words <= NOTICE_WORDS_MAX && lexicon_scan(finder->notices, block->text);
}

/* Names, dates and numbers, also where the box around says nothing else. */
static bool is_byline(const struct finder *finder, const struct block *block)
{
	const uint32_t families = FAMILY_BIT(FAMILY_AUTHOR) | FAMILY_BIT(FAMILY_BYLINE);
	struct shape shape = shape_of(block->text);
	if (block->words > BYLINE_WORDS_MAX)
		return false;
	return block->families & families || shape.digits * 2 > shape.bytes ||
	       date_find(block->text, finder->arena, NULL).n > 0;
}

static bool is_prose(const struct finder *finder, const struct block *block)
{
	bool is_paragraph = tag_of(finder, block->box) == HTML_TAG_P;
	return block->words >= PROSE_WORDS_MIN || shape_ends_as_sentence(block->text) ||
	       (is_paragraph && block->words >= PARAGRAPH_WORDS_MIN);
}

/* `around` are the places that the section stands in itself: some pages are one form. */
static bool is_comment(const struct finder *finder, const struct block *block, uint32_t around,
                       enum evidence evidence)
{
	const uint32_t never = PLACE_BIT(PLACE_CONTROL) | PLACE_BIT(PLACE_NAV) |
	                       PLACE_BIT(PLACE_TEMPLATE) | PLACE_BIT(PLACE_DIALOG);
	bool in_form = block->places & ~around & PLACE_BIT(PLACE_FORM);
	if (block->kind == BLOCK_CONTROL || block->kind == BLOCK_HEADING || in_form ||
	    block->places & never || evidence == EVIDENCE_META)
		return false;
	if (block->link_bytes > block->text.n / 2 || is_byline(finder, block) ||
	    is_notice(finder, block))
		return false;
	return evidence == EVIDENCE_TEXT || is_prose(finder, block);
}

static void keep_in_sections(const struct finder *finder, uint8_t *kept)
{
	for (uint32_t b = 0; b < finder->blocks->block_count; b++) {
		const struct block *block = &finder->blocks->blocks[b];
		struct place_in in = finder->places[block->box];
		if (in.section == 0 || kept[b])
			continue;
		uint32_t parent = finder->blocks->boxes[in.section].parent;
		uint32_t around = finder->blocks->boxes[parent].places;
		kept[b] = is_comment(finder, block, around, (enum evidence)in.evidence);
	}
}

static bool is_comments_heading(const struct finder *finder, const struct block *block)
{
	return block->kind == BLOCK_HEADING && block->words <= HEADING_WORDS_MAX &&
	       lexicon_scan(finder->headings, block->text);
}

/* From a heading that says "comments" up to the next of its level, or the end of what it is in. */
static void keep_below_headings(const struct finder *finder, uint8_t *kept)
{
	const struct blocks *blocks = finder->blocks;
	for (uint32_t b = 0; b < blocks->block_count; b++) {
		const struct block *heading = &blocks->blocks[b];
		if (!is_comments_heading(finder, heading))
			continue;
		const struct box *around = &blocks->boxes[blocks->boxes[heading->box].parent];
		for (; b + 1 < around->end_block; b++) {
			const struct block *block = &blocks->blocks[b + 1];
			if (block->kind == BLOCK_HEADING && block->level <= heading->level)
				break;
			if (finder->places[block->box].section == 0 && !kept[b + 1])
				kept[b + 1] =
				        is_comment(finder, block, around->places, EVIDENCE_NONE);
		}
	}
}

static void count_words(struct finder *finder, const uint8_t *kept)
{
	const struct blocks *blocks = finder->blocks;
	uint32_t count = blocks->block_count;
	finder->words_before = arena_array(finder->arena, uint32_t, count + 1);
	finder->kept_before = arena_array(finder->arena, uint32_t, count + 1);
	finder->words_before[0] = finder->kept_before[0] = 0;
	finder->h1 = UINT32_MAX;
	for (uint32_t b = 0; b < count; b++) {
		const struct block *block = &blocks->blocks[b];
		finder->words_before[b + 1] = finder->words_before[b] + block->words;
		finder->kept_before[b + 1] = finder->kept_before[b] + (kept[b] ? block->words : 0);
		if (block->kind == BLOCK_HEADING && block->level == 1 && finder->h1 == UINT32_MAX)
			finder->h1 = b;
	}
}

void comments_keep(const struct html_tree *tree, const struct blocks *blocks, struct arena *arena,
                   uint8_t *kept)
{
	struct finder finder = {.tree = tree, .blocks = blocks, .arena = arena};
	finder.headings = LEXICON(heading_words, arena);
	finder.classes = LEXICON(class_words, arena);
	finder.notices = LEXICON(notice_words, arena);
	finder.places = arena_array(arena, struct place_in, blocks->box_count);
	count_words(&finder, kept);
	find_sections(&finder);
	keep_in_sections(&finder, kept);
	keep_below_headings(&finder, kept);
}

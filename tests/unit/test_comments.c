#include "core/article/comments.h"

#include "tests/test.h"

#define ARTICLE "<h1>A walk</h1><p>The farmer went down to the river and came back before dark.</p>"

/* The texts of the blocks that are comments, with " | " between them; the article is kept before.
 */
static void check(const char *html, const char *want)
{
	struct arena arena;
	struct html_tree tree;
	struct blocks blocks;
	char text[1024];
	size_t n = 0;
	arena_init(&arena);
	html_parse(str_from(html), &arena, &tree);
	blocks_from_tree(&tree, &arena, &blocks);
	uint8_t *kept = arena_array(&arena, uint8_t, blocks.block_count);
	for (uint32_t b = 0; b < blocks.block_count; b++)
		kept[b] = b < 2;
	comments_keep(&tree, &blocks, &arena, kept);
	for (uint32_t b = 2; b < blocks.block_count; b++) {
		struct str it = blocks.blocks[b].text;
		if (!kept[b] || !CHECK(n + it.n + 3 < sizeof(text)))
			continue;
		if (n) {
			memcpy(text + n, " | ", 3);
			n += 3;
		}
		memcpy(text + n, it.p, it.n);
		n += it.n;
	}
	CHECK_STR(((struct str){text, n}), str_from(want));
	arena_free(&arena);
}

TEST(comments_are_kept_without_names_dates_buttons_and_the_form)
{
	check(ARTICLE
	      "<div id=comments class=comments-area><h2>2 thoughts on A walk</h2>"
	      "<ol class=comment-list><li class='comment byuser comment-author-admin'>"
	      "<article class=comment-body><footer class=comment-meta><div class=comment-author>"
	      "<b>Jane Doe</b> <span>says:</span></div><a href=#>May 1, 2024</a></footer>"
	      "<div class=comment-content><p>Thanks</p><p>I liked the river.</p></div>"
	      "<div class=reply><a href=#>Reply</a></div></article><ol class=children>"
	      "<li class=comment><div class=comment-meta>Bob, 3 days ago</div>"
	      "<div class=comment-text>Me too</div><button>Like</button></ol></ol>"
	      "<div id=respond><h3>Leave a Reply</h3><form><p>Your email address will not be "
	      "published. Required fields are marked.</p><label>Comment</label></form></div>"
	      "<p class=must-log-in>You must be logged in to post a comment.</p></div>"
	      "<footer>All rights reserved by those who walk here, and by us.</footer>",
	      "Thanks | I liked the river. | Me too");
}

TEST(without_telling_classes_prose_is_a_comment)
{
	check(ARTICLE
	      "<section class=user-comments><div><span class=author>Jane</span> 1 May 2024"
	      "</div><div>It was a long walk, and a good one at that.</div><div>Newest</div>"
	      "<div><a href=#>Show all of the other comments here</a></div></section>",
	      "It was a long walk, and a good one at that.");
}

TEST(comments_are_told_by_their_type_or_heading)
{
	check(ARTICLE "<div itemscope itemtype='https://schema.org/Comment'>"
	              "<p itemprop=text>Me too.</p></div>",
	      "Me too.");
	check(ARTICLE "<div><h3>Комментарии (2)</h3><div>Очень хорошая прогулка, спасибо автору."
	              "</div><h3>More walks</h3><div>A walk to the hills, on foot and by bus.</div>"
	              "</div>",
	      "Очень хорошая прогулка, спасибо автору.");
	check(ARTICLE "<h2>3 comments</h2><p>I have been there as well.</p>",
	      "I have been there as well.");
}

TEST(a_page_that_says_comment_is_no_comment)
{
	check("<body class=has-comments><div class=post-with-comments>" ARTICLE
	      "<p>Not kept by the model, and not a comment either.</p></div>",
	      "");
	check("<form class=aspnet><div class=comment-page>" ARTICLE
	      "</div><div class=comments><div class=comment-body>Well said</div></div></form>",
	      "Well said");
	check("", "");
}

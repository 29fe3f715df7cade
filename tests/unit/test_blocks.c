#include "core/article/blocks.h"

#include "core/article/families.h"
#include "tests/test.h"

struct page {
	struct arena arena;
	struct html_tree tree;
	struct blocks blocks;
};

static struct page open_page(const char *html)
{
	struct page page;
	arena_init(&page.arena);
	html_parse(str_from(html), &page.arena, &page.tree);
	blocks_from_tree(&page.tree, &page.arena, &page.blocks);
	return page;
}

/* All texts, with " | " between them. */
static void check_texts(const char *html, const char *want)
{
	struct page page = open_page(html);
	char text[1024];
	size_t n = 0;
	for (uint32_t b = 0; b < page.blocks.block_count; b++) {
		struct str it = page.blocks.blocks[b].text;
		CHECK(n + it.n + 3 < sizeof(text));
		if (b) {
			memcpy(text + n, " | ", 3);
			n += 3;
		}
		memcpy(text + n, it.p, it.n);
		n += it.n;
	}
	CHECK_STR(((struct str){text, n}), str_from(want));
	arena_free(&page.arena);
}

TEST(a_block_is_the_text_between_block_borders)
{
	check_texts("<p>one <b>two</b></p>three<div>four<p>five</div>six",
	            "one two | three | four | five | six");
	check_texts("<h1>a<br>b</h1><hr>c", "a\nb | c");
	check_texts("", "");
	check_texts("<div><div> \n </div></div>", "");
}

TEST(inline_elements_join_without_a_space)
{
	check_texts("<p>un<i>break</i>able <span> x </span>y", "unbreakable x y");
}

TEST(white_space_is_folded)
{
	check_texts("<p>  a \n\t b&nbsp;&nbsp;c\xe3\x80\x80"
	            "d  ",
	            "a b c d");
	check_texts("<p>a\xe2\x80\x8b b", "a b"); /* zero width */
	check_texts("<p>5&nbsp;kg</p>", "5 kg");
	check_texts("<p>\xe2\x80\x9cquoted\xe2\x80\x9d</p>", "\xe2\x80\x9cquoted\xe2\x80\x9d");
}

TEST(two_breaks_begin_a_new_block)
{
	check_texts("<p>a<br>b<br> <br>c<br/></p>d", "a\nb | c | d");
}

TEST(preformatted_text_keeps_its_lines)
{
	check_texts("<pre>\n  if x:\n    y <b>z</b>\n</pre>w", "  if x:\n    y z | w");
	check_texts("<pre>a<br>b</pre>", "a\nb");
}

TEST(what_is_no_text_of_the_page_is_not_there)
{
	check_texts("<head><title>t</title></head><body><script>s</script><style>s</style>"
	            "<svg><text>s</text></svg><iframe>s</iframe><video>s</video>a",
	            "a");
}

TEST(what_may_be_unwanted_is_there_and_marked)
{
	static const struct {
		const char *html;
		enum place place;
	} cases[] = {
	        {"<nav>x</nav>", PLACE_NAV},
	        {"<div role=navigation>x</div>", PLACE_NAV},
	        {"<body><noscript><p>x</p></noscript>", PLACE_NOSCRIPT},
	        {"<body><template><p>x</p></template>", PLACE_TEMPLATE},
	        {"<details><summary>x</summary></details>", PLACE_DETAILS},
	        {"<button>x</button>", PLACE_CONTROL},
	        {"<label>x</label>", PLACE_CONTROL},
	        {"<select><option>x</option></select>", PLACE_CONTROL},
	        {"<p hidden>x</p>", PLACE_HIDDEN},
	        {"<div style='color:red; display : none'><p>x</p></div>", PLACE_HIDDEN},
	        {"<p><span aria-hidden=true>x</span></p>", PLACE_ARIA_HIDDEN},
	        {"<footer>x</footer>", PLACE_FOOTER},
	        {"<aside><div>x</div></aside>", PLACE_ASIDE},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct page page = open_page(cases[i].html);
		CHECK_NUMBER(page.blocks.block_count, 1);
		CHECK(page.blocks.block_count == 1 &&
		      page.blocks.blocks[0].places & PLACE_BIT(cases[i].place));
		arena_free(&page.arena);
	}
}

TEST(a_style_that_hides_nothing_is_no_mark)
{
	struct page page = open_page("<p style='display:block;overflow:none'>x");
	CHECK_NUMBER(page.blocks.blocks[0].places & PLACE_BIT(PLACE_HIDDEN), 0);
	arena_free(&page.arena);
}

TEST(kinds_come_from_the_owner)
{
	struct page page = open_page("<h2>h</h2><ul><li>i</ul><table><tr><td>c<td><p>p</table>"
	                             "<pre>k</pre><figure><figcaption>g</figcaption></figure>");
	static const uint8_t want[] = {BLOCK_HEADING,   BLOCK_ITEM, BLOCK_CELL,
	                               BLOCK_PARAGRAPH, BLOCK_CODE, BLOCK_CAPTION};
	CHECK_NUMBER(page.blocks.block_count, sizeof(want));
	for (uint32_t b = 0; b < page.blocks.block_count && b < sizeof(want); b++)
		CHECK_NUMBER(page.blocks.blocks[b].kind, want[b]);
	CHECK_NUMBER(page.blocks.blocks[0].level, 2);
	CHECK(page.blocks.blocks[2].row != 0 &&
	      page.blocks.blocks[2].row == page.blocks.blocks[3].row);
	CHECK_NUMBER(page.blocks.blocks[0].row, 0);
	arena_free(&page.arena);
}

TEST(link_and_bold_text_is_measured)
{
	struct page page = open_page("<p>ab <a href=x>cd</a> <a>ef</a> <strong>gh</strong>");
	CHECK_NUMBER(page.blocks.blocks[0].link_bytes, 2);
	CHECK_NUMBER(page.blocks.blocks[0].bold_bytes, 2);
	CHECK_NUMBER(page.blocks.blocks[0].words, 4);
	arena_free(&page.arena);
}

TEST(boxes_hold_runs_of_blocks)
{
	struct page page = open_page("<div id=a>1<div>2</div>3</div><div>4</div>");
	const struct blocks *blocks = &page.blocks;
	const struct box *outer = &blocks->boxes[blocks->blocks[0].box];
	CHECK_NUMBER(outer->first_block, 0);
	CHECK_NUMBER(outer->end_block, 3);
	CHECK_NUMBER(blocks->blocks[2].box, blocks->blocks[0].box);
	CHECK_NUMBER(blocks->boxes[blocks->blocks[1].box].parent, blocks->blocks[0].box);
	CHECK_NUMBER(blocks->boxes[0].end_block, 4);
	CHECK_NUMBER(blocks->boxes[0].end, blocks->box_count);
	arena_free(&page.arena);
}

TEST(class_words_give_families)
{
	static const struct {
		const char *value;
		uint32_t want;
	} cases[] = {
	        {"post-content", FAMILY_BIT(FAMILY_POST) | FAMILY_BIT(FAMILY_CONTENT)},
	        {"blogPosts", FAMILY_BIT(FAMILY_CONTENT) | FAMILY_BIT(FAMILY_POST)},
	        {"maincontent", FAMILY_BIT(FAMILY_CONTENT)},
	        {"Side_Bar sidebar", FAMILY_BIT(FAMILY_SIDEBAR)},
	        {"shadow padded header", FAMILY_BIT(FAMILY_HEADER)}, /* neither "ad" nor "add" */
	        {"ads", FAMILY_BIT(FAMILY_ADVERT)},
	        {"read_more", FAMILY_BIT(FAMILY_RELATED)},
	        {"x", 0},
	        {"", 0},
	};
	struct arena arena;
	arena_init(&arena);
	struct family_scanner *scanner = family_scanner_new(&arena);
	for (int round = 0; round < 2; round++) /* the second time from memory */
		for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
			CHECK_NUMBER(family_scan(scanner, str_from(cases[i].value)), cases[i].want);
	arena_free(&arena);
}

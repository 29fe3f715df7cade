#include "core/rules/rule_run.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/article/article.h"
#include "core/article/page_rules.h"
#include "core/rules/default_rules.h"
#include "core/rules/rule_test.h"
#include "core/text/words.h"
#include "tests/test.h"

static struct rule_set *set_of(const char *text)
{
	struct rule_source source = {STR("t.rules"), str_from(text)};
	struct rule_set *set;
	struct error error;
	if (rule_set_new(&source, 1, &set, &error) != STATUS_OK)
		CHECK_STR(str_from(error.text), STR("no error"));
	return set;
}

/* ---- files ---- */

TEST(what_is_wrong_in_a_file_is_named_with_its_line)
{
	static const struct {
		const char *text, *error;
	} cases[] = {
	        {"rule a\n drop line\n patern: x\n", "t.rules:3: no such key: \"patern\""},
	        {"rule a\n drop lines\n", "t.rules:2: not known: \"drop lines\""},
	        {"drop line\n", "t.rules:1: not known before the first rule: \"drop line\""},
	        {"\n# x\npattern: x\n", "t.rules:3: a key that belongs into a rule: \"pattern\""},
	        {"rule a\n pattern: x\n", "t.rules:1: a rule that does nothing: \"a\""},
	        {"rule a\n drop line\nrule b\n", "t.rules:1: a rule without a pattern: \"a\""},
	        {"rule a\n drop line\n drop page\n",
	         "t.rules:3: a rule that does two things: \"drop page\""},
	        {"rule a b\n",
	         "t.rules:1: not a name (letters, digits, \"-\", \"_\", \".\"): \"a b\""},
	        {"rule a\n drop line\n pattern: (x\n", "t.rules:3: the pattern, at byte 3: missing "
	                                               "closing parenthesis"},
	        {"rule a\n drop line\n pattern:\n", "t.rules:3: a key without a value"},
	        {"rule a\n drop line\n pattern: x\n page: news\n",
	         "t.rules:4: no kind of page: \"news\""},
	        {"rule a\n drop line\n pattern: x\n max-words: 0\n",
	         "t.rules:4: not a number from 1 to the limit: \"0\""},
	        {"rule a\n drop line\n pattern: x\n first: 101%\n",
	         "t.rules:4: not a number from 1 to the limit: \"101\""},
	        {"host: http://a.org/\n", "t.rules:1: not the name of a host: \"http://a.org/\""},
	        {"rule a\n extract\n pattern: x\n",
	         "t.rules:3: \"extract\" needs a group with a field's name"},
	        {"rule a\n extract\n pattern: (?<autor>x)\n",
	         "t.rules:3: no field \"autor\"; one of your own is \"metadata_autor\""},
	        {"rule a\n extract\n pattern: (?<metadata_kind>x)\n",
	         "t.rules:3: documents have a \"kind\" already"},
	        {"rule a\n extract\n pattern: (?<metadata_url>x)\n",
	         "t.rules:3: documents have a \"url\" already"},
	        {"rule a\n drop line\n override\n pattern: x\n",
	         "t.rules:1: only \"extract\" can override: \"a\""},
	        {"rule a\n gives: x\n", "t.rules:2: \"gives\" belongs behind \"matches\""},
	        {"rule a\n drop line\n pattern: \xff\n", "t.rules:3: not UTF-8"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct rule_source source = {STR("t.rules"), str_from(cases[i].text)};
		struct rule_set *set;
		struct error error = {0};
		enum status status = rule_set_new(&source, 1, &set, &error);
		CHECK(status != STATUS_OK && set == NULL);
		CHECK_STR(str_from(error.text), str_from(cases[i].error));
		rule_set_free(set);
	}
}

TEST(a_rules_own_key_takes_the_place_of_the_files)
{
	struct rule_set *set = set_of("host: a.org\nmax-words: 3\n"
	                              "rule one\n drop line\n host: b.org\n pattern: x\n"
	                              "rule two\n drop line\n pattern: x\n max-words: 5\n"
	                              "rule three\n drop line\n host: c.org, d.org\n pattern: x\n");
	CHECK_NUMBER(set->count, 3);
	const struct rule *one = set->entries[0].rule, *two = set->entries[1].rule;
	const struct rule *three = set->entries[2].rule;
	CHECK_STR(one->hosts.first->text, STR("b.org"));
	CHECK_NUMBER(one->hosts.count, 1);
	CHECK_NUMBER(one->words.max, 3);
	CHECK_STR(two->hosts.first->text, STR("a.org"));
	CHECK_NUMBER(two->hosts.count, 1);
	CHECK_NUMBER(two->words.max, 5);
	CHECK_NUMBER(three->hosts.count, 2);
	rule_set_free(set);
}

/* ---- lines ---- */

static const char plain_url[] = "https://www.news.example.org/2024/a";

struct page_case {
	const char *url, *language;
	uint32_t kinds;
};

static const struct page_case plain = {plain_url, "", RULE_PAGE_BIT(RULE_PAGE_TEXT)};

/* The lines that are left, joined by "/". */
static struct str left_of(const char *rules, const char *text, struct page_case page_case)
{
	static char out[512];
	struct rule_set *set = set_of(rules);
	struct rule_run *run = rule_run_new(set);
	struct rule_page page = {.url = str_from(page_case.url),
	                         .language = str_from(page_case.language),
	                         .kinds = page_case.kinds};
	struct rule_line lines[16];
	struct rule_verdict verdicts[16];
	struct str rest = str_from(text), piece;
	uint32_t count = 0;
	size_t n = 0;
	while (str_next(&rest, '/', &piece))
		lines[count++] = (struct rule_line){piece, (uint32_t)words_measure(piece)};
	rule_run_begin(run, &page);
	rule_run_lines(run, lines, count, verdicts);
	for (uint32_t i = 0; i < count; i++) {
		if (verdicts[i].is_out)
			continue;
		memcpy(out + n, lines[i].text.p, lines[i].text.n);
		n += lines[i].text.n;
		out[n++] = '/';
	}
	rule_run_free(run);
	rule_set_free(set);
	return (struct str){out, n ? n - 1 : 0};
}

TEST(lines_are_dropped_kept_and_cut)
{
	CHECK_STR(left_of("rule a\n drop line\n pattern: ^b", "a/b/c/bd", plain), STR("a/c"));
	CHECK_STR(left_of("rule a\n cut from here\n pattern: ^c$", "a/b/c/d", plain), STR("a/b"));
	CHECK_STR(left_of("rule a\n cut up to here\n pattern: ^b$", "a/b/c/d", plain), STR("c/d"));
	CHECK_STR(left_of("rule k\n keep line\n pattern: ^bd\nrule a\n drop line\n pattern: ^b",
	                  "a/b/bd", plain),
	          STR("a/bd"));
	CHECK_STR(left_of("rule a\n drop line\n pattern: ^b\nrule k\n keep line\n pattern: ^bd",
	                  "a/b/bd", plain),
	          STR("a"));
	CHECK_STR(left_of("rule a\n drop line\n ignore case\n pattern: ^kilo", "\u212Ailo/kilo/a",
	                  plain),
	          STR("a"));
}

TEST(a_rule_applies_within_its_scope_only)
{
	const struct page_case html = {plain_url, "de-AT", RULE_PAGE_BIT(RULE_PAGE_HTML)};
	const struct page_case forum = {
	        plain_url, "", RULE_PAGE_BIT(RULE_PAGE_HTML) | RULE_PAGE_BIT(RULE_PAGE_FORUM)};
	const struct page_case other = {"https://example.com/b", "den",
	                                RULE_PAGE_BIT(RULE_PAGE_TEXT)};
#define DROP_B "rule a\n drop line\n pattern: ^b\n "
	CHECK_STR(left_of(DROP_B "host: example.org", "a/b", plain), STR("a"));
	CHECK_STR(left_of(DROP_B "host: WWW.news.example.ORG", "a/b", plain), STR("a"));
	CHECK_STR(left_of(DROP_B "host: ample.org", "a/b", plain), STR("a/b"));
	CHECK_STR(left_of(DROP_B "host: example.org", "a/b", other), STR("a/b"));
	CHECK_STR(left_of(DROP_B "host: x.org, example.com", "a/b", other), STR("a"));
	CHECK_STR(left_of(DROP_B "url: /\\d{4}/", "a/b", plain), STR("a"));
	CHECK_STR(left_of(DROP_B "url: /\\d{4}/", "a/b", other), STR("a/b"));
	CHECK_STR(left_of(DROP_B "page: html", "a/b", html), STR("a"));
	CHECK_STR(left_of(DROP_B "page: html", "a/b", plain), STR("a/b"));
	CHECK_STR(left_of(DROP_B "page: forum", "a/b", forum), STR("a"));
	CHECK_STR(left_of(DROP_B "page: html", "a/b", forum), STR("a"));
	CHECK_STR(left_of(DROP_B "page: article, forum", "a/b", forum), STR("a"));
	CHECK_STR(left_of(DROP_B "page: text, article", "a/b", forum), STR("a/b"));
	CHECK_STR(left_of(DROP_B "page: forum", "a/b", html), STR("a/b"));
	CHECK_STR(left_of(DROP_B "language: en, de", "a/b", html), STR("a"));
	CHECK_STR(left_of(DROP_B "language: de", "a/b", other), STR("a/b"));
	CHECK_STR(left_of(DROP_B "language: de", "a/b", plain), STR("a/b"));
	CHECK_STR(left_of(DROP_B "max-words: 1", "a/b/b c", plain), STR("a/b c"));
	CHECK_STR(left_of(DROP_B "min-words: 2", "a/b/b c", plain), STR("a/b"));
	CHECK_STR(left_of(DROP_B "min-bytes: 2\n max-bytes: 3", "b/bb/bbbb", plain), STR("b/bbbb"));
	CHECK_STR(left_of(DROP_B "first: 2", "b/b/b/b", plain), STR("b/b"));
	CHECK_STR(left_of(DROP_B "last: 1", "b1/b2/b3/b4", plain), STR("b1/b2/b3"));
	CHECK_STR(left_of(DROP_B "first: 1\n last: 25%", "b1/b2/b3/b4", plain), STR("b2/b3"));
	CHECK_STR(left_of(DROP_B "first: 50%", "b1/b2/b3/b4", plain), STR("b3/b4"));
}

TEST(rules_of_a_host_come_before_those_of_all)
{
	CHECK_STR(left_of("rule all\n drop line\n pattern: ^b\n"
	                  "rule mine\n keep line\n pattern: ^bc\n host: example.org",
	                  "b/bc", plain),
	          STR("bc"));
}

TEST(an_aborted_rule_is_counted_and_the_others_go_on)
{
	struct rule_set *set = set_of("rule slow\n drop line\n pattern: ^(?:a|aa|[^b])*c$\n"
	                              "rule b\n drop line\n pattern: b$\n");
	struct rule_run *run = rule_run_new(set);
	struct rule_count counts[2] = {{0, 0}, {0, 0}};
	struct rule_page page = {.kinds = RULE_PAGE_BIT(RULE_PAGE_TEXT)};
	char text[3000];
	memset(text, 'a', sizeof(text));
	text[sizeof(text) - 2] = 'c';
	text[sizeof(text) - 1] = 'b';
	struct rule_line lines[] = {
	        {{text, sizeof(text)}, 1}, {{text, sizeof(text)}, 1}, {STR("c"), 1}};
	struct rule_verdict verdicts[3];
	rule_run_count(run, counts);
	for (unsigned i = 1; i <= 2; i++) { /* the next page is tried again */
		rule_run_begin(run, &page);
		rule_run_lines(run, lines, 3, verdicts);
		CHECK(verdicts[0].is_out && verdicts[0].rule == 1);
		CHECK(verdicts[1].is_out && !verdicts[2].is_out);
		CHECK_NUMBER(counts[0].aborted, i);
	}
	CHECK_NUMBER(counts[0].lines, 0);
	CHECK_NUMBER(counts[1].lines, 4);
	rule_run_free(run);
	rule_set_free(set);
}

/* ---- dispatch ---- */

static uint32_t next(uint32_t *state, uint32_t below)
{
	*state = *state * 1664525u + 1013904223u;
	return (*state >> 8) % below;
}

static void put_parts(char *out, const char *const *parts, uint32_t count, uint32_t times,
                      uint32_t *state)
{
	for (uint32_t i = 0; i < times; i++)
		strcat(out, parts[next(state, count)]);
}

/* The first rule of all whose pattern matches, each of them tried. */
static uint32_t tried_one_by_one(const struct rule_set *set, struct pattern_scratch *scratch,
                                 struct str line)
{
	for (uint32_t p = 0; p < set->program_count; p++)
		if (pattern_find(set->programs[p].pattern, scratch, line, 0) == PATTERN_MATCH)
			return set->programs[p].rule;
	return RULE_NONE;
}

TEST(the_tables_find_what_trying_all_rules_finds)
{
	static const char *const parts[] = {"a",          "b",    "k", "s",  "é",  "ж",
	                                    "(?:a|b|kk)", "[ab]", ".", "a?", "b*", "(?:ab)?",
	                                    "\\d",        " ",    "$", "ss"};
	static const char *const pieces[] = {"a", "b", "k", "s", "S", "K", "é", "É",
	                                     "ж", "1", " ", "ſ", "K", "A", "ab"};
	uint32_t state = 3, matched = 0, wrong = 0;
	struct pattern_scratch *scratch = pattern_scratch_new();
	struct rule_page page = {.kinds = RULE_PAGE_BIT(RULE_PAGE_TEXT)};
	for (int round = 0; round < 60; round++) {
		char text[8192] = "";
		for (int r = 0; r < 40; r++) {
			strcat(text, "rule r\n drop line\n ");
			strcat(text, next(&state, 2) ? "ignore case\n pattern: ^" : "pattern: ^");
			text[strlen(text) - (next(&state, 5) == 0)] = '\0'; /* or without "^" */
			put_parts(text, parts, sizeof(parts) / sizeof(parts[0]),
			          2 + next(&state, 4), &state);
			strcat(text, "\n");
		}
		struct rule_set *set = set_of(text);
		struct rule_run *run = rule_run_new(set);
		rule_run_begin(run, &page);
		for (int i = 0; i < 300; i++) {
			char bytes[64] = "";
			struct rule_verdict verdict;
			put_parts(bytes, pieces, sizeof(pieces) / sizeof(pieces[0]),
			          1 + next(&state, 7), &state);
			struct rule_line line = {str_trim(str_from(bytes)), 1};
			if (line.text.n == 0)
				continue;
			rule_run_lines(run, &line, 1, &verdict);
			uint32_t want = tried_one_by_one(set, scratch, line.text);
			matched += want != RULE_NONE;
			wrong += verdict.rule != want;
		}
		rule_run_free(run);
		rule_set_free(set);
	}
	pattern_scratch_free(scratch);
	CHECK(matched > 1000);
	CHECK_NUMBER(wrong, 0);
}

/* ---- replacements ---- */

static struct str replaced(const char *rules, struct str text, struct arena *arena)
{
	struct rule_set *set = set_of(rules);
	struct rule_run *run = rule_run_new(set);
	struct rule_page page = {.kinds = RULE_PAGE_BIT(RULE_PAGE_TEXT)};
	struct rule_line line = {text, 1};
	struct str out;
	uint32_t rule;
	rule_run_begin(run, &page);
	(void)rule_run_replace(run, &line, 0, 1, arena, &out, &rule);
	rule_run_free(run);
	rule_set_free(set);
	return out;
}

TEST(replacements_put_groups_and_dollars)
{
	struct arena arena;
	arena_init(&arena);
	CHECK_STR(replaced("rule m\n replace with: <mail>\n pattern: \\w+@\\w+", STR("a@b, c@d."),
	                   &arena),
	          STR("<mail>, <mail>."));
	CHECK_STR(replaced("rule m\n replace with: $2$1$$$9$\n pattern: (\\w)(\\d)", STR("-a1-"),
	                   &arena),
	          STR("-1a$$-"));
	CHECK_STR(replaced("rule m\n replace with:\n pattern: \\[\\d+\\]", STR("so[1] it is[22]"),
	                   &arena),
	          STR("so it is"));
	CHECK_STR(replaced("rule m\n replace with: -\n pattern: x*", STR("éxa"), &arena),
	          STR("-é--a-"));
	CHECK_STR(replaced("rule a\n replace with: b\n pattern: a\nrule b\n replace with: c\n "
	                   "pattern: [ab]",
	                   STR("a-b"), &arena),
	          STR("c-c"));
	arena_free(&arena);
}

TEST(a_long_line_is_replaced_in_pieces_and_dropped_by_no_rule)
{
	enum { BYTES = 5 * RULE_LINE_BYTES_MAX };
	struct arena arena;
	char *text = malloc(BYTES);
	arena_init(&arena);
	for (size_t i = 0; i < BYTES; i++)
		text[i] = "word a@b "[i % 9];
	struct str out = replaced("rule m\n replace with: M\n pattern: \\w+@\\w+",
	                          (struct str){text, BYTES - BYTES % 9}, &arena);
	CHECK_NUMBER(out.n, (BYTES / 9) * 7);
	CHECK_NUMBER(str_find(out, STR("@"), 0) == STR_NONE, 1);
	arena_free(&arena);
	free(text);
}

TEST(a_replacement_that_makes_a_line_too_long_is_aborted)
{
	struct arena arena;
	char rules[2048] = "";
	arena_init(&arena);
	for (int i = 0; i < 20; i++) /* each doubles the line */
		strcat(rules, "rule a\n replace with: $0$0\n pattern: ^.*$\n");
	struct str out = replaced(rules, STR("ab"), &arena);
	CHECK_NUMBER(out.n, RULE_REPLACED_BYTES_MAX);
	arena_free(&arena);
}

/* ---- pages ---- */

static struct article article_of(const char *rules, const char *page, bool is_html,
                                 struct arena *arena)
{
	struct rule_set *set = set_of(rules);
	struct rule_run *run = rule_run_new(set);
	struct article_options options = {.rules = run};
	struct article article;
	struct html_tree tree;
	arena_init(arena);
	html_parse(str_from(page), arena, &tree);
	if (is_html)
		article_from_tree(&tree, str_from(plain_url), &options, arena, &article);
	else
		article_from_text(str_from(page), str_from(plain_url), &options, arena, &article);
	article.dropped_by = arena_copy(arena, article.dropped_by);
	rule_run_free(run);
	rule_set_free(set);
	return article;
}

#define SENTENCE(who)                                                                              \
	"The " who " went down to the river, looked at the water for a while, and came back home " \
	"before dark. "
#define TEXT(who) SENTENCE(who) SENTENCE("old " who) SENTENCE("young " who)

static const char text_page[] = "A walk to the river\n" TEXT("farmer") "\n" TEXT("miller") "\n" TEXT(
        "smith") "\nISBN 12345 and mail@example.org for the smith who reads his letters by the river.\n";
static const char html_page[] =
        "<html lang=de><title>A walk to the river</title><body><h1>A walk to the river</h1><p>" TEXT(
                "farmer") "</p><p>" TEXT("miller") "</p><p>" TEXT("smith") "<p>ISBN 12345 and "
                                                                           "mail@example.org for the smith who reads his letters by the river.</p>";

static bool contains(struct str text, const char *part)
{
	return str_find(text, str_from(part), 0) != STR_NONE;
}

TEST(rules_work_on_the_lines_of_a_text_page_and_the_blocks_of_an_html_page)
{
	static const char rules[] =
	        "rule miller\n drop line\n pattern: ^The miller\n"
	        "rule mail\n replace with: <mail>\n pattern: \\w+@[\\w.]+\n"
	        "rule isbn\n extract\n pattern: ISBN (?<metadata_isbn>\\d+)\n"
	        "rule title\n extract\n override\n pattern: (?<title>old smith)\n"
	        "rule section\n extract\n pattern: (?<section>young smith)\n"
	        "rule tags\n extract\n pattern: (?<tags>looked at the water for a while, and came)\n"
	        "rule date\n extract\n override\n pattern: (?<published>never) a date\n";
	for (int is_html = 0; is_html < 2; is_html++) {
		struct arena arena;
		struct article article =
		        article_of(rules, is_html ? html_page : text_page, is_html, &arena);
		CHECK(contains(article.text, "The farmer") && !contains(article.text, "miller"));
		CHECK(contains(article.text, "and <mail> for") && !contains(article.text, "@"));
		CHECK_NUMBER(article.extra_count, 1);
		CHECK_STR(article.extra_values[0], STR("12345"));
		CHECK_STR(article.title, STR("old smith"));
		CHECK_NUMBER(article.sources[FIELD_TITLE], SOURCE_RULE);
		CHECK_STR(article.section, STR("young smith"));
		CHECK_NUMBER(article.tag_count, 2);
		CHECK_STR(article.tags[1], STR("and came"));
		CHECK_NUMBER(article.dropped_by.n, 0);
		arena_free(&arena);
	}
}

static const char news_page[] =
        "<html lang=en><title>A walk to the river</title><meta property=og:type content=article>"
        "<article><h1>A walk to the river</h1><time datetime=2024-05-01>1 May 2024</time><p>" TEXT(
                "farmer") "<p>" TEXT("miller") "<p>" TEXT("smith") "</article>";

TEST(a_rule_can_ask_for_the_kind_of_an_html_page)
{
	static const struct {
		const char *rules;
		bool is_html, drops;
	} cases[] = {
	        {"rule a\n drop page\n page: article\n pattern: ^The", true, true},
	        {"rule a\n drop page\n page: product, forum\n pattern: ^The", true, false},
	        {"rule a\n drop page\n page: article\n pattern: ^The", false, false},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena arena;
		struct article article =
		        article_of(cases[i].rules, cases[i].is_html ? news_page : text_page,
		                   cases[i].is_html, &arena);
		CHECK_NUMBER(article.dropped_by.n > 0, cases[i].drops);
		arena_free(&arena);
	}
}

TEST(a_field_that_the_page_has_is_filled_by_no_rule_that_does_not_override)
{
	struct arena arena;
	struct article article = article_of("rule t\n extract\n pattern: (?<title>old smith)\n",
	                                    html_page, true, &arena);
	CHECK_STR(article.title, STR("A walk to the river"));
	CHECK(article.sources[FIELD_TITLE] != SOURCE_RULE);
	arena_free(&arena);
}

TEST(a_page_is_dropped_by_its_rule)
{
	for (int is_html = 0; is_html < 2; is_html++) {
		struct arena arena;
		struct article article =
		        article_of("rule gone\n drop page\n pattern: ISBN\n",
		                   is_html ? html_page : text_page, is_html, &arena);
		CHECK_STR(article.dropped_by, STR("gone"));
		arena_free(&arena);
	}
}

TEST(a_block_of_which_nothing_is_left_is_none)
{
	struct arena arena;
	struct article article = article_of("rule all\n replace with:\n pattern: ^The miller.*$\n",
	                                    html_page, true, &arena);
	CHECK(contains(article.text, "farmer") && !contains(article.text, "miller"));
	CHECK(!contains(article.text, "\n\n\n"));
	arena_free(&arena);
}

TEST(the_examples_of_the_default_rules_hold)
{
	struct rule_set *set;
	struct error error;
	unsigned examples = 0;
	CHECK(rule_set_new(default_rules, default_rules_count, &set, &error) == STATUS_OK);
	struct rule_run *run = rule_run_new(set);
	for (uint32_t r = 0; r < set->count; r++) {
		const struct rule *rule = set->entries[r].rule;
		unsigned rejects = 0, matches = 0;
		for (const struct rule_example *example = rule->examples; example;
		     example = example->next) {
			if (rule_test_example(run, r, example, &error) != STATUS_OK)
				CHECK_STR(str_from(error.text), STR("holds"));
			rejects += example->kind == RULE_REJECTS;
			matches += example->kind == RULE_MATCHES;
			examples++;
		}
		if (!CHECK(rejects > 0 && matches > 0))
			printf("%.*s\n", STR_ARG(rule->name));
	}
	CHECK(examples > 150);
	rule_run_free(run);
	rule_set_free(set);
}

TEST(an_example_that_does_not_hold_is_named)
{
	struct rule_set *set =
	        set_of("rule a\n drop line\n pattern: ^a\n matches: b\n rejects: a\n"
	               "rule r\n replace with: x\n pattern: a\n matches: a\n gives: y\n"
	               "rule d\n drop line\n pattern: a\n matches: a\n gives: b\n");
	static const char *const errors[] = {
	        "t.rules:4: rule a does not match: b", "t.rules:5: rule a matches: a",
	        "t.rules:10: rule r does not give this, but: x",
	        "t.rules:15: rule d does not give this, but: something else"};
	struct rule_run *run = rule_run_new(set);
	struct error error;
	unsigned n = 0;
	for (uint32_t r = 0; r < set->count; r++)
		for (const struct rule_example *example = set->entries[r].rule->examples; example;
		     example = example->next) {
			CHECK(rule_test_example(run, r, example, &error) != STATUS_OK);
			CHECK_STR(str_from(error.text), str_from(errors[n++]));
		}
	CHECK_NUMBER(n, 4);
	rule_run_free(run);
	rule_set_free(set);
}

/* A line is priced by its square, which a search that fails everywhere can take. */
TEST(searches_spend_the_budget_of_the_page_and_then_nothing_matches)
{
	enum { LINE_BYTES = RULE_LINE_BYTES_MAX, LINES = 20 };
	static char letters[LINE_BYTES];
	struct rule_set *set = set_of("rule slow\n drop line\n pattern: [a-z]+@\n pattern: short");
	struct rule_run *run = rule_run_new(set);
	struct budget budget = {.steps_left = 50 * BUDGET_STEPS_PER_MS};
	struct rule_page page = {.budget = &budget};
	struct rule_line lines[LINES + 1];
	struct rule_verdict verdicts[LINES + 1];
	memset(letters, 'x', sizeof(letters));
	letters[LINE_BYTES / 2] = '@';
	for (int i = 0; i < LINES; i++)
		lines[i] = (struct rule_line){{letters, LINE_BYTES}, 1};
	lines[LINES] = (struct rule_line){STR("short"), 1};
	rule_run_begin(run, &page);
	rule_run_lines(run, lines, LINES + 1, verdicts);
	CHECK(budget.is_over);
	CHECK(verdicts[0].is_out && !verdicts[LINES - 1].is_out && !verdicts[LINES].is_out);
	rule_run_begin(run, &(struct rule_page){0});
	rule_run_lines(run, lines, LINES + 1, verdicts);
	CHECK(verdicts[LINES - 1].is_out && verdicts[LINES].is_out);
	rule_run_free(run);
	rule_set_free(set);
}

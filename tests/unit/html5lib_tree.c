/*
 * The tree construction tests of html5lib (https://github.com/html5lib/html5lib-tests), where
 * $THRESH_DATA has them. Those for pages with scripts running are left out, and those named below.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/html/dump.h"
#include "core/html/tree.h"
#include "tests/test.h"

enum { PATH_CHARS_MAX = 4096, DUMP_BYTES_MAX = 1 << 20 };

/*
 * <selectedcontent> shows a copy of the chosen <option>. That is what the element does, by a hook
 * on the option's end, and not in the page: we do not want text twice.
 */
static const struct str left_out = STR_INIT("<selectedcontent>");

struct tree_test {
	struct str page, context, want;
	bool is_fragment, script_on;
};

/* What stands between the line `name` and the next line of a name; p is NULL if it is not there. */
static struct str section(struct str test, struct str name)
{
	size_t at = str_starts(test, name) ? 0 : STR_NONE;
	for (size_t from = 0; at == STR_NONE;) {
		size_t newline = str_find(test, STR("\n#"), from);
		if (newline == STR_NONE)
			return (struct str){NULL, 0};
		from = newline + 1;
		if (str_starts(str_slice(test, from, test.n), name))
			at = from;
	}
	struct str rest = str_slice(test, at + name.n, test.n);
	static const struct str others[] = {
	        STR_INIT("\n#errors\n"),
	        STR_INIT("\n#new-errors\n"),
	        STR_INIT("\n#document-fragment\n"),
	        STR_INIT("\n#script-off\n"),
	        STR_INIT("\n#script-on\n"),
	        STR_INIT("\n#document\n"),
	};
	size_t end = rest.n;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		/* An empty section ends at the newline that begins it. */
		struct str with_newline = {rest.p - 1, rest.n + 1};
		size_t found = str_find(with_newline, others[i], 0);
		if (found != STR_NONE && (found ? found - 1 : 0) < end)
			end = found ? found - 1 : 0;
	}
	return str_slice(rest, 0, end);
}

static struct str without_last_newlines(struct str text)
{
	while (text.n && text.p[text.n - 1] == '\n')
		text.n--;
	return text;
}

static struct tree_test read_test(struct str text)
{
	struct tree_test test = {
	        .page = section(text, STR("#data\n")),
	        .context = section(text, STR("#document-fragment\n")),
	        .want = without_last_newlines(section(text, STR("#document\n"))),
	        .script_on = section(text, STR("#script-on\n")).p != NULL,
	};
	test.is_fragment = test.context.p != NULL;
	return test;
}

/* "svg path" is a name with its namespace. */
static void parse_fragment(const struct tree_test *test, struct arena *arena,
                           struct html_tree *tree)
{
	struct str name = test->context;
	enum html_namespace ns = HTML_NS_HTML;
	if (str_starts(name, STR("svg ")))
		ns = HTML_NS_SVG;
	else if (str_starts(name, STR("math ")))
		ns = HTML_NS_MATHML;
	if (ns != HTML_NS_HTML)
		name = str_slice(name, str_find_byte(name, ' ', 0) + 1, name.n);
	html_parse_fragment(test->page, name, ns, arena, tree);
}

static bool passes(const struct tree_test *test, const char *path)
{
	struct arena arena;
	struct html_tree tree;
	struct buf dump;
	arena_init(&arena);
	buf_init(&dump, DUMP_BYTES_MAX);
	if (test->is_fragment)
		parse_fragment(test, &arena, &tree);
	else
		html_parse(test->page, &arena, &tree);
	html_dump(&tree, &dump);
	struct str got = without_last_newlines(buf_str(&dump));
	bool pass = str_equal(got, test->want);
	if (!pass)
		fprintf(stderr, "%s: %.*s\n--- got\n%.*s\n--- want\n%.*s\n", path,
		        STR_ARG(test->page), STR_ARG(got), STR_ARG(test->want));
	buf_free(&dump);
	arena_free(&arena);
	return pass;
}

static void run_file(const char *path, unsigned *passed, unsigned *run)
{
	struct str file = test_read_file(path), rest = file;
	while (rest.n) {
		size_t end = str_find(rest, STR("\n\n#data\n"), 0);
		size_t length = end == STR_NONE ? rest.n : end;
		struct tree_test test = read_test(str_slice(rest, 0, length));
		rest = str_slice(rest, end == STR_NONE ? rest.n : end + 2, rest.n);
		if (test.script_on || str_find(test.page, left_out, 0) != STR_NONE)
			continue;
		++*run;
		*passed += CHECK(passes(&test, path));
	}
}

TEST(html5lib_tree_construction)
{
	char folder[PATH_CHARS_MAX], path[PATH_CHARS_MAX + sizeof(((struct dirent *)0)->d_name)];
	if (test_data_folder() == NULL) {
		test_skip("no $THRESH_DATA");
		return;
	}
	snprintf(folder, sizeof(folder), "%s/html5lib-tests/tree-construction", test_data_folder());
	struct dirent **entries;
	int count = scandir(folder, &entries, NULL, alphasort);
	if (count < 0) {
		test_skip("no html5lib-tests in $THRESH_DATA");
		return;
	}
	unsigned passed = 0, run = 0;
	for (int i = 0; i < count; i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
		if (str_ends(str_from(path), STR(".dat")))
			run_file(path, &passed, &run);
		free(entries[i]);
	}
	free(entries);
	printf("html5lib tree construction: %u of %u\n", passed, run);
	CHECK(run > 0);
}

/*
 * Parses each HTML page of an archive with core/html and with gumbo, and tells where the two
 * differ: in text, or only in elements, their attributes or where text stands. To standard output,
 * a line for each page that differs:
 *
 *     text|tree TAB CAUSE TAB URL
 *
 * and last "pages N, same text N, same tree N, flattened N" (by the parser's own limits). The cause
 * is "control-character" where all would be the same but for that, else "?". With -v also where a
 * page differs, in both. With --causes, instead: the names of the known causes, if each is still
 * one.
 *
 *     gumbo [-v] ARCHIVE | --causes
 */
#include <gumbo.h>
#include <stdio.h>
#include <string.h>

#include "bench/lib/pages.h"
#include "tests/differential/tree_view.h"

enum {
	CONTEXT_BYTES = 120, /* shown before and behind the first difference */
};

static const struct cause {
	const char *name;
	struct str page, tree;
} causes[] = {
#define CAUSE(name, page, tree) {name, STR_INIT(page), STR_INIT(tree)},
#include "tests/differential/gumbo_causes.def"
#undef CAUSE
};

struct counts {
	unsigned pages, same_text, same_tree, flattened;
};

struct run {
	bool verbose;
	struct counts counts;
	struct tree_view ours, gumbos;
	struct buf scratch;
};

/* gumbo has names only for the tags that it knows; of others there is the source of the tag. */
static struct str name_in_gumbo(const GumboElement *element)
{
	if (element->tag != GUMBO_TAG_UNKNOWN)
		return str_from(gumbo_normalized_tagname(element->tag));
	GumboStringPiece name = element->original_tag;
	gumbo_tag_from_original_text(&name);
	return (struct str){name.data, name.length};
}

static void view_gumbo_children(struct tree_view *view, const GumboVector *children, bool hidden);

static void view_gumbo_element(struct tree_view *view, const GumboElement *element, bool hidden)
{
	struct str name = name_in_gumbo(element);
	view_begin_element(view, (enum html_namespace)element->tag_namespace, name);
	for (unsigned i = 0; i < element->attributes.length; i++) {
		const GumboAttribute *attribute = element->attributes.data[i];
		/* as in the source: what stands in `name` has lost its "xlink:" */
		struct str source = {attribute->original_name.data,
		                     attribute->original_name.length};
		view_attribute(view, source, str_from(attribute->value));
	}
	view_begin_children(view);
	view_gumbo_children(view, &element->children, hidden || view_hides(name));
	view_end_element(view);
}

static void view_gumbo_children(struct tree_view *view, const GumboVector *children, bool hidden)
{
	for (unsigned i = 0; i < children->length; i++) {
		const GumboNode *node = children->data[i];
		switch (node->type) {
		case GUMBO_NODE_ELEMENT:
		case GUMBO_NODE_TEMPLATE:
			view_gumbo_element(view, &node->v.element, hidden);
			break;
		case GUMBO_NODE_TEXT:
		case GUMBO_NODE_WHITESPACE:
		case GUMBO_NODE_CDATA:
			if (!hidden)
				view_text(view, str_from(node->v.text.text));
			break;
		case GUMBO_NODE_DOCUMENT:
		case GUMBO_NODE_COMMENT:
			break;
		}
	}
}

static void view_gumbo(struct tree_view *view, struct str html)
{
	GumboOutput *output = gumbo_parse_with_options(&kGumboDefaultOptions, html.p, html.n);
	view_reset(view);
	view_gumbo_children(view, &output->document->v.document.children, false);
	gumbo_destroy_output(&kGumboDefaultOptions, output);
}

/*
 * "form-end" (gumbo_causes.def) is on about half of all pages, so that fault is kept from
 * gumbo: it gets a comment in front of each </form>, which makes it write out its text first. A
 * comment of this kind ends no other one that it may stand in.
 */
static struct str page_for_gumbo(struct str html, struct buf *page)
{
	size_t from = 0, at = 0;
	buf_reset(page);
	while ((at = str_find_nocase(html, STR("</form"), at)) != STR_NONE) {
		buf_append(page, str_slice(html, from, at));
		buf_append(page, STR("<!x>"));
		from = at++;
	}
	buf_append(page, str_slice(html, from, html.n));
	return buf_str(page);
}

static bool same(struct str ours, const struct buf *ours_from, const struct buf *gumbos)
{
	return !ours_from->over && !gumbos->over && str_equal(ours, buf_str(gumbos));
}

/* Bytes of a control character at `at`; 0 if it is none, or white space. */
static size_t control_length(const unsigned char *at, size_t bytes)
{
	if (at[0] == 0xC2 && bytes > 1 && at[1] < 0xA0)
		return 2;
	return at[0] == 0x7F || (at[0] < ' ' && strchr("\t\n\f\r", at[0]) == NULL);
}

/* With controls as gumbo has them: U+FFFD. */
static struct str without_controls(struct str text, struct buf *out)
{
	size_t from = 0;
	buf_reset(out);
	for (size_t i = 0; i < text.n; i++) {
		size_t length = control_length((const unsigned char *)text.p + i, text.n - i);
		if (length == 0)
			continue;
		buf_append(out, str_slice(text, from, i));
		buf_append(out, STR("\xEF\xBF\xBD"));
		from = i + length;
		i = from - 1;
	}
	buf_append(out, str_slice(text, from, text.n));
	return buf_str(out);
}

static void show(const char *whose, struct str tree, size_t difference)
{
	size_t from = difference > CONTEXT_BYTES ? difference - CONTEXT_BYTES : 0;
	size_t to = tree.n - difference > CONTEXT_BYTES ? difference + CONTEXT_BYTES : tree.n;
	printf("\t%s ", whose);
	for (size_t i = from; i < to; i++) {
		if (i == difference)
			printf(" >>> ");
		putchar((unsigned char)tree.p[i] < ' ' ? ' ' : tree.p[i]);
	}
	putchar('\n');
}

static void show_difference(struct str ours, struct str gumbos)
{
	size_t at = 0;
	while (at < ours.n && at < gumbos.n && ours.p[at] == gumbos.p[at])
		at++;
	show("ours: ", ours, at);
	show("gumbo:", gumbos, at);
}

static void compare_page(struct run *run, struct str url, struct str html,
                         const struct html_tree *tree)
{
	const struct buf *ours = &run->ours.tree, *gumbos = &run->gumbos.tree;
	view_tree(&run->ours, tree);
	view_gumbo(&run->gumbos, page_for_gumbo(html, &run->scratch));
	bool same_text = same(buf_str(&run->ours.text), &run->ours.text, &run->gumbos.text);
	bool same_tree = same(buf_str(ours), ours, gumbos);
	run->counts.pages++;
	run->counts.same_text += same_text;
	run->counts.same_tree += same_tree;
	run->counts.flattened += tree->limits_hit > 0;
	if (same_tree)
		return;
	bool by_controls = same(without_controls(buf_str(ours), &run->scratch), ours, gumbos);
	printf("%s\t%s\t%.*s\n", same_text ? "tree" : "text",
	       by_controls ? "control-character" : "?", STR_ARG(url));
	if (run->verbose)
		show_difference(buf_str(ours), buf_str(gumbos));
}

static void run_page(void *context, struct page *page, struct arena *arena)
{
	(void)arena;
	if (page->tree.node_count > 0)
		compare_page(context, page->record.url, page->body, &page->tree);
}

/* False if the archive cannot be read to its end. */
static bool run_archive(struct run *run, const char *path)
{
	bool is_read = pages_visit(path, run_page, run);
	printf("pages %u, same text %u, same tree %u, flattened %u\n", run->counts.pages,
	       run->counts.same_text, run->counts.same_tree, run->counts.flattened);
	if (!is_read)
		fprintf(stderr, "gumbo: %s: not a readable archive\n", path);
	return is_read;
}

/* False if one is no cause any more: gumbo's tree is the one of the standard. */
static bool run_causes(struct run *run)
{
	bool all = true;
	for (size_t i = 0; i < sizeof(causes) / sizeof(*causes); i++) {
		const struct cause *cause = &causes[i];
		view_gumbo(&run->gumbos, cause->page);
		if (same(cause->tree, &run->ours.tree, &run->gumbos.tree)) {
			fprintf(stderr, "gumbo: %s: both have the same tree\n", cause->name);
			all = false;
		}
		puts(cause->name);
		if (run->verbose)
			show_difference(cause->tree, buf_str(&run->gumbos.tree));
	}
	return all;
}

int main(int argc, char **argv)
{
	struct run run = {.verbose = argc == 3 && strcmp(argv[1], "-v") == 0};
	if (argc != 2 + run.verbose) {
		fprintf(stderr, "usage: gumbo [-v] ARCHIVE | --causes\n");
		return 2;
	}
	view_init(&run.ours);
	view_init(&run.gumbos);
	buf_init(&run.scratch, VIEW_BYTES_MAX);
	const char *what = argv[argc - 1];
	bool done = strcmp(what, "--causes") == 0 ? run_causes(&run) : run_archive(&run, what);
	buf_free(&run.scratch);
	view_free(&run.gumbos);
	view_free(&run.ours);
	return done && fflush(stdout) == 0 && !ferror(stdout) ? 0 : 3;
}

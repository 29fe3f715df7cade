/*
 * Parses each HTML page of an archive with core/html and with gumbo, and tells where the two differ:
 * in the text, or in the tree. To standard output, a line for each page that differs:
 *
 *     text|tree TAB URL
 *
 * and last "pages N, same text N, same tree N". With -v also where a page differs, in both.
 *
 * Text is what stands in text nodes, in document order, but for those below <script>, <style> and
 * <template>. What <noscript> holds is compared, since both parse with scripting off. The tree is the
 * names of all elements, nested, and the same text where it stands. Comments, doctypes and attributes
 * are in neither.
 *
 *     gumbo [-v] ARCHIVE
 */
#include <gumbo.h>
#include <stdio.h>
#include <string.h>

#include "core/page.h"
#include "io/archive.h"

enum {
	RECORD_BYTES_MAX = 32 << 20,
	VIEW_BYTES_MAX = 256 << 20,
	CONTEXT_BYTES = 120, /* shown before and behind the first difference */
};

/* What is compared of a tree. */
struct view {
	struct buf text;
	struct buf tree; /* as: html(head()body(p('text'br()))) */
};

struct counts {
	unsigned pages, same_text, same_tree;
};

struct run {
	bool verbose;
	struct counts counts;
	struct view ours, gumbos;
	struct buf page;
	struct arena arena;
};

static bool is_hidden(struct str name)
{
	return str_equal(name, STR("script")) || str_equal(name, STR("style")) ||
	       str_equal(name, STR("template"));
}

/* Text nodes beside each other are one: how many there are says nothing of the page. */
static void view_text(struct view *view, struct str text)
{
	if (text.n == 0)
		return;
	buf_append(&view->text, text);
	if (view->tree.n && view->tree.p[view->tree.n - 1] == '\'')
		view->tree.n--;
	else
		buf_append_byte(&view->tree, '\'');
	buf_append(&view->tree, text);
	buf_append_byte(&view->tree, '\'');
}

static void view_begin_element(struct view *view, enum html_namespace ns, struct str name)
{
	static const struct str prefixes[] = {STR_INIT(""), STR_INIT("svg:"), STR_INIT("math:")};
	buf_append(&view->tree, prefixes[ns]);
	for (size_t i = 0; i < name.n; i++)
		buf_append_byte(&view->tree, ascii_lower(name.p[i]));
	buf_append_byte(&view->tree, '(');
}

static void view_end_element(struct view *view)
{
	buf_append_byte(&view->tree, ')');
}

static void view_ours(struct view *view, const struct html_tree *tree, uint32_t parent, bool hidden)
{
	for (uint32_t i = parent + 1; i < tree->nodes[parent].end; i = tree->nodes[i].end) {
		const struct html_node *node = &tree->nodes[i];
		if (node->kind == HTML_TEXT && !hidden)
			view_text(view, node->text);
		if (node->kind != HTML_ELEMENT)
			continue;
		view_begin_element(view, node->ns, node->text);
		view_ours(view, tree, i, hidden || is_hidden(node->text));
		view_end_element(view);
	}
}

/* gumbo has names only for the tags that it knows; of others there is the source of the tag. */
static struct str name_in_gumbo(const GumboElement *element)
{
	if (element->tag != GUMBO_TAG_UNKNOWN)
		return str_from(gumbo_normalized_tagname(element->tag));
	GumboStringPiece name = element->original_tag;
	gumbo_tag_from_original_text(&name);
	return (struct str){name.data, name.length};
}

static void view_gumbos(struct view *view, const GumboVector *children, bool hidden)
{
	for (unsigned i = 0; i < children->length; i++) {
		const GumboNode *node = children->data[i];
		switch (node->type) {
		case GUMBO_NODE_ELEMENT:
		case GUMBO_NODE_TEMPLATE: {
			const GumboElement *element = &node->v.element;
			struct str name = name_in_gumbo(element);
			view_begin_element(view, (enum html_namespace)element->tag_namespace, name);
			view_gumbos(view, &element->children, hidden || is_hidden(name));
			view_end_element(view);
			break;
		}
		case GUMBO_NODE_TEXT:
		case GUMBO_NODE_WHITESPACE:
		case GUMBO_NODE_CDATA:
			if (!hidden)
				view_text(view, str_from(node->v.text.text));
			break;
		default:
			break;
		}
	}
}

static void show_difference(struct str ours, struct str gumbos)
{
	size_t at = 0;
	while (at < ours.n && at < gumbos.n && ours.p[at] == gumbos.p[at])
		at++;
	const struct str both[] = {ours, gumbos};
	const char *const names[] = {"ours: ", "gumbo:"};
	for (int i = 0; i < 2; i++) {
		size_t from = at > CONTEXT_BYTES ? at - CONTEXT_BYTES : 0;
		size_t to = both[i].n - at > CONTEXT_BYTES ? at + CONTEXT_BYTES : both[i].n;
		printf("  %s ", names[i]);
		for (size_t k = from; k < to; k++) {
			if (k == at)
				printf(" >>>");
			putchar((unsigned char)both[i].p[k] < ' ' ? ' ' : both[i].p[k]);
		}
		putchar('\n');
	}
}

static bool same(const struct buf *a, const struct buf *b)
{
	return !a->over && !b->over && str_equal(buf_str(a), buf_str(b));
}

static void view_reset(struct view *view)
{
	buf_reset(&view->text);
	buf_reset(&view->tree);
}

/*
 * Where a </form> closes a form, gumbo moves the text in front of it behind the form, since it takes
 * the form off its stack before it writes out the text in hand. More than half of all pages have that, so
 * that one fault is kept from it: a comment in front of each </form, of a kind that ends no other
 * comment.
 */
static struct str page_for_gumbo(struct run *run, struct str html)
{
	size_t from = 0, at;
	buf_reset(&run->page);
	while ((at = str_find_nocase(html, STR("</form"), from + (from > 0))) != STR_NONE) {
		buf_append(&run->page, str_slice(html, from, at));
		buf_append(&run->page, STR("<!x>"));
		from = at;
	}
	buf_append(&run->page, str_slice(html, from, html.n));
	return buf_str(&run->page);
}

static void compare_page(struct run *run, struct str url, struct str html,
                         const struct html_tree *tree)
{
	view_reset(&run->ours);
	view_ours(&run->ours, tree, 0, false);

	view_reset(&run->gumbos);
	struct str page = page_for_gumbo(run, html);
	GumboOutput *output = gumbo_parse_with_options(&kGumboDefaultOptions, page.p, page.n);
	view_gumbos(&run->gumbos, &output->document->v.document.children, false);
	gumbo_destroy_output(&kGumboDefaultOptions, output);

	bool same_text = same(&run->ours.text, &run->gumbos.text);
	bool same_tree = same(&run->ours.tree, &run->gumbos.tree);
	run->counts.pages++;
	run->counts.same_text += same_text;
	run->counts.same_tree += same_tree;
	if (same_tree)
		return;
	printf("%s\t%.*s\n", same_text ? "tree" : "text", STR_ARG(url));
	if (run->verbose)
		show_difference(buf_str(&run->ours.tree), buf_str(&run->gumbos.tree));
}

static void run_record(struct run *run, const struct record *record)
{
	static const struct page_limits limits = {.body_bytes_max = RECORD_BYTES_MAX};
	struct page page = {.record = {.type = record->type,
	                               .content_type = record->content_type,
	                               .record_id = record->record_id,
	                               .url = record->target_uri,
	                               .date = record->date,
	                               .block = record->block}};
	for (const struct page_step *step = page_steps; strcmp(step->name, "article") != 0; step++)
		if (step->run(&page, &limits, &run->arena) != OUTCOME_WRITTEN)
			return;
	if (page.tree.node_count > 0)
		compare_page(run, page.record.url, page.body, &page.tree);
}

static void run_batch(struct run *run, struct record_reader *reader, const struct batch_bytes *span)
{
	struct piece piece;
	records_begin(reader, span, NULL);
	for (records_next(reader, &piece); piece.kind != PIECE_END; records_next(reader, &piece)) {
		if (piece.kind == PIECE_RECORD)
			run_record(run, &piece.record);
		arena_reset(&run->arena);
	}
}

/* False if the archive cannot be read to its end. */
static bool run_archive(struct run *run, const char *path)
{
	struct record_reader *reader = record_reader_new(RECORD_BYTES_MAX);
	struct archive *archive = NULL;
	struct archive_batch batch;
	struct buf bytes;
	struct error error;
	enum status status = STATUS_FAILED;
	buf_init(&bytes, SIZE_MAX / 2);
	if (archive_open(path, false, reader, &archive, &error) != ARCHIVE_OK)
		goto out;
	while ((status = archive_next(archive, &bytes, &batch, &error)) == STATUS_OK) {
		run_batch(run, reader, &batch.span);
		buf_reset(&bytes);
	}
out:
	archive_close(archive);
	record_reader_free(reader);
	buf_free(&bytes);
	return status == STATUS_END;
}

static void view_init(struct view *view)
{
	buf_init(&view->text, VIEW_BYTES_MAX);
	buf_init(&view->tree, VIEW_BYTES_MAX);
}

static void view_free(struct view *view)
{
	buf_free(&view->text);
	buf_free(&view->tree);
}

int main(int argc, char **argv)
{
	struct run run = {.verbose = argc == 3 && strcmp(argv[1], "-v") == 0};
	if (argc != 2 + run.verbose) {
		fprintf(stderr, "usage: gumbo [-v] ARCHIVE\n");
		return 2;
	}
	view_init(&run.ours);
	view_init(&run.gumbos);
	buf_init(&run.page, VIEW_BYTES_MAX);
	arena_init(&run.arena);
	bool read = run_archive(&run, argv[argc - 1]);
	arena_free(&run.arena);
	buf_free(&run.page);
	view_free(&run.ours);
	view_free(&run.gumbos);
	if (!read) {
		fprintf(stderr, "gumbo: %s: not a readable archive\n", argv[argc - 1]);
		return 3;
	}
	printf("pages %u, same text %u, same tree %u\n", run.counts.pages, run.counts.same_text,
	       run.counts.same_tree);
	return fflush(stdout) != 0 || ferror(stdout) ? 3 : 0;
}

#include "core/safety.h"

#include "core/base/buf.h"
#include "core/filter/robots.h"
#include "core/page.h"

enum outcome safety_step_url(struct page *page, const struct page_limits *limits,
                             struct arena *arena)
{
	const struct url_list *urls = limits->safety.urls;
	return urls && url_list_blocks(urls, page->record.url, arena, &page->detail)
	               ? OUTCOME_URL_BLOCKED
	               : OUTCOME_WRITTEN;
}

static unsigned robots_of_tree(const struct html_tree *tree)
{
	unsigned found = 0;
	for (uint32_t i = 0; i < tree->node_count; i++)
		if (tree->nodes[i].tag == HTML_TAG_META && tree->nodes[i].kind == HTML_ELEMENT)
			found |= robots_of_meta(html_attribute(tree, i, STR("name")),
			                        html_attribute(tree, i, STR("content")));
	return found;
}

enum outcome safety_step_robots(struct page *page, const struct page_limits *limits,
                                struct arena *arena)
{
	unsigned found = robots_of_header(page->http.robots) | robots_of_tree(&page->tree) |
	                 robots_of_meta(STR("robots"), page->robots); /* of an earlier corpus */
	page->robots = robots_text(found, arena);
	if (!limits->safety.honor_robots || !(found & ROBOTS_NOT_KEPT))
		return OUTCOME_WRITTEN;
	page->detail = page->robots;
	return OUTCOME_ROBOTS;
}

enum outcome safety_step_decontaminate(struct page *page, const struct page_limits *limits,
                                       struct arena *arena)
{
	const struct evaluation *evaluation = limits->safety.evaluation;
	struct str found, *text = &page->article.text;
	if (evaluation == NULL)
		return OUTCOME_WRITTEN;
	bool is_cut = limits->safety.contaminated == SAFETY_CONTAMINATED_CUT;
	page->may_be_cut = is_cut;
	if (!evaluation_finds(evaluation, *text, arena, &page->detail))
		return OUTCOME_WRITTEN;
	page->cut_for = page->detail;
	/* what a cut brings together is looked at again */
	return is_cut && evaluation_cut(evaluation, *text, arena, text) &&
	                       !evaluation_finds(evaluation, *text, arena, &found)
	               ? OUTCOME_WRITTEN
	               : OUTCOME_CONTAMINATED;
}

/* "email 2, phone 1": how much there is, never what. */
static struct str describe_counts(const struct pii_counts *counts, struct arena *arena)
{
	enum { KIND_BYTES_MAX = 32 };
	struct buf out;
	buf_init(&out, PII_KINDS * KIND_BYTES_MAX);
	for (int i = 0; i < PII_KINDS; i++)
		if (counts->of[i] > 0)
			buf_printf(&out, "%s%s %u", out.n > 0 ? ", " : "",
			           pii_kind_name((enum pii_kind)i), counts->of[i]);
	struct str text = arena_copy(arena, buf_str(&out));
	buf_free(&out);
	return text;
}

enum outcome safety_step_personal_data(struct page *page, const struct page_limits *limits,
                                       struct arena *arena)
{
	struct article *article = &page->article;
	struct str *const fields[] = {&article->text, &article->title, &article->author,
	                              &article->description, &article->section};
	enum safety_pii pii = limits->safety.pii;
	if (pii == SAFETY_PII_KEEP)
		return OUTCOME_WRITTEN;
	page->pii_is_counted = true;
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		if (pii == SAFETY_PII_MASK)
			*fields[i] = pii_mask(*fields[i], arena, &page->pii);
		else
			pii_count(*fields[i], &page->pii);
	}
	if (pii == SAFETY_PII_MASK || pii_sum(&page->pii) == 0)
		return OUTCOME_WRITTEN;
	page->detail = describe_counts(&page->pii, arena);
	return OUTCOME_PERSONAL_DATA;
}

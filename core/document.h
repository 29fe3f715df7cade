/*
 * A document of an earlier corpus: one JSON object with `text` or `html`, as Dolma, Hugging Face
 * data sets and this program's own rows have it.
 */
#ifndef CORE_DOCUMENT_H
#define CORE_DOCUMENT_H

#include "core/base/arena.h"
#include "core/base/str.h"
#include "core/page.h"

/*
 * Sets of `page` what the object says: id, URL, dates, and either the HTML to look for an article
 * in (page->body) or the article as it is (page->article). OUTCOME_BAD_RECORD if it is no JSON
 * object of at most JSON_BYTES_MAX, OUTCOME_NO_TEXT if it has neither text nor HTML.
 */
enum outcome document_read(struct str json, struct arena *arena, struct page *page);

#endif

/*
 * One record in, one page out: the steps of extraction, one function each, in one table.
 */
#ifndef CORE_PAGE_H
#define CORE_PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/article/article.h"
#include "core/base/arena.h"
#include "core/base/budget.h"
#include "core/base/hash.h"
#include "core/base/str.h"
#include "core/dedup/fingerprint.h"
#include "core/dedup/site_lines.h"
#include "core/html/tree.h"
#include "core/outcome.h"
#include "core/safety.h"
#include "core/text/charset.h"
#include "core/text/http.h"
#include "core/text/lang.h"

/* What an archive says of a record; slices are the caller's and must outlive the page. */
struct page_record {
	struct str type;         /* WARC-Type: "response", "conversion", … */
	struct str content_type; /* of the record's block */
	struct str record_id, url, date, truncated;
	struct str block_digest, payload_digest; /* "sha1:…"; may be empty */
	struct str segment_number;               /* of a record in pieces; else empty */
	struct str block;
	bool is_bare; /* the block is the page itself, with no HTTP head, of any record type */
	struct str document_id; /* of a document of an earlier corpus; set by core/document.h */
};

struct page {
	struct page_record record;

	struct hash128 id_hash; /* of the record: the same on every run and machine */
	struct str id;          /* the same as 32 hex digits; empty for records that have no row */
	struct str detail;      /* more about a reject, as "404"; may be empty */
	bool is_document;       /* of an earlier corpus: a JSON object */
	int http_status;        /* 0 if there was no HTTP head */
	struct str mime;        /* of the page: "text/html"; lower case */
	struct str truncated; /* WARC-Truncated, or "encoding" where a body's coding ended early */
	struct str language;  /* the page's claim: <html lang>, else Content-Language */
	struct charset charset;
	struct article article;
	struct language identified; /* what the article's text is written in */
	uint64_t page_bytes;        /* HTML or text that an article was looked for in */
	struct fingerprint fingerprint;
	bool is_over_size;       /* rejected for its bytes or nodes */
	struct str domain;       /* that the URL's host is registered under; "" without a URL */
	struct site_lines lines; /* of the article's text; empty if none are wanted */
	struct str robots;       /* what it asks of them: "noindex noai" */
	bool may_be_cut;         /* --decontaminate-by cut */
	struct str cut_for;      /* the item of an evaluation set that the text had something of */
	struct pii_counts pii;   /* spans in the article, masked or not */
	bool pii_is_counted;     /* --pii asks for it */
	uint32_t lines_dropped; /* set for rows: the first so many of `lines` are not in the text */

	/* between the steps */
	struct budget budget;
	struct http_response http;
	struct str body; /* decoded, then as UTF-8 */
	struct html_tree tree;
};

/* Pages over it are rejected: the largest that people have written have some 500,000. */
enum { PAGE_NODES_MAX = 1 << 20 };

struct page_limits {
	size_t body_bytes_max; /* of a body with its codings undone, in its charset and as UTF-8 */
	uint32_t nodes_max;    /* of the tree, and of its attributes; 0: PAGE_NODES_MAX */
	uint64_t steps;        /* see core/base/budget.h; 0: any number */
	bool verify_digests;   /* a record whose digest is another is damaged */
	struct article_options article;
	struct fingerprint_options fingerprint;
	bool lines; /* lines are wanted, for --dedup-lines */
	struct safety safety;
};

/*
 * A step works on `page`, allocates from `arena`, and returns OUTCOME_WRITTEN to go on or the
 * outcome that ends the page.
 */
struct page_step {
	const char *name;
	enum outcome (*run)(struct page *page, const struct page_limits *limits,
	                    struct arena *arena);
};

/* The steps in order; the last has a NULL name. */
extern const struct page_step page_steps[];

/*
 * Runs the steps over a record. `page` is all that came out by then, in `arena` and the record's
 * memory. OUTCOME_WRITTEN means that there is an article to write, if it is no duplicate.
 */
enum outcome page_extract(struct page *page, const struct page_record *record,
                          const struct page_limits *limits, struct arena *arena);

/* About the most memory that extracting a page of so many bytes and nodes takes. */
uint64_t page_memory_max(uint64_t page_bytes, uint64_t nodes);

/* Copies what rows need of `page` into `arena`, so that the record's memory can be used again. */
void page_keep(struct page *page, struct arena *arena);

#endif

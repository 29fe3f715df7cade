/*
 * Lists of URLs that are not wanted: domains, URLs, and words in URLs. What an entry may look like
 * stands in docs/safety.md. Only hashes of entries are kept, 16 bytes or so for each.
 *
 * Made line by line by one thread, then read by any number of threads.
 */
#ifndef CORE_FILTER_URL_LIST_H
#define CORE_FILTER_URL_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/str.h"

enum {
	URL_LIST_SOURCES_MAX = 4096,
	URL_LIST_ENTRIES_MAX = 64 << 20,
	URL_LIST_LINE_BYTES_MAX = 16 << 10, /* longer ones are no entries; as URLs have it */
	URL_LIST_WORD_BYTES_MAX = 63,
	URL_LIST_PART_BYTES_MIN = 3, /* of a part of a word; shorter ones are everywhere */
	URL_LIST_PREFIXES_MAX = 64,  /* of a URL that are looked up; and the whole of it */
	URL_LIST_SOFT_WORDS_BLOCK =
	        2, /* so many different ones (RefinedWeb; datatrove's default) */
};

enum url_list_use {
	URL_LIST_BLOCK,      /* domains and URLs that are not wanted */
	URL_LIST_ALLOW,      /* those that are, whatever else is said of them */
	URL_LIST_WORDS,      /* one of them in a URL is enough */
	URL_LIST_SOFT_WORDS, /* two different ones are */
};

struct url_list;

struct url_list *url_list_new(void);
void url_list_free(struct url_list *list);

/*
 * The lines that follow are of a file, or a category, that is called `name` where it blocks a page.
 * False if there are URL_LIST_SOURCES_MAX already.
 */
bool url_list_begin(struct url_list *list, struct str name, enum url_list_use use);

enum url_list_line {
	URL_LIST_NOTHING, /* blank, a comment, a name of the machine itself in a hosts file */
	URL_LIST_ENTRY,
	URL_LIST_JUNK, /* no entry of such a list */
	URL_LIST_FULL, /* over URL_LIST_ENTRIES_MAX */
};

/* Behind url_list_begin. Without its line end; any bytes. */
enum url_list_line url_list_add(struct url_list *list, struct str line);

/*
 * Whether a page of this URL is not wanted; then `*detail`, in `arena`, says by which list and
 * entry: "adult: bad.example". A page without a URL is not blocked.
 */
bool url_list_blocks(const struct url_list *list, struct str url, struct arena *arena,
                     struct str *detail);

/* The different entries, and the memory that they take. */
size_t url_list_entries(const struct url_list *list);
size_t url_list_bytes(const struct url_list *list);

#endif

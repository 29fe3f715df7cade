/* The HTML and text pages of an archive, one by one, for programs that look into a stage. */
#ifndef BENCH_LIB_PAGES_H
#define BENCH_LIB_PAGES_H

#include <stdbool.h>

#include "core/page.h"

/* A page as it is before its article is looked for; it and what is in `arena` last until return. */
typedef void page_visit(void *context, struct page *page, struct arena *arena);

/*
 * Calls `visit` for each page of the archive at `path`, in its order. What ends before the article
 * step (redirects, images, damage) is left out. False if the archive cannot be read to its end.
 */
bool pages_visit(const char *path, page_visit *visit, void *context);

#endif

/*
 * Text into HTML and SVG: as the content of an element or between double quotes, and there only.
 * What was text stays text, whatever is in it. Control characters become U+FFFD.
 */
#ifndef CORE_BASE_MARKUP_H
#define CORE_BASE_MARKUP_H

#include "core/base/buf.h"

void markup_text(struct buf *out, struct str text);

/* At most `chars_max` code points of valid UTF-8, the last of them "…" if there were more. */
void markup_text_cut(struct buf *out, struct str text, size_t chars_max);

#endif

/*
 * Text of a page as a terminal may have it: what would move the cursor, change colours or turn the
 * direction of writing is shown as "?", line breaks as spaces.
 */
#ifndef CORE_TERMINAL_TEXT_H
#define CORE_TERMINAL_TEXT_H

#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/str.h"

/* Columns that valid UTF-8 takes: two for what East Asian scripts have and for emoji, else one. */
uint32_t terminal_text_columns(struct str text);

/* Appends as much as fits `columns`; text that does not fit ends in "…". */
void terminal_text_put(struct buf *out, struct str text, uint32_t columns);

#endif

/* One page from a file or standard input, for the commands that take one. */
#ifndef CMD_PAGE_INPUT_H
#define CMD_PAGE_INPUT_H

#include "core/base/buf.h"
#include "core/base/status.h"

enum { PAGE_INPUT_BYTES_MAX = 32 << 20 };

/* Reads all of PATH ("-" is standard input) into `page`, which is initialised here. More than
   PAGE_INPUT_BYTES_MAX is an error. */
MUST_CHECK enum status page_input_read(const char *path, struct buf *page, struct error *error);

#endif

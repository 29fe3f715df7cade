/* The page that thresh explain is asked about: a file, or a record of an archive. */
#ifndef CMD_EXPLAIN_INPUT_H
#define CMD_EXPLAIN_INPUT_H

#include "core/base/buf.h"
#include "core/base/status.h"
#include "core/page.h"
#include "io/walk.h"

struct explain_input {
	struct page_record record; /* its memory lives until the input is closed */
	struct buf file;
	struct walk *walk;
};

/*
 * `operand` is FILE, "-" or FILE@OFFSET; with an `archive` (else NULL) it is the URL of a record
 * in it. Close in any case.
 */
MUST_CHECK enum status explain_input_open(struct explain_input *input, const char *operand,
                                          const char *archive, size_t record_bytes_max,
                                          struct error *error);
void explain_input_close(struct explain_input *input);

#endif

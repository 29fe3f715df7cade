/* What run and the commands over single records have in common. */
#ifndef CMD_RECORDS_H
#define CMD_RECORDS_H

#include "core/outcome.h"
#include "core/page.h"
#include "io/walk.h"

enum { RECORD_BYTES_DEFAULT = 32 << 20, RECORD_BYTES_MIN = 1024 };
#define RECORD_BYTES_MAX (1ull << 30)

/* What core wants to know of a record. `file` stands for the URL of a page that has none. */
struct page_record records_page(const struct record *record, struct str file);

enum outcome records_outcome(enum loss loss);

/* Opens an input; says on standard error, behind the command's name, why it cannot be. NULL then.
 */
struct walk *records_open(const char *command, const char *path,
                          unsigned long long record_bytes_max);

#endif

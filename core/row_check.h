/* Is a line of a shard a row as core/row.h writes it? */
#ifndef CORE_ROW_CHECK_H
#define CORE_ROW_CHECK_H

#include "core/base/str.h"
#include "core/outcome.h"

/* NULL, or what is wrong with a document's row; `line` is without its line break. */
const char *row_document_problem(struct str line);

/* The same of a row of attributes. */
const char *row_attributes_problem(struct str line);

/* The same of a reject's row; if nothing is, `*reason` is its reason. */
const char *row_reject_problem(struct str line, enum outcome *reason);

#endif

/*
 * A corpus made earlier: a line of JSON for each document.
 *
 * Every line is a record of type "conversion" whose block is the JSON text as it stands (content
 * type application/json); core reads it. A first line that is an object with a member "text" or
 * "html" is what tells the format.
 */
#ifndef IO_JSONL_H
#define IO_JSONL_H

#include "io/record.h"

extern const struct record_format jsonl_format;

#endif

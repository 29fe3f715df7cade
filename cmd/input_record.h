/* What became of an input, as a record of a journal (io/journal.h). */
#ifndef CMD_INPUT_RECORD_H
#define CMD_INPUT_RECORD_H

#include <stdint.h>

#include "cmd/reading.h"
#include "core/base/buf.h"

void input_record_write(uint64_t number, const struct input_report *input, struct buf *records);

/* Its number; a problem is the caller's to free. */
uint64_t input_record_read(struct str record, struct input_report *input);

#endif

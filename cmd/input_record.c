#include "cmd/input_record.h"

#include <string.h>

#include "cmd/journal_kinds.h"
#include "core/base/bug.h"
#include "io/journal.h"

/* The text of its problem stands behind it. */
struct input_record {
	uint64_t number, file_bytes;
	char container[INPUT_CONTAINER_BYTES];
	uint32_t passed_over, has_problem;
	struct tally tally;
};

void input_record_write(uint64_t number, const struct input_report *input, struct buf *records)
{
	struct input_record record = {.number = number,
	                              .file_bytes = input->file_bytes,
	                              .passed_over = input->passed_over,
	                              .has_problem = input->problem != NULL,
	                              .tally = input->tally};
	memcpy(record.container, input->container, sizeof(record.container));
	size_t begun = journal_begin(records, JOURNAL_INPUT);
	buf_append(records, (struct str){(const char *)&record, sizeof(record)});
	if (input->problem)
		buf_append(records, str_from(input->problem));
	journal_end(records, begun);
}

uint64_t input_record_read(struct str bytes, struct input_report *input)
{
	struct input_record record;
	BUG_UNLESS(bytes.n >= sizeof(record));
	memcpy(&record, bytes.p, sizeof(record));
	*input = (struct input_report){.file_bytes = record.file_bytes,
	                               .passed_over = record.passed_over != 0,
	                               .tally = record.tally};
	memcpy(input->container, record.container, sizeof(input->container));
	if (record.has_problem)
		input->problem = reading_problem(str_slice(bytes, sizeof(record), bytes.n));
	return record.number;
}

#include "cmd/reading.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "io/file.h"
#include "io/stop.h"

char *reading_problem(struct str text)
{
	char *copy = memory_resize(NULL, text.n + 1);
	memcpy(copy, text.p, text.n);
	copy[text.n] = '\0';
	return copy;
}

struct input_report *reading_reports_new(size_t inputs)
{
	struct input_report *reports = memory_resize(NULL, inputs * sizeof(*reports));
	memset(reports, 0, inputs * sizeof(*reports));
	return reports;
}

void reading_reports_free(struct input_report *reports, size_t inputs)
{
	for (size_t i = 0; reports && i < inputs; i++)
		free(reports[i].problem);
	free(reports);
}

void reading_begin(struct reading *reading, size_t record_bytes_max)
{
	reading->sniffer = record_reader_new(record_bytes_max);
	carry_init(&reading->carry, record_bytes_max);
}

void reading_end(struct reading *reading)
{
	archive_close(reading->archive);
	record_reader_free(reading->sniffer);
	carry_free(&reading->carry);
}

static size_t slice_count(const struct reading *reading)
{
	return reading->slices ? reading->slice_count : reading->inputs->count;
}

static struct slice slice_at(const struct reading *reading, size_t i)
{
	return reading->slices ? reading->slices[i] : (struct slice){i, 0, UINT64_MAX};
}

static void input_problem(struct reading *reading, const char *text)
{
	struct input_report *report = &reading->reports[reading->slice.input];
	free(report->problem);
	report->problem = reading_problem(str_from(text));
	if (reading->log)
		run_log_input(reading->log, reading->term,
		              reading->inputs->list[reading->slice.input].name, text);
}

/*
 * Opens the next input; what is wrong with it is said, and the one after is for the next call. An
 * input found in a folder that is no archive is passed over: a folder may hold anything. Fails
 * where no other input could be opened either: the inputs that are left are not to be lost for
 * that.
 */
static enum status open_next(struct reading *reading, struct error *error)
{
	struct slice slice = reading->slice = slice_at(reading, reading->next_slice++);
	reading->next = (struct batch_position){.input = slice.input};
	const struct input *input = &reading->inputs->list[slice.input];
	struct input_report *report = &reading->reports[slice.input];
	error->number = 0;
	enum archive_result result = archive_open(input->path, input->archives_only,
	                                          reading->sniffer, &reading->archive, error);
	if (result == ARCHIVE_ERROR && file_lacks_means(error))
		return STATUS_FAILED;
	if (result == ARCHIVE_OK)
		archive_describe(reading->archive, report->container, sizeof(report->container));
	else if (result != ARCHIVE_ERROR && input->folder)
		report->passed_over = true;
	else
		archive_explain(result, input->name, error);
	if (result != ARCHIVE_OK && !report->passed_over && !stop_asked())
		input_problem(reading, error->text);
	bool is_whole = slice.from == 0 && slice.to == UINT64_MAX;
	if (result == ARCHIVE_OK && !is_whole &&
	    !archive_slice(reading->archive, slice.from, slice.to))
		return error_set(error, "%s: not what it was when the run was cut into tasks",
		                 input->name);
	return STATUS_OK;
}

static void close_archive(struct reading *reading)
{
	reading->reports[reading->slice.input].file_bytes +=
	        archive_bytes_read(reading->archive) - reading->slice.from;
	archive_close(reading->archive);
	reading->archive = NULL;
}

/* The name of a batch's file in rows: the input, and the file in it if the input is a container. */
static void set_file_name(const struct reading *reading, struct batch *batch, const char *inner)
{
	buf_reset(&batch->file);
	buf_append(&batch->file, str_from(reading->inputs->list[batch->input].name));
	if (inner[0] == '\0')
		return;
	buf_append_byte(&batch->file, '!');
	buf_append(&batch->file, str_from(inner));
}

/* The next batch of the archive in hand, and where it stands. As archive_next. */
static enum status next_batch(struct reading *reading, struct buf *bytes,
                              struct archive_batch *batch, struct batch_position *position,
                              struct error *error)
{
	buf_reset(bytes);
	enum status status = archive_next(reading->archive, bytes, batch, error);
	if (status != STATUS_OK)
		return status;
	struct hash128 chain[2] = {reading->next.before, hash128(buf_str(bytes))};
	reading->next.behind = hash128((struct str){(const char *)chain, sizeof(chain)});
	reading->next.offset = batch->span.offset;
	*position = reading->next;
	reading->next.before = reading->next.behind;
	reading->next.number++;
	return STATUS_OK;
}

static void fill_batch(struct reading *reading, struct batch *batch,
                       const struct archive_batch *next)
{
	batch->input = (size_t)reading->slice.input;
	batch->first = next->first;
	batch->span = next->span;
	batch->is_stream = next->is_stream;
	buf_reset(&batch->dictionary); /* the archive may be closed before this batch is done */
	buf_append(&batch->dictionary, next->span.dictionary);
	batch->span.dictionary = buf_str(&batch->dictionary);
	batch_begin(batch);
	batch->end = next->end;
	if (next->end != UINT64_MAX)
		batch->stored_bytes = 0;
	set_file_name(reading, batch, next->name);
}

enum status reading_next(struct reading *reading, struct batch *batch)
{
	struct archive_batch next;
	for (;;) {
		struct error error;
		if (stop_asked()) {
			reading->stopped = true;
			return STATUS_END;
		}
		if (reading->archive == NULL) {
			if (reading->next_slice == slice_count(reading))
				return STATUS_END;
			if (open_next(reading, &error) == STATUS_OK)
				continue;
			reading->error = error;
			return STATUS_FAILED;
		}
		enum status status =
		        next_batch(reading, &batch->bytes, &next, &batch->position, &error);
		if (stop_asked())
			continue; /* a fetch that was waiting has given up: that is no damage */
		if (status == STATUS_OK)
			break;
		if (status == STATUS_FAILED)
			input_problem(reading, error.text);
		else
			close_archive(reading);
	}
	fill_batch(reading, batch, &next);
	return STATUS_OK;
}

/* Reads up to the batch at `last` and past it, from its place or, where that cannot be, from the
 * front. */
static enum status pass_batches(struct reading *reading, const struct batch_position *last,
                                struct error *error)
{
	const char *name = reading->inputs->list[last->input].name;
	struct batch_position position;
	struct archive_batch batch;
	struct buf bytes;
	enum status status;
	if (archive_seek(reading->archive, last->offset)) {
		reading->next.number = last->number;
		reading->next.before = last->before;
	}
	buf_init(&bytes, SIZE_MAX / 2); /* the archive's limit holds */
	do {
		status = stop_asked() ? STATUS_END
		                      : next_batch(reading, &bytes, &batch, &position, error);
		if (status == STATUS_FAILED)
			input_problem(reading, error->text);
	} while (status == STATUS_FAILED ||
	         (status == STATUS_OK && position.number < last->number));
	buf_free(&bytes);
	if (status == STATUS_OK &&
	    (position.behind.high != last->behind.high || position.behind.low != last->behind.low))
		return error_set(error, "%s: not what it was when the run began", name);
	if (status == STATUS_END && !stop_asked())
		return error_set(error, "%s: ends before where the run was", name);
	return STATUS_OK;
}

enum status reading_go_on(struct reading *reading, const struct batch_position *last,
                          struct error *error)
{
	BUG_UNLESS(reading->slices == NULL);
	reading->next_slice = (size_t)last->input;
	enum status status = open_next(reading, error);
	if (status != STATUS_OK)
		return status;
	if (reading->archive == NULL)
		return stop_asked() ? STATUS_OK
		                    : error_set(error, "%s: cannot go on with this input",
		                                reading->inputs->list[last->input].name);
	return pass_batches(reading, last, error);
}

void reading_check_cut(struct reading *reading, struct batch *batch, struct batch_worker *worker,
                       const struct page_limits *limits)
{
	struct carry *carry = &reading->carry;
	if (batch->is_first_part && batch->first)
		carry_reset(carry);
	if (batch->is_first_part && carry->pending) {
		batch->span = carry_join(carry, &batch->span);
		batch->before = &carry->tail;
		batch->pieces_done = 0;
		batch_extract(batch, worker, limits);
	}
	batch->is_cut_off = true;
	if (batch->has_more)
		return;
	if (batch->end != UINT64_MAX)
		carry_reset(carry);
	else
		carry_keep(carry, &batch->span, batch->tail);
	batch->is_cut_off = carry->pending;
	batch->tally.bytes_read = batch->stored_bytes;
}

#include "cmd/resume.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/input_record.h"
#include "cmd/journal_kinds.h"
#include "cmd/lines_record.h"
#include "cmd/plan.h"
#include "core/base/bug.h"
#include "io/file.h"
#include "io/journal.h"

enum { RECORDS_BYTES_MAX = 1 << 30 };

struct resume {
	struct resume_parts parts;
	struct journal *journal;
	struct batch_position position; /* of the last batch that was added */
	uint64_t documents_asked;       /* of `seen`, up to its end */
	bool is_cut_off;                /* the next batch needs something of it */
	bool is_new;                    /* it is not in a checkpoint yet */
	uint64_t inputs_done;           /* that stand in the journal */
	size_t shards_done[SERIES_COUNT];
};

/* --- records --- */

struct shard_record {
	uint64_t series;
	struct shard shard;
};

static void add_bytes(struct buf *records, const void *p, size_t n)
{
	buf_append(records, (struct str){p, n});
}

static void write_shards(struct resume *resume, struct buf *records)
{
	for (size_t s = 0; s < SERIES_COUNT; s++) {
		size_t count;
		const struct shard *shards =
		        outputs_shards(resume->parts.report->outputs, (enum series)s, &count);
		for (; resume->shards_done[s] < count; resume->shards_done[s]++) {
			struct shard_record record = {s, shards[resume->shards_done[s]]};
			size_t begun = journal_begin(records, JOURNAL_SHARD);
			add_bytes(records, &record, sizeof(record));
			journal_end(records, begun);
		}
	}
}

/* Those before the input in hand: nothing is changed in them any more. */
static void write_inputs(struct resume *resume, struct buf *records)
{
	for (; resume->inputs_done < resume->position.input; resume->inputs_done++)
		input_record_write(resume->inputs_done,
		                   &resume->parts.report->inputs[resume->inputs_done], records);
}

static enum status replay_shard(struct resume *resume, struct str bytes, struct error *error)
{
	struct shard_record record;
	BUG_UNLESS(bytes.n == sizeof(record));
	memcpy(&record, bytes.p, sizeof(record));
	BUG_UNLESS(record.series < SERIES_COUNT);
	resume->shards_done[record.series]++;
	return outputs_add_done(resume->parts.report->outputs, (enum series)record.series,
	                        &record.shard, error);
}

static void replay_input(struct resume *resume, struct str bytes)
{
	struct input_report input;
	uint64_t number = input_record_read(bytes, &input);
	BUG_UNLESS(number < resume->parts.inputs->count);
	resume->parts.report->inputs[number] = input;
	resume->inputs_done++;
}

static enum status replay(void *context, uint32_t kind, struct str record, struct error *error)
{
	struct resume *resume = context;
	struct revisit_payload payload;
	switch ((enum journal_kind)kind) {
	case JOURNAL_DOCUMENT:
		return dedup_replay(resume->parts.dedup, record, error);
	case JOURNAL_PAYLOAD:
		BUG_UNLESS(record.n == sizeof(payload));
		memcpy(&payload, record.p, sizeof(payload));
		(void)revisits_remember(resume->parts.revisits, &payload, resume->parts.inputs);
		return STATUS_OK;
	case JOURNAL_LINES:
		lines_record_replay(record, resume->parts.line_counts,
		                    resume->parts.report->dropped_lines);
		return STATUS_OK;
	case JOURNAL_SHARD:
		return replay_shard(resume, record, error);
	case JOURNAL_INPUT:
		replay_input(resume, record);
		return STATUS_OK;
	default: /* of tasks */
		break;
	}
	BUG("a record of no kind");
}

/* --- beginning, going on --- */

static enum status begin(struct resume *resume, const char *journal, struct error *error)
{
	char folder[PATH_MAX], plan[PATH_MAX];
	const char *output = resume->parts.config->output;
	checkpoint_path(output, "", folder, sizeof(folder));
	checkpoint_path(output, "plan", plan, sizeof(plan));
	enum status status = file_make_folder(folder, error);
	if (status == STATUS_OK)
		status = plan_write(plan, resume->parts.config, resume->parts.inputs, error);
	return status == STATUS_OK ? journal_open(journal, 0, &resume->journal, error) : status;
}

static enum status take_open(const struct resume *resume, const struct checkpoint *checkpoint,
                             struct error *error)
{
	char folder[PATH_MAX];
	checkpoint_path(resume->parts.config->output, "", folder, sizeof(folder));
	return outputs_take_back(resume->parts.report->outputs, folder, &checkpoint->open, error);
}

static enum status go_on(struct resume *resume, const char *journal, struct error *error)
{
	struct checkpoint checkpoint;
	struct run_report *report = resume->parts.report;
	const struct run_config *config = resume->parts.config;
	enum status status = checkpoint_read(config->output, &checkpoint, report->rule_counts,
	                                     config->rules->count, report->stats, error);
	if (status == STATUS_OK && resume->parts.keeper)
		status = keeper_go_on(resume->parts.keeper, checkpoint.documents_asked,
		                      checkpoint.survey, error);
	if (status == STATUS_OK)
		status = journal_replay(journal, checkpoint.journal_bytes, replay, resume, error);
	if (status == STATUS_OK)
		status = outputs_remove_behind(report->outputs, error);
	if (status == STATUS_OK)
		status = take_open(resume, &checkpoint, error);
	if (status != STATUS_OK)
		return status;
	BUG_UNLESS(resume->inputs_done == checkpoint.inputs_done &&
	           checkpoint.position.input < resume->parts.inputs->count);
	report->total = checkpoint.total;
	report->times = checkpoint.times;
	report->inputs[checkpoint.position.input].tally = checkpoint.input;
	resume->position = checkpoint.position;
	resume->documents_asked = checkpoint.documents_asked;
	return journal_open(journal, checkpoint.journal_bytes, &resume->journal, error);
}

enum status resume_open(const struct resume_parts *parts, struct resume **opened,
                        struct batch_position *from, struct error *error)
{
	char journal[PATH_MAX];
	struct resume *resume = memory_resize(NULL, sizeof(*resume));
	*resume = (struct resume){.parts = *parts};
	checkpoint_path(parts->config->output, "journal", journal, sizeof(journal));
	enum status status = parts->config->resume ? go_on(resume, journal, error)
	                                           : begin(resume, journal, error);
	*from = resume->position;
	*opened = resume;
	return status;
}

void resume_close(struct resume *resume)
{
	if (resume == NULL)
		return;
	journal_close(resume->journal);
	free(resume);
}

/* --- saving --- */

enum status resume_add(struct resume *resume, const struct batch *batch, struct error *error)
{
	resume->position = batch->position;
	resume->documents_asked += batch->documents_asked;
	resume->is_cut_off = batch->is_cut_off;
	resume->is_new = true;
	return journal_append(resume->journal, buf_str(&batch->journal), error);
}

static enum status keep_open(const struct resume *resume, struct checkpoint *checkpoint,
                             struct error *error)
{
	char folder[PATH_MAX];
	checkpoint_path(resume->parts.config->output, "", folder, sizeof(folder));
	return outputs_keep(resume->parts.report->outputs, folder, &checkpoint->open, error);
}

static enum status save_journal(struct resume *resume, struct error *error)
{
	struct buf records;
	buf_init(&records, RECORDS_BYTES_MAX);
	write_shards(resume, &records);
	write_inputs(resume, &records);
	enum status status = journal_append(resume->journal, buf_str(&records), error);
	buf_free(&records);
	return status == STATUS_OK ? journal_sync(resume->journal, error) : status;
}

enum status resume_save(struct resume *resume, struct error *error)
{
	const struct run_report *report = resume->parts.report;
	const struct run_config *config = resume->parts.config;
	struct checkpoint checkpoint;
	/* the journal does not have what is pending between two batches; the next save comes */
	if (!resume->is_new || resume->is_cut_off)
		return STATUS_OK;
	memset(&checkpoint, 0, sizeof(checkpoint)); /* padding is written too */
	enum status status = keep_open(resume, &checkpoint, error);
	if (status == STATUS_OK)
		status = save_journal(resume, error);
	if (status != STATUS_OK)
		return status;
	checkpoint.position = resume->position;
	checkpoint.documents_asked = resume->documents_asked;
	checkpoint.total = report->total;
	checkpoint.input = report->inputs[resume->position.input].tally;
	checkpoint.journal_bytes = journal_bytes(resume->journal);
	checkpoint.inputs_done = resume->inputs_done;
	checkpoint.times = report->times;
	if (resume->parts.keeper)
		checkpoint.survey = keeper_survey(resume->parts.keeper);
	status = checkpoint_write(config->output, &checkpoint, report->rule_counts,
	                          config->rules->count, report->stats, error);
	if (status == STATUS_OK && checkpoint.open.count == 0)
		checkpoint_forget_open(config->output);
	resume->is_new = status != STATUS_OK;
	return status;
}

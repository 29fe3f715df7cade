/* The file has a line for each job: stage, first task, number of the job. */
#include "cmd/task_queue.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "io/child.h"
#include "io/file.h"

enum {
	JOBS_BYTES_MAX = 16 << 20,
	ANSWER_BYTES_MAX = 256 << 20,
	LIST_BYTES_MAX = 1 << 20,
	/* Slurm counts both in 32 bits. */
	INDEX_MAX = 1 << 30,
};

const char *const queue_stage_names[QUEUE_STAGES] = {"map", "dedup", "reduce", "finish"};

struct job {
	uint64_t number;
	int stage;
	uint32_t from;
};

static uint64_t number_of(struct str text)
{
	unsigned long long number;
	return str_to_number(text, UINT32_MAX, &number) ? number : 0;
}

/* False for a line that is none. */
static bool job_of(struct str line, struct job *job)
{
	struct str name, from, number;
	if (!str_next(&line, ' ', &name) || !str_next(&line, ' ', &from) ||
	    !str_next(&line, ' ', &number))
		return false;
	*job = (struct job){.number = number_of(number), .from = (uint32_t)number_of(from)};
	while (job->stage < QUEUE_STAGES &&
	       !str_equal(name, str_from(queue_stage_names[job->stage])))
		job->stage++;
	return job->number > 0 && job->stage < QUEUE_STAGES;
}

/* The newest of that number. */
static bool find_job(const struct task_queue *queue, uint64_t number, struct job *found)
{
	struct str text = buf_str(&queue->jobs), line;
	struct job job;
	bool is_there = false;
	while (str_next(&text, '\n', &line)) {
		if (!job_of(line, &job) || job.number != number)
			continue;
		*found = job;
		is_there = true;
	}
	return is_there;
}

/* --- what Slurm says --- */

static enum queue_state state_of(struct str text)
{
	static const struct {
		const char *begin;
		enum queue_state state;
	} states[] = {
	        {"RUNNING", QUEUE_RUNNING},      {"COMPLETING", QUEUE_RUNNING},
	        {"STAGE_OUT", QUEUE_RUNNING},    {"SUSPENDED", QUEUE_RUNNING},
	        {"STOPPED", QUEUE_RUNNING},      {"COMPLETED", QUEUE_ENDED},
	        {"CANCELLED", QUEUE_CANCELLED},  {"FAILED", QUEUE_FAILED},
	        {"TIMEOUT", QUEUE_FAILED},       {"OUT_OF_MEMORY", QUEUE_FAILED},
	        {"DEADLINE", QUEUE_FAILED},      {"NODE_FAIL", QUEUE_LOST},
	        {"BOOT_FAIL", QUEUE_LOST},       {"PREEMPTED", QUEUE_LOST},
	        {"LAUNCH_FAILED", QUEUE_FAILED}, {"REVOKED", QUEUE_LOST},
	};
	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++)
		if (str_starts(text, str_from(states[i].begin)))
			return states[i].state;
	return QUEUE_WAITING; /* PENDING, CONFIGURING, REQUEUED and others */
}

/* A task can be in several jobs, one for each time that it was submitted: the newest tells. */
static void take_state(struct task_queue *queue, uint64_t number, uint64_t index,
                       enum queue_state state)
{
	struct job job;
	if (!find_job(queue, number, &job) || index >= queue->counts[job.stage] ||
	    job.from + index >= queue->counts[job.stage])
		return;
	struct queue_task *task = &queue->tasks[job.stage][job.from + index];
	if (number < task->job)
		return;
	*task = (struct queue_task){state, number, (uint32_t)index};
}

/* "JOB|INDEX|STATE" of each task; the index of a job that is no array is "N/A". */
static void take_queue(struct task_queue *queue, struct str text)
{
	struct str line, number, index;
	while (str_next(&text, '\n', &line))
		if (str_next(&line, '|', &number) && str_next(&line, '|', &index))
			take_state(queue, number_of(number), number_of(index), state_of(line));
}

/* "JOB_INDEX|STATE"; what waits is in one line for several, which squeue knows. */
static void take_accounting(struct task_queue *queue, struct str text)
{
	struct str line, number, task;
	while (str_next(&text, '\n', &line)) {
		if (!str_next(&line, '|', &task))
			continue;
		bool is_array = str_find_byte(task, '_', 0) != STR_NONE;
		unsigned long long index = 0;
		(void)str_next(&task, '_', &number);
		if (!is_array || str_to_number(task, INDEX_MAX, &index))
			take_state(queue, number_of(number), index, state_of(line));
	}
}

static void put_jobs(const struct task_queue *queue, struct buf *list)
{
	struct str text = buf_str(&queue->jobs), line;
	struct job job;
	while (str_next(&text, '\n', &line))
		if (job_of(line, &job))
			buf_printf(list, "%s%llu", list->n ? "," : "",
			           (unsigned long long)job.number);
	buf_append_byte(list, '\0');
}

/* Slurm keeps jobs in the queue for some minutes after their end, and then in its accounting, if
 * there is one. */
static void ask(struct task_queue *queue)
{
	char squeue[] = "squeue", mine[] = "--me", bare[] = "--noheader", each[] = "--array";
	char all[] = "--states=all", format[] = "--format=%F|%K|%T";
	char sacct[] = "sacct", allocations[] = "--allocations", parsable[] = "--parsable2";
	char columns[] = "--format=JobID,State", jobs[] = "--jobs";
	struct buf said, list;
	struct error error;
	buf_init(&said, ANSWER_BYTES_MAX);
	buf_init(&list, LIST_BYTES_MAX);
	put_jobs(queue, &list);
	char *asked[] = {sacct, bare, allocations, parsable, columns, jobs, list.p, NULL};
	char *queued[] = {squeue, mine, bare, each, all, format, NULL};
	/* the newer answer last; no answer from either is all right */
	if (child_ask_quietly(asked, &said, &error) == STATUS_OK)
		take_accounting(queue, buf_str(&said));
	buf_reset(&said);
	if (child_ask_quietly(queued, &said, &error) == STATUS_OK)
		take_queue(queue, buf_str(&said));
	buf_free(&said);
	buf_free(&list);
}

/* --- */

static void jobs_path(const char *output, char path[PATH_MAX])
{
	task_output_path(output, "slurm/jobs", path);
}

enum status task_queue_read(const char *output, uint32_t tasks, uint32_t ranges,
                            struct task_queue *queue, struct error *error)
{
	char path[PATH_MAX];
	enum status status = STATUS_OK;
	*queue = (struct task_queue){.counts = {tasks, ranges, tasks, 1}};
	buf_init(&queue->jobs, JOBS_BYTES_MAX);
	for (int s = 0; s < QUEUE_STAGES; s++) {
		size_t bytes = (queue->counts[s] + (size_t)1) * sizeof(*queue->tasks[s]);
		queue->tasks[s] = memory_resize(NULL, bytes);
		memset(queue->tasks[s], 0, bytes);
	}
	jobs_path(output, path);
	if (!file_exists(path))
		return STATUS_OK;
	status = file_read_whole(path, JOBS_BYTES_MAX, &queue->jobs, error);
	if (status == STATUS_OK)
		ask(queue);
	return status;
}

void task_queue_free(struct task_queue *queue)
{
	buf_free(&queue->jobs);
	for (int s = 0; s < QUEUE_STAGES; s++)
		free(queue->tasks[s]);
}

void task_queue_cancel_waiting(const struct task_queue *queue)
{
	char scancel[] = "scancel", pending[] = "--state=PENDING", number[NAME_MAX];
	char *arguments[] = {scancel, pending, number, NULL};
	uint64_t last = 0;
	struct buf said;
	struct error error;
	buf_init(&said, LIST_BYTES_MAX);
	for (int s = 0; s < QUEUE_STAGES; s++)
		for (uint32_t t = 0; t < queue->counts[s]; t++) {
			const struct queue_task *task = &queue->tasks[s][t];
			if (task->state != QUEUE_WAITING || task->job == last)
				continue;
			last = task->job;
			snprintf(number, sizeof(number), "%llu", (unsigned long long)last);
			/* one that has begun or ended meanwhile does no harm */
			(void)!child_ask_quietly(arguments, &said, &error);
		}
	buf_free(&said);
}

enum status task_queue_add_job(struct task_queue *queue, const char *output, int stage,
                               uint32_t from, struct str job, struct error *error)
{
	char path[PATH_MAX];
	jobs_path(output, path);
	buf_printf(&queue->jobs, "%s %u %.*s\n", queue_stage_names[stage], from, STR_ARG(job));
	return file_write_whole(path, buf_str(&queue->jobs), error);
}

void task_queue_forget(const char *output)
{
	char path[PATH_MAX];
	jobs_path(output, path);
	file_remove(path);
}

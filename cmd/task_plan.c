/*
 * The file is lines of fields parted by tabs, each named by its first field; text is escaped as in
 * the manifest (all but printable ASCII, and '%', as %XX), and the last line is a checksum of those
 * before it. The lines down to "all" are what the output depends on, and that is their hash. A
 * task's line is followed by one for each of its stretches.
 */
#include "cmd/task_plan.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/plan.h"
#include "cmd/version.h"
#include "core/base/bug.h"
#include "io/archive.h"
#include "io/file.h"

enum {
	PLAN_BYTES_MAX = 1 << 30,
	/* Parts of an input below this are not worth the look for a start of a record. */
	SLICE_BYTES_MIN = 1 << 20,
	SLICES_MAX = INPUTS_MAX + TASKS_MAX,
};

void task_plan_free(struct task_plan *plan)
{
	inputs_free(&plan->inputs);
	arena_free(&plan->arena);
}

/* --- cutting --- */

struct cutter {
	struct task_plan *plan;
	struct record_reader *reader;
	uint64_t task_bytes; /* aimed at */
	uint64_t filled;     /* of the task in hand */
	bool cut_inputs;
	uint32_t slice_count;
};

static void add_slice(struct cutter *cutter, uint64_t input, uint64_t from, uint64_t to)
{
	BUG_UNLESS(cutter->slice_count < SLICES_MAX);
	cutter->plan->slices[cutter->slice_count++] = (struct slice){input, from, to};
}

static void end_task(struct cutter *cutter)
{
	cutter->filled = 0;
	cutter->plan->first_slices[++cutter->plan->task_count] = cutter->slice_count;
}

/* The start of a record near `offset`, or 0 if the input cannot be cut there. */
static uint64_t start_near(struct cutter *cutter, const struct input *input, uint64_t offset)
{
	struct archive *archive;
	struct error error;
	uint64_t start = 0;
	if (archive_open(input->path, input->archives_only, cutter->reader, &archive, &error) !=
	    ARCHIVE_OK)
		return 0; /* the task that reads it says why */
	if (!archive_find_start(archive, offset, &start) || start >= input->size)
		start = 0;
	archive_close(archive);
	return start;
}

/* One input into the task in hand and, as far as they fill up, those behind it. */
static void cut_input(struct cutter *cutter, uint64_t number, uint32_t tasks)
{
	const struct input *input = &cutter->plan->inputs.list[number];
	uint64_t from = 0;
	while (cutter->cut_inputs && cutter->plan->task_count + 1 < tasks) {
		uint64_t room = cutter->task_bytes - cutter->filled, left = input->size - from;
		if (left <= room + SLICE_BYTES_MIN || room < SLICE_BYTES_MIN)
			break;
		uint64_t at = start_near(cutter, input, from + room);
		if (at <= from)
			break;
		add_slice(cutter, number, from, at);
		end_task(cutter);
		from = at;
	}
	add_slice(cutter, number, from, UINT64_MAX);
	cutter->filled += input->size - from;
	if (cutter->filled + SLICE_BYTES_MIN > cutter->task_bytes &&
	    cutter->plan->task_count + 1 < tasks)
		end_task(cutter);
}

enum status task_plan_cut(struct task_plan *plan, uint64_t record_bytes_max, bool cut_inputs,
                          struct error *error)
{
	uint64_t bytes = 0;
	uint32_t tasks = plan->task_count;
	struct cutter cutter = {.plan = plan,
	                        .cut_inputs = cut_inputs,
	                        .reader = record_reader_new((size_t)record_bytes_max)};
	for (size_t i = 0; i < plan->inputs.count; i++) {
		if (file_is_stream(plan->inputs.list[i].path)) {
			record_reader_free(cutter.reader);
			return error_set(error, "%s: other machines cannot read it",
			                 plan->inputs.list[i].name);
		}
		bytes += plan->inputs.list[i].size;
	}
	cutter.task_bytes = bytes / tasks + 1;
	plan->slices = arena_array(&plan->arena, struct slice, plan->inputs.count + tasks);
	plan->first_slices = arena_array(&plan->arena, uint32_t, tasks + (size_t)1);
	plan->first_slices[0] = plan->task_count = 0;
	for (size_t i = 0; i < plan->inputs.count; i++)
		cut_input(&cutter, i, tasks);
	if (cutter.slice_count > plan->first_slices[plan->task_count])
		end_task(&cutter);
	record_reader_free(cutter.reader);
	return STATUS_OK;
}

/* --- writing --- */

static void put_text(struct buf *out, const char *text)
{
	for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
		if (*p <= ' ' || *p >= 0x7f || *p == '%')
			buf_printf(out, "%%%02X", *p);
		else
			buf_append_byte(out, (char)*p);
	}
}

static void put_input(struct buf *out, const struct input *input)
{
	buf_append(out, STR("input\t"));
	put_text(out, input->path);
	buf_append_byte(out, '\t');
	put_text(out, input->name);
	buf_printf(out, "\t%llu\t%llu\t%d\t", (unsigned long long)input->size,
	           (unsigned long long)input->changed_ns, input->archives_only);
	put_text(out, input->folder ? input->folder : "");
	buf_append_byte(out, '\n');
}

static void put_hash(struct buf *out, const char *name, struct hash128 hash)
{
	char hex[HASH128_HEX_CHARS];
	hash128_hex(hash, hex);
	buf_printf(out, "%s\t%.*s\n", name, HASH128_HEX_CHARS, hex);
}

/* What the output depends on. Options are in `run`; how they were given is not. */
static void put_identity(const struct task_plan *plan, struct buf *out)
{
	buf_printf(out, "program\t%s\n", THRESH_VERSION);
	put_hash(out, "run", plan->run);
	buf_printf(out, "tasks\t%u\nranges\t%u\n", plan->task_count, plan->range_count);
	for (uint32_t t = 0; t < plan->task_count; t++) {
		buf_printf(out, "task\t%u\n", t);
		for (uint32_t s = plan->first_slices[t]; s < plan->first_slices[t + 1]; s++)
			buf_printf(out, "slice\t%llu\t%llu\t%llu\n",
			           (unsigned long long)plan->slices[s].input,
			           (unsigned long long)plan->slices[s].from,
			           (unsigned long long)plan->slices[s].to);
	}
}

static void put_rest(const struct task_plan *plan, struct buf *out)
{
	put_hash(out, "index", plan->index);
	buf_printf(out, "problem\t%d\n", plan->has_problem);
	for (int i = 0; i < plan->argument_count; i++) {
		buf_append(out, STR("argument\t"));
		put_text(out, plan->arguments[i]);
		buf_append_byte(out, '\n');
	}
	for (size_t i = 0; i < plan->inputs.count; i++)
		put_input(out, &plan->inputs.list[i]);
}

void task_plan_identify(struct task_plan *plan)
{
	struct buf out;
	buf_init(&out, PLAN_BYTES_MAX);
	put_identity(plan, &out);
	plan->all = hash128(buf_str(&out));
	buf_free(&out);
}

enum status task_plan_write(struct task_plan *plan, const char *path, struct error *error)
{
	struct buf out;
	task_plan_identify(plan);
	buf_init(&out, PLAN_BYTES_MAX);
	put_identity(plan, &out);
	put_hash(&out, "all", plan->all);
	put_rest(plan, &out);
	put_hash(&out, "end", hash128(buf_str(&out)));
	enum status status = out.over ? error_set(error, "%s: over its limit", path)
	                              : file_write_whole(path, buf_str(&out), error);
	buf_free(&out);
	return status;
}

/* --- reading --- */

struct fields {
	struct str field[8];
	size_t count;
};

static struct fields fields_of(struct str line)
{
	struct fields fields = {.count = 0};
	size_t max = sizeof(fields.field) / sizeof(fields.field[0]);
	while (fields.count < max) {
		size_t tab = str_find_byte(line, '\t', 0);
		fields.field[fields.count++] = str_slice(line, 0, tab == STR_NONE ? line.n : tab);
		if (tab == STR_NONE)
			break;
		line = str_slice(line, tab + 1, line.n);
	}
	return fields;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The text of a field, with a NUL, in `arena`. */
static char *text_of(struct str field, struct arena *arena)
{
	char *text = arena_bytes(arena, field.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < field.n; i++) {
		int high = -1, low = -1;
		if (field.p[i] == '%' && i + 2 < field.n) {
			high = hex_value(field.p[i + 1]);
			low = hex_value(field.p[i + 2]);
		}
		if (high >= 0 && low >= 0) {
			text[n++] = (char)(high << 4 | low);
			i += 2;
		} else {
			text[n++] = field.p[i];
		}
	}
	text[n] = '\0';
	return text;
}

/* The same, for whoever frees it. */
static char *own_text_of(struct str field, struct arena *arena)
{
	const char *text = text_of(field, arena);
	size_t bytes = strlen(text) + 1;
	return memcpy(memory_resize(NULL, bytes), text, bytes);
}

static uint64_t number_of(struct str field)
{
	unsigned long long number = 0;
	return str_to_number(field, UINT64_MAX, &number) ? number : 0;
}

/* Numbers of lines of each kind, so that arrays can be made. */
static size_t count_lines(struct str text, struct str name)
{
	size_t count = 0;
	while (text.n > 0) {
		size_t end = str_find_byte(text, '\n', 0);
		struct str line = str_slice(text, 0, end == STR_NONE ? text.n : end);
		count += str_starts(line, name);
		text = str_slice(text, end == STR_NONE ? text.n : end + 1, text.n);
	}
	return count;
}

static void take_input(struct task_plan *plan, const struct fields *fields)
{
	struct inputs *inputs = &plan->inputs;
	inputs->list[inputs->count++] = (struct input){
	        .path = own_text_of(fields->field[1], &plan->arena),
	        .name = own_text_of(fields->field[2], &plan->arena),
	        .size = number_of(fields->field[3]),
	        .changed_ns = number_of(fields->field[4]),
	        .archives_only = number_of(fields->field[5]) != 0,
	        .folder = fields->field[6].n > 0 ? text_of(fields->field[6], &plan->arena) : NULL};
}

static void take_line(struct task_plan *plan, struct str line, uint32_t *tasks, uint32_t *slices)
{
	struct fields fields = fields_of(line);
	struct str name = fields.field[0];
	if (str_equal(name, STR("tasks")))
		plan->task_count = (uint32_t)number_of(fields.field[1]);
	else if (str_equal(name, STR("ranges")))
		plan->range_count = (uint32_t)number_of(fields.field[1]);
	else if (str_equal(name, STR("index")))
		(void)hash128_from_hex(fields.field[1], &plan->index);
	else if (str_equal(name, STR("run")))
		(void)hash128_from_hex(fields.field[1], &plan->run);
	else if (str_equal(name, STR("all")))
		(void)hash128_from_hex(fields.field[1], &plan->all);
	else if (str_equal(name, STR("problem")))
		plan->has_problem = number_of(fields.field[1]) != 0;
	else if (str_equal(name, STR("argument")))
		plan->arguments[plan->argument_count++] = text_of(fields.field[1], &plan->arena);
	else if (str_equal(name, STR("input")) && fields.count == 7)
		take_input(plan, &fields);
	else if (str_equal(name, STR("task")))
		plan->first_slices[(*tasks)++] = *slices;
	else if (str_equal(name, STR("slice")) && fields.count == 4)
		plan->slices[(*slices)++] =
		        (struct slice){number_of(fields.field[1]), number_of(fields.field[2]),
		                       number_of(fields.field[3])};
}

static void take_plan(struct task_plan *plan, struct str text)
{
	uint32_t tasks = 0, slices = 0;
	size_t inputs = count_lines(text, STR("input\t"));
	plan->arguments =
	        arena_array(&plan->arena, char *, count_lines(text, STR("argument\t")) + 1);
	plan->slices = arena_array(&plan->arena, struct slice, count_lines(text, STR("slice\t")));
	plan->first_slices =
	        arena_array(&plan->arena, uint32_t, count_lines(text, STR("task\t")) + 1);
	plan->inputs.list = memory_resize(NULL, inputs * sizeof(*plan->inputs.list));
	plan->inputs.capacity = inputs;
	while (text.n > 0) {
		size_t end = str_find_byte(text, '\n', 0);
		take_line(plan, str_slice(text, 0, end == STR_NONE ? text.n : end), &tasks,
		          &slices);
		text = str_slice(text, end == STR_NONE ? text.n : end + 1, text.n);
	}
	plan->first_slices[tasks] = slices;
}

enum status task_plan_read(const char *path, struct task_plan *plan, struct error *error)
{
	struct buf text;
	struct hash128 sum;
	static const struct str mine = STR_INIT("program\t" THRESH_VERSION "\n");
	*plan = (struct task_plan){0};
	arena_init(&plan->arena);
	inputs_init(&plan->inputs);
	buf_init(&text, 2 * (size_t)PLAN_BYTES_MAX);
	enum status status = file_read_whole(path, PLAN_BYTES_MAX, &text, error);
	struct str all = buf_str(&text);
	size_t tail = strlen("end\t\n") + HASH128_HEX_CHARS, n = all.n - (all.n < tail ? 0 : tail);
	struct str body = str_slice(all, 0, n);
	if (status == STATUS_OK &&
	    (all.n < tail || !str_starts(str_slice(all, n, all.n), STR("end\t")) ||
	     all.p[all.n - 1] != '\n' ||
	     !hash128_from_hex(str_slice(all, n + strlen("end\t"), all.n - 1), &sum)))
		status = error_set(error, "%s: damaged", path);
	if (status == STATUS_OK) {
		struct hash128 now = hash128(body);
		if (sum.high != now.high || sum.low != now.low)
			status = error_set(error, "%s: damaged", path);
		else if (!str_starts(body, mine))
			status = error_set(error, "%s: of another version than %s", path,
			                   THRESH_VERSION);
	}
	if (status == STATUS_OK)
		take_plan(plan, body);
	buf_free(&text);
	if (status != STATUS_OK)
		task_plan_free(plan);
	return status;
}

/* --- checking --- */

enum status task_plan_check_inputs(const struct task_plan *plan, uint32_t task, struct error *error)
{
	for (uint32_t s = plan->first_slices[task]; s < plan->first_slices[task + 1]; s++) {
		const struct input *input = &plan->inputs.list[plan->slices[s].input];
		struct file_stamp stamp = file_stamp(input->path);
		if (stamp.bytes != input->size || stamp.changed_ns != input->changed_ns)
			return error_set(error, "%s: not what it was when the run was submitted",
			                 input->name);
	}
	return STATUS_OK;
}

enum status task_plan_check_index(const struct task_plan *plan, const char *index,
                                  struct error *error)
{
	struct hash128 now;
	enum status status = plan_index(index, &now, error);
	if (status == STATUS_OK && (now.high != plan->index.high || now.low != plan->index.low))
		return error_set(error, "%s: not the index that it was when the run was submitted",
		                 index);
	return status;
}

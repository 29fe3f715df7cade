#include "cmd/run_log.h"

#include <stdio.h>

#include "core/base/json.h"
#include "core/glance.h"
#include "io/machine.h"

/* A path or URL in it, and JSON may need six bytes for one. */
enum { LINE_BYTES_MAX = 1 << 20, STATE_BYTES = 1024 };

const char *const run_log_formats[RUN_LOG_FORMATS + 1] = {"text", "json", NULL};

static void begin(struct buf *line, const char *event)
{
	buf_init(line, LINE_BYTES_MAX);
	json_open(line, '{');
	json_member_number(line, "time", machine_unix_seconds());
	json_member_string(line, "event", str_from(event));
}

/* A path may be any bytes, JSON may not. */
static void member_text(struct buf *line, const char *name, const char *text)
{
	struct arena arena;
	arena_init(&arena);
	json_member_string(line, name, glance_printable(str_from(text), &arena));
	arena_free(&arena);
}

/* In one call, so that lines of several threads do not mix. */
static void end(struct buf *line)
{
	json_close(line, '}');
	buf_append_byte(line, '\n');
	fwrite(line->p, 1, line->n, stderr);
	buf_free(line);
}

/* Whether what goes as it should is said too. */
static bool follows(const struct run_log *log)
{
	return log->format == RUN_LOG_JSON && !log->quiet;
}

void run_log_start(const struct run_log *log, const char *output, uint64_t inputs, bool goes_on)
{
	struct buf line;
	if (!follows(log))
		return;
	begin(&line, "start");
	member_text(&line, "output", output);
	json_member_number(&line, "inputs", inputs);
	json_name(&line, "goes_on");
	json_bool(&line, goes_on);
	end(&line);
}

void run_log_shard(const struct run_log *log, const struct shard *shard)
{
	struct buf line;
	if (!follows(log))
		return;
	begin(&line, "shard");
	json_member_string(&line, "name", str_from(shard->name));
	json_member_number(&line, "rows", shard->rows);
	json_member_number(&line, "raw_bytes", shard->raw_bytes);
	json_member_number(&line, "bytes", shard->bytes);
	end(&line);
}

void run_log_no_sandbox(const struct run_log *log)
{
	if (follows(log))
		run_log_message(log, "without a sandbox, which the kernel does not allow here");
}

void run_log_end(const struct run_log *log, const struct tally *total, double seconds, bool stopped,
                 int exit_code)
{
	struct buf line;
	if (!follows(log))
		return;
	begin(&line, "end");
	json_member_number(&line, "exit_code", (unsigned)exit_code);
	json_name(&line, "stopped");
	json_bool(&line, stopped);
	json_member_number(&line, "wall_us", (unsigned long long)(seconds * 1e6));
	tally_write_json(total, &line);
	end(&line);
}

void run_log_input(const struct run_log *log, const struct term *term, const char *input,
                   const char *problem)
{
	struct buf line;
	if (log->format != RUN_LOG_JSON) {
		term_message(term, problem);
		return;
	}
	begin(&line, "input");
	member_text(&line, "input", input);
	member_text(&line, "problem", problem);
	end(&line);
}

static void say_state(const struct term *term, const struct run_log_state *state)
{
	char line[STATE_BYTES];
	snprintf(
	        line, sizeof(line),
	        "%llu records, %llu kept, %llu of %llu bytes; at byte %llu of %s, input %llu of %llu",
	        (unsigned long long)state->records, (unsigned long long)state->documents,
	        (unsigned long long)state->bytes, (unsigned long long)state->bytes_total,
	        (unsigned long long)state->offset, state->input,
	        (unsigned long long)state->input_number, (unsigned long long)state->inputs);
	term_message(term, line);
}

void run_log_state(const struct run_log *log, const struct term *term,
                   const struct run_log_state *state)
{
	struct buf line;
	if (log->format != RUN_LOG_JSON) {
		say_state(term, state);
		return;
	}
	begin(&line, "state");
	json_member_number(&line, "records", state->records);
	json_member_number(&line, "documents", state->documents);
	json_member_number(&line, "bytes", state->bytes);
	json_member_number(&line, "bytes_total", state->bytes_total);
	member_text(&line, "input", state->input);
	json_member_number(&line, "offset", state->offset);
	json_member_number(&line, "input_number", state->input_number);
	json_member_number(&line, "inputs", state->inputs);
	end(&line);
}

void run_log_message(const struct run_log *log, const char *text)
{
	struct buf line;
	if (log->format != RUN_LOG_JSON) {
		fprintf(stderr, "thresh run: %s\n", text);
		return;
	}
	begin(&line, "message");
	member_text(&line, "text", text);
	end(&line);
}

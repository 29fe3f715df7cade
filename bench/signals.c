/*
 * What core/filter says of texts: JSON lines with "id" and "text" from standard input, one line for
 * each to standard output, with all signals, by the words that some of them count, and the verdict
 * of each preset file named.
 *
 *     signals PRESET… <texts.jsonl
 *
 * With --time nothing but the signals is computed, 20 times over, and nothing is written: for
 * `perf stat`.
 */
#include <stdio.h>
#include <stdlib.h>

#include "core/base/json.h"
#include "core/base/json_read.h"
#include "core/filter/judge.h"

enum { PRESETS_MAX = 32, OUT_BYTES_MAX = 1 << 30, ROUNDS = 20 };

struct tool {
	struct preset presets[PRESETS_MAX];
	int count;
	bool times;
	struct arena arena; /* of one text */
	struct buf out;
};

static bool read_all(FILE *file, struct buf *text)
{
	enum { PIECE = 1 << 16 };
	buf_init(text, OUT_BYTES_MAX);
	for (;;) {
		char *room = buf_reserve(text, PIECE);
		size_t n = room ? fread(room, 1, PIECE, file) : 0;
		if (n == 0)
			return room && !ferror(file);
		text->n += n;
	}
}

static bool add_preset(struct tool *tool, const char *path, struct arena *arena)
{
	struct error error;
	struct buf text;
	FILE *file = fopen(path, "rb");
	if (!file || tool->count == PRESETS_MAX || !read_all(file, &text)) {
		fprintf(stderr, "signals: %s: cannot be read\n", path);
		return false;
	}
	fclose(file);
	struct preset *preset = &tool->presets[tool->count++];
	struct str copy = arena_copy(arena, buf_str(&text));
	buf_free(&text);
	if (preset_parse(str_from(path), copy, arena, preset, &error) == STATUS_OK)
		return true;
	fprintf(stderr, "signals: %s\n", error.text);
	return false;
}

static void write_signals(struct tool *tool, struct str utf8, enum word_cut cut)
{
	struct filter_text text;
	struct signals signals;
	filter_text_init(&text, utf8, &tool->arena);
	signals_init(&signals, &text, cut);
	signals_all(&signals);
	json_name(&tool->out, word_cut_name(cut));
	json_open(&tool->out, '{');
	for (int i = 0; i < SIGNAL_COUNT; i++) {
		struct fraction value = signals.values[i];
		json_name(&tool->out, signal_name((enum signal)i));
		json_open(&tool->out, '[');
		json_number(&tool->out, value.value);
		json_number(&tool->out, value.over);
		json_close(&tool->out, ']');
	}
	json_close(&tool->out, '}');
}

static void write_verdict(struct tool *tool, const struct preset *preset, struct str utf8)
{
	struct filter_text text;
	struct signals signals;
	struct verdict verdict;
	const struct judge_page page = {STR("en"), PRESET_SCORE_ONE};
	filter_text_init(&text, utf8, &tool->arena);
	signals_init(&signals, &text, preset->cut);
	judge_text(preset, &signals, &page, &verdict);
	json_open(&tool->out, '{');
	json_name(&tool->out, "keep");
	json_bool(&tool->out, verdict.keep);
	json_member_string(&tool->out, "reason", verdict.reason);
	json_member_string(&tool->out, "step", verdict.step ? verdict.step->text : STR(""));
	if (!str_equal(verdict.text, utf8))
		json_member_string(&tool->out, "text", verdict.text);
	json_close(&tool->out, '}');
}

static void write_text(struct tool *tool, struct str id, struct str utf8)
{
	buf_reset(&tool->out);
	json_open(&tool->out, '{');
	json_member_string(&tool->out, "id", id);
	json_member_string(&tool->out, "text", utf8);
	json_name(&tool->out, "signals");
	json_open(&tool->out, '{');
	write_signals(tool, utf8, WORDS_SIMPLE);
	write_signals(tool, utf8, WORDS_SPLIT);
	write_signals(tool, utf8, WORDS_TREEBANK);
	json_close(&tool->out, '}');
	json_name(&tool->out, "presets");
	json_open(&tool->out, '{');
	for (int i = 0; i < tool->count; i++) {
		char name[ERROR_TEXT_BYTES];
		snprintf(name, sizeof(name), "%.*s", STR_ARG(tool->presets[i].name));
		json_name(&tool->out, name);
		write_verdict(tool, &tool->presets[i], utf8);
	}
	json_close(&tool->out, '}');
	json_close(&tool->out, '}');
	buf_append_byte(&tool->out, '\n');
	fwrite(tool->out.p, 1, tool->out.n, stdout);
}

static void time_text(struct str utf8)
{
	struct arena arena;
	arena_init(&arena);
	for (int i = 0; i < ROUNDS; i++) {
		struct filter_text text;
		struct signals signals;
		filter_text_init(&text, utf8, &arena);
		signals_init(&signals, &text, WORDS_SIMPLE);
		signals_all(&signals);
		arena_reset(&arena);
	}
	arena_free(&arena);
}

static bool visit(struct tool *tool, struct str line)
{
	struct json json;
	arena_reset(&tool->arena);
	if (!json_read(line, &tool->arena, &json))
		return false;
	uint32_t id = json_member(&json, 0, STR("id")), text = json_member(&json, 0, STR("text"));
	if (id == 0 || text == 0)
		return false;
	if (tool->times)
		time_text(json.values[text].text);
	else
		write_text(tool, json.values[id].text, json.values[text].text);
	return true;
}

int main(int argc, char **argv)
{
	struct tool *tool = calloc(1, sizeof(*tool));
	struct arena presets;
	struct buf in;
	if (!tool)
		return 3;
	arena_init(&presets);
	arena_init(&tool->arena);
	buf_init(&tool->out, OUT_BYTES_MAX);
	for (int i = 1; i < argc; i++) {
		if (str_equal(str_from(argv[i]), STR("--time")))
			tool->times = true;
		else if (!add_preset(tool, argv[i], &presets))
			return 2;
	}
	if (!read_all(stdin, &in))
		return 3;
	struct str rest = buf_str(&in), line;
	while (str_next(&rest, '\n', &line))
		if (!visit(tool, line)) {
			fprintf(stderr, "signals: a line is no JSON object with id and text\n");
			return 2;
		}
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 3;
}

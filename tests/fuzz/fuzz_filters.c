/* Any text through all signals and presets; and any text as a preset. */
#include "core/base/bug.h"
#include "core/filter/default_presets.h"
#include "core/filter/judge.h"
#include "core/text/utf8.h"
#include "tests/fuzz/fuzz.h"

static void judge_by(const struct preset_source *source, struct str utf8, struct arena *arena)
{
	struct preset preset;
	struct error error;
	struct filter_text text;
	struct signals signals;
	struct verdict verdict;
	const struct judge_page page = {STR("en"), PRESET_SCORE_ONE};
	BUG_UNLESS(preset_parse(source->name, source->text, arena, &preset, &error) == STATUS_OK);
	filter_text_init(&text, utf8, arena);
	signals_init(&signals, &text, preset.cut);
	signals_all(&signals);
	for (int i = 0; i < SIGNAL_COUNT; i++) {
		struct fraction value = signals.values[i];
		bool is_part = signal_kind((enum signal)i) == SIGNAL_IS_SHARE;
		BUG_UNLESS(!is_part || value.value <= value.over || value.over == 0);
	}
	judge_text(&preset, &signals, &page, &verdict);
	BUG_UNLESS(verdict.keep == (verdict.reason.n == 0));
	BUG_UNLESS(utf8_valid_prefix(verdict.text) == verdict.text.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str input = {(const char *)data, size};
	struct arena arena;
	struct preset preset;
	struct error error;
	arena_init(&arena);
	struct str text = utf8_repair(input, &arena);
	if (text.n <= FILTER_TEXT_BYTES_MAX)
		for (uint32_t i = 0; i < default_presets_count; i++)
			judge_by(&default_presets[i], text, &arena);
	if (preset_parse(STR("fuzz"), input, &arena, &preset, &error) == STATUS_OK &&
	    text.n <= FILTER_TEXT_BYTES_MAX) {
		const struct preset_source source = {STR("fuzz"), input};
		judge_by(&source, text, &arena);
	}
	arena_free(&arena);
	return 0;
}

#include "core/page_filter.h"

#include <string.h>

#include "core/base/json.h"
#include "core/text/lang.h"

/* The language of the text that is stored: a row's own may be of one that had more lines. */
static struct judge_page page_of(const struct preset *preset, struct str text)
{
	if (!preset->needs_language)
		return (struct judge_page){.score = 0};
	struct language language = lang_of(text);
	return (struct judge_page){language.code, language.score};
}

void page_filter_judge(const struct page_filter *filter, struct str text, struct arena *arena,
                       struct page_verdict *verdict)
{
	struct verdict judged;
	*verdict = (struct page_verdict){.preset = filter->name, .cut = filter->preset->cut};
	if (text.n > FILTER_TEXT_BYTES_MAX) {
		judge_too_long(text, arena, &judged);
	} else {
		const struct judge_page page = page_of(filter->preset, text);
		struct filter_text *measured = arena_alloc(arena, sizeof(*measured));
		struct signals *signals = arena_alloc(arena, sizeof(*signals));
		filter_text_init(measured, text, arena);
		signals_init(signals, measured, filter->preset->cut);
		signals_all(signals);
		memcpy(verdict->signals, signals->values, sizeof(verdict->signals));
		judge_text(filter->preset, signals, &page, &judged);
	}
	if (filter->preset->step_count == 0) /* a preset without steps drops nothing */
		judged = (struct verdict){.keep = true, .text = text};
	verdict->keep = judged.keep;
	verdict->step = judged.step;
	verdict->reason = judged.reason;
	verdict->text = filter->annotate ? text : judged.text;
}

static void write_signals(const struct page_verdict *verdict, struct buf *out)
{
	json_name(out, "signals");
	json_open(out, '{');
	json_member_string(out, "words", str_from(word_cut_name(verdict->cut)));
	for (int i = 0; i < SIGNAL_COUNT; i++) {
		struct fraction value = verdict->signals[i];
		json_name(out, signal_name((enum signal)i));
		if (signal_kind((enum signal)i) == SIGNAL_IS_COUNT) {
			json_number(out, value.value);
			continue;
		}
		json_open(out, '[');
		json_number(out, value.value);
		json_number(out, value.over);
		json_close(out, ']');
	}
	json_close(out, '}');
}

void page_filter_write(const struct page_verdict *verdict, struct buf *out)
{
	write_signals(verdict, out);
	json_name(out, "filter");
	json_open(out, '{');
	json_member_string(out, "preset", verdict->preset);
	json_name(out, "keep");
	json_bool(out, verdict->keep);
	json_member_string(out, "reason", verdict->reason);
	json_close(out, '}');
}

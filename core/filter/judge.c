#include "core/filter/judge.h"

#include "core/base/buf.h"

enum { REASON_BYTES_MAX = 256 };

struct judge {
	const struct judge_page *page;
	struct arena *arena;
	struct signals *signals; /* of the text as it is by now */
	struct verdict *verdict;
	uint64_t words_counted;
	bool has_counted;
	const struct preset_step *emptied_by; /* the c4_lines that kept nothing */
};

static struct str finish(struct buf *reason, struct arena *arena)
{
	struct str copy = arena_copy(arena, buf_str(reason));
	buf_free(reason);
	return copy;
}

/* The products of both sides, exact: neither number has more than 64 bits. */
static bool holds(struct fraction value, enum comparison comparison, struct fraction threshold)
{
	unsigned __int128 left = (unsigned __int128)value.value * threshold.over;
	unsigned __int128 right = (unsigned __int128)threshold.value * value.over;
	switch (comparison) {
	case COMPARE_LESS:
		return left < right;
	case COMPARE_LESS_EQUAL:
		return left <= right;
	case COMPARE_GREATER:
		return left > right;
	case COMPARE_GREATER_EQUAL:
		break;
	}
	return left >= right;
}

static void drop(struct judge *judge, const struct preset_step *step)
{
	judge->verdict->keep = false;
	judge->verdict->step = step;
}

static void run_drop(struct judge *judge, const struct preset_step *step)
{
	struct fraction value = signals_get(judge->signals, step->signal);
	if (step->signal == SIGNAL_dclm_removed_words && judge->has_counted) {
		uint64_t words = signals_get(judge->signals, SIGNAL_dclm_words).value;
		uint64_t before = judge->words_counted;
		value = (struct fraction){words < before ? before - words : 0, before};
		judge->signals->values[step->signal] = value;
	}
	if (value.over == 0 || !holds(value, step->comparison, step->threshold))
		return;
	struct buf reason;
	buf_init(&reason, REASON_BYTES_MAX);
	buf_printf(&reason, "%s %llu", signal_name(step->signal), (unsigned long long)value.value);
	if (signal_kind(step->signal) != SIGNAL_IS_COUNT)
		buf_printf(&reason, "/%llu", (unsigned long long)value.over);
	buf_printf(&reason, " %s %.*s", comparison_name(step->comparison),
	           STR_ARG(step->threshold_text));
	judge->verdict->reason = finish(&reason, judge->arena);
	judge->verdict->value = value;
	drop(judge, step);
}

static void run_languages(struct judge *judge, const struct preset_step *step)
{
	const struct judge_page *page = judge->page;
	struct buf reason;
	bool is_listed = false;
	for (uint32_t i = 0; i < step->language_count; i++)
		is_listed |= str_equal(page->language, step->languages[i]);
	if (is_listed && page->score >= step->score_min)
		return;
	buf_init(&reason, REASON_BYTES_MAX);
	if (is_listed)
		buf_printf(&reason, "language %.*s %u.%02u < %u.%02u", STR_ARG(page->language),
		           page->score / PRESET_SCORE_ONE, page->score % PRESET_SCORE_ONE,
		           step->score_min / PRESET_SCORE_ONE, step->score_min % PRESET_SCORE_ONE);
	else
		buf_printf(&reason, "language %.*s is not wanted",
		           page->language.n ? (int)page->language.n : 7,
		           page->language.n ? page->language.p : "unknown");
	judge->verdict->reason = finish(&reason, judge->arena);
	drop(judge, step);
}

/* The text that the next steps see; its signals are not those of the one before. */
static void take_text(struct judge *judge, struct str text, const struct signals *made_by)
{
	struct filter_text *changed = arena_alloc(judge->arena, sizeof(*changed));
	struct signals *signals = arena_alloc(judge->arena, sizeof(*signals));
	filter_text_init(changed, text, judge->arena);
	signals_init(signals, changed, made_by->cut);
	judge->signals = signals;
	judge->verdict->text = text;
}

static void drop_emptied(struct judge *judge, const struct preset_step *step)
{
	struct buf reason;
	buf_init(&reason, REASON_BYTES_MAX);
	buf_printf(&reason, "%.*s left nothing", STR_ARG(step->repair_name));
	judge->verdict->reason = finish(&reason, judge->arena);
	drop(judge, step);
}

/* What c4_lines saw is asked of the lines that it kept them from, until another repair. */
static void run_c4_lines(struct judge *judge, const struct preset_step *step)
{
	struct signals *before = arena_alloc(judge->arena, sizeof(*before));
	*before = *judge->signals;
	struct str text = c4_keep_lines(before, &step->c4);
	if (text.n == 0 && before->text->count > 0)
		judge->emptied_by = step;
	take_text(judge, text, before);
	for (int i = SIGNAL_c4_lines; i <= SIGNAL_c4_curly_bracket; i++)
		judge->signals->values[i] = before->values[i];
	judge->signals->done |= UINT32_C(1) << GROUP_C4;
}

static void run_repair(struct judge *judge, const struct preset_step *step)
{
	if (!step->repair) {
		run_c4_lines(judge, step);
		return;
	}
	struct str text = step->repair(judge->signals->text, step->limit);
	if (text.n == 0) {
		drop_emptied(judge, step);
		return;
	}
	if (!str_equal(text, judge->verdict->text))
		take_text(judge, text, judge->signals);
}

void judge_text(const struct preset *preset, struct signals *signals, const struct judge_page *page,
                struct verdict *verdict)
{
	struct judge judge = {page, signals->text->arena, signals, verdict, 0, false, NULL};
	*verdict = (struct verdict){.keep = true, .text = signals->text->text};
	for (uint32_t i = 0; i < preset->step_count && verdict->keep; i++) {
		const struct preset_step *step = &preset->steps[i];
		switch (step->kind) {
		case PRESET_DROP:
			run_drop(&judge, step);
			break;
		case PRESET_REPAIR:
			run_repair(&judge, step);
			break;
		case PRESET_LANGUAGES:
			run_languages(&judge, step);
			break;
		case PRESET_COUNT_WORDS:
			judge.words_counted = signals_get(judge.signals, SIGNAL_dclm_words).value;
			judge.has_counted = true;
			break;
		}
	}
	if (verdict->keep && judge.emptied_by && verdict->text.n == 0)
		drop_emptied(&judge, judge.emptied_by);
}

void judge_too_long(struct str text, struct arena *arena, struct verdict *verdict)
{
	struct buf reason;
	buf_init(&reason, REASON_BYTES_MAX);
	buf_printf(&reason, "text_bytes %zu > %d", text.n, FILTER_TEXT_BYTES_MAX);
	*verdict = (struct verdict){.text = text, .reason = finish(&reason, arena)};
}

#include "cmd/explain_rows.h"

#include "core/base/json.h"

static void member_decimal(struct buf *out, const char *name, float value)
{
	json_name(out, name);
	buf_printf(out, "%.4f", (double)value);
}

static void member_integer(struct buf *out, const char *name, long value)
{
	json_name(out, name);
	buf_printf(out, "%ld", value);
}

static void write_effects(const struct effects *effects, const char *const *names, struct buf *out)
{
	json_name(out, "features");
	json_open(out, '[');
	for (uint32_t i = 0; i < effects->count; i++) {
		const struct effect *effect = &effects->effects[i];
		json_open(out, '{');
		json_member_string(out, "name", str_from(names[effect->feature]));
		member_integer(out, "value", effect->value);
		member_integer(out, "median", effect->median);
		member_decimal(out, "effect", effect->change);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void write_row(const struct explanation *explanation, uint32_t index, struct buf *out)
{
	const struct explained *item = &explanation->items[index];
	bool is_repeat = item->verdict == VERDICT_REPEAT;
	json_open(out, '{');
	json_member_number(out, explanation->unit, index);
	json_name(out, "kept");
	json_bool(out, verdict_keeps(item->verdict));
	json_member_string(out, "verdict", str_from(verdict_name(item->verdict)));
	member_integer(out, "repeat_of", is_repeat ? (long)item->repeat_of : -1);
	member_decimal(out, "score", item->score);
	member_decimal(out, "threshold", explanation->threshold);
	json_member_string(out, "kind", str_from(item->kind));
	json_member_string(out, "path", item->path);
	json_member_number(out, "depth", item->depth);
	json_member_number(out, "words", item->words);
	json_member_string(out, "rule", item->rule);
	write_effects(&item->effects, explanation->feature_names, out);
	json_member_string(out, "text", item->text);
	json_close(out, '}');
	buf_append_byte(out, '\n');
}

void explain_rows(const struct explanation *explanation, struct buf *out)
{
	for (uint32_t i = 0; i < explanation->count; i++)
		write_row(explanation, i, out);
}

#include "core/rules/rule_test.h"

#include "core/text/words.h"

/* What the rule did to the line. */
struct deed {
	bool has_matched, is_aborted;
	struct str text; /* that is left, of a replacement */
};

static struct deed do_rule(struct rule_run *run, uint32_t r, const struct rule_line *line,
                           struct arena *arena)
{
	struct rule_count *counts = arena_array(arena, struct rule_count, r + (size_t)1);
	struct rule_verdict verdict = {RULE_NONE, false};
	struct deed deed = {.text = line->text};
	uint32_t at, rule;
	counts[r] = (struct rule_count){0, 0};
	rule_run_begin_only(run, r);
	rule_run_count(run, counts);
	rule_run_lines(run, line, 1, &verdict);
	(void)rule_run_page(run, line, 1, &at);
	rule_run_fields(run, line, 1);
	(void)rule_run_replace(run, line, 0, 1, arena, &deed.text, &rule);
	rule_run_count(run, NULL);
	deed.has_matched = counts[r].lines > 0;
	deed.is_aborted = counts[r].aborted > 0;
	return deed;
}

static enum status wrong(const struct rule *rule, uint32_t line, const char *cause, struct str what,
                         struct error *error)
{
	return error_set(error, "%.*s:%u: rule %.*s %s: %.*s", STR_ARG(rule->file), line,
	                 STR_ARG(rule->name), cause, STR_ARG(what));
}

/* "field=value" */
static bool has_found(const struct rule_run *run, struct str gives)
{
	const struct rule_set *set = rule_run_set(run);
	const struct rule_found *found = rule_run_found(run);
	size_t equals = str_find_byte(gives, '=', 0);
	if (equals == STR_NONE)
		return false;
	struct str name = str_trim(str_slice(gives, 0, equals));
	struct str value = str_trim(str_slice(gives, equals + 1, gives.n));
	for (uint32_t i = 0; i < set->target_count; i++) {
		const struct rule_target *target = &set->targets[i];
		struct str full = name;
		bool is_extra = str_starts(name, STR("metadata."));
		if (is_extra)
			full = str_slice(name, strlen("metadata."), name.n);
		if (target->is_extra == is_extra && str_equal(target->name, full))
			return str_equal(found[i].value, value);
	}
	return false;
}

static enum status check_gives(const struct rule_run *run, const struct rule *rule,
                               const struct rule_example *example, struct str text,
                               struct error *error)
{
	for (const struct rule_value *gives = example->gives.first; gives; gives = gives->next) {
		bool holds = rule->kind == RULE_EXTRACT   ? has_found(run, gives->text)
		             : rule->kind == RULE_REPLACE ? str_equal(str_trim(text), gives->text)
		                                          : false;
		if (!holds)
			return wrong(rule, gives->line, "does not give this, but",
			             rule->kind == RULE_REPLACE ? text : STR("something else"),
			             error);
	}
	return STATUS_OK;
}

enum status rule_test_example(struct rule_run *run, uint32_t r, const struct rule_example *example,
                              struct error *error)
{
	const struct rule *rule = rule_run_set(run)->entries[r].rule;
	struct rule_line line = {example->text, (uint32_t)words_measure(example->text)};
	bool wants_match = example->kind == RULE_MATCHES;
	struct arena arena;
	arena_init(&arena);
	struct deed deed = do_rule(run, r, &line, &arena);
	enum status status = STATUS_OK;
	if (deed.is_aborted)
		status = wrong(rule, example->line, "was aborted on", example->text, error);
	else if (deed.has_matched != wants_match)
		status = wrong(rule, example->line, wants_match ? "does not match" : "matches",
		               example->text, error);
	else if (wants_match)
		status = check_gives(run, rule, example, deed.text, error);
	arena_free(&arena);
	return status;
}

/*
 * Any text is a rule file or an error with a place. Whatever rules come out work on any lines,
 * twice the same, leave valid UTF-8, and do what trying each of them alone does. Before the first
 * NUL stands the file, behind it the lines.
 */
#include "tests/fuzz/fuzz.h"

#include "core/base/bug.h"
#include "core/rules/rule_lines.h"
#include "core/rules/rule_test.h"
#include "core/text/utf8.h"

enum { LINES_TRIED = 64 };

static const struct rule_page page = {.url = STR_INIT("https://www.example.org/a?b=1"),
                                      .language = STR_INIT("en-GB"),
                                      .kinds = RULE_PAGE_BIT(RULE_PAGE_TEXT)};

static void try_line(struct rule_run *run, const struct rule_line *line, uint32_t i, uint32_t count,
                     struct arena *arena)
{
	struct str text, again;
	uint32_t rule, same_rule;
	rule_run_begin(run, &page);
	(void)rule_run_replace(run, line, i, count, arena, &text, &rule);
	BUG_UNLESS(utf8_valid_prefix(text) == text.n);
	BUG_UNLESS(line->text.n > RULE_LINE_BYTES_MAX || text.n <= RULE_REPLACED_BYTES_MAX);
	rule_run_begin(run, &page);
	(void)rule_run_replace(run, line, i, count, arena, &again, &same_rule);
	BUG_UNLESS(str_equal(text, again) && rule == same_rule);
}

/* Rules tried alone on the only line: the one that decided matches, none before it does. */
static void try_alone(struct rule_run *run, const struct rule_line *line, uint32_t decided)
{
	const struct rule_set *set = rule_run_set(run);
	if (decided == RULE_NONE || !set->entries[decided].is_global)
		return; /* rules of a host come first */
	for (uint32_t r = 0; r <= decided; r++) {
		const struct rule_entry *entry = &set->entries[r];
		struct rule_verdict alone;
		if (entry->group != RULE_GROUP_LINES || !entry->is_global || entry->has_scope)
			continue;
		rule_run_begin_only(run, r);
		rule_run_lines(run, line, 1, &alone);
		BUG_UNLESS(alone.rule == (r == decided ? r : RULE_NONE));
	}
}

static void try_lines(struct rule_run *run, struct str text, struct arena *arena)
{
	uint32_t count, at;
	const struct rule_line *lines = rule_lines_cut(text, arena, &count);
	struct rule_verdict verdicts[LINES_TRIED], again[LINES_TRIED];
	if (count > LINES_TRIED)
		count = LINES_TRIED;
	rule_run_begin(run, &page);
	rule_run_lines(run, lines, count, verdicts);
	(void)rule_run_page(run, lines, count, &at);
	rule_run_fields(run, lines, count);
	for (uint32_t i = 0; i < rule_run_set(run)->target_count; i++) {
		struct str value = rule_run_found(run)[i].value;
		BUG_UNLESS(utf8_valid_prefix(value) == value.n);
	}
	rule_run_begin(run, &page);
	rule_run_lines(run, lines, count, again);
	for (uint32_t i = 0; i < count; i++) {
		BUG_UNLESS(verdicts[i].rule == again[i].rule &&
		           verdicts[i].is_out == again[i].is_out);
		try_line(run, &lines[i], i, count, arena);
	}
	if (count == 1)
		try_alone(run, &lines[0], verdicts[0].rule);
}

static void try_examples(struct rule_run *run)
{
	const struct rule_set *set = rule_run_set(run);
	struct error error;
	for (uint32_t r = 0; r < set->count; r++)
		for (const struct rule_example *e = set->entries[r].rule->examples; e; e = e->next)
			if (rule_test_example(run, r, e, &error) != STATUS_OK)
				BUG_UNLESS(str_starts(str_from(error.text), STR("f:")));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct str file = {(const char *)bytes, size}, text = {0};
	struct arena arena;
	struct rule_set *set;
	struct error error = {0};
	size_t end = str_find_byte(file, '\0', 0);
	if (end != STR_NONE) {
		text = str_slice(file, end + 1, file.n);
		file = str_slice(file, 0, end);
	}
	struct rule_source source = {STR("f"), file};
	if (rule_set_new(&source, 1, &set, &error) != STATUS_OK) {
		BUG_UNLESS(set == NULL && str_starts(str_from(error.text), STR("f:")));
		return 0;
	}
	arena_init(&arena);
	struct rule_run *run = rule_run_new(set);
	try_lines(run, utf8_repair(text, &arena), &arena);
	try_examples(run);
	rule_run_free(run);
	rule_set_free(set);
	arena_free(&arena);
	return 0;
}

/*
 * For each line the candidates are gathered first: the patterns of its host, those that may begin
 * with its first bytes, and those that may match anywhere in it. Most lines have none. The few that
 * there are are looked at in order.
 */
#include "core/rules/rule_run.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/buf.h"
#include "core/base/bug.h"
#include "core/text/url.h"

enum { HOST_RULES_MAX = 4096 }; /* of one page; more are left out */

struct rule_run {
	const struct rule_set *set;
	struct pattern_scratch *scratch;
	struct rule_count *counts;
	struct budget *budget; /* of the page */
	uint8_t *applies;      /* by rule: to this page */
	uint8_t *by_default;   /* by rule: what `applies` is before the page is looked at */
	uint32_t *scoped;      /* global rules that depend on the page */
	uint32_t scoped_count;
	uint32_t *candidates; /* of a line: patterns, in the order they are tried in */
	uint32_t host_rules[HOST_RULES_MAX], host_rule_count;
	struct rule_found found[RULE_TARGETS_MAX];
};

struct rule_run *rule_run_new(const struct rule_set *set)
{
	struct rule_run *run = memory_resize(NULL, sizeof(*run));
	*run = (struct rule_run){.set = set, .scratch = pattern_scratch_new()};
	run->applies = memory_resize(NULL, set->count + (size_t)1);
	run->by_default = memory_resize(NULL, set->count + (size_t)1);
	run->scoped = memory_resize(NULL, (set->count + (size_t)1) * sizeof(*run->scoped));
	run->candidates =
	        memory_resize(NULL, (set->program_count + (size_t)1) * sizeof(*run->candidates));
	for (uint32_t r = 0; r < set->count; r++) {
		const struct rule_entry *entry = &set->entries[r];
		run->by_default[r] = entry->is_global && !entry->has_scope;
		if (entry->is_global && entry->has_scope)
			run->scoped[run->scoped_count++] = r;
	}
	return run;
}

void rule_run_free(struct rule_run *run)
{
	if (run == NULL)
		return;
	pattern_scratch_free(run->scratch);
	free(run->applies);
	free(run->by_default);
	free(run->scoped);
	free(run->candidates);
	free(run);
}

const struct rule_set *rule_run_set(const struct rule_run *run)
{
	return run->set;
}

void rule_run_count(struct rule_run *run, struct rule_count *counts)
{
	run->counts = counts;
}

bool rule_run_has(const struct rule_run *run, enum rule_group group)
{
	return run->set->has_group[group];
}

static void count_line(struct rule_run *run, uint32_t rule)
{
	if (run->counts)
		run->counts[rule].lines++;
}

static void abort_rule(struct rule_run *run, uint32_t rule)
{
	run->applies[rule] = 0;
	if (run->counts)
		run->counts[rule].aborted++;
}

/*
 * The price of a search: once over the subject, and a share of its square, which one that may begin
 * anywhere can take.
 */
static bool is_affordable(struct rule_run *run, const struct pattern *pattern, size_t bytes)
{
	enum { SEARCH_STEPS = 50, SQUARE_SHARE = 32 };
	size_t square = pattern_is_anchored(pattern) ? 0 : bytes * bytes / SQUARE_SHARE;
	return budget_spend(run->budget, 1, SEARCH_STEPS + bytes + square);
}

/* ---- the page ---- */

/* "de" is the language of "de" and "de-AT". */
static bool is_of_language(struct str claim, struct str language)
{
	return str_starts_nocase(claim, language) &&
	       (claim.n == language.n || claim.p[language.n] == '-' || claim.p[language.n] == '_');
}

static bool any_language(const struct rule *rule, struct str claim)
{
	for (const struct rule_value *l = rule->languages.first; l; l = l->next)
		if (is_of_language(claim, l->text))
			return true;
	return rule->languages.count == 0;
}

static bool any_url(struct rule_run *run, uint32_t r, struct str url)
{
	const struct rule_entry *entry = &run->set->entries[r];
	for (uint32_t i = 0; i < entry->rule->urls.count && url.n <= RULE_LINE_BYTES_MAX; i++) {
		if (!is_affordable(run, entry->urls[i], url.n))
			return false;
		switch (pattern_find(entry->urls[i], run->scratch, url, 0)) {
		case PATTERN_MATCH:
			return true;
		case PATTERN_ABORTED:
			abort_rule(run, r);
			return false;
		case PATTERN_NO_MATCH:
			break;
		}
	}
	return entry->rule->urls.count == 0;
}

static bool is_in_scope(struct rule_run *run, uint32_t r, const struct rule_page *page)
{
	const struct rule *rule = run->set->entries[r].rule;
	bool is_kind = rule->page_kinds == 0 || (rule->page_kinds & page->kinds) != 0;
	return is_kind && any_language(rule, page->language) && any_url(run, r, page->url);
}

/* The rules of the URL's host, in order. */
static void find_host_rules(struct rule_run *run, const struct rule_page *page)
{
	struct str host = url_split(page->url).host;
	char small[RULE_HOST_BYTES_MAX];
	run->host_rule_count = 0;
	if (run->set->host_slots == 0 || host.n > sizeof(small))
		return;
	for (size_t i = 0; i < host.n; i++)
		small[i] = ascii_lower(host.p[i]);
	struct str next = {small, host.n};
	const struct rule_host *found;
	while ((found = rule_set_next_host(run->set, &next)) != NULL)
		for (uint32_t i = 0; i < found->count; i++) {
			uint32_t r = found->rules[i], at = run->host_rule_count;
			if (run->applies[r] || at == HOST_RULES_MAX || !is_in_scope(run, r, page))
				continue;
			for (; at > 0 && run->host_rules[at - 1] > r; at--)
				run->host_rules[at] = run->host_rules[at - 1];
			run->host_rules[at] = r;
			run->host_rule_count++;
			run->applies[r] = 1;
		}
}

static void forget_found(struct rule_run *run)
{
	for (uint32_t i = 0; i < run->set->target_count; i++)
		run->found[i] = (struct rule_found){{0}, RULE_NONE};
}

void rule_run_begin_only(struct rule_run *run, uint32_t rule)
{
	forget_found(run);
	run->budget = NULL;
	memset(run->applies, 0, run->set->count);
	run->applies[rule] = 1;
	run->host_rule_count = !run->set->entries[rule].is_global;
	run->host_rules[0] = rule;
}

void rule_run_begin(struct rule_run *run, const struct rule_page *page)
{
	forget_found(run);
	run->budget = page->budget;
	memcpy(run->applies, run->by_default, run->set->count);
	for (uint32_t i = 0; i < run->scoped_count; i++)
		run->applies[run->scoped[i]] = is_in_scope(run, run->scoped[i], page);
	find_host_rules(run, page);
}

/* ---- candidates ---- */

struct spot {
	uint32_t index, count; /* of the lines */
};

static bool is_in_range(struct rule_range range, size_t n)
{
	return n >= range.min && (range.max == 0 || n <= range.max);
}

static bool is_in_place(const struct rule_place *place, struct spot spot)
{
	uint64_t before = spot.index, behind = spot.count - 1 - spot.index;
	return before < place->first || behind < place->last ||
	       before * 100 < (uint64_t)place->first_percent * spot.count ||
	       behind * 100 < (uint64_t)place->last_percent * spot.count;
}

/* All but the pattern itself. */
static bool may_match(const struct rule_run *run, uint32_t p, const struct rule_line *line,
                      struct spot spot)
{
	const struct rule_program *program = &run->set->programs[p];
	return run->applies[program->rule] && is_in_range(program->bytes, line->text.n) &&
	       is_in_range(program->words, line->words) &&
	       (!program->has_place || is_in_place(&program->place, spot)) &&
	       pattern_literal_is_in(&program->literal, line->text);
}

/* Puts `p` where it belongs behind candidate `from`; once only. */
static uint32_t put_in_order(uint32_t *candidates, uint32_t from, uint32_t count, uint32_t p)
{
	uint32_t at = count;
	while (at > from && candidates[at - 1] > p)
		at--;
	if (at > from && candidates[at - 1] == p)
		return count;
	memmove(candidates + at + 1, candidates + at, (count - at) * sizeof(*candidates));
	candidates[at] = p;
	return count + 1;
}

static uint32_t gather_of_host(struct rule_run *run, enum rule_group group,
                               const struct rule_line *line, struct spot spot)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < run->host_rule_count; i++) {
		const struct rule_entry *entry = &run->set->entries[run->host_rules[i]];
		for (uint32_t p = entry->first_program;
		     entry->group == group && p < entry->end_program; p++)
			if (may_match(run, p, line, spot))
				run->candidates[count++] = p;
	}
	return count;
}

/* The anchored patterns whose starts fit. */
static uint32_t gather_starts(struct rule_run *run, const struct rule_table *table,
                              const struct rule_line *line, struct spot spot, uint32_t count)
{
	uint32_t from = count;
	uint64_t bytes = pattern_start_load(line->text);
	unsigned first = line->text.n > 0 ? (unsigned char)line->text.p[0] : 0;
	if (pattern_starts_mislead(line->text)) {
		for (uint32_t i = 0; i < table->all_count; i++)
			if (may_match(run, table->all[i], line, spot))
				run->candidates[count++] = table->all[i];
		return count;
	}
	unsigned second = line->text.n > 1 ? (unsigned char)line->text.p[1] : 0;
	uint32_t slot = rule_pair_slot((unsigned char)first, (unsigned char)second);
	const struct {
		const struct rule_table_start *next, *end;
	} lists[] = {
	        {table->pairs + table->pair_first[slot],
	         table->pairs + table->pair_first[slot + 1]},
	        {table->starts + table->first[first], table->starts + table->first[first + 1]},
	};
	for (int i = 0; i < 2; i++)
		for (const struct rule_table_start *start = lists[i].next; start < lists[i].end;
		     start++)
			if (pattern_start_fits(&start->start, bytes) &&
			    may_match(run, start->program, line, spot))
				count = put_in_order(run->candidates, from, count, start->program);
	return count;
}

static uint32_t gather(struct rule_run *run, enum rule_group group, const struct rule_line *line,
                       struct spot spot)
{
	const struct rule_table *table = &run->set->tables[group];
	if (line->text.n > RULE_LINE_BYTES_MAX)
		return 0;
	uint32_t count = gather_of_host(run, group, line, spot), from = count;
	if (line->text.n <= table->start_bytes_max)
		count = gather_starts(run, table, line, spot, count);
	for (uint32_t i = 0; line->text.n <= table->anywhere_bytes_max && i < table->anywhere_count;
	     i++)
		if (may_match(run, table->anywhere[i], line, spot))
			count = put_in_order(run->candidates, from, count, table->anywhere[i]);
	return count;
}

static bool matches(struct rule_run *run, uint32_t p, struct str text, size_t from)
{
	const struct rule_program *program = &run->set->programs[p];
	if (!run->applies[program->rule]) /* aborted on this very line */
		return false;
	if (!is_affordable(run, program->pattern, text.n - from))
		return false;
	enum pattern_result result = pattern_find(program->pattern, run->scratch, text, from);
	if (result == PATTERN_ABORTED)
		abort_rule(run, program->rule);
	return result == PATTERN_MATCH;
}

/* How many of the lines any rule of the group can match. */
static uint32_t lines_in_reach(const struct rule_run *run, enum rule_group group, uint32_t count)
{
	uint32_t reach = run->set->tables[group].reach;
	return run->host_rule_count == 0 && reach < count ? reach : count;
}

static uint32_t first_match(struct rule_run *run, enum rule_group group,
                            const struct rule_line *line, struct spot spot)
{
	uint32_t count = gather(run, group, line, spot);
	for (uint32_t i = 0; i < count; i++)
		if (matches(run, run->candidates[i], line->text, 0))
			return run->set->programs[run->candidates[i]].rule;
	return RULE_NONE;
}

/* ---- lines ---- */

static void cut(struct rule_run *run, struct rule_verdict *verdicts, uint32_t from, uint32_t end,
                uint32_t rule)
{
	for (uint32_t i = from; i < end; i++) {
		if (verdicts[i].is_out)
			continue;
		verdicts[i] = (struct rule_verdict){rule, true};
		count_line(run, rule);
	}
}

void rule_run_lines(struct rule_run *run, const struct rule_line *lines, uint32_t count,
                    struct rule_verdict *verdicts)
{
	uint32_t cut_end = 0; /* no line before it is left */
	for (uint32_t i = 0; i < count; i++)
		verdicts[i] = (struct rule_verdict){RULE_NONE, false};
	uint32_t end = lines_in_reach(run, RULE_GROUP_LINES, count);
	for (uint32_t i = 0; i < end; i++) {
		uint32_t rule =
		        first_match(run, RULE_GROUP_LINES, &lines[i], (struct spot){i, count});
		if (rule == RULE_NONE)
			continue;
		switch (run->set->entries[rule].rule->kind) {
		case RULE_DROP_LINE:
			cut(run, verdicts, i, i + 1, rule);
			break;
		case RULE_CUT_UP_TO:
			cut(run, verdicts, cut_end, i + 1, rule);
			cut_end = i + 1;
			break;
		case RULE_CUT_FROM:
			cut(run, verdicts, i, count, rule);
			return;
		default: /* keep line */
			count_line(run, rule);
		}
	}
}

uint32_t rule_run_page(struct rule_run *run, const struct rule_line *lines, uint32_t count,
                       uint32_t *line)
{
	uint32_t end = lines_in_reach(run, RULE_GROUP_PAGE, count);
	for (uint32_t i = 0; i < end; i++) {
		uint32_t rule =
		        first_match(run, RULE_GROUP_PAGE, &lines[i], (struct spot){i, count});
		if (rule == RULE_NONE)
			continue;
		count_line(run, rule);
		*line = i;
		return rule;
	}
	return RULE_NONE;
}

/* ---- fields ---- */

/* Of the last match. The first value of a field stands, unless a rule that overrides comes. */
static void take_fields(struct rule_run *run, const struct rule_program *program, struct str text)
{
	bool overrides = run->set->entries[program->rule].rule->override;
	for (uint32_t g = 1; g <= PATTERN_GROUPS_MAX; g++) {
		size_t begin, end;
		if (program->targets[g] == 0 || !pattern_group(run->scratch, g, &begin, &end))
			continue;
		struct rule_found *found = &run->found[program->targets[g] - 1];
		struct str value = str_trim(str_slice(text, begin, end));
		bool is_taken = found->value.n > 0 &&
		                (!overrides || run->set->entries[found->rule].rule->override);
		if (value.n > 0 && !is_taken)
			*found = (struct rule_found){value, program->rule};
	}
}

void rule_run_fields(struct rule_run *run, const struct rule_line *lines, uint32_t count)
{
	uint32_t end = lines_in_reach(run, RULE_GROUP_FIELDS, count);
	for (uint32_t i = 0; i < end; i++) {
		struct spot spot = {i, count};
		uint32_t candidates = gather(run, RULE_GROUP_FIELDS, &lines[i], spot);
		for (uint32_t c = 0; c < candidates; c++) {
			const struct rule_program *program =
			        &run->set->programs[run->candidates[c]];
			if (!matches(run, run->candidates[c], lines[i].text, 0))
				continue;
			count_line(run, program->rule);
			take_fields(run, program, lines[i].text);
		}
	}
}

const struct rule_found *rule_run_found(const struct rule_run *run)
{
	return run->found;
}

/* ---- replacements ---- */

/* "$1" is a group, "$0" all of the match, "$$" a dollar. */
static void put_replacement(const struct rule_run *run, struct str replacement, struct str text,
                            struct buf *out)
{
	for (size_t i = 0; i < replacement.n; i++) {
		size_t begin, end;
		char next = i + 1 < replacement.n ? replacement.p[i + 1] : '\0';
		if (replacement.p[i] != '$' ||
		    (next != '$' && !ascii_is_digit((unsigned char)next))) {
			buf_append_byte(out, replacement.p[i]);
			continue;
		}
		i++;
		if (next == '$')
			buf_append_byte(out, '$');
		else if (pattern_group(run->scratch, (uint32_t)(next - '0'), &begin, &end))
			buf_append(out, str_slice(text, begin, end));
	}
}

/* Where a match is looked for behind an empty one: past the end behind the last. */
static size_t behind_character(struct str text, size_t at)
{
	for (at++; at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80;)
		at++;
	return at;
}

/* All matches of one pattern; false, and `out` is of no use, if there is none or it is aborted. */
static bool replace_all(struct rule_run *run, uint32_t p, struct str text, struct buf *out)
{
	uint32_t r = run->set->programs[p].rule;
	size_t from = 0, copied = 0, begin, end;
	bool has_any = false;
	buf_reset(out);
	while (from <= text.n && !out->over && matches(run, p, text, from)) {
		if (!pattern_group(run->scratch, 0, &begin, &end))
			BUG("a match without a place");
		buf_append(out, str_slice(text, copied, begin));
		put_replacement(run, run->set->entries[r].rule->replacement, text, out);
		copied = end;
		from = end > begin ? end : behind_character(text, end);
		has_any = true;
	}
	buf_append(out, str_slice(text, copied, text.n));
	if (out->over && run->applies[r])
		abort_rule(run, r);
	return has_any && run->applies[r];
}

/* All that match do so in turn. Returns the first rule that did something, or RULE_NONE. */
static uint32_t replace_in(struct rule_run *run, const struct rule_line *line, struct spot spot,
                           struct arena *arena, struct str *text)
{
	struct buf out;
	uint32_t candidates = gather(run, RULE_GROUP_TEXT, line, spot), first = RULE_NONE;
	*text = line->text;
	if (candidates == 0)
		return RULE_NONE;
	buf_init(&out, RULE_REPLACED_BYTES_MAX);
	for (uint32_t c = 0; c < candidates; c++) {
		uint32_t p = run->candidates[c];
		if (!replace_all(run, p, *text, &out))
			continue;
		*text = arena_copy(arena, buf_str(&out));
		count_line(run, run->set->programs[p].rule);
		if (first == RULE_NONE)
			first = run->set->programs[p].rule;
	}
	buf_free(&out);
	return first;
}

/* How much of a long line is one piece: up to a space, or else whole characters. */
static size_t piece_of(struct str text)
{
	if (text.n <= RULE_LINE_BYTES_MAX)
		return text.n;
	size_t n = RULE_LINE_BYTES_MAX;
	while (n > 0 && text.p[n] != ' ')
		n--;
	if (n > 0)
		return n;
	for (n = RULE_LINE_BYTES_MAX; ((unsigned char)text.p[n] & 0xC0) == 0x80;)
		n--;
	return n;
}

static uint32_t replace_in_pieces(struct rule_run *run, const struct rule_line *line,
                                  struct spot spot, struct arena *arena, struct str *text)
{
	struct buf out;
	struct str rest = line->text, replaced;
	uint32_t first = RULE_NONE;
	buf_init(&out, SIZE_MAX / 2); /* each piece has its limit */
	while (rest.n > 0) {
		size_t n = piece_of(rest);
		struct rule_line piece = {str_slice(rest, 0, n), line->words};
		uint32_t rule = replace_in(run, &piece, spot, arena, &replaced);
		buf_append(&out, replaced);
		first = first == RULE_NONE ? rule : first;
		rest = str_slice(rest, n, rest.n);
	}
	*text = first == RULE_NONE ? line->text : arena_copy(arena, buf_str(&out));
	buf_free(&out);
	return first;
}

bool rule_run_replace(struct rule_run *run, const struct rule_line *line, uint32_t i,
                      uint32_t count, struct arena *arena, struct str *text, uint32_t *rule)
{
	struct spot spot = {i, count};
	*text = line->text;
	*rule = RULE_NONE;
	if (!rule_run_has(run, RULE_GROUP_TEXT))
		return false;
	*rule = line->text.n <= RULE_LINE_BYTES_MAX
	                ? replace_in(run, line, spot, arena, text)
	                : replace_in_pieces(run, line, spot, arena, text);
	return *rule != RULE_NONE;
}

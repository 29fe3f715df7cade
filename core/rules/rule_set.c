#include "core/rules/rule_set.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/buf.h"
#include "core/base/bug.h"
#include "core/base/hash.h"

static const struct str extra_prefix = STR_INIT("metadata_");

/* Fields that documents have, as rows name them. */
static const struct str known_fields[] = {
        STR_INIT("title"),   STR_INIT("author"),      STR_INIT("published"), STR_INIT("modified"),
        STR_INIT("site"),    STR_INIT("description"), STR_INIT("section"),   STR_INIT("tags"),
        STR_INIT("license"), STR_INIT("image"),       STR_INIT("canonical"),
};

/* Other members of a row's metadata: a field of a rule's own cannot have their names. */
static const struct str taken_names[] = {
        STR_INIT("url"),          STR_INIT("warc_file"),     STR_INIT("warc_offset"),
        STR_INIT("warc_length"),  STR_INIT("record_id"),     STR_INIT("date"),
        STR_INIT("http_status"),  STR_INIT("content_type"),  STR_INIT("charset"),
        STR_INIT("charset_from"), STR_INIT("truncated"),     STR_INIT("lang"),
        STR_INIT("sources"),      STR_INIT("lines_dropped"), STR_INIT("kind"),
        STR_INIT("robots"),       STR_INIT("cut_for"),       STR_INIT("pii"),
        STR_INIT("signals"),      STR_INIT("filter"),        STR_INIT("lang_score"),
        STR_INIT("lang_claimed"),
};

static enum rule_group group_of(enum rule_kind kind)
{
	static const enum rule_group groups[RULE_KIND_COUNT] = {
	        [RULE_DROP_LINE] = RULE_GROUP_LINES, [RULE_KEEP_LINE] = RULE_GROUP_LINES,
	        [RULE_CUT_FROM] = RULE_GROUP_LINES,  [RULE_CUT_UP_TO] = RULE_GROUP_LINES,
	        [RULE_DROP_PAGE] = RULE_GROUP_PAGE,  [RULE_EXTRACT] = RULE_GROUP_FIELDS,
	        [RULE_REPLACE] = RULE_GROUP_TEXT,
	};
	return groups[kind];
}

static enum status wrong_value(const struct rule *rule, uint32_t line, const char *cause,
                               struct error *error)
{
	return error_set(error, "%.*s:%u: %s", STR_ARG(rule->file), line, cause);
}

/* ---- patterns ---- */

static bool is_one_of(struct str name, const struct str *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(name, names[i]))
			return true;
	return false;
}

static bool is_known_field(struct str name)
{
	return is_one_of(name, known_fields, sizeof(known_fields) / sizeof(known_fields[0]));
}

static bool is_taken(struct str name)
{
	return is_known_field(name) ||
	       is_one_of(name, taken_names, sizeof(taken_names) / sizeof(taken_names[0]));
}

/* Its number, or RULE_TARGETS_MAX if there is no room. */
static uint32_t target_named(struct rule_set *set, struct str name, bool is_extra)
{
	for (uint32_t i = 0; i < set->target_count; i++)
		if (str_equal(set->targets[i].name, name) && set->targets[i].is_extra == is_extra)
			return i;
	if (set->target_count == RULE_TARGETS_MAX)
		return RULE_TARGETS_MAX;
	char *copy = arena_bytes(&set->arena, name.n + 1);
	memcpy(copy, name.p, name.n);
	copy[name.n] = '\0';
	set->targets[set->target_count] = (struct rule_target){{copy, name.n}, is_extra};
	set->extra_count += is_extra;
	return set->target_count++;
}

/* What each group of an extracting pattern gives. */
static enum status set_targets(struct rule_set *set, const struct rule *rule, uint32_t line,
                               struct rule_program *program, struct error *error)
{
	bool has_any = false;
	for (uint32_t g = 1; g <= pattern_group_count(program->pattern); g++) {
		struct str name = pattern_group_name(program->pattern, g);
		bool is_extra = str_starts(name, extra_prefix) && name.n > extra_prefix.n;
		if (name.n == 0)
			continue;
		if (!is_extra && !is_known_field(name))
			return error_set(error,
			                 "%.*s:%u: no field \"%.*s\"; one of your own is "
			                 "\"metadata_%.*s\"",
			                 STR_ARG(rule->file), line, STR_ARG(name), STR_ARG(name));
		if (is_extra)
			name = str_slice(name, extra_prefix.n, name.n);
		if (is_extra && is_taken(name))
			return error_set(error, "%.*s:%u: documents have a \"%.*s\" already",
			                 STR_ARG(rule->file), line, STR_ARG(name));
		uint32_t target = target_named(set, name, is_extra);
		if (target == RULE_TARGETS_MAX)
			return wrong_value(rule, line, "too many different fields", error);
		program->targets[g] = (uint16_t)(target + 1);
		has_any = true;
	}
	return has_any ? STATUS_OK
	               : wrong_value(rule, line, "\"extract\" needs a group with a field's name",
	                             error);
}

static enum status compile(const struct rule *rule, const struct rule_value *value, bool any_bytes,
                           struct pattern **pattern, struct error *error)
{
	struct error cause;
	struct pattern_options options = {.ignore_case = rule->ignore_case, .any_bytes = any_bytes};
	if (pattern_new(value->text, options, pattern, &cause) == STATUS_OK)
		return STATUS_OK;
	return wrong_value(rule, value->line, cause.text, error);
}

static enum status add_program(struct rule_set *set, const struct rule *rule,
                               const struct rule_value *value, struct error *error)
{
	struct pattern_hints hints;
	struct rule_program *program = &set->programs[set->program_count];
	*program = (struct rule_program){.words = rule->words,
	                                 .bytes = rule->bytes,
	                                 .place = rule->place,
	                                 .rule = set->count};
	const struct rule_place *place = &rule->place;
	program->has_place =
	        place->first || place->last || place->first_percent || place->last_percent;
	enum status status = compile(rule, value, false, &program->pattern, error);
	if (status != STATUS_OK)
		return status;
	set->program_count++;
	pattern_hints_read(value->text, rule->ignore_case, &hints);
	program->literal = hints.literal;
	if (rule->kind == RULE_EXTRACT)
		return set_targets(set, rule, value->line, program, error);
	return STATUS_OK;
}

static enum status add_urls(struct rule_set *set, struct rule_entry *entry, struct error *error)
{
	const struct rule *rule = entry->rule;
	uint32_t count = 0;
	enum status status = STATUS_OK;
	entry->urls = arena_array(&set->arena, struct pattern *, rule->urls.count);
	for (uint32_t i = 0; i < rule->urls.count; i++)
		entry->urls[i] = NULL;
	for (const struct rule_value *value = rule->urls.first; value && status == STATUS_OK;
	     value = value->next)
		status = compile(rule, value, true, &entry->urls[count++], error);
	return status;
}

static enum status add_rule(struct rule_set *set, const struct rule *rule, struct error *error)
{
	struct rule_entry *entry = &set->entries[set->count];
	*entry = (struct rule_entry){
	        .rule = rule,
	        .group = group_of(rule->kind),
	        .first_program = set->program_count,
	        .is_global = rule->hosts.count == 0,
	        .has_scope = rule->urls.count > 0 || rule->languages.count > 0 || rule->page_kinds,
	};
	enum status status = STATUS_OK;
	for (const struct rule_value *value = rule->patterns.first; value && status == STATUS_OK;
	     value = value->next)
		status = add_program(set, rule, value, error);
	entry->end_program = set->program_count;
	set->count++;
	set->has_group[entry->group] = true;
	return status == STATUS_OK ? add_urls(set, entry, error) : status;
}

/* ---- the tables ---- */

/* It begins with two bytes that are known. */
static bool is_pair(const struct pattern_start *start)
{
	enum { ALL_BITS = 0xFF, HIGH_BIT = 0x80 };
	unsigned char mask[sizeof(uint64_t)], fold[sizeof(uint64_t)], value[sizeof(uint64_t)];
	memcpy(mask, &start->mask, sizeof(mask));
	memcpy(fold, &start->fold, sizeof(fold));
	memcpy(value, &start->value, sizeof(value));
	return mask[0] == ALL_BITS && mask[1] == ALL_BITS && (fold[1] == 0 || value[1] < HIGH_BIT);
}

static uint32_t slot_of(const struct pattern_start *start)
{
	unsigned char value[sizeof(start->value)];
	memcpy(value, &start->value, sizeof(value));
	return rule_pair_slot(value[0], value[1]);
}

static bool is_start_of(const struct pattern_start *start, unsigned char byte)
{
	unsigned char fold, mask, value;
	memcpy(&fold, &start->fold, 1);
	memcpy(&mask, &start->mask, 1);
	memcpy(&value, &start->value, 1);
	return ((byte | fold) & mask) == value;
}

/* The ways in which a match may begin with the byte, but for pairs; returns how many. */
static uint32_t starts_with(const struct rule_program *program, const struct pattern_hints *hints,
                            unsigned char byte, struct rule_table_start *out)
{
	uint32_t count = 0;
	if (!pattern_may_be_empty(program->pattern) && !pattern_may_begin(program->pattern, byte))
		return 0;
	for (uint32_t i = 0; i < hints->start_count; i++)
		if (!is_pair(&hints->starts[i]) && is_start_of(&hints->starts[i], byte))
			out[count++].start = hints->starts[i];
	if (hints->start_count == 0)
		out[count++].start = (struct pattern_start){0, 0, 0};
	return count;
}

static size_t bytes_max_of(const struct rule_program *program)
{
	return program->bytes.max ? program->bytes.max : SIZE_MAX;
}

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static bool is_in_table(const struct rule_set *set, uint32_t program, enum rule_group group)
{
	const struct rule_entry *entry = &set->entries[set->programs[program].rule];
	return entry->is_global && entry->group == group;
}

/* How many lines from the first the pattern is for. */
static uint32_t reach_of(const struct rule_program *program)
{
	const struct rule_place *place = &program->place;
	bool is_first_alone =
	        place->first > 0 && !place->last && !place->first_percent && !place->last_percent;
	return is_first_alone ? place->first : UINT32_MAX;
}

static void count_patterns(const struct rule_set *set, enum rule_group group,
                           struct rule_table *table)
{
	for (uint32_t p = 0; p < set->program_count; p++) {
		const struct rule_program *program = &set->programs[p];
		if (!is_in_table(set, p, group))
			continue;
		uint32_t reach = reach_of(program);
		table->reach = reach > table->reach ? reach : table->reach;
		if (pattern_is_anchored(program->pattern)) {
			table->all_count++;
			table->start_bytes_max =
			        larger(table->start_bytes_max, bytes_max_of(program));
		} else {
			table->anywhere_count++;
			table->anywhere_bytes_max =
			        larger(table->anywhere_bytes_max, bytes_max_of(program));
		}
	}
}

/* The text of a program's pattern. */
static struct str text_of(const struct rule_set *set, uint32_t program)
{
	const struct rule_entry *entry = &set->entries[set->programs[program].rule];
	const struct rule_value *value = entry->rule->patterns.first;
	for (uint32_t p = entry->first_program; p < program; p++)
		value = value->next;
	return value->text;
}

/* Puts the pairs of all anchored patterns, slot by slot: counts, then fills. */
static void fill_pairs(struct rule_set *set, const struct pattern_hints *hints,
                       struct rule_table *table)
{
	uint32_t *next = memory_resize(NULL, sizeof(*next) * RULE_PAIR_SLOTS);
	memset(table->pair_first, 0, sizeof(table->pair_first));
	for (uint32_t i = 0; i < table->all_count; i++)
		for (uint32_t k = 0; k < hints[i].start_count; k++)
			if (is_pair(&hints[i].starts[k]))
				table->pair_first[slot_of(&hints[i].starts[k]) + 1]++;
	for (uint32_t slot = 0; slot < RULE_PAIR_SLOTS; slot++) {
		table->pair_first[slot + 1] += table->pair_first[slot];
		next[slot] = table->pair_first[slot];
	}
	table->pairs = arena_array(&set->arena, struct rule_table_start,
	                           table->pair_first[RULE_PAIR_SLOTS]);
	for (uint32_t i = 0; i < table->all_count; i++)
		for (uint32_t k = 0; k < hints[i].start_count; k++)
			if (is_pair(&hints[i].starts[k]))
				table->pairs[next[slot_of(&hints[i].starts[k])]++] =
				        (struct rule_table_start){hints[i].starts[k],
				                                  table->all[i]};
	free(next);
}

/* Appends the other starts of all anchored patterns to `buf`, byte by byte. */
static void fill_starts(const struct rule_set *set, const struct pattern_hints *hints,
                        struct rule_table *table, struct buf *buf)
{
	struct rule_table_start starts[PATTERN_STARTS_MAX + 1];
	for (unsigned byte = 0; byte < 256; byte++) {
		table->first[byte] = (uint32_t)(buf->n / sizeof(starts[0]));
		for (uint32_t i = 0; i < table->all_count; i++) {
			const struct rule_program *program = &set->programs[table->all[i]];
			uint32_t count =
			        starts_with(program, &hints[i], (unsigned char)byte, starts);
			for (uint32_t k = 0; k < count; k++)
				starts[k].program = table->all[i];
			buf_append(buf,
			           (struct str){(const char *)starts, count * sizeof(starts[0])});
		}
	}
	table->first[256] = (uint32_t)(buf->n / sizeof(starts[0]));
}

static void build_table(struct rule_set *set, enum rule_group group, struct rule_table *table)
{
	uint32_t all = 0, anywhere = 0;
	struct buf buf;
	count_patterns(set, group, table);
	table->all = arena_array(&set->arena, uint32_t, table->all_count);
	table->anywhere = arena_array(&set->arena, uint32_t, table->anywhere_count);
	struct pattern_hints *hints =
	        memory_resize(NULL, sizeof(*hints) * (table->all_count + (size_t)1));
	for (uint32_t p = 0; p < set->program_count; p++) {
		if (!is_in_table(set, p, group))
			continue;
		if (!pattern_is_anchored(set->programs[p].pattern)) {
			table->anywhere[anywhere++] = p;
			continue;
		}
		const struct rule *rule = set->entries[set->programs[p].rule].rule;
		pattern_hints_read(text_of(set, p), rule->ignore_case, &hints[all]);
		table->all[all++] = p;
	}
	buf_init(&buf, SIZE_MAX);
	fill_starts(set, hints, table, &buf);
	fill_pairs(set, hints, table);
	table->starts = arena_alloc(&set->arena, buf.n + 1);
	memcpy(table->starts, buf.n ? buf.p : "", buf.n);
	buf_free(&buf);
	free(hints);
}

/* ---- hosts ---- */

static struct rule_host *host_slot(const struct rule_set *set, struct str name)
{
	uint32_t slot = (uint32_t)hash64(name) & (set->host_slots - 1);
	while (set->hosts[slot].name.n > 0 && !str_equal(set->hosts[slot].name, name))
		slot = (slot + 1) & (set->host_slots - 1);
	return &set->hosts[slot];
}

static struct str small_letters(struct arena *arena, struct str s)
{
	char *small = arena_bytes(arena, s.n);
	for (size_t i = 0; i < s.n; i++)
		small[i] = ascii_lower(s.p[i]);
	return (struct str){small, s.n};
}

static void add_host(struct rule_set *set, struct str name, uint32_t rule)
{
	struct rule_host *host = host_slot(set, name);
	host->name = name;
	if (host->count > 0 && host->rules[host->count - 1] == rule)
		return;                               /* named twice */
	if ((host->count & (host->count - 1)) == 0) { /* room is a power of two */
		uint32_t *grown = arena_array(&set->arena, uint32_t,
		                              host->count ? 2 * (size_t)host->count : 1);
		if (host->count)
			memcpy(grown, host->rules, host->count * sizeof(*grown));
		host->rules = grown;
	}
	host->rules[host->count++] = rule;
}

static void build_hosts(struct rule_set *set)
{
	size_t names = 0;
	for (uint32_t r = 0; r < set->count; r++)
		names += set->entries[r].rule->hosts.count;
	if (names == 0)
		return;
	for (set->host_slots = 16; set->host_slots < 2 * names;)
		set->host_slots *= 2;
	set->hosts = arena_array(&set->arena, struct rule_host, set->host_slots);
	memset(set->hosts, 0, set->host_slots * sizeof(*set->hosts));
	for (uint32_t r = 0; r < set->count; r++)
		for (const struct rule_value *host = set->entries[r].rule->hosts.first; host;
		     host = host->next)
			add_host(set, small_letters(&set->arena, host->text), r);
}

const struct rule_host *rule_set_next_host(const struct rule_set *set, struct str *next)
{
	while (set->host_slots > 0 && next->n > 0) {
		const struct rule_host *host = host_slot(set, *next);
		size_t dot = str_find_byte(*next, '.', 0);
		*next = dot == STR_NONE ? (struct str){0} : str_slice(*next, dot + 1, next->n);
		if (host->count > 0)
			return host;
	}
	return NULL;
}

/* ---- the set ---- */

static enum status parse_all(struct rule_set *set, const struct rule_source *sources,
                             uint32_t count, struct rule_file files[RULE_FILES_MAX],
                             struct error *error)
{
	struct sha256 *sha256 = sha256_new();
	enum status status = STATUS_OK;
	if (count > RULE_FILES_MAX)
		status = error_set(error, "more than %d rule files", RULE_FILES_MAX);
	for (uint32_t i = 0; i < count && status == STATUS_OK; i++) {
		struct rule_set_file *file = &set->files[set->file_count++];
		struct str text = arena_copy(&set->arena, sources[i].text);
		file->name = arena_copy(&set->arena, sources[i].name);
		sha256_reset(sha256);
		sha256_add(sha256, text);
		sha256_hex(sha256, file->sha256);
		status = rule_file_parse(file->name, text, &set->arena, &files[i], error);
		file->rules = files[i].count;
	}
	sha256_free(sha256);
	return status;
}

static enum status compile_all(struct rule_set *set, const struct rule_file *files,
                               struct error *error)
{
	size_t rules = 0, patterns = 0;
	enum status status = STATUS_OK;
	for (uint32_t i = 0; i < set->file_count; i++)
		for (const struct rule *rule = files[i].first; rule; rule = rule->next) {
			rules++;
			patterns += rule->patterns.count;
		}
	if (patterns > RULE_PATTERNS_MAX)
		return error_set(error, "more than %d patterns in all rule files",
		                 RULE_PATTERNS_MAX);
	set->entries = arena_array(&set->arena, struct rule_entry, rules);
	set->programs = arena_array(&set->arena, struct rule_program, patterns);
	for (uint32_t i = 0; i < set->file_count; i++)
		for (const struct rule *rule = files[i].first; rule && status == STATUS_OK;
		     rule = rule->next)
			status = add_rule(set, rule, error);
	return status;
}

static void name_extras(struct rule_set *set)
{
	uint32_t n = 0;
	set->extra_names = arena_array(&set->arena, const char *, set->extra_count);
	for (uint32_t i = 0; i < set->target_count; i++)
		if (set->targets[i].is_extra)
			set->extra_names[n++] = set->targets[i].name.p; /* a NUL is behind it */
}

enum status rule_set_new(const struct rule_source *sources, uint32_t count, struct rule_set **set,
                         struct error *error)
{
	struct rule_file files[RULE_FILES_MAX];
	struct rule_set *made = memory_resize(NULL, sizeof(*made));
	*made = (struct rule_set){0};
	arena_init(&made->arena);
	enum status status = parse_all(made, sources, count, files, error);
	if (status == STATUS_OK)
		status = compile_all(made, files, error);
	if (status != STATUS_OK) {
		rule_set_free(made);
		*set = NULL;
		return status;
	}
	for (int group = 0; group < RULE_GROUPS; group++)
		build_table(made, (enum rule_group)group, &made->tables[group]);
	build_hosts(made);
	name_extras(made);
	*set = made;
	return STATUS_OK;
}

void rule_set_free(struct rule_set *set)
{
	if (set == NULL)
		return;
	for (uint32_t p = 0; p < set->program_count; p++)
		pattern_free(set->programs[p].pattern);
	for (uint32_t r = 0; r < set->count; r++)
		for (uint32_t i = 0; set->entries[r].urls && i < set->entries[r].rule->urls.count;
		     i++)
			pattern_free(set->entries[r].urls[i]);
	arena_free(&set->arena);
	free(set);
}

#include "core/text/patterns.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"

enum { STACK_BYTES_FIRST = 32 << 10, CAUSE_BYTES = 256 };

struct pattern {
	pcre2_code *code;
	uint32_t groups, names, name_bytes;
	const unsigned char *name_table;
	const unsigned char *first_bits; /* NULL: any byte, or first_byte */
	int first_byte;                  /* -1: any */
	bool ignore_case, is_anchored, may_be_empty;
};

struct pattern_scratch {
	pcre2_match_data *match;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	int pairs; /* of the last match */
};

static uint32_t info_number(const pcre2_code *code, uint32_t what)
{
	uint32_t number = 0;
	BUG_UNLESS(pcre2_pattern_info(code, what, &number) == 0);
	return number;
}

/* What the compiler found out about the first byte of a match. */
static void read_first(struct pattern *pattern)
{
	enum { TYPE_BYTE = 1 };
	const pcre2_code *code = pattern->code;
	BUG_UNLESS(pcre2_pattern_info(code, PCRE2_INFO_FIRSTBITMAP, &pattern->first_bits) == 0);
	pattern->first_byte = -1;
	if (info_number(code, PCRE2_INFO_FIRSTCODETYPE) != TYPE_BYTE)
		return;
	uint32_t byte = info_number(code, PCRE2_INFO_FIRSTCODEUNIT);
	if (byte < 0x80 || !pattern->ignore_case)
		pattern->first_byte = (int)byte;
}

static enum status to_machine_code(pcre2_code *code, struct error *error)
{
	size_t bytes = 0;
	int result = pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	if (result == 0)
		result = pcre2_pattern_info(code, PCRE2_INFO_JITSIZE, &bytes);
	if (result == 0 && bytes > 0)
		return STATUS_OK;
	return error_set(error, "the pattern cannot be made machine code by this PCRE2");
}

static pcre2_code *compile(struct str text, struct pattern_options options, struct error *error)
{
	PCRE2_UCHAR cause[CAUSE_BYTES];
	PCRE2_SIZE at;
	int number;
	uint32_t flags = PCRE2_UTF | PCRE2_UCP | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C |
	                 (options.ignore_case ? PCRE2_CASELESS : 0) |
	                 (options.any_bytes ? PCRE2_MATCH_INVALID_UTF : 0);
	if (text.n > PATTERN_BYTES_MAX) {
		error_set(error, "a pattern of over %d bytes", PATTERN_BYTES_MAX);
		return NULL;
	}
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)(text.n ? text.p : ""), text.n, flags, &number,
	                                 &at, NULL);
	if (code == NULL) {
		pcre2_get_error_message(number, cause, sizeof(cause));
		error_set(error, "the pattern, at byte %zu: %s", (size_t)at + 1, (char *)cause);
	}
	return code;
}

enum status pattern_new(struct str text, struct pattern_options options, struct pattern **pattern,
                        struct error *error)
{
	*pattern = NULL;
	pcre2_code *code = compile(text, options, error);
	if (code == NULL)
		return STATUS_FAILED;
	enum status status = to_machine_code(code, error);
	uint32_t groups = info_number(code, PCRE2_INFO_CAPTURECOUNT);
	if (status == STATUS_OK && groups > PATTERN_GROUPS_MAX)
		status = error_set(error, "a pattern of over %d groups", PATTERN_GROUPS_MAX);
	if (status != STATUS_OK) {
		pcre2_code_free(code);
		return status;
	}
	struct pattern *made = memory_resize(NULL, sizeof(*made));
	*made = (struct pattern){.code = code,
	                         .groups = groups,
	                         .names = info_number(code, PCRE2_INFO_NAMECOUNT),
	                         .name_bytes = info_number(code, PCRE2_INFO_NAMEENTRYSIZE),
	                         .ignore_case = options.ignore_case,
	                         .may_be_empty = info_number(code, PCRE2_INFO_MINLENGTH) == 0 ||
	                                         info_number(code, PCRE2_INFO_MATCHEMPTY) != 0};
	made->is_anchored = (info_number(code, PCRE2_INFO_ALLOPTIONS) & PCRE2_ANCHORED) != 0;
	BUG_UNLESS(pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &made->name_table) == 0);
	read_first(made);
	*pattern = made;
	return STATUS_OK;
}

void pattern_free(struct pattern *pattern)
{
	if (pattern == NULL)
		return;
	pcre2_code_free(pattern->code);
	free(pattern);
}

struct pattern_scratch *pattern_scratch_new(void)
{
	struct pattern_scratch *scratch = memory_resize(NULL, sizeof(*scratch));
	*scratch = (struct pattern_scratch){
	        .match = pcre2_match_data_create(PATTERN_GROUPS_MAX + 1, NULL),
	        .context = pcre2_match_context_create(NULL),
	        .stack = pcre2_jit_stack_create(STACK_BYTES_FIRST, PATTERN_STACK_BYTES, NULL)};
	if (!scratch->match || !scratch->context || !scratch->stack)
		BUG("no memory to match patterns in");
	pcre2_jit_stack_assign(scratch->context, NULL, scratch->stack);
	return scratch;
}

void pattern_scratch_free(struct pattern_scratch *scratch)
{
	if (scratch == NULL)
		return;
	pcre2_match_data_free(scratch->match);
	pcre2_match_context_free(scratch->context);
	pcre2_jit_stack_free(scratch->stack);
	free(scratch);
}

/* PCRE2 begins to count anew wherever a match may begin. */
static uint32_t steps_allowed(const struct pattern *pattern, size_t bytes)
{
	size_t steps =
	        pattern->is_anchored || bytes == 0 ? PATTERN_STEPS_MAX : PATTERN_STEPS_ALL / bytes;
	if (steps > PATTERN_STEPS_MAX)
		return PATTERN_STEPS_MAX;
	return steps < PATTERN_STEPS_MIN ? PATTERN_STEPS_MIN : (uint32_t)steps;
}

enum pattern_result pattern_find(const struct pattern *pattern, struct pattern_scratch *scratch,
                                 struct str subject, size_t from)
{
	BUG_UNLESS(from <= subject.n);
	scratch->pairs = 0;
	pcre2_set_match_limit(scratch->context, steps_allowed(pattern, subject.n));
	int result = pcre2_jit_match(pattern->code, (PCRE2_SPTR)(subject.n ? subject.p : ""),
	                             subject.n, from, 0, scratch->match, scratch->context);
	if (result == PCRE2_ERROR_NOMATCH)
		return PATTERN_NO_MATCH;
	if (result <= 0) /* -46, -47: over a limit; and whatever else is neither */
		return PATTERN_ABORTED;
	scratch->pairs = result;
	return PATTERN_MATCH;
}

bool pattern_group(const struct pattern_scratch *scratch, uint32_t group, size_t *begin,
                   size_t *end)
{
	const PCRE2_SIZE *pairs = pcre2_get_ovector_pointer(scratch->match);
	if ((int)group >= scratch->pairs || pairs[2 * group] == PCRE2_UNSET)
		return false;
	*begin = pairs[2 * group];
	*end = pairs[2 * group + 1];
	if (*begin > *end) /* by \K in a lookahead */
		*begin = *end;
	return true;
}

uint32_t pattern_group_count(const struct pattern *pattern)
{
	return pattern->groups;
}

/* An entry of the table is the group's number in two bytes and its name, with a NUL. */
struct str pattern_group_name(const struct pattern *pattern, uint32_t group)
{
	for (uint32_t i = 0; i < pattern->names; i++) {
		const unsigned char *entry = pattern->name_table + (size_t)i * pattern->name_bytes;
		if ((uint32_t)(entry[0] << 8 | entry[1]) == group)
			return str_from((const char *)entry + 2);
	}
	return (struct str){0};
}

bool pattern_is_anchored(const struct pattern *pattern)
{
	return pattern->is_anchored;
}

bool pattern_may_begin(const struct pattern *pattern, unsigned char byte)
{
	if (pattern->first_bits)
		return pattern->first_bits[byte / 8] >> byte % 8 & 1;
	if (pattern->first_byte < 0)
		return true;
	return byte == pattern->first_byte ||
	       (pattern->ignore_case &&
	        ascii_lower((char)byte) == ascii_lower((char)pattern->first_byte));
}

bool pattern_may_be_empty(const struct pattern *pattern)
{
	return pattern->may_be_empty;
}

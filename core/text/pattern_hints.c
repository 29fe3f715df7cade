/*
 * A walk over the pattern with the set of texts that a match may have begun with so far. A letter
 * makes each of them longer, a group gives one set for each of its branches, "?" keeps both what
 * was before and what came of it; what can be many things (".", "\d") closes them: they grow no
 * more.
 */
#include "core/text/pattern_hints.h"

#include "core/text/bytes16.h"

enum { DEPTH_MAX = 8, CHARS_MAX = 8, CHAR_BYTES_MAX = 4, CASE_BIT = 0x20 };

struct prefix {
	unsigned char bytes[PATTERN_START_BYTES], fold[PATTERN_START_BYTES],
	        mask[PATTERN_START_BYTES];
	uint8_t n;
	bool is_closed;
};

struct prefixes {
	struct prefix list[PATTERN_STARTS_MAX];
	uint32_t count;
};

enum atom_kind { ATOM_NOTHING, ATOM_CHARS, ATOM_OTHER };

/* A part of a pattern that is no group. NOTHING takes no room: "\b". */
struct atom {
	enum atom_kind kind;
	struct str chars[CHARS_MAX]; /* one of them */
	uint32_t count;
};

struct walk {
	struct str text;
	size_t at;
	bool ignore_case, has_failed, has_branches; /* at the top */
	uint32_t depth;
	uint8_t start_bytes;                 /* longer prefixes do not grow */
	char run[PATTERN_LITERAL_BYTES_MAX]; /* literal text at the top, up to here */
	uint32_t run_bytes;
	struct pattern_hints *hints;
};

static bool is_at(const struct walk *walk, char c)
{
	return walk->at < walk->text.n && walk->text.p[walk->at] == c;
}

static char byte_at(const struct walk *walk, size_t at)
{
	return at < walk->text.n ? walk->text.p[at] : '\0';
}

static void fail(struct walk *walk)
{
	walk->has_failed = true;
	walk->at = walk->text.n;
}

/* ---- sets of prefixes ---- */

static void close_all(struct prefixes *set)
{
	for (uint32_t i = 0; i < set->count; i++)
		set->list[i].is_closed = true;
}

static bool is_same(const struct prefix *a, const struct prefix *b)
{
	return a->n == b->n && a->is_closed == b->is_closed &&
	       memcmp(a->bytes, b->bytes, a->n) == 0 && memcmp(a->fold, b->fold, a->n) == 0 &&
	       memcmp(a->mask, b->mask, a->n) == 0;
}

static void add(struct walk *walk, struct prefixes *set, const struct prefix *prefix)
{
	for (uint32_t i = 0; i < set->count; i++)
		if (is_same(&set->list[i], prefix))
			return;
	if (set->count == PATTERN_STARTS_MAX)
		fail(walk);
	else
		set->list[set->count++] = *prefix;
}

static void put_byte(const struct walk *walk, struct prefix *prefix, unsigned char byte,
                     unsigned char fold, unsigned char mask)
{
	if (prefix->n == walk->start_bytes)
		return;
	prefix->fold[prefix->n] = fold;
	prefix->mask[prefix->n] = mask;
	prefix->bytes[prefix->n++] = (byte | fold) & mask;
}

/* A letter of U+00C0 to U+00FE whose other case is there too, one bit away. */
static bool is_latin1_letter(struct str text)
{
	unsigned char second = text.n == 2 ? (unsigned char)text.p[1] | CASE_BIT : 0;
	return text.n == 2 && (unsigned char)text.p[0] == 0xC3 && second >= 0xA0 &&
	       second <= 0xBE && second != 0xB7 && (unsigned char)text.p[1] != 0x9F;
}

/*
 * A character past ASCII, its case ignored. Of most all that is known is that what stands for it is
 * past ASCII as well.
 */
static void extend_folded(const struct walk *walk, struct prefix *prefix, struct str text)
{
	enum { HIGH_BIT = 0x80, ALL_BITS = 0xFF };
	if (is_latin1_letter(text)) {
		put_byte(walk, prefix, (unsigned char)text.p[0], 0, ALL_BITS);
		put_byte(walk, prefix, (unsigned char)text.p[1], CASE_BIT, ALL_BITS);
	} else {
		put_byte(walk, prefix, HIGH_BIT, 0, HIGH_BIT);
		prefix->is_closed = true;
	}
}

static void extend(const struct walk *walk, struct prefix *prefix, struct str text)
{
	if (walk->ignore_case && text.n > 1)
		extend_folded(walk, prefix, text);
	else
		for (size_t i = 0; i < text.n; i++) {
			unsigned char c = (unsigned char)text.p[i];
			bool folds = walk->ignore_case && ascii_is_alpha(c);
			put_byte(walk, prefix, c, folds ? CASE_BIT : 0, 0xFF);
		}
	prefix->is_closed |= prefix->n == walk->start_bytes;
}

static void extend_all(struct walk *walk, const struct prefixes *from, const struct atom *atom,
                       struct prefixes *to)
{
	to->count = 0;
	for (uint32_t i = 0; i < from->count && !walk->has_failed; i++) {
		if (from->list[i].is_closed) {
			add(walk, to, &from->list[i]);
			continue;
		}
		for (uint32_t c = 0; c < atom->count && !walk->has_failed; c++) {
			struct prefix longer = from->list[i];
			extend(walk, &longer, atom->chars[c]);
			add(walk, to, &longer);
		}
	}
}

/* ---- literal text ---- */

static void end_run(struct walk *walk)
{
	struct pattern_literal *literal = &walk->hints->literal;
	if (walk->run_bytes > literal->n) {
		memcpy(literal->bytes, walk->run, walk->run_bytes);
		literal->n = walk->run_bytes;
	}
	walk->run_bytes = 0;
}

/* Not where case is ignored and another character, of other bytes, may stand for it. */
static bool is_certain(const struct walk *walk, struct str text)
{
	char c = text.n == 1 ? ascii_lower(text.p[0]) : '\0';
	return !walk->ignore_case || (text.n == 1 && c != 'k' && c != 's');
}

static void add_to_run(struct walk *walk, struct str text)
{
	if (!is_certain(walk, text) || walk->run_bytes + text.n > sizeof(walk->run)) {
		end_run(walk);
		return;
	}
	for (size_t i = 0; i < text.n; i++)
		walk->run[walk->run_bytes++] =
		        walk->ignore_case ? ascii_lower(text.p[i]) : text.p[i];
}

/* ---- atoms ---- */

static struct str take_char(struct walk *walk)
{
	size_t from = walk->at++;
	while (walk->at < walk->text.n && ((unsigned char)walk->text.p[walk->at] & 0xC0) == 0x80)
		walk->at++;
	return str_slice(walk->text, from, walk->at);
}

/* Characters past ASCII that a letter of ASCII may stand for, if case is ignored. */
static bool is_odd_letter(struct str text)
{
	return str_equal(text, STR("\u017F")) || str_equal(text, STR("\u212A"));
}

static void set_char(const struct walk *walk, struct atom *atom, struct str text)
{
	bool is_sure = !walk->ignore_case || !is_odd_letter(text);
	atom->kind = is_sure && text.n <= CHAR_BYTES_MAX ? ATOM_CHARS : ATOM_OTHER;
	atom->chars[0] = text;
	atom->count = 1;
}

static void skip_braces(struct walk *walk)
{
	if (!is_at(walk, '{')) {
		walk->at++;
		return;
	}
	size_t end = str_find_byte(walk->text, '}', walk->at);
	if (end == STR_NONE)
		fail(walk);
	else
		walk->at = end + 1;
}

/* Behind a backslash. */
static void read_escape(struct walk *walk, struct atom *atom)
{
	char c = byte_at(walk, walk->at);
	bool is_word = ascii_is_alpha((unsigned char)c) || ascii_is_digit((unsigned char)c);
	atom->kind = ATOM_OTHER;
	if (c == '\0' || (unsigned char)c >= 0x80) {
		fail(walk);
	} else if (!is_word) {
		set_char(walk, atom, take_char(walk));
	} else if (strchr("dDsSwWhHvVRX", c)) {
		walk->at++;
	} else if (strchr("bBAzZ", c)) {
		walk->at++;
		atom->kind = ATOM_NOTHING;
	} else if (c == 'p' || c == 'P') {
		walk->at++;
		skip_braces(walk);
	} else {
		fail(walk);
	}
}

/* Behind "[": a few characters, or some other class. */
static void read_class(struct walk *walk, struct atom *atom)
{
	bool is_plain = !is_at(walk, '^');
	atom->kind = ATOM_CHARS;
	walk->at += !is_plain;
	for (size_t first = walk->at; walk->at < walk->text.n;) {
		if (is_at(walk, ']') && walk->at > first) {
			walk->at++;
			atom->kind = is_plain ? ATOM_CHARS : ATOM_OTHER;
			return;
		}
		char next = byte_at(walk, walk->at + 1);
		if (is_at(walk, '[') || (is_at(walk, '\\') && (next == 'Q' || next == 'c')))
			break; /* nested, or an escape that may reach behind the next "]" */
		is_plain &= !is_at(walk, '-') && !is_at(walk, '\\') && atom->count < CHARS_MAX;
		walk->at += is_at(walk, '\\');
		if (walk->at == walk->text.n)
			break;
		struct str text = take_char(walk);
		is_plain &= !walk->ignore_case || !is_odd_letter(text);
		if (is_plain)
			atom->chars[atom->count++] = text;
	}
	fail(walk);
}

static void read_atom(struct walk *walk, struct atom *atom)
{
	*atom = (struct atom){.kind = ATOM_OTHER};
	char c = walk->text.p[walk->at];
	if (c == '\\') {
		walk->at++;
		read_escape(walk, atom);
	} else if (c == '[') {
		walk->at++;
		read_class(walk, atom);
	} else if (c == '^' || c == '$') {
		walk->at++;
		atom->kind = ATOM_NOTHING;
	} else if (c == '.') {
		walk->at++;
	} else {
		set_char(walk, atom, take_char(walk));
	}
}

/* Whether what came before may be missing, and whether there may be more than one of it. */
struct times {
	bool may_miss, may_repeat;
};

static struct times read_quantifier(struct walk *walk)
{
	struct times times = {false, false};
	if (is_at(walk, '{')) {
		struct str inside = str_slice(walk->text, walk->at + 1, walk->text.n);
		size_t digits = 0;
		while (digits < inside.n && ascii_is_digit((unsigned char)inside.p[digits]))
			digits++;
		times.may_miss = digits > 0 && inside.p[0] == '0';
		times.may_repeat = true;
		if (digits == 0) /* perhaps no quantifier: PCRE2's versions differ */
			fail(walk);
		else
			skip_braces(walk);
	} else if (is_at(walk, '*') || is_at(walk, '+') || is_at(walk, '?')) {
		times.may_miss = !is_at(walk, '+');
		times.may_repeat = !is_at(walk, '?');
		walk->at++;
	} else {
		return times;
	}
	if (is_at(walk, '?') || is_at(walk, '+'))
		walk->at++;
	return times;
}

/* ---- groups ---- */

/* Behind "(": a plain group, named or not; false for all others. */
static bool enter_group(struct walk *walk)
{
	if (is_at(walk, '*') || ++walk->depth > DEPTH_MAX)
		return false;
	if (!is_at(walk, '?'))
		return true;
	walk->at++;
	if (is_at(walk, ':')) {
		walk->at++;
		return true;
	}
	walk->at += is_at(walk, 'P');
	if (!is_at(walk, '<') || !ascii_is_alpha((unsigned char)byte_at(walk, walk->at + 1)))
		return false;
	size_t end = str_find_byte(walk->text, '>', walk->at);
	if (end == STR_NONE)
		return false;
	walk->at = end + 1;
	return true;
}

static void walk_branches(struct walk *walk, const struct prefixes *before,
                          struct prefixes *behind);

static void walk_group(struct walk *walk, const struct prefixes *before, struct prefixes *behind)
{
	end_run(walk);
	walk->at++;
	if (!enter_group(walk)) {
		fail(walk);
		return;
	}
	walk_branches(walk, before, behind);
	walk->depth--;
	if (is_at(walk, ')'))
		walk->at++;
	else
		fail(walk);
}

static void note_literal(struct walk *walk, const struct atom *atom, struct times times)
{
	if (walk->depth > 0 || atom->kind == ATOM_NOTHING)
		return;
	if (atom->kind == ATOM_CHARS && atom->count == 1 && !times.may_miss)
		add_to_run(walk, atom->chars[0]);
	else
		end_run(walk);
	if (times.may_repeat)
		end_run(walk);
}

/* One branch; `set` is what a match has begun with before it, then behind it. */
static void walk_branch(struct walk *walk, struct prefixes *set)
{
	struct prefixes taken;
	while (walk->at < walk->text.n && !is_at(walk, '|') && !is_at(walk, ')')) {
		struct atom atom = {.kind = ATOM_CHARS};
		bool is_group = is_at(walk, '(');
		if (is_group) {
			walk_group(walk, set, &taken);
		} else {
			read_atom(walk, &atom);
			if (atom.kind == ATOM_CHARS)
				extend_all(walk, set, &atom, &taken);
			else
				taken = *set;
			if (atom.kind == ATOM_OTHER)
				close_all(&taken);
		}
		struct times times = read_quantifier(walk);
		if (!is_group)
			note_literal(walk, &atom, times);
		if (times.may_miss && times.may_repeat) {
			close_all(set); /* they begin all that is taken, too */
			continue;
		}
		if (times.may_repeat)
			close_all(&taken);
		for (uint32_t i = 0; times.may_miss && i < set->count && !walk->has_failed; i++)
			add(walk, &taken, &set->list[i]);
		*set = taken;
	}
}

static void walk_branches(struct walk *walk, const struct prefixes *before, struct prefixes *behind)
{
	struct prefixes set;
	behind->count = 0;
	for (;;) {
		set = *before;
		walk_branch(walk, &set);
		for (uint32_t i = 0; i < set.count && !walk->has_failed; i++)
			add(walk, behind, &set.list[i]);
		if (!is_at(walk, '|'))
			return;
		walk->has_branches |= walk->depth == 0;
		walk->at++;
	}
}

static struct pattern_start start_of(const struct prefix *prefix)
{
	struct pattern_start start = {0, 0, 0};
	memcpy(&start.fold, prefix->fold, prefix->n);
	memcpy(&start.mask, prefix->mask, prefix->n);
	memcpy(&start.value, prefix->bytes, prefix->n);
	return start;
}

static void set_starts(const struct prefixes *found, struct pattern_hints *hints)
{
	for (uint32_t i = 0; i < found->count; i++) {
		if (found->list[i].n == 0) {
			hints->start_count = 0;
			return;
		}
		hints->starts[hints->start_count++] = start_of(&found->list[i]);
	}
}

static bool read_hints(struct str text, bool ignore_case, uint8_t start_bytes,
                       struct pattern_hints *hints)
{
	struct prefixes nothing = {.count = 1}, found;
	struct walk walk = {.text = text,
	                    .ignore_case = ignore_case,
	                    .start_bytes = start_bytes,
	                    .hints = hints};
	*hints = (struct pattern_hints){.literal = {.ignore_case = ignore_case}};
	walk_branches(&walk, &nothing, &found);
	end_run(&walk);
	if (walk.at < text.n) /* a bracket that closes nothing: no pattern that compiles */
		fail(&walk);
	if (walk.has_failed || walk.has_branches)
		hints->literal.n = 0;
	if (!walk.has_failed)
		set_starts(&found, hints);
	return !walk.has_failed;
}

/* Where there are too many beginnings, shorter ones are fewer. */
void pattern_hints_read(struct str text, bool ignore_case, struct pattern_hints *hints)
{
	uint8_t start_bytes = PATTERN_START_BYTES;
	while (!read_hints(text, ignore_case, start_bytes, hints) && start_bytes > 1)
		start_bytes /= 2;
}

/* ---- lines ---- */

bool pattern_starts_mislead(struct str text)
{
	enum { HIGH = 0x80 };
	for (size_t i = 0; i < PATTERN_START_BYTES && i + 1 < text.n; i++) {
		unsigned char a = (unsigned char)text.p[i], b = (unsigned char)text.p[i + 1];
		if (a >= HIGH && ((a == 0xC5 && b == 0xBF) || (a == 0xE2 && b == 0x84)))
			return true;
	}
	return false;
}

static bool is_literal_at(const struct pattern_literal *literal, struct str text, size_t at)
{
	struct str rest = str_slice(text, at, text.n), wanted = {literal->bytes, literal->n};
	return literal->ignore_case ? str_starts_nocase(rest, wanted) : str_starts(rest, wanted);
}

/* Where the first byte is, by sixteen; the rest of the literal is compared there. */
bool pattern_literal_is_in(const struct pattern_literal *literal, struct str text)
{
	if (literal->n == 0)
		return true;
	if (literal->n > text.n)
		return false;
	char small = literal->bytes[0];
	bool has_large = literal->ignore_case && ascii_is_alpha((unsigned char)small);
	char large = has_large ? (char)(small & ~CASE_BIT) : small;
	for (size_t at = 0; at < text.n; at += BYTES16) {
		struct bytes16 bytes = bytes16_of(text, at);
		unsigned found = bytes16_equal(bytes, small) | bytes16_equal(bytes, large);
		for (; found; found &= found - 1) {
			size_t place = at + bytes16_first(found);
			if (place < text.n && is_literal_at(literal, text, place))
				return true;
		}
	}
	return false;
}

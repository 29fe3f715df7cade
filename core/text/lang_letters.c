/*
 * ASCII takes no branch that depends on the text: what is written is written always, and kept by
 * moving on. Other characters are looked up in ranges, once: most come again and again, and are
 * remembered.
 */
#include "core/text/lang_letters.h"

#include <stdbool.h>

#include "core/text/bytes16.h"

/* How letters of a range become small. */
enum fold {
	FOLD_NONE,
	FOLD_ADD,  /* `add` */
	FOLD_EVEN, /* capital and small letter take turns; capitals are even */
	FOLD_ODD,  /* … are odd */
};

static const struct range {
	uint32_t first, last;
	uint8_t script, fold;
	int32_t add;
} ranges[] = {
        {0xaa, 0xaa, LANG_LATIN, FOLD_NONE, 0},
        {0xba, 0xba, LANG_LATIN, FOLD_NONE, 0},
        {0xc0, 0xd6, LANG_LATIN, FOLD_ADD, 0x20},
        {0xd8, 0xde, LANG_LATIN, FOLD_ADD, 0x20},
        {0xdf, 0xf6, LANG_LATIN, FOLD_NONE, 0},
        {0xf8, 0xff, LANG_LATIN, FOLD_NONE, 0},
        {0x100, 0x12f, LANG_LATIN, FOLD_EVEN, 0},
        {0x130, 0x130, LANG_LATIN, FOLD_ADD, 'i' - 0x130},
        {0x131, 0x131, LANG_LATIN, FOLD_NONE, 0},
        {0x132, 0x137, LANG_LATIN, FOLD_EVEN, 0},
        {0x138, 0x138, LANG_LATIN, FOLD_NONE, 0},
        {0x139, 0x148, LANG_LATIN, FOLD_ODD, 0},
        {0x149, 0x149, LANG_LATIN, FOLD_NONE, 0},
        {0x14a, 0x177, LANG_LATIN, FOLD_EVEN, 0},
        {0x178, 0x178, LANG_LATIN, FOLD_ADD, 0xff - 0x178},
        {0x179, 0x17e, LANG_LATIN, FOLD_ODD, 0},
        {0x17f, 0x18e, LANG_LATIN, FOLD_NONE, 0},
        {0x18f, 0x18f, LANG_LATIN, FOLD_ADD, 0x259 - 0x18f},
        {0x190, 0x19f, LANG_LATIN, FOLD_NONE, 0},
        {0x1a0, 0x1a5, LANG_LATIN, FOLD_EVEN, 0},
        {0x1a6, 0x1ae, LANG_LATIN, FOLD_NONE, 0},
        {0x1af, 0x1b0, LANG_LATIN, FOLD_ODD, 0},
        {0x1b1, 0x1cc, LANG_LATIN, FOLD_NONE, 0},
        {0x1cd, 0x1dc, LANG_LATIN, FOLD_ODD, 0},
        {0x1dd, 0x1dd, LANG_LATIN, FOLD_NONE, 0},
        {0x1de, 0x1ef, LANG_LATIN, FOLD_EVEN, 0},
        {0x1f0, 0x1f7, LANG_LATIN, FOLD_NONE, 0},
        {0x1f8, 0x21f, LANG_LATIN, FOLD_EVEN, 0},
        {0x220, 0x2af, LANG_LATIN, FOLD_NONE, 0},
        {0x370, 0x37d, LANG_GREEK, FOLD_NONE, 0},
        {0x386, 0x386, LANG_GREEK, FOLD_ADD, 0x3ac - 0x386},
        {0x388, 0x38a, LANG_GREEK, FOLD_ADD, 0x3ad - 0x388},
        {0x38c, 0x38c, LANG_GREEK, FOLD_ADD, 0x3cc - 0x38c},
        {0x38e, 0x38f, LANG_GREEK, FOLD_ADD, 0x3cd - 0x38e},
        {0x390, 0x390, LANG_GREEK, FOLD_NONE, 0},
        {0x391, 0x3ab, LANG_GREEK, FOLD_ADD, 0x20},
        {0x3ac, 0x3ff, LANG_GREEK, FOLD_NONE, 0},
        {0x400, 0x40f, LANG_CYRILLIC, FOLD_ADD, 0x50},
        {0x410, 0x42f, LANG_CYRILLIC, FOLD_ADD, 0x20},
        {0x430, 0x45f, LANG_CYRILLIC, FOLD_NONE, 0},
        {0x460, 0x481, LANG_CYRILLIC, FOLD_EVEN, 0},
        {0x48a, 0x4bf, LANG_CYRILLIC, FOLD_EVEN, 0},
        {0x4c0, 0x4c0, LANG_CYRILLIC, FOLD_NONE, 0},
        {0x4c1, 0x4ce, LANG_CYRILLIC, FOLD_ODD, 0},
        {0x4cf, 0x4cf, LANG_CYRILLIC, FOLD_NONE, 0},
        {0x4d0, 0x52f, LANG_CYRILLIC, FOLD_EVEN, 0},
        {0x531, 0x556, LANG_ARMENIAN, FOLD_ADD, 0x30},
        {0x560, 0x588, LANG_ARMENIAN, FOLD_NONE, 0},
        {0x591, 0x5bd, LANG_HEBREW, FOLD_NONE, 0},
        {0x5bf, 0x5c7, LANG_HEBREW, FOLD_NONE, 0},
        {0x5d0, 0x5f2, LANG_HEBREW, FOLD_NONE, 0},
        {0x620, 0x65f, LANG_ARABIC, FOLD_NONE, 0},
        {0x66e, 0x6d3, LANG_ARABIC, FOLD_NONE, 0},
        {0x6d5, 0x6ef, LANG_ARABIC, FOLD_NONE, 0},
        {0x6fa, 0x6ff, LANG_ARABIC, FOLD_NONE, 0},
        {0x700, 0x74f, LANG_OTHER, FOLD_NONE, 0},
        {0x750, 0x77f, LANG_ARABIC, FOLD_NONE, 0},
        {0x780, 0x86f, LANG_OTHER, FOLD_NONE, 0},
        {0x870, 0x8ff, LANG_ARABIC, FOLD_NONE, 0},
        {0x900, 0x963, LANG_DEVANAGARI, FOLD_NONE, 0},
        {0x971, 0x97f, LANG_DEVANAGARI, FOLD_NONE, 0},
        {0x980, 0x9e5, LANG_BENGALI, FOLD_NONE, 0},
        {0x9f0, 0x9f1, LANG_BENGALI, FOLD_NONE, 0},
        {0xa00, 0xa65, LANG_GURMUKHI, FOLD_NONE, 0},
        {0xa70, 0xa75, LANG_GURMUKHI, FOLD_NONE, 0},
        {0xa80, 0xae5, LANG_GUJARATI, FOLD_NONE, 0},
        {0xaf9, 0xaff, LANG_GUJARATI, FOLD_NONE, 0},
        {0xb00, 0xb7f, LANG_OTHER, FOLD_NONE, 0},
        {0xb80, 0xbe5, LANG_TAMIL, FOLD_NONE, 0},
        {0xc00, 0xc65, LANG_TELUGU, FOLD_NONE, 0},
        {0xc80, 0xd7f, LANG_OTHER, FOLD_NONE, 0},
        {0xd80, 0xddf, LANG_SINHALA, FOLD_NONE, 0},
        {0xdf2, 0xdf3, LANG_SINHALA, FOLD_NONE, 0},
        {0xe01, 0xe3a, LANG_THAI, FOLD_NONE, 0},
        {0xe40, 0xe4e, LANG_THAI, FOLD_NONE, 0},
        {0xe80, 0x109f, LANG_OTHER, FOLD_NONE, 0},
        {0x10a0, 0x10fa, LANG_GEORGIAN, FOLD_NONE, 0},
        {0x10fc, 0x10ff, LANG_GEORGIAN, FOLD_NONE, 0},
        {0x1100, 0x11ff, LANG_HANGUL, FOLD_NONE, 0},
        {0x1200, 0x135f, LANG_ETHIOPIC, FOLD_NONE, 0},
        {0x1380, 0x138f, LANG_ETHIOPIC, FOLD_NONE, 0},
        {0x13a0, 0x1c8f, LANG_OTHER, FOLD_NONE, 0},
        {0x1c90, 0x1cbf, LANG_GEORGIAN, FOLD_ADD, 0x10d0 - 0x1c90},
        {0x1cc0, 0x1dff, LANG_OTHER, FOLD_NONE, 0},
        {0x1e00, 0x1e95, LANG_LATIN, FOLD_EVEN, 0},
        {0x1e96, 0x1e9f, LANG_LATIN, FOLD_NONE, 0},
        {0x1ea0, 0x1eff, LANG_LATIN, FOLD_EVEN, 0},
        {0x1f00, 0x1fff, LANG_GREEK, FOLD_NONE, 0},
        {0x2c00, 0x2d7f, LANG_OTHER, FOLD_NONE, 0},
        {0x2d80, 0x2ddf, LANG_ETHIOPIC, FOLD_NONE, 0},
        {0x3005, 0x3007, LANG_HAN, FOLD_NONE, 0},
        {0x3041, 0x3096, LANG_KANA, FOLD_NONE, 0},
        {0x309d, 0x309f, LANG_KANA, FOLD_NONE, 0},
        {0x30a1, 0x30fa, LANG_KANA, FOLD_NONE, 0},
        {0x30fc, 0x30ff, LANG_KANA, FOLD_NONE, 0},
        {0x3105, 0x312f, LANG_OTHER, FOLD_NONE, 0},
        {0x3131, 0x318e, LANG_HANGUL, FOLD_NONE, 0},
        {0x31f0, 0x31ff, LANG_KANA, FOLD_NONE, 0},
        {0x3400, 0x4dbf, LANG_HAN, FOLD_NONE, 0},
        {0x4e00, 0x9fff, LANG_HAN, FOLD_NONE, 0},
        {0xa000, 0xab5f, LANG_OTHER, FOLD_NONE, 0},
        {0xab70, 0xabff, LANG_OTHER, FOLD_NONE, 0},
        {0xac00, 0xd7a3, LANG_HANGUL, FOLD_NONE, 0},
        {0xf900, 0xfaff, LANG_HAN, FOLD_NONE, 0},
        {0xfb1d, 0xfb4f, LANG_HEBREW, FOLD_NONE, 0},
        {0xfb50, 0xfdff, LANG_ARABIC, FOLD_NONE, 0},
        {0xfe70, 0xfefc, LANG_ARABIC, FOLD_NONE, 0},
        {0xff21, 0xff3a, LANG_LATIN, FOLD_ADD, 'a' - 0xff21},
        {0xff41, 0xff5a, LANG_LATIN, FOLD_ADD, 'a' - 0xff41},
        {0xff66, 0xff9d, LANG_KANA, FOLD_NONE, 0},
        {0x10000, 0x1efff, LANG_OTHER, FOLD_NONE, 0},
        {0x20000, 0x3ffff, LANG_HAN, FOLD_NONE, 0},
};
enum { RANGE_COUNT = sizeof(ranges) / sizeof(*ranges) };

/* Combining marks, as a text in normal form D has them: of a word, of no script. */
enum { MARKS_FIRST = 0x300, MARKS_LAST = 0x36f };

/*
 * Of each script: how much a letter says beside those of an alphabet, in which a word has more of
 * them, and how many units an n-gram has. Fewer where letters are many, or where the table has
 * just one language, of which it knows what is usual.
 */
static const struct {
	uint8_t weight, gram;
} scripts[LANG_SCRIPT_COUNT] = {
        [LANG_LATIN] = {1, 4},    [LANG_GREEK] = {1, 3},      [LANG_CYRILLIC] = {1, 4},
        [LANG_ARMENIAN] = {1, 3}, [LANG_HEBREW] = {1, 3},     [LANG_ARABIC] = {1, 3},
        [LANG_BENGALI] = {1, 3},  [LANG_DEVANAGARI] = {1, 3}, [LANG_GURMUKHI] = {1, 3},
        [LANG_GUJARATI] = {1, 3}, [LANG_TAMIL] = {1, 3},      [LANG_TELUGU] = {1, 3},
        [LANG_SINHALA] = {1, 3},  [LANG_THAI] = {1, 2},       [LANG_GEORGIAN] = {1, 3},
        [LANG_ETHIOPIC] = {1, 2}, [LANG_HANGUL] = {2, 1},     [LANG_HAN] = {3, 1},
        [LANG_KANA] = {3, 1},     [LANG_OTHER] = {1, 1},
};

/* Text with a kana for so many Han characters is Japanese; Chinese has one now and then. */
enum { KANA_ONE_IN = 8 };

/* What is between the windows, in front of the first and behind the last. */
static const uint16_t space = ' ';

/* NULL if it is no letter. */
static const struct range *range_of(uint32_t code_point)
{
	size_t low = 0, high = RANGE_COUNT;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (code_point > ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < RANGE_COUNT && code_point >= ranges[low].first ? &ranges[low] : NULL;
}

static uint32_t folded(uint32_t code_point, const struct range *range)
{
	switch ((enum fold)range->fold) {
	case FOLD_NONE:
		break;
	case FOLD_ADD:
		return code_point + (uint32_t)range->add;
	case FOLD_EVEN:
		return code_point | 1;
	case FOLD_ODD:
		return (code_point + 1) & ~(uint32_t)1;
	}
	return code_point;
}

/*
 * The code point at `*at`, whose byte is not ASCII; moves behind it. Where no whole sequence
 * stands, a space, one byte on. Most overlong forms pass: they are some other character at worst.
 */
static uint32_t next_wide(struct str text, size_t *at)
{
	const unsigned char *p = (const unsigned char *)text.p + *at;
	size_t left = text.n - *at, n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	uint32_t code_point = p[0] & (0x7f >> n);
	*at += 1;
	if (p[0] < 0xc0 || p[0] > 0xf4 || left < n)
		return space;
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return space;
		code_point = code_point << 6 | (p[i] & 0x3f);
	}
	*at += n - 1;
	return code_point < 0x80 ? space : code_point;
}

/* What a character becomes; code_point 0 where nothing is remembered yet. */
struct character {
	uint32_t code_point;
	uint16_t unit;
	uint8_t script;
};

/* Where a text is being written to. */
struct pen {
	uint32_t units, words, spaced; /* spaced: 1 if the unit before is a space, else 0 */
};

enum { REMEMBERED = 64 };

static struct character character_of(uint32_t code_point)
{
	const struct range *range = range_of(code_point);
	struct character character = {code_point, space, LANG_NONE};
	if (range) {
		uint32_t unit = folded(code_point, range);
		character.unit = unit > UINT16_MAX ? LANG_UNIT_WIDE : (uint16_t)unit;
		character.script = range->script;
	} else if (code_point >= MARKS_FIRST && code_point <= MARKS_LAST) {
		character.unit = (uint16_t)code_point;
	}
	return character;
}

static inline struct pen put(struct lang_letters *letters, struct pen pen, uint16_t unit)
{
	uint32_t is_space = unit == space;
	letters->units[pen.units] = unit;
	letters->starts[pen.words] = (uint16_t)pen.units;
	pen.units += 1 - (pen.spaced & is_space);
	pen.words += pen.spaced & ~is_space;
	pen.spaced = is_space;
	return pen;
}

/*
 * Sixteen bytes of ASCII at once, by masks with a bit for each. Most are to be kept one and all;
 * where spaces follow spaces, one is written over the other.
 */
static struct pen put_ascii(struct lang_letters *letters, struct pen pen, struct bytes16 bytes)
{
	char small[BYTES16];
	unsigned alpha = bytes16_alpha(bytes), other = ~alpha & BYTES16_ALL;
	unsigned spaced = other << 1 | pen.spaced;
	unsigned kept = ~(other & spaced) & BYTES16_ALL;
	uint16_t *units = letters->units + pen.units;
	bytes16_store_letters(bytes, small);
	for (unsigned starts = alpha & spaced; starts; starts &= starts - 1) {
		unsigned before = (starts & -starts) - 1;
		unsigned at = pen.units + (unsigned)bytes16_counts(kept & before);
		letters->starts[pen.words++] = (uint16_t)at;
	}
	if (kept == BYTES16_ALL)
		for (unsigned i = 0; i < BYTES16; i++)
			units[i] = (unsigned char)small[i];
	else
		for (unsigned i = 0; i < BYTES16; i++) {
			*units = (unsigned char)small[i];
			units += kept >> i & 1;
		}
	letters->scripts[LANG_LATIN] += (uint32_t)bytes16_counts(alpha);
	pen.units += (uint32_t)bytes16_counts(kept);
	pen.spaced = other >> (BYTES16 - 1);
	return pen;
}

static struct pen put_window(struct lang_letters *letters, struct pen pen,
                             struct character remembered[REMEMBERED], struct str window)
{
	uint32_t latin = 0;
	for (size_t at = 0; at < window.n;) {
		unsigned char c = (unsigned char)window.p[at];
		if (window.n - at >= BYTES16 && !bytes16_high(bytes16_load(window.p + at))) {
			pen = put_ascii(letters, pen, bytes16_load(window.p + at));
			at += BYTES16;
			continue;
		}
		if (c < 0x80) {
			uint32_t is_letter = ascii_is_alpha(c);
			latin += is_letter;
			pen = put(letters, pen, is_letter ? c | 0x20 : space);
			at++;
			continue;
		}
		uint32_t code_point = next_wide(window, &at);
		struct character *character = &remembered[code_point % REMEMBERED];
		if (character->code_point != code_point)
			*character = character_of(code_point);
		letters->scripts[character->script]++;
		pen = put(letters, pen, character->unit);
	}
	letters->scripts[LANG_LATIN] += latin;
	return put(letters, pen, space);
}

/* Window i of a text that is too long to be looked at whole; a character that it cuts is left out.
 */
static struct str window_of(struct str text, size_t i)
{
	const size_t n = LANG_BYTES_MAX / LANG_WINDOWS;
	size_t from = (text.n - n) / (LANG_WINDOWS - 1) * i;
	struct str window = str_slice(text, from, from + n);
	while (window.n > 0 && ((unsigned char)window.p[0] & 0xc0) == 0x80)
		window = str_slice(window, 1, window.n);
	return window;
}

static void end(struct lang_letters *letters, struct pen pen)
{
	memset(letters->units + pen.units, 0, LANG_GRAM_MAX * sizeof(*letters->units));
	letters->unit_count = pen.units;
	letters->word_count = pen.words;
	letters->starts[pen.words] = (uint16_t)pen.units;
}

void lang_letters_of(struct str text, struct lang_letters *letters)
{
	struct character remembered[REMEMBERED] = {{0}};
	struct pen pen = {.units = 1, .words = 0, .spaced = 1};
	memset(letters->scripts, 0, sizeof(letters->scripts));
	letters->units[0] = space;
	if (text.n <= LANG_BYTES_MAX)
		pen = put_window(letters, pen, remembered, text);
	for (size_t i = 0; text.n > LANG_BYTES_MAX && i < LANG_WINDOWS; i++)
		pen = put_window(letters, pen, remembered, window_of(text, i));
	end(letters, pen);
}

struct lang_main lang_main_of(const struct lang_letters *letters)
{
	const uint32_t *counts = letters->scripts;
	uint32_t kana = counts[LANG_KANA];
	struct lang_main best = {.script = LANG_OTHER};
	for (int i = 0; i < LANG_KANA; i++) {
		uint32_t count = counts[i] + (i == LANG_HAN ? kana : 0);
		uint32_t weight = count * scripts[i].weight;
		best.sum += weight;
		if (weight > best.weight) {
			best.script = (enum lang_script)i;
			best.weight = weight;
		}
	}
	best.sum += counts[LANG_OTHER];
	if (counts[LANG_OTHER] > best.weight) {
		best.script = LANG_OTHER;
		best.weight = counts[LANG_OTHER];
	}
	if (best.script == LANG_HAN && kana * KANA_ONE_IN >= counts[LANG_HAN])
		best.script = LANG_KANA;
	return best;
}

static bool is_latin(uint16_t unit)
{
	return unit < MARKS_FIRST || (unit >= 0x1e00 && unit <= 0x1eff);
}

void lang_letters_keep(struct lang_letters *letters, const struct lang_main *main)
{
	struct pen pen = {.units = 1, .words = 0, .spaced = 1};
	bool wanted = main->script == LANG_LATIN;
	if (main->weight == main->sum)
		return;
	for (uint32_t i = 1; i < letters->unit_count; i++) {
		uint16_t unit = letters->units[i];
		bool is_mark = unit >= MARKS_FIRST && unit <= MARKS_LAST;
		bool is_kept = is_mark || is_latin(unit) == wanted;
		pen = put(letters, pen, is_kept ? unit : space);
	}
	end(letters, put(letters, pen, space));
}

/* The top bits of a product depend on all bits of what is multiplied. (Knuth, TAOCP 3, 6.4.) */
static const uint64_t gram_factor = 0x9e3779b97f4a7c15, word_factor = 0xd6e8feb86659fd93;

static uint64_t gram_at(const struct lang_letters *letters, uint32_t at)
{
	const uint16_t *u = letters->units + at;
	return u[0] | (uint64_t)u[1] << 16 | (uint64_t)u[2] << 32 | (uint64_t)u[3] << 48;
}

/* A word by its first and last four letters and its length: as good as whole, and no loop. */
static uint64_t word_at(const struct lang_letters *letters, uint32_t start, uint32_t length)
{
	uint64_t first = gram_at(letters, start), last = 0;
	if (length < LANG_GRAM_MAX)
		first &= ((uint64_t)1 << 16 * length) - 1;
	else
		last = gram_at(letters, start + length - LANG_GRAM_MAX);
	uint64_t mixed = first * word_factor;
	return (mixed ^ mixed >> 32) + last + length;
}

uint32_t lang_rows_of(const struct lang_letters *letters, enum lang_script script, unsigned bits,
                      uint16_t rows[LANG_ROWS_MAX])
{
	const uint16_t *starts = letters->starts;
	uint32_t count = 0, gram = scripts[script].gram;
	uint64_t mask = UINT64_MAX >> (64 - 16 * gram);
	for (uint32_t i = 0; i + gram <= letters->unit_count; i++) {
		uint64_t units = gram_at(letters, i) & mask;
		rows[count++] = (uint16_t)(units * gram_factor >> (64 - bits));
	}
	for (uint32_t i = 0; i < letters->word_count; i++) {
		uint64_t word = word_at(letters, starts[i], starts[i + 1] - starts[i] - 1u);
		rows[count++] = (uint16_t)(word * word_factor >> (64 - bits));
	}
	return count;
}

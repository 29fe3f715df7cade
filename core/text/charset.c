/*
 * The labels and single-byte indexes of the Encoding standard are data (charset_table.c). UTF-8,
 * UTF-16 and single bytes are decoded here; the East Asian encodings by iconv, each as the superset
 * that the standard's index is, and iconv's few differences from it are data as well. What is
 * invalid becomes U+FFFD by the standard's rule: the lead byte alone if an ASCII byte follows it,
 * for that may be the '<' of a tag.
 */
#include "core/text/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

#include "core/base/bug.h"
#include "core/text/charset_table.h"
#include "core/text/detect.h"
#include "core/text/utf8.h"

enum { REPLACEMENT = 0xFFFD };

struct str charset_source_name(enum charset_source source)
{
	static const struct str names[] = {
	        [CHARSET_FROM_BOM] = STR_INIT("bom"),
	        [CHARSET_FROM_HTTP] = STR_INIT("http"),
	        [CHARSET_FROM_META] = STR_INIT("meta"),
	        [CHARSET_FROM_UTF8] = STR_INIT("utf-8"),
	        [CHARSET_FROM_DETECTION] = STR_INIT("detected"),
	        [CHARSET_FROM_FALLBACK] = STR_INIT("fallback"),
	};
	return names[source];
}

/* --- labels --- */

/* Order of `label`, whatever its case, against one of the table. */
static int compare_label(struct str label, struct str other)
{
	for (size_t i = 0; i < label.n && i < other.n; i++) {
		int difference = (unsigned char)ascii_lower(label.p[i]) - (unsigned char)other.p[i];
		if (difference)
			return difference;
	}
	return label.n < other.n ? -1 : label.n > other.n;
}

static const struct encoding *find_encoding(struct str label)
{
	size_t low = 0, high = encoding_label_count;
	label = str_trim(label);
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = compare_label(label, encoding_labels[middle].label);
		if (order == 0)
			return &encodings[encoding_labels[middle].encoding];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

struct str charset_from_label(struct str label)
{
	const struct encoding *encoding = find_encoding(label);
	return encoding ? encoding->name : (struct str){0};
}

/* --- decoding --- */

/* Room in an arena for the characters of so many bytes. */
struct writer {
	char *p;
	size_t n, room;
};

/* No byte gives more than the three of U+FFFD; a four-byte character takes two or more. */
static struct writer writer_open(struct arena *arena, size_t bytes)
{
	size_t room = 3 * bytes + CHARSET_DECODE_SLACK;
	return (struct writer){arena_bytes(arena, room), 0, room};
}

static struct str writer_close(struct writer *writer, struct arena *arena)
{
	arena_shrink(arena, writer->p, writer->room, writer->n);
	return (struct str){writer->p, writer->n};
}

static void put(struct writer *to, uint32_t code_point)
{
	to->n += utf8_put(to->p + to->n, code_point);
}

static struct str decode_utf8(const struct encoding *encoding, struct str in, struct arena *arena)
{
	(void)encoding;
	return utf8_repair(in, arena);
}

static struct str decode_replacement(const struct encoding *encoding, struct str in,
                                     struct arena *arena)
{
	(void)encoding;
	(void)arena;
	return in.n ? STR("\xEF\xBF\xBD") : in;
}

/* Copies ASCII from the front of `in`, in steps of eight; returns how much. */
static size_t put_ascii(struct writer *to, struct str in)
{
	size_t i = 0;
	uint64_t word;
	for (; in.n - i >= sizeof(word); i += sizeof(word)) {
		memcpy(&word, in.p + i, sizeof(word));
		if (word & UINT64_C(0x8080808080808080))
			break;
		memcpy(to->p + to->n + i, &word, sizeof(word));
	}
	to->n += i;
	return i;
}

struct character {
	char bytes[4];
	size_t n;
};

static void put_bytes(struct writer *to, struct str in, const struct character *characters)
{
	for (size_t i = 0; i < in.n; i++) {
		unsigned char c = (unsigned char)in.p[i];
		if (c < 0x80) {
			to->p[to->n++] = (char)c;
			continue;
		}
		/* All four, as that is faster; the slack has room for the last one's. */
		memcpy(to->p + to->n, characters[c - 0x80].bytes, sizeof(characters->bytes));
		to->n += characters[c - 0x80].n;
	}
}

static struct str decode_single_byte(const struct encoding *encoding, struct str in,
                                     struct arena *arena)
{
	enum { STEP_BYTES = 8 };
	struct writer to = writer_open(arena, in.n);
	struct character characters[128];
	for (size_t i = 0; i < 128; i++)
		characters[i].n = utf8_put(characters[i].bytes, encoding->index[i]);
	while (in.n) {
		in = str_slice(in, put_ascii(&to, in), in.n);
		size_t step = in.n < STEP_BYTES ? in.n : STEP_BYTES;
		put_bytes(&to, str_slice(in, 0, step), characters);
		in = str_slice(in, step, in.n);
	}
	return writer_close(&to, arena);
}

static unsigned utf16_unit(const char *p, bool big)
{
	unsigned first = (unsigned char)p[0], second = (unsigned char)p[1];
	return big ? first << 8 | second : second << 8 | first;
}

static struct str decode_utf16(const struct encoding *encoding, struct str in, struct arena *arena)
{
	struct writer to = writer_open(arena, in.n);
	bool big = encoding->kind == ENCODING_UTF16BE;
	size_t i = 0;
	for (; in.n - i >= 2; i += 2) {
		uint32_t unit = utf16_unit(in.p + i, big);
		bool leads = unit >= 0xD800 && unit <= 0xDBFF && in.n - i >= 4;
		unsigned next = leads ? utf16_unit(in.p + i + 2, big) : 0;
		if (next >= 0xDC00 && next <= 0xDFFF) {
			unit = 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00);
			i += 2;
		}
		put(&to, unit); /* a surrogate on its own becomes U+FFFD */
	}
	if (i < in.n)
		put(&to, REPLACEMENT);
	return writer_close(&to, arena);
}

/*
 * Feeds `*in` to iconv and cuts off what it took; 0, or why it stopped (EILSEQ, EINVAL). What it
 * holds back (BIG5-HKSCS waits for combining marks) is fetched as well.
 */
static int run_iconv(iconv_t converter, struct str *in, struct writer *to)
{
	char *from = (char *)(uintptr_t)in->p; /* not written to; the type is old */
	char *out = to->p + to->n;
	size_t left = in->n, out_left = to->room - to->n;
	int stopped = iconv(converter, &from, &left, &out, &out_left) == (size_t)-1 ? errno : 0;
	BUG_UNLESS(stopped != E2BIG);
	iconv(converter, NULL, NULL, &out, &out_left);
	*in = str_slice(*in, in->n - left, in->n);
	to->n = (size_t)(out - to->p);
	return stopped;
}

/* Fills one of iconv's gaps from the front of `*in`; false if there is none. */
static bool fill_gap(const struct iconv_table *table, struct str *in, struct writer *to)
{
	for (const struct iconv_gap *gap = table->gaps; gap && gap->bytes.n; gap++) {
		if (str_starts(*in, gap->bytes)) {
			put(to, gap->code_point);
			*in = str_slice(*in, gap->bytes.n, in->n);
			return true;
		}
	}
	return false;
}

/*
 * What the standard's decoders take off for one U+FFFD: a lone byte, or a lead with its trail, save
 * an ASCII one. ASCII on its own is never refused: where iconv stops in front of it after some
 * progress, it has taken the refused pair off itself (glibc with A2 E8 of UHC).
 */
static size_t refused_bytes(struct str in, bool progress)
{
	unsigned char lead = (unsigned char)in.p[0];
	if (lead < 0x80)
		return progress ? 0 : 1;
	bool pair = lead > 0x80 && lead < 0xFF && in.n > 1 && (unsigned char)in.p[1] >= 0x80;
	return pair ? 2 : 1;
}

/* Puts what the standard means in place of iconv's private-use code points, as long in UTF-8. */
static void replace_private(const struct iconv_table *table, struct writer *text)
{
	const char lead = '\xEE'; /* of U+E000..U+EFFF */
	struct str s = {text->p, text->n};
	for (size_t at = 0; (at = str_find_byte(s, lead, at)) != STR_NONE;) {
		char *character = text->p + at;
		uint32_t offset = utf8_next(s, &at) - table->private_first;
		if (offset < table->private_count)
			utf8_put(character, table->private_meant[offset]);
	}
}

/* On a system without this table ASCII is what can be kept. */
static void put_ascii_only(struct writer *to, struct str in)
{
	for (size_t i = 0; i < in.n; i++)
		put(to, (unsigned char)in.p[i] < 0x80 ? (unsigned char)in.p[i] : REPLACEMENT);
}

static struct str decode_by_iconv(const struct encoding *encoding, struct str in,
                                  struct arena *arena)
{
	const struct iconv_table *table = encoding->iconv;
	struct writer to = writer_open(arena, in.n);
	iconv_t converter = iconv_open("UTF-8", table->name);
	int stopped;
	if (converter == (iconv_t)-1) {
		put_ascii_only(&to, in);
		return writer_close(&to, arena);
	}
	for (const char *from = in.p; (stopped = run_iconv(converter, &in, &to)) != 0;
	     from = in.p) {
		if (fill_gap(table, &in, &to))
			continue;
		put(&to, REPLACEMENT);
		if (stopped == EINVAL) /* the end cuts a character */
			break;
		in = str_slice(in, refused_bytes(in, in.p > from), in.n);
	}
	iconv_close(converter);
	if (table->private_count)
		replace_private(table, &to);
	return writer_close(&to, arena);
}

struct charset_converters {
	iconv_t utf16;
	iconv_t list[ENCODING_COUNT]; /* (iconv_t)-1 where there is none */
};

struct charset_converters *charset_open_all(void)
{
	struct charset_converters *converters = memory_resize(NULL, sizeof(*converters));
	converters->utf16 = iconv_open("UTF-8", "UTF-16LE");
	for (size_t i = 0; i < ENCODING_COUNT; i++) {
		const struct iconv_table *table = encodings[i].iconv;
		converters->list[i] = table ? iconv_open("UTF-8", table->name) : (iconv_t)-1;
	}
	return converters;
}

void charset_close_all(struct charset_converters *converters)
{
	if (converters == NULL)
		return;
	if (converters->utf16 != (iconv_t)-1)
		iconv_close(converters->utf16);
	for (size_t i = 0; i < ENCODING_COUNT; i++)
		if (converters->list[i] != (iconv_t)-1)
			iconv_close(converters->list[i]);
	free(converters);
}

/* What the bytes of ISO-2022-JP stand for, until the next escape sequence. */
enum jp_set { JP_ASCII, JP_KATAKANA, JP_TWO_BYTES };

static const struct jp_escape {
	struct str bytes;
	enum jp_set set;
} jp_escapes[] = {
        {STR_INIT("\x1B(B"), JP_ASCII},
        {STR_INIT("\x1B(J"), JP_ASCII}, /* JIS-Roman: its yen sign and overline are read as ASCII */
        {STR_INIT("\x1B(I"), JP_KATAKANA},
        {STR_INIT("\x1B$@"), JP_TWO_BYTES},
        {STR_INIT("\x1B$B"), JP_TWO_BYTES},
};

static const struct jp_escape *find_jp_escape(struct str in)
{
	for (size_t i = 0; i < sizeof(jp_escapes) / sizeof(jp_escapes[0]); i++)
		if (str_starts(in, jp_escapes[i].bytes))
			return &jp_escapes[i];
	return NULL;
}

static bool is_jp_byte(char c, unsigned char last)
{
	return c >= 0x21 && (unsigned char)c <= last;
}

/*
 * Writes the EUC-JP form of the character at the front of `in`, FF if it is wrong (which EUC-JP
 * has not), and returns how many bytes it took.
 */
static size_t jp_to_euc(enum jp_set set, struct str in, struct writer *to)
{
	enum { KATAKANA_LAST = 0x5F, TWO_BYTES_LAST = 0x7E, EUC_KATAKANA = 0x8E };
	char c = in.p[0];
	if (set == JP_KATAKANA && is_jp_byte(c, KATAKANA_LAST)) {
		to->p[to->n++] = (char)EUC_KATAKANA;
		to->p[to->n++] = (char)(c | 0x80);
		return 1;
	}
	if (set == JP_TWO_BYTES && in.n > 1 && is_jp_byte(c, TWO_BYTES_LAST) &&
	    is_jp_byte(in.p[1], TWO_BYTES_LAST)) {
		to->p[to->n++] = (char)(c | 0x80);
		to->p[to->n++] = (char)(in.p[1] | 0x80);
		return 2;
	}
	bool ascii = set == JP_ASCII && (unsigned char)c < 0x80 && c != 0x0E && c != 0x0F &&
	             c != 0x1B; /* shifts and escapes that are not understood */
	to->p[to->n++] = ascii ? c : (char)0xFF;
	return 1;
}

/* ISO-2022-JP is turned into EUC-JP, which has the same characters, and that is decoded. */
static struct str decode_iso2022jp(const struct encoding *encoding, struct str in,
                                   struct arena *arena)
{
	enum jp_set set = JP_ASCII;
	struct writer euc = writer_open(arena, in.n);
	while (in.n) {
		const struct jp_escape *escape = find_jp_escape(in);
		if (escape)
			set = escape->set;
		in = str_slice(in, escape ? escape->bytes.n : jp_to_euc(set, in, &euc), in.n);
	}
	return decode_by_iconv(encoding, writer_close(&euc, arena), arena);
}

static struct str decode(const struct encoding *encoding, struct str in, struct arena *arena)
{
	static struct str (*const by_kind[])(const struct encoding *, struct str,
	                                     struct arena *) = {
	        [ENCODING_UTF8] = decode_utf8,
	        [ENCODING_UTF16LE] = decode_utf16,
	        [ENCODING_UTF16BE] = decode_utf16,
	        [ENCODING_SINGLE_BYTE] = decode_single_byte,
	        [ENCODING_ICONV] = decode_by_iconv,
	        [ENCODING_ISO2022JP] = decode_iso2022jp,
	        [ENCODING_REPLACEMENT] = decode_replacement,
	};
	return by_kind[encoding->kind](encoding, in, arena);
}

/* --- the decision --- */

static const struct bom {
	struct str bytes, label;
} boms[] = {
        {STR_INIT("\xEF\xBB\xBF"), STR_INIT("utf-8")},
        {STR_INIT("\xFE\xFF"), STR_INIT("utf-16be")},
        {STR_INIT("\xFF\xFE"), STR_INIT("utf-16le")},
};

static const struct bom *find_bom(struct str bytes)
{
	for (size_t i = 0; i < sizeof(boms) / sizeof(boms[0]); i++)
		if (str_starts(bytes, boms[i].bytes))
			return &boms[i];
	return NULL;
}

static const struct encoding *find_meta(struct str bytes, size_t bytes_max)
{
	return find_encoding(charset_prescan(bytes, bytes_max));
}

static const struct encoding *decide(struct str bytes, struct str http_label, bool is_html,
                                     enum charset_source *source)
{
	const struct encoding *encoding;
	*source = CHARSET_FROM_HTTP;
	if ((encoding = find_encoding(http_label)) != NULL)
		return encoding;
	*source = CHARSET_FROM_META;
	if (is_html && (encoding = find_meta(bytes, CHARSET_PRESCAN_BYTES)) != NULL)
		return encoding;
	*source = CHARSET_FROM_UTF8;
	if (utf8_is_valid_but_cut(bytes))
		return find_encoding(STR("utf-8"));
	*source = CHARSET_FROM_META;
	if (is_html && (encoding = find_meta(bytes, CHARSET_LATE_META_BYTES)) != NULL)
		return encoding;
	*source = CHARSET_FROM_DETECTION;
	if ((encoding = find_encoding(detect_charset(bytes))) != NULL)
		return encoding;
	*source = CHARSET_FROM_FALLBACK;
	return find_encoding(STR("windows-1252"));
}

struct str charset_decode(struct str bytes, struct str http_label, bool is_html,
                          struct arena *arena, struct charset *charset)
{
	const struct encoding *encoding;
	const struct bom *bom = find_bom(bytes);
	if (bom) {
		charset->source = CHARSET_FROM_BOM;
		encoding = find_encoding(bom->label);
		bytes = str_slice(bytes, bom->bytes.n, bytes.n);
	} else {
		encoding = decide(bytes, http_label, is_html, &charset->source);
	}
	charset->name = encoding->name;
	return decode(encoding, bytes, arena);
}

/*
 * A run's key is a cyclic polynomial of its words' hashes (J. Cohen, "Recursive hashing functions
 * for n-grams", 1997), of 64 bits, so that a match by chance is out of the question. Most texts
 * have nothing of any item, so a text is first asked as a whole, folded at once; only where
 * something is found, and is to be cut, it is folded again piece by piece to know where words
 * stand.
 */
#include "core/filter/decontaminate.h"

#include <stdlib.h>

#include "core/base/buf.h"
#include "core/base/bug.h"
#include "core/base/hash.h"
#include "core/base/json_read.h"
#include "core/base/key_table.h"
#include "core/base/str_writer.h"
#include "core/text/folding.h"
#include "core/text/utf8.h"

enum { RING = 16, FILES_FIRST = 8 };
#define KEY_RUN 0xa54ff53a5f1d36f1u /* odd; the fraction of the square root of 7 */

_Static_assert((RING & (RING - 1)) == 0 && RING > (int)EVALUATION_WORDS, "a ring of words");

struct item {
	uint32_t file;
	uint32_t id_bytes; /* 0: it has none */
	union {
		const char *id;
		uint64_t line;
	} name;
};

struct evaluation {
	struct arena arena; /* of names and ids */
	struct arena scratch;
	struct str *files;
	uint32_t file_count, file_capacity;
	struct item *items;
	uint32_t item_count, item_capacity;
	struct key_table *runs; /* to the number of an item, the first that has it */
	unsigned widths;        /* a bit for each number of words that a run has */
};

struct evaluation *evaluation_new(void)
{
	struct evaluation *evaluation = memory_resize(NULL, sizeof(*evaluation));
	*evaluation = (struct evaluation){.runs = key_table_new(EVALUATION_RUNS_MAX)};
	arena_init(&evaluation->arena);
	arena_init(&evaluation->scratch);
	return evaluation;
}

void evaluation_free(struct evaluation *evaluation)
{
	if (evaluation == NULL)
		return;
	key_table_free(evaluation->runs);
	arena_free(&evaluation->arena);
	arena_free(&evaluation->scratch);
	free(evaluation->files);
	free(evaluation->items);
	free(evaluation);
}

size_t evaluation_bytes(const struct evaluation *evaluation)
{
	return key_table_bytes(evaluation->runs) + evaluation->arena.reserved_bytes +
	       evaluation->item_capacity * sizeof(*evaluation->items);
}

/* --- runs of words --- */

/* The last words of a text, and the runs that end with the last of them, by their width. */
struct runs {
	uint64_t hashes[RING];
	bool numbers[RING];
	uint64_t rolling[EVALUATION_WORDS + 1];
	unsigned number_count[EVALUATION_WORDS + 1];
	size_t words;
};

static uint64_t turn(uint64_t x, unsigned bits)
{
	return x << bits | x >> (64 - bits);
}

static bool is_number(struct str word)
{
	return word.n == 1 && word.p[0] == '0'; /* as folding leaves them */
}

static void push(struct runs *runs, struct str word)
{
	size_t at = runs->words % RING;
	uint64_t hash = hash64(word);
	runs->hashes[at] = hash;
	runs->numbers[at] = is_number(word);
	for (unsigned width = EVALUATION_WORDS_MIN; width <= EVALUATION_WORDS; width++) {
		size_t oldest = (runs->words - width) % RING;
		bool is_full = runs->words >= width;
		runs->rolling[width] = turn(runs->rolling[width], 1) ^ hash ^
		                       (is_full ? turn(runs->hashes[oldest], width) : 0);
		runs->number_count[width] += runs->numbers[at];
		runs->number_count[width] -= is_full && runs->numbers[oldest];
	}
	runs->words++;
}

/* Is there a run of so many words that says something? */
static bool has_run(const struct runs *runs, unsigned width)
{
	return runs->words >= width && runs->number_count[width] <= width / 2;
}

static uint64_t key_of_run(const struct runs *runs, unsigned width)
{
	uint64_t key = (runs->rolling[width] ^ width) * KEY_RUN;
	return key ^ key >> 32;
}

/* The next word of a stretch of folded text. */
static bool next_word(struct str *rest, struct str *word)
{
	size_t from = 0;
	while (from < rest->n && rest->p[from] == ' ')
		from++;
	if (from == rest->n)
		return false;
	size_t end = str_find_byte(*rest, ' ', from);
	size_t to = end == STR_NONE ? rest->n : end;
	*word = str_slice(*rest, from, to);
	*rest = str_slice(*rest, to, rest->n);
	return true;
}

/* --- reading a set --- */

void evaluation_begin(struct evaluation *evaluation, struct str name)
{
	if (evaluation->file_count == evaluation->file_capacity) {
		uint32_t capacity = evaluation->file_capacity;
		evaluation->file_capacity = capacity > 0 ? capacity * 2 : FILES_FIRST;
		evaluation->files = memory_resize(
		        evaluation->files, evaluation->file_capacity * sizeof(*evaluation->files));
	}
	evaluation->files[evaluation->file_count++] = arena_copy(&evaluation->arena, name);
}

/* The number of a new item, or KEY_TABLE_NONE. */
static uint32_t add_item(struct evaluation *evaluation, struct str id, uint64_t line)
{
	if (evaluation->item_count == EVALUATION_ITEMS_MAX)
		return KEY_TABLE_NONE;
	if (evaluation->item_count == evaluation->item_capacity) {
		uint32_t capacity = evaluation->item_capacity;
		evaluation->item_capacity = capacity > 0 ? capacity * 2 : RING;
		evaluation->items = memory_resize(
		        evaluation->items, evaluation->item_capacity * sizeof(*evaluation->items));
	}
	struct item *item = &evaluation->items[evaluation->item_count];
	*item = (struct item){.file = evaluation->file_count - 1, .name.line = line};
	if (id.n > EVALUATION_ID_BYTES_MAX)
		id.n = utf8_valid_prefix(str_slice(id, 0, EVALUATION_ID_BYTES_MAX));
	item->id_bytes = (uint32_t)id.n;
	if (id.n > 0)
		item->name.id = arena_copy(&evaluation->arena, id).p;
	return evaluation->item_count++;
}

static bool add_run(struct evaluation *evaluation, const struct runs *runs, unsigned width,
                    uint32_t item)
{
	evaluation->widths |= 1u << width;
	return key_table_add(evaluation->runs, key_of_run(runs, width), item) != NULL;
}

static enum evaluation_line add_text(struct evaluation *evaluation, struct str text, uint32_t item)
{
	struct folding folding;
	struct runs runs = {.words = 0};
	struct str stretch, word;
	bool has_room = true, has_any = false;
	folding_begin(&folding, text);
	while (folding_next(&folding, &stretch))
		while (next_word(&stretch, &word)) {
			push(&runs, word);
			if (!has_run(&runs, EVALUATION_WORDS))
				continue;
			has_any = true;
			has_room = has_room && add_run(evaluation, &runs, EVALUATION_WORDS, item);
		}
	unsigned words = runs.words < EVALUATION_WORDS ? (unsigned)runs.words : 0;
	if (words >= EVALUATION_WORDS_MIN && has_run(&runs, words)) {
		has_any = true;
		has_room = add_run(evaluation, &runs, words, item);
	}
	return !has_room ? EVALUATION_FULL : has_any ? EVALUATION_ITEM : EVALUATION_SHORT;
}

/* The text of an item, in the scratch arena. */
static struct str text_of(struct evaluation *evaluation, const struct json *json)
{
	uint32_t text = json_member(json, 0, STR("text"));
	if (text > 0 && json->values[text].kind == JSON_KIND_STRING &&
	    json->values[text].text.n > 0)
		return json->values[text].text;
	size_t room = 0;
	for (uint32_t i = 1; i < json->count; i++)
		room += json->values[i].text.n + 1;
	struct str_writer to = {arena_bytes(&evaluation->scratch, room), 0};
	for (uint32_t i = 1; i < json->count; i++) {
		const struct json_value *value = &json->values[i];
		if (value->kind != JSON_KIND_STRING || str_equal(value->name, STR("id")))
			continue;
		str_writer_put(&to, value->text);
		str_writer_put(&to, STR("\n"));
	}
	return (struct str){to.p, to.n};
}

enum evaluation_line evaluation_add(struct evaluation *evaluation, uint64_t number, struct str line)
{
	struct json json;
	BUG_UNLESS(evaluation->file_count > 0);
	line = str_trim(line);
	if (line.n == 0)
		return EVALUATION_BLANK;
	arena_reset(&evaluation->scratch);
	if (!json_read(line, &evaluation->scratch, &json) ||
	    json.values[0].kind != JSON_KIND_OBJECT)
		return EVALUATION_BAD;
	struct str text = text_of(evaluation, &json), id = STR("");
	uint32_t member = json_member(&json, 0, STR("id"));
	if (text.n == 0)
		return EVALUATION_BAD;
	if (member > 0)
		id = json.values[member].text;
	uint32_t item = add_item(evaluation, id, number);
	return item == KEY_TABLE_NONE ? EVALUATION_FULL : add_text(evaluation, text, item);
}

/* --- asking --- */

/* The widest run that ends here and is of an item: its width, or 0. */
static unsigned find_run(const struct evaluation *evaluation, const struct runs *runs,
                         uint32_t *item)
{
	for (unsigned width = EVALUATION_WORDS; width >= EVALUATION_WORDS_MIN; width--) {
		if (!(evaluation->widths >> width & 1) || !has_run(runs, width))
			continue;
		*item = key_table_find(evaluation->runs, key_of_run(runs, width));
		if (*item != KEY_TABLE_NONE)
			return width;
	}
	return 0;
}

static struct str describe(const struct evaluation *evaluation, uint32_t number,
                           struct arena *arena)
{
	enum { LINE_BYTES_MAX = 32 };
	const struct item *item = &evaluation->items[number];
	struct str file = evaluation->files[item->file];
	struct buf out;
	buf_init(&out, file.n + EVALUATION_ID_BYTES_MAX + LINE_BYTES_MAX);
	buf_append(&out, file);
	if (item->id_bytes > 0) {
		buf_append(&out, STR(": "));
		buf_append(&out, (struct str){item->name.id, item->id_bytes});
	} else {
		buf_printf(&out, ": line %llu", (unsigned long long)item->name.line);
	}
	struct str text = arena_copy(arena, buf_str(&out));
	buf_free(&out);
	return text;
}

bool evaluation_finds(const struct evaluation *evaluation, struct str text, struct arena *arena,
                      struct str *detail)
{
	struct folding folding;
	struct runs runs = {.words = 0};
	struct str stretch, word;
	uint32_t item;
	folding_begin(&folding, text);
	while (folding_next(&folding, &stretch))
		while (next_word(&stretch, &word)) {
			push(&runs, word);
			if (find_run(evaluation, &runs, &item) == 0)
				continue;
			*detail = describe(evaluation, item, arena);
			return true;
		}
	return false;
}

/* --- cutting --- */

struct cut {
	size_t from, to;
};

/* The end of the piece at `at` that is folded by itself: white space, or a mark of scripts without.
 */
static size_t piece_end(struct str text, size_t at)
{
	for (; at < text.n; at++) {
		struct str rest = str_slice(text, at, text.n);
		if (ascii_is_space((unsigned char)text.p[at]))
			return at + 1;
		if (str_starts(rest, STR("\xe3\x80")) || str_starts(rest, STR("\xef\xbc")))
			return at + 3; /* U+3000 to U+303F, and forms as wide as a character */
	}
	return text.n;
}

static size_t next_char(struct str text, size_t at)
{
	(void)utf8_next(text, &at);
	return at;
}

static size_t previous_char(struct str text, size_t at)
{
	do
		at--;
	while (at > 0 && ((unsigned char)text.p[at] & 0xc0) == 0x80);
	return at;
}

/* Does a sentence or a line end in front of `at`? */
static bool is_border(struct str text, size_t at)
{
	if (at == 0 || at == text.n || text.p[at - 1] == '\n')
		return true;
	struct str before = str_slice(text, 0, at);
	bool is_wide = str_ends(before, STR("\xe3\x80\x82")) ||
	               str_ends(before, STR("\xef\xbc\x81")) ||
	               str_ends(before, STR("\xef\xbc\x9f"));
	return is_wide ||
	       (at > 1 && text.p[at - 1] == ' ' && strchr(".!?", text.p[at - 2]) != NULL);
}

static bool is_space_at(struct str text, size_t at)
{
	return ascii_is_space((unsigned char)text.p[at]);
}

/*
 * Where a cut begins that is to take the margin before `at` along: where a sentence does or, if
 * none begins near, a word.
 */
static size_t margin_before(struct str text, size_t at)
{
	size_t word = STR_NONE, from;
	for (size_t n = 0; n < EVALUATION_MARGIN_CHARS && at > 0; n++)
		at = previous_char(text, at);
	for (from = at; !is_border(text, from); from = previous_char(text, from)) {
		if (word == STR_NONE && is_space_at(text, from - 1))
			word = from;
		if (at - from > EVALUATION_BORDER_BYTES)
			return word == STR_NONE ? at : word;
	}
	return from;
}

static size_t margin_behind(struct str text, size_t at)
{
	size_t word = STR_NONE, to;
	for (size_t n = 0; n < EVALUATION_MARGIN_CHARS && at < text.n; n++)
		at = next_char(text, at);
	for (to = at; !is_border(text, to); to = next_char(text, to)) {
		if (word == STR_NONE && is_space_at(text, to))
			word = to;
		if (to - at > EVALUATION_BORDER_BYTES)
			return word == STR_NONE ? at : word;
	}
	return to;
}

/* False if there are too many. */
static bool add_cut(struct cut cuts[EVALUATION_CUTS_MAX], size_t *count, struct cut cut)
{
	while (*count > 0 && cut.from <= cuts[*count - 1].to) {
		const struct cut *last = &cuts[--*count];
		cut.to = cut.to > last->to ? cut.to : last->to;
		cut.from = cut.from < last->from ? cut.from : last->from;
	}
	if (*count == EVALUATION_CUTS_MAX)
		return false;
	cuts[(*count)++] = cut;
	return true;
}

/* Finds the runs of the text with their places. */
static bool find_cuts(const struct evaluation *evaluation, struct str text,
                      struct cut cuts[EVALUATION_CUTS_MAX], size_t *count)
{
	struct runs runs = {.words = 0};
	size_t starts[RING], at = 0;
	*count = 0;
	while (at < text.n) {
		struct folding folding;
		struct str stretch, word;
		size_t end = piece_end(text, at);
		folding_begin(&folding, str_slice(text, at, end));
		while (folding_next(&folding, &stretch))
			while (next_word(&stretch, &word)) {
				uint32_t item;
				starts[runs.words % RING] = at;
				push(&runs, word);
				unsigned width = find_run(evaluation, &runs, &item);
				if (width == 0)
					continue;
				size_t from = starts[(runs.words - width) % RING];
				struct cut cut = {margin_before(text, from),
				                  margin_behind(text, end)};
				if (!add_cut(cuts, count, cut))
					return false;
			}
		at = end;
	}
	return true;
}

bool evaluation_cut(const struct evaluation *evaluation, struct str text, struct arena *arena,
                    struct str *left)
{
	struct cut cuts[EVALUATION_CUTS_MAX];
	size_t count, at = 0;
	if (!find_cuts(evaluation, text, cuts, &count))
		return false;
	size_t room = text.n + (count + 1) * strlen("\n\n");
	struct str_writer to = {arena_bytes(arena, room), 0};
	for (size_t i = 0; i <= count; i++) {
		size_t end = i < count ? cuts[i].from : text.n;
		struct str piece = str_trim(str_slice(text, at, end));
		if (piece.n > 0 && to.n > 0)
			str_writer_put(&to, STR("\n\n"));
		str_writer_put(&to, piece);
		at = i < count ? cuts[i].to : end;
	}
	*left = (struct str){to.p, to.n};
	return to.n >= EVALUATION_TEXT_BYTES_MIN;
}

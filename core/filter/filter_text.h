/*
 * A text as the filters see it: its characters with their flags, and the lists that several of them
 * ask for (lines, words), each made once, when first asked for. All of it is the arena's.
 */
#ifndef CORE_FILTER_FILTER_TEXT_H
#define CORE_FILTER_FILTER_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/str.h"
#include "core/filter/characters.h"

/* Longer texts are not measured: 100,000 words, the most that a preset keeps, are 600 KB. What is
 * needed for one of this length, all of it full stops, is some 150 MB. */
enum { FILTER_TEXT_BYTES_MAX = 2 << 20 };

/* From `begin` up to `end`, in characters of the text. */
struct span {
	uint32_t begin, end;
};

struct spans {
	struct span *list;
	uint32_t count;
};

/* How a text is cut into words: the choice moves more verdicts than any threshold. */
enum word_cut {
	WORDS_SIMPLE,   /* \w+(?:['’-]\w+)* or one character that is neither \w nor space */
	WORDS_SPLIT,    /* what stands between white space */
	WORDS_TREEBANK, /* of each sentence, by the rules of the Penn Treebank as NLTK has them */
	WORDS_UNICODE,  /* UAX 29, those that begin with a letter or digit */
	WORD_CUTS
};

/* The cuts that a preset can name: all but WORDS_UNICODE. */
const char *word_cut_name(enum word_cut cut);
bool word_cut_named(struct str name, enum word_cut *cut);

/* Words that are equal have the same id; ids are 0, 1, … in the order of first use. */
struct word {
	struct str text; /* of the text, or in the arena where a cut writes words in another way */
	uint32_t begin;  /* in characters of the text; of WORDS_TREEBANK there is none */
	uint32_t chars, id;
	bool has_alpha;      /* at least one letter */
	bool is_punctuation; /* all of it */
};

struct words {
	struct word *list;
	uint32_t count, id_count;
};

struct filter_text {
	struct str text;
	struct arena *arena;
	uint32_t count;    /* of characters */
	uint32_t *offsets; /* of their bytes; count + 1 */
	uint16_t *flags;
	uint16_t some;                  /* the flags that at least one has */
	struct words *words[WORD_CUTS]; /* NULL until asked for */
	struct spans *lines, *all_lines;
	struct str lower;
	unsigned phrases; /* PHRASES_KNOWN, once they are */
};

/* `utf8` is valid, of at most FILTER_TEXT_BYTES_MAX, and outlives the filter_text, as the arena
 * does. */
void filter_text_init(struct filter_text *text, struct str utf8, struct arena *arena);

/* The bytes of a span. */
static inline struct str filter_text_slice(const struct filter_text *text, struct span span)
{
	return str_slice(text->text, text->offsets[span.begin], text->offsets[span.end]);
}

static inline bool filter_text_is(const struct filter_text *text, uint32_t at, uint16_t flags)
{
	return text->flags[at] & flags;
}

/* The byte of an ASCII character at `at`; 0 for any other and behind the end. */
static inline char filter_text_ascii(const struct filter_text *text, uint32_t at)
{
	unsigned char c = at < text->count ? (unsigned char)text->text.p[text->offsets[at]] : 0;
	return c < 0x80 ? (char)c : 0;
}

static inline struct span filter_text_all(const struct filter_text *text)
{
	return (struct span){0, text->count};
}

/* Phrases that C4 and others ask lines for: most texts have none, so the text is asked first. */
enum filter_phrase {
	PHRASE_COOKIE = 1 << 0,
	PHRASE_TERMS = 1 << 1,   /* "terms of use" */
	PHRASE_PRIVACY = 1 << 2, /* "privacy " */
	PHRASE_LOREM = 1 << 3,   /* "lorem ipsum" */
	PHRASE_SCRIPT = 1 << 4,  /* "javascript" */
	PHRASES_POLICY = PHRASE_COOKIE | PHRASE_TERMS | PHRASE_PRIVACY,
	PHRASES_KNOWN = 1 << 5,
};

/* Which of them the text has, in any case. */
unsigned filter_text_phrases(struct filter_text *text);

/* A text with a-z for A-Z, byte by byte: other letters stay as they are. */
struct str filter_text_lower(struct filter_text *text);
struct str filter_text_lowered(struct str text, struct arena *arena);

/* Without white space at the ends. */
struct span filter_text_strip(const struct filter_text *text, struct span span);
struct str filter_text_stripped(struct str text, struct arena *arena);

/* The text ends with `ending`, as bytes, within the span. */
bool filter_text_ends(const struct filter_text *text, struct span span, struct str ending);
bool filter_text_starts(const struct filter_text *text, struct span span, struct str start);

/* What stands between "\n": one more than there are such, empty ones too. */
const struct spans *filter_text_lines(struct filter_text *text);

const struct words *filter_text_words(struct filter_text *text, enum word_cut cut);

/* As str.splitlines does: "\r\n" is one end, U+2028 and some control characters are too, and
 * nothing is behind the last. */
const struct spans *filter_text_all_lines(struct filter_text *text);

/* How many words str.split finds in a span. */
uint32_t filter_text_split_count(const struct filter_text *text, struct span span);

/*
 * The same for spans that follow one another in the text, out of its words: from `*next`, 0 at
 * first. `*longest` is set to the characters of the longest.
 */
uint32_t filter_text_words_within(const struct words *split, struct span span, uint32_t *next,
                                  uint32_t *longest);

/*
 * How many sentences: pieces between ". ! ?" with white space behind. Simple, and the same cut in
 * all presets; the published code uses models of its languages (docs/presets.md).
 */
uint32_t filter_text_sentences(const struct filter_text *text, struct span span);

/* Cuts the next sentence off `*rest`; false when there is none. */
bool filter_text_next_sentence(const struct filter_text *text, struct span *rest,
                               struct span *sentence);

#endif

/*
 * A sentence is doubtful by rule 2 (list case), 3 (length), 4 (technical characters) or 5 (a phrase
 * that only noise has); rule 1 needs the language of each sentence and is not here. The paper drops
 * a text of fewer than 5 sentences, and one where 20 % are doubtful. Sentences are those of
 * core/filter/filter_text.h, and a line end ends one.
 */
#include "core/filter/madlad.h"

enum {
	LIST_WORDS_MIN = 12, /* of a sentence that can be a list */
	LIST_CAPITALS = 50,  /* percent of its words that begin with a capital, and more */
	CHARS_MIN = 20,
	CHARS_MAX = 500,
	TECHNICAL_CHARS = 20, /* percent, and more */
};

/* Of appendix A.2, in its groups: symbols, placeholder text, and what spam and lists are full of.
 */
static const struct str phrases[] = {
        STR_INIT(" \u2116 "),
        STR_INIT("\ufffd\ufffd\ufffd"),
        STR_INIT("aute irure dolor "),
        STR_INIT(" sunt in culpa qui "),
        STR_INIT("orem ipsum "),
        STR_INIT(" quis nostrud "),
        STR_INIT(" adipisicing "),
        STR_INIT(" dolore eu "),
        STR_INIT(" cupidatat "),
        STR_INIT("autem vel eum"),
        STR_INIT("wisi enim ad"),
        STR_INIT(" sex "),
        STR_INIT(" porn "),
        STR_INIT("\u9ec4\u8272\u7535\u5f71"),
        STR_INIT("mp3"),
        STR_INIT("ownload"),
        STR_INIT("Vol."),
        STR_INIT(" Ep."),
        STR_INIT("Episode"),
        STR_INIT(" \u0448\u0442."),
        STR_INIT("Develop"),
        STR_INIT("Facebook"),
        STR_INIT(" crusher "),
        STR_INIT(" xxx "),
        STR_INIT(" ... ... ... ... ... ... ... ... ..."),
        STR_INIT(" .... .... .... .... .... .... .... ...."),
};

/* What a sentence must not end with. */
static const struct str endings[] = {STR_INIT("|"), STR_INIT(" nr."), STR_INIT(" \u0433."),
                                     STR_INIT(" \u043a\u0433.")};

enum {
	PHRASES = sizeof(phrases) / sizeof(*phrases),
	ENDINGS = sizeof(endings) / sizeof(*endings),
};

enum doubt {
	DOUBT_LIST = 1 << 2,
	DOUBT_LENGTH = 1 << 3,
	DOUBT_TECHNICAL = 1 << 4,
	DOUBT_CURSED = 1 << 5
};

/* The first two bytes of a phrase stand at `rest`: nearly nowhere, so that is asked first. */
static bool begins_phrase(struct str rest)
{
	for (int i = 0; i < PHRASES; i++)
		if (rest.p[0] == phrases[i].p[0] && rest.p[1] == phrases[i].p[1] &&
		    str_starts(rest, phrases[i]))
			return true;
	return false;
}

/*
 * Pairs of bytes that phrases begin with: a pair may be one if both of its bytes have a bit in
 * common. Nearly no pair of a text is, so most of it is passed by two look-ups a byte.
 */
static const uint8_t first_bytes[256] = {
        [' '] = 1,  ['a'] = 2,  ['o'] = 4,  ['w'] = 8,    ['m'] = 16,   ['E'] = 16,
        ['V'] = 32, ['D'] = 64, ['F'] = 64, [0xef] = 128, [0xe9] = 128,
};
static const uint8_t second_bytes[256] = {
        [0xe2] = 1,     [0xd1] = 1, ['.'] = 1,  ['E'] = 1,    ['a'] = 1 | 64, ['c'] = 1, ['d'] = 1,
        ['p'] = 1 | 16, ['q'] = 1,  ['s'] = 1,  ['x'] = 1,    ['u'] = 2,      ['r'] = 4, ['w'] = 4,
        ['i'] = 8,      ['o'] = 32, ['e'] = 64, [0xbf] = 128, [0xbb] = 128,
};

static bool is_cursed(const struct filter_text *text, struct span sentence)
{
	struct str s = filter_text_slice(text, sentence);
	const unsigned char *p = (const unsigned char *)s.p;
	for (int i = 0; i < ENDINGS; i++)
		if (str_ends(s, endings[i]))
			return true;
	for (size_t i = 0; i + 1 < s.n; i++)
		if ((first_bytes[p[i]] & second_bytes[p[i + 1]]) &&
		    begins_phrase(str_slice(s, i, s.n)))
			return true;
	return false;
}

static unsigned doubts_of(const struct filter_text *text, struct span sentence)
{
	enum { ALONE = 9 }; /* characters that stand alone, one behind the other: "t h i s" */
	const uint16_t *flags = text->flags;
	uint32_t chars = sentence.end - sentence.begin, words = 0, capitals = 0, technical = 0;
	uint32_t alone = 0;
	unsigned doubts = 0;
	for (uint32_t i = sentence.begin; i < sentence.end;) {
		uint32_t begin = i;
		for (; i < sentence.end && !(flags[i] & CHARACTER_SPACE); i++)
			technical += (flags[i] & CHARACTER_TECHNICAL) != 0;
		alone = i - begin == 1 ? alone + 1 : 0;
		words += i > begin;
		capitals += i > begin && (flags[begin] & CHARACTER_UPPER);
		i++;
		if (alone == ALONE)
			doubts |= DOUBT_CURSED;
	}
	if (words >= LIST_WORDS_MIN && 100 * (uint64_t)capitals > LIST_CAPITALS * (uint64_t)words)
		doubts |= DOUBT_LIST;
	if (chars < CHARS_MIN || chars > CHARS_MAX)
		doubts |= DOUBT_LENGTH;
	if (100 * (uint64_t)technical > TECHNICAL_CHARS * (uint64_t)chars)
		doubts |= DOUBT_TECHNICAL;
	return is_cursed(text, sentence) ? doubts | DOUBT_CURSED : doubts;
}

void madlad_signals(struct signals *signals)
{
	static const struct {
		enum signal signal;
		unsigned doubts;
	} shares[] = {
	        {SIGNAL_madlad_list_case, DOUBT_LIST},
	        {SIGNAL_madlad_odd_length, DOUBT_LENGTH},
	        {SIGNAL_madlad_technical, DOUBT_TECHNICAL},
	        {SIGNAL_madlad_cursed, DOUBT_CURSED},
	        {SIGNAL_madlad_questionable, ~0u},
	        {SIGNAL_madlad_rules_2_and_5, DOUBT_LIST | DOUBT_CURSED},
	};
	enum { SHARES = sizeof(shares) / sizeof(*shares) };
	struct filter_text *text = signals->text;
	const struct spans *lines = filter_text_lines(text);
	uint64_t sentences = 0, counts[SHARES] = {0};
	for (uint32_t i = 0; i < lines->count; i++) {
		struct span rest = lines->list[i], sentence;
		for (; filter_text_next_sentence(text, &rest, &sentence); sentences++) {
			unsigned doubts = doubts_of(text, sentence);
			for (int share = 0; share < SHARES; share++)
				counts[share] += (doubts & shares[share].doubts) != 0;
		}
	}
	signals_count(signals, SIGNAL_madlad_sentences, sentences);
	for (int share = 0; share < SHARES; share++)
		signals_set(signals, shares[share].signal, counts[share], sentences);
}

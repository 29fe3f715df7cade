/* Keys and tokens, by the beginnings that their issuers give them so that they can be found. */
#include "core/filter/pii_shapes.h"

enum { KEY_BLOCK_BYTES_MAX = 16 << 10, JWT_PART_BYTES_MIN = 10 };

enum alphabet {
	UPPER,    /* A-Z 0-9 */
	LETTERS,  /* A-Z a-z 0-9 */
	WORD,     /* and _ */
	WORD_DASH /* and - */
};

/* Asked for at the last byte of the beginning. */
static const struct shape {
	struct str beginning;
	enum alphabet alphabet; /* of what is behind it */
	unsigned short min, max;
} marked[] = {
        {STR_INIT("ghp_"), LETTERS, 36, 255}, /* GitHub */
        {STR_INIT("gho_"), LETTERS, 36, 255},
        {STR_INIT("ghu_"), LETTERS, 36, 255},
        {STR_INIT("ghs_"), LETTERS, 36, 255},
        {STR_INIT("ghr_"), LETTERS, 36, 255},
        {STR_INIT("github_pat_"), WORD, 36, 255},
        {STR_INIT("sk_live_"), LETTERS, 16, 255}, /* Stripe */
        {STR_INIT("rk_live_"), LETTERS, 16, 255},
        {STR_INIT("hf_"), LETTERS, 34, 64}, /* Hugging Face */
        {STR_INIT("npm_"), LETTERS, 36, 36},
        {STR_INIT("glpat-"), WORD_DASH, 20, 255}, /* GitLab */
        {STR_INIT("xoxb-"), WORD_DASH, 20, 255},  /* Slack */
        {STR_INIT("xoxp-"), WORD_DASH, 20, 255},
        {STR_INIT("xoxa-"), WORD_DASH, 20, 255},
        {STR_INIT("xoxr-"), WORD_DASH, 20, 255},
        {STR_INIT("xoxs-"), WORD_DASH, 20, 255},
        {STR_INIT("sk-ant-"), WORD_DASH, 32, 255},  /* Anthropic */
        {STR_INIT("sk-proj-"), WORD_DASH, 32, 255}, /* OpenAI */
        {STR_INIT("sk-"), LETTERS, 48, 48},
};

/* Asked for at the second or third byte, which is rare behind the one before it. */
static const struct shape paired[] = {
        {STR_INIT("AKIA"), UPPER, 16, 16}, /* Amazon Web Services */
        {STR_INIT("ASIA"), UPPER, 16, 16},
        {STR_INIT("AIza"), WORD_DASH, 35, 35}, /* Google */
};

static bool is_of(unsigned char c, enum alphabet alphabet)
{
	if (ascii_is_digit(c) || (c >= 'A' && c <= 'Z'))
		return true;
	if (alphabet >= LETTERS && ascii_is_alpha(c))
		return true;
	return (alphabet >= WORD && c == '_') || (alphabet == WORD_DASH && c == '-');
}

/* At most `max` bytes, so that a row of beginnings is not read to its end from each of them. */
static size_t run_end(struct str text, size_t at, enum alphabet alphabet, size_t max)
{
	size_t end = text.n - at > max ? at + max : text.n;
	while (at < end && is_of((unsigned char)text.p[at], alphabet))
		at++;
	return at;
}

/* Does the shape stand at `from`, as a whole and no part of a word? */
static bool stands_at(struct str text, size_t from, const struct shape *shape,
                      struct pii_span *span)
{
	if (!str_starts(str_slice(text, from, text.n), shape->beginning) ||
	    pii_is_word(pii_before(text, from)))
		return false;
	size_t body = from + shape->beginning.n,
	       to = run_end(text, body, shape->alphabet, shape->max + 1u);
	*span = (struct pii_span){from, to, PII_SECRET};
	return to - body >= shape->min && to - body <= shape->max &&
	       !pii_is_word(pii_byte(text, to));
}

/* RFC 7519: a header and claims, JSON objects in base64url, and a signature. */
static bool json_web_token(struct str text, size_t from, struct pii_span *span)
{
	enum { PARTS = 3 };
	size_t at = from;
	unsigned char before = pii_before(text, from);
	if (pii_is_word(before) || before == '-' || before == '.')
		return false; /* within another: each run of such bytes is read once */
	for (int part = 0; part < PARTS; part++) {
		bool is_object = str_starts(str_slice(text, at, text.n), STR("eyJ"));
		size_t end = run_end(text, at, WORD_DASH, text.n);
		bool is_last = part == PARTS - 1;
		if (end - at < JWT_PART_BYTES_MIN ||
		    (!is_last && (!is_object || pii_byte(text, end) != '.')))
			return false;
		at = is_last ? end : end + 1;
	}
	*span = (struct pii_span){from, at, PII_SECRET};
	return true;
}

static bool is_base64_or_space(unsigned char c)
{
	return ascii_is_space(c) || ascii_is_alpha(c) || ascii_is_digit(c) || c == '+' ||
	       c == '/' || c == '=';
}

/* RFC 7468, of any kind of private key; one without its end goes as far as it can be one. */
static bool key_block(struct str text, size_t from, struct pii_span *span)
{
	static const struct str begin = STR_INIT("-----BEGIN "), end = STR_INIT("PRIVATE KEY");
	static const struct str dashes = STR_INIT("-----"), close = STR_INIT("-----END ");
	enum { LABEL_BYTES_MAX = 64 };
	struct str rest = str_slice(text, from, text.n);
	if (!str_starts(rest, begin) || pii_before(text, from) == '-')
		return false;
	struct str label =
	        str_slice(rest, begin.n, rest.n < LABEL_BYTES_MAX ? rest.n : LABEL_BYTES_MAX);
	size_t label_end = str_find(label, dashes, 0);
	if (label_end == STR_NONE || str_find(str_slice(label, 0, label_end), end, 0) == STR_NONE)
		return false;
	size_t body = begin.n + label_end + dashes.n;
	struct str block =
	        str_slice(rest, 0, rest.n < KEY_BLOCK_BYTES_MAX ? rest.n : KEY_BLOCK_BYTES_MAX);
	size_t closes = str_find(block, close, body), to = body;
	size_t ends = closes == STR_NONE ? STR_NONE : str_find(block, dashes, closes + close.n);
	if (ends != STR_NONE) {
		to = ends + dashes.n;
	} else {
		while (to < block.n && is_base64_or_space((unsigned char)block.p[to]))
			to++;
		while (ascii_is_space((unsigned char)block.p[to - 1]))
			to--;
	}
	*span = (struct pii_span){from, from + to, PII_SECRET};
	return true;
}

bool pii_secret(struct str text, size_t floor, size_t at, struct pii_span *span)
{
	unsigned char c = (unsigned char)text.p[at];
	if (c == '-' && pii_byte(text, at + 1) == '-')
		return key_block(text, at, span);
	if (c == 'J')
		return at >= floor + 2 && text.p[at - 2] == 'e' &&
		       json_web_token(text, at - 2, span);
	if (c != '_' && c != '-') {
		size_t back = c == 'z' ? 2 : 1;
		for (size_t i = 0; i < sizeof(paired) / sizeof(*paired); i++)
			if (at >= floor + back && stands_at(text, at - back, &paired[i], span))
				return true;
		return false;
	}
	for (size_t i = 0; i < sizeof(marked) / sizeof(*marked); i++) {
		struct str beginning = marked[i].beginning;
		if ((unsigned char)beginning.p[beginning.n - 1] == c &&
		    at + 1 >= floor + beginning.n &&
		    stands_at(text, at + 1 - beginning.n, &marked[i], span))
			return true;
	}
	return false;
}

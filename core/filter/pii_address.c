/* E-mail addresses (RFC 5321, in the forms that are in use) and public IP addresses. */
#include "core/filter/pii_shapes.h"

enum {
	LOCAL_BYTES_MAX = 64, /* RFC 5321, 4.5.3.1.1 */
	DOMAIN_BYTES_MAX = 253,
	LABEL_BYTES_MAX = 63,
	TOP_BYTES_MAX = 24, /* the longest top-level domain of letters today */
	GROUPS = 8,         /* of an IPv6 address */
	MARKS_MAX = 4,      /* between a number and the word that it belongs to */
	WORD_BYTES_MAX = 24,
};

/* --- words in front --- */

static bool is_mark(unsigned char c)
{
	return c != 0 && strchr(" :=.-_#()|*", c) != NULL;
}

/* Passes back over blanks and marks, a no-break space and a wide colon too. */
static size_t behind_word(struct str text, size_t at)
{
	for (size_t n = 0; n < MARKS_MAX && at > 0; n++) {
		struct str before = str_slice(text, 0, at);
		if (str_ends(before, STR("\xc2\xa0")))
			at -= 2;
		else if (str_ends(before, STR("\xef\xbc\x9a")))
			at -= 3;
		else if (is_mark((unsigned char)text.p[at - 1]))
			at--;
		else
			break;
	}
	return at;
}

static size_t word_start(struct str text, size_t end)
{
	size_t at = end;
	while (at > 0 && end - at <= WORD_BYTES_MAX &&
	       (ascii_is_alpha((unsigned char)text.p[at - 1]) ||
	        (unsigned char)text.p[at - 1] >= 0x80))
		at--;
	return at;
}

/* Of scripts without spaces, more may stand in front of the word. */
static bool is_listed(struct str word, const char *const *words)
{
	for (; words && *words; words++) {
		struct str one = str_from(*words);
		bool is_unspaced = (unsigned char)one.p[0] >= 0xe3;
		if (is_unspaced ? str_ends(word, one) : str_equal_nocase(word, one))
			return true;
	}
	return false;
}

bool pii_follows_word(struct str text, size_t at, const char *const *words, const char *const *over)
{
	size_t end = behind_word(text, at), start = word_start(text, end);
	struct str word = str_slice(text, start, end);
	if (is_listed(word, over)) {
		end = behind_word(text, start);
		word = str_slice(text, word_start(text, end), end);
	}
	return is_listed(word, words);
}

/* --- e-mail --- */

/* A letter of Latin script past ASCII, U+00C0 to U+024F, is two bytes, the first of them this. */
static bool is_latin_lead(unsigned char c)
{
	return c >= 0xc3 && c <= 0xc9;
}

static bool is_continuation(unsigned char c)
{
	return (c & 0xc0) == 0x80;
}

/* Where the local part of the address begins; `at` if there is none. */
static size_t local_start(struct str text, size_t floor, size_t at)
{
	size_t from = at;
	while (from > floor) {
		unsigned char c = (unsigned char)text.p[from - 1];
		bool is_two = from >= floor + 2 && is_continuation(c) &&
		              is_latin_lead((unsigned char)text.p[from - 2]);
		if (!is_two && !pii_is_word(c) &&
		    (c == 0 || strchr(".+-'%&*/!#$?^`{|}~=", c) == NULL))
			break;
		from -= is_two ? 2 : 1;
	}
	/* what a name may have in it but does not begin with */
	while (from < at && !pii_is_word((unsigned char)text.p[from]) &&
	       !is_latin_lead((unsigned char)text.p[from]))
		from++;
	return from;
}

/* Of what stands in front of the name, as in "https://a/?to=name@host", only the name. */
static size_t name_start(struct str text, size_t from, size_t at)
{
	for (size_t i = at; i > from; i--)
		if (strchr("/?&=#|`{}!*^$%~", text.p[i - 1]) != NULL)
			return i;
	return from;
}

static bool is_domain_byte(unsigned char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || c == '-';
}

/* Behind the label at `from`: letters, digits and hyphens within. */
static size_t label_end(struct str text, size_t from)
{
	size_t at = from;
	while (at < text.n) {
		unsigned char c = (unsigned char)text.p[at];
		if (is_domain_byte(c))
			at++;
		else if (is_latin_lead(c) && at + 1 < text.n)
			at += 2;
		else
			break;
	}
	while (at > from && text.p[at - 1] == '-')
		at--;
	return text.p[from] == '-' ? from : at;
}

/* Beginnings of file names: what stands behind the '@' of "icon@2x.png" is no host. */
static const char *const file_types[] = {"png", "jpg", "jpeg", "gif",  "svg", "webp", "bmp",
                                         "ico", "css", "js",   "json", "htm", "html", "php",
                                         "xml", "txt", "pdf",  "tgz",  "exe", "dll",  NULL};

static bool is_top_label(struct str label)
{
	if (str_starts_nocase(label, STR("xn--")))
		return label.n > strlen("xn--");
	for (size_t i = 0; i < label.n; i++)
		if (!ascii_is_alpha((unsigned char)label.p[i]))
			return false;
	return label.n >= 2 && label.n <= TOP_BYTES_MAX && !is_listed(label, file_types);
}

/* Behind the label at `from` if it may be the last; text past ASCII may be glued to it. Or `good`.
 */
static size_t top_end(struct str text, size_t from, size_t to, size_t good)
{
	size_t ascii = from;
	while (ascii < to && (unsigned char)text.p[ascii] < 0x80)
		ascii++;
	return is_top_label(str_slice(text, from, ascii)) ? ascii : good;
}

/* Behind the longest host name at `from` that ends in what may be a top-level domain; or `from`. */
static size_t host_end(struct str text, size_t from)
{
	size_t at = from, good = from, labels = 0;
	while (at < text.n && at - from <= DOMAIN_BYTES_MAX) {
		size_t end = label_end(text, at);
		if (end == at || end - at > LABEL_BYTES_MAX)
			break;
		if (++labels > 1)
			good = top_end(text, at, end, good);
		if (pii_byte(text, end) != '.')
			break;
		at = end + 1;
	}
	return good - from <= DOMAIN_BYTES_MAX ? good : from;
}

bool pii_email(struct str text, size_t floor, size_t at, struct pii_span *span)
{
	size_t from = name_start(text, local_start(text, floor, at), at);
	size_t to = host_end(text, at + 1);
	struct str local = str_slice(text, from, at);
	if (local.n == 0 || local.n > LOCAL_BYTES_MAX || to == at + 1 || pii_byte(text, to) == '_')
		return false;
	/* "git@host:" names a program's account, "//name@host" who logs in to a server */
	if (str_equal(local, STR("git")) ||
	    (from >= 2 && text.p[from - 1] == '/' && text.p[from - 2] == '/'))
		return false;
	*span = (struct pii_span){from, to, PII_EMAIL};
	return true;
}

/* --- IP version 4 --- */

/* Networks that name nobody in public (IANA's registry of special-purpose addresses). */
static const struct {
	uint32_t network;
	unsigned bits;
} special[] = {
        {0x00000000, 8},  /* this network */
        {0x0a000000, 8},  /* private */
        {0x64400000, 10}, /* shared by carriers */
        {0x7f000000, 8},  /* loopback */
        {0xa9fe0000, 16}, /* link-local */
        {0xac100000, 12}, /* private */
        {0xc0000000, 24}, /* protocols */
        {0xc0000200, 24}, /* documentation */
        {0xc0586300, 24}, /* 6to4 relays */
        {0xc0a80000, 16}, /* private */
        {0xc6120000, 15}, /* benchmarks */
        {0xc6336400, 24}, /* documentation */
        {0xcb007100, 24}, /* documentation */
        {0xe0000000, 4},  /* multicast */
        {0xf0000000, 4},  /* reserved, broadcast */
};

static bool is_public(uint32_t address)
{
	for (size_t i = 0; i < sizeof(special) / sizeof(*special); i++)
		if ((address ^ special[i].network) >> (32 - special[i].bits) == 0)
			return false;
	return true;
}

/* What a number of four parts is, where it is no address. */
static const char *const version_words[] = {
        "v",         "ver",     "vers",     "version",        "versions",
        "release",   "rev",     "revision", "build",          "firmware",
        "driver",    "kernel",  "patch",    "update",         "section",
        "sections",  "sec",     "chapter",  "clause",         "article",
        "appendix",  "figure",  "fig",      "table",          "rule",
        "paragraph", "annex",   "versione", "versi\xc3\xb3n", "vers\xc3\xa3o",
        "abschnitt", "kapitel", "oid",      "\xc2\xa7",       "\xc2\xa7\xc2\xa7",
        NULL};

/* "Name/1.2.3.4", but not "http://1.2.3.4". */
static bool follows_product(struct str text, size_t at)
{
	return at >= 2 && text.p[at - 1] == '/' && ascii_is_alpha((unsigned char)text.p[at - 2]);
}

/* "1.2.1.9. Title", at the beginning of a line. */
static bool is_heading(struct str text, size_t at, size_t end)
{
	enum { HEADING_BYTES = 7 };
	unsigned char before = pii_before(text, at);
	return end - at == HEADING_BYTES && (before == 0 || before == '\n' || before == '\t') &&
	       text.n - end > 1 && strchr(".-)", text.p[end]) != NULL && text.p[end + 1] == ' ';
}

static bool read_octet(struct str text, size_t *at, uint32_t *octet)
{
	size_t from = *at;
	*octet = 0;
	while (*at < text.n && *at - from < 4 && ascii_is_digit((unsigned char)text.p[*at]))
		*octet = *octet * 10 + (uint32_t)(text.p[(*at)++] - '0');
	size_t digits = *at - from;
	return digits >= 1 && digits <= 3 && *octet <= 255 && (digits == 1 || text.p[from] != '0');
}

bool pii_ip4(struct str text, size_t at, struct pii_span *span, size_t *behind, bool *is_version)
{
	enum { PARTS = 4 };
	size_t end = at;
	uint32_t address = 0, octet;
	unsigned char before = pii_before(text, at);
	for (int i = 0; i < PARTS; i++) {
		if (i > 0 && pii_byte(text, end++) != '.')
			return false;
		if (!read_octet(text, &end, &octet))
			return false;
		address = address << 8 | octet;
	}
	unsigned char after = pii_byte(text, end);
	if (pii_is_word(after) || (after == '.' && ascii_is_digit(pii_byte(text, end + 1))) ||
	    before == '.' || before == '-')
		return false;
	*behind = end;
	*is_version = pii_is_word(before) || follows_product(text, at) ||
	              is_heading(text, at, end) || pii_follows_word(text, at, version_words, NULL);
	*span = (struct pii_span){at, end, PII_IP};
	return !*is_version && is_public(address);
}

/* --- IP version 6 --- */

static bool is_hex(unsigned char c)
{
	return ascii_is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* RFC 4291, 2.2: groups of up to four hex digits, one run of zeros as "::". */
static size_t read_ip6(struct str text, size_t at, uint16_t groups[GROUPS])
{
	size_t count = 0, gap = GROUPS, end = at;
	uint16_t read[GROUPS] = {0};
	while (count < GROUPS) {
		size_t digits = 0;
		uint32_t group = 0;
		for (; digits < 4 && is_hex(pii_byte(text, at)); digits++) {
			unsigned char c = pii_byte(text, at++) | 0x20;
			group = group << 4 |
			        (ascii_is_digit(c) ? (uint32_t)(c - '0') : c - 'a' + 10u);
		}
		if (digits == 0)
			break;
		read[count++] = (uint16_t)group;
		end = at;
		if (pii_byte(text, at) != ':')
			break;
		at++;
		if (pii_byte(text, at) == ':' && gap == GROUPS) {
			gap = count;
			end = ++at;
		}
	}
	if (gap == GROUPS ? count < GROUPS : count == GROUPS)
		return 0;
	for (size_t i = 0; i < GROUPS; i++)
		groups[i] = i < gap                      ? read[i]
		            : i < GROUPS - (count - gap) ? 0
		                                         : read[i - (GROUPS - count)];
	return end;
}

bool pii_ip6(struct str text, size_t at, struct pii_span *span)
{
	uint16_t groups[GROUPS];
	unsigned char first = (unsigned char)text.p[at], before = pii_before(text, at);
	/* all of 2000::/3, the only one in public use */
	if ((first != '2' && first != '3') || text.n - at < 5 || text.p[at + 4] != ':' ||
	    pii_is_word(before) || before == ':' || before == '.')
		return false;
	size_t end = read_ip6(text, at, groups);
	if (end == 0 || pii_is_word(pii_byte(text, end)) ||
	    (pii_byte(text, end) == ':' && is_hex(pii_byte(text, end + 1))))
		return false;
	bool is_special = (groups[0] == 0x2001 && groups[1] < 0x200) ||  /* protocols */
	                  (groups[0] == 0x2001 && groups[1] == 0xdb8) || /* documentation */
	                  (groups[0] == 0x3fff && groups[1] < 0x1000);   /* likewise */
	*span = (struct pii_span){at, end, PII_IP};
	return !is_special;
}

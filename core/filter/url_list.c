/*
 * All entries are keys of one table: hashes of the text, each kind with a salt of its own, so that
 * a URL is asked for by hashing those parts of it that could be an entry: its host and what the
 * host is below; the URL up to each place where a prefix may end; its words; and every run of its
 * letters that begins and is as long as some part of a word does and is.
 *
 * Words as in RefinedWeb (G. Penedo et al., "The RefinedWeb Dataset for Falcon LLM", 2023, G.1):
 * one that is enough, or two of those that may be harmless alone; the lists are the user's.
 */
#include "core/filter/url_list.h"

#include <stdlib.h>

#include "core/base/bug.h"
#include "core/base/hash.h"
#include "core/base/key_table.h"
#include "core/base/str_writer.h"
#include "core/text/domain.h"
#include "core/text/url.h"

/* Which kind of entry a key is of. */
#define SALT_DOMAIN 0u
#define SALT_URL 0x9e3779b97f4a7c15u
#define SALT_WORD 0x6a09e667f3bcc909u
#define SALT_PART 0xbb67ae8584caa73bu

enum { FIRST_BYTES = URL_LIST_PART_BYTES_MIN, FIRSTS = 1 << 16, FIRSTS_A_WORD = 64 };

struct source {
	struct str name;
	enum url_list_use use;
};

struct url_list {
	struct arena arena; /* of the names, and for a line */
	struct arena scratch;
	struct source *sources;
	uint32_t source_count;
	struct key_table *entries; /* to the number of the source */
	size_t urls, words;        /* how many there are of each kind */
	uint64_t part_lengths;     /* a bit for each that a part of a word has */
	uint64_t part_firsts[FIRSTS /
	                     FIRSTS_A_WORD]; /* and for each that their beginnings hash to */
};

struct url_list *url_list_new(void)
{
	struct url_list *list = memory_resize(NULL, sizeof(*list));
	*list = (struct url_list){.entries = key_table_new(URL_LIST_ENTRIES_MAX)};
	list->sources = memory_resize(NULL, URL_LIST_SOURCES_MAX * sizeof(*list->sources));
	arena_init(&list->arena);
	arena_init(&list->scratch);
	return list;
}

void url_list_free(struct url_list *list)
{
	if (list == NULL)
		return;
	key_table_free(list->entries);
	arena_free(&list->arena);
	arena_free(&list->scratch);
	free(list->sources);
	free(list);
}

size_t url_list_entries(const struct url_list *list)
{
	return key_table_entries(list->entries);
}

size_t url_list_bytes(const struct url_list *list)
{
	return key_table_bytes(list->entries) + list->arena.reserved_bytes;
}

/* --- what lists and URLs are made alike by --- */

static bool is_word_byte(unsigned char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || c >= 0x80;
}

static void put_lower(struct str_writer *to, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		to->p[to->n++] = ascii_lower(s.p[i]);
}

static struct str without_last_dots(struct str host)
{
	while (host.n && host.p[host.n - 1] == '.')
		host.n--;
	return host;
}

static struct str lower(struct str s, struct arena *arena)
{
	struct str_writer to = {arena_bytes(arena, s.n), 0};
	put_lower(&to, s);
	return (struct str){to.p, to.n};
}

/*
 * Host, port if it is not the scheme's own, path and query; without "www.", user and fragment.
 * `*host_bytes` is where the path begins. Empty if it is no http or https URL.
 */
static struct str canonical(struct str text, struct arena *arena, size_t *host_bytes)
{
	struct str resolved = url_resolve(text, STR(""), arena);
	if (resolved.n == 0)
		return resolved;
	struct url url = url_split(resolved);
	struct str rest =
	        str_slice(resolved, (size_t)(url.host.p + url.host.n - resolved.p), resolved.n);
	if (rest.n && rest.p[0] == ']')
		rest = str_slice(rest, 1, rest.n);
	struct str port = str_slice(rest, 0, str_until(rest, "/?", 0));
	bool is_https = str_equal(url.scheme, STR("https"));
	struct str host = without_last_dots(url.host);
	if (str_starts(host, STR("www.")) && str_find_byte(host, '.', 4) != STR_NONE)
		host = str_slice(host, 4, host.n);
	struct str_writer to = {arena_bytes(arena, resolved.n), 0};
	str_writer_put(&to, host);
	if (port.n > 1 && !str_equal(port, is_https ? STR(":443") : STR(":80")))
		str_writer_put(&to, port);
	*host_bytes = to.n;
	str_writer_put(&to, str_slice(rest, port.n, rest.n));
	return (struct str){to.p, to.n};
}

/* --- reading a list --- */

bool url_list_begin(struct url_list *list, struct str name, enum url_list_use use)
{
	if (list->source_count == URL_LIST_SOURCES_MAX)
		return false;
	list->sources[list->source_count++] = (struct source){arena_copy(&list->arena, name), use};
	return true;
}

/* What allows takes the place of what blocks; else the first list that has an entry names it. */
static enum url_list_line add_key(struct url_list *list, uint64_t key)
{
	uint32_t source = list->source_count - 1;
	uint32_t *held = key_table_add(list->entries, key, source);
	if (held == NULL)
		return URL_LIST_FULL;
	if (list->sources[source].use == URL_LIST_ALLOW)
		*held = source;
	return URL_LIST_ENTRY;
}

static bool is_domain(struct str s)
{
	size_t label = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c == '.' && label == 0)
			return false;
		if (c != '.' && !is_word_byte(c) && c != '-' && c != '_')
			return false;
		label = c == '.' ? 0 : label + 1;
	}
	return s.n > 0 && s.n <= DOMAIN_BYTES_MAX;
}

/* "bad.example", ".bad.example", "*.bad.example", ".tld"; a bare word is not meant as a domain. */
static enum url_list_line add_domain(struct url_list *list, struct str s)
{
	bool is_wild = str_starts(s, STR("*.")) || str_starts(s, STR("."));
	if (is_wild)
		s = str_slice(s, s.p[0] == '*' ? 2 : 1, s.n);
	s = without_last_dots(s);
	if (!is_domain(s) || (!is_wild && str_find_byte(s, '.', 0) == STR_NONE))
		return URL_LIST_JUNK;
	return add_key(list, hash64(lower(s, &list->scratch)) ^ SALT_DOMAIN);
}

static enum url_list_line add_url(struct url_list *list, struct str s)
{
	size_t host_bytes = 0;
	if (str_find(s, STR("://"), 0) == STR_NONE) {
		struct str_writer to = {arena_bytes(&list->scratch, strlen("http://") + s.n), 0};
		str_writer_put(&to, STR("http://"));
		str_writer_put(&to, s);
		s = (struct str){to.p, to.n};
	}
	s = canonical(s, &list->scratch, &host_bytes);
	if (s.n == 0)
		return URL_LIST_JUNK;
	if (s.p[s.n - 1] == '/')
		s.n--;
	list->urls++;
	return add_key(list, hash64(s) ^ SALT_URL);
}

/* The address that a line of a hosts file begins with. */
static bool is_address(struct str s)
{
	size_t dots = 0, colons = 0;
	for (size_t i = 0; i < s.n && s.p[i] != '%'; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (!ascii_is_digit(c) && c != '.' && c != ':' &&
		    !(ascii_lower((char)c) >= 'a' && ascii_lower((char)c) <= 'f'))
			return false;
		dots += c == '.';
		colons += c == ':';
	}
	return colons >= 2 || dots == 3;
}

static bool next_field(struct str *rest, struct str *field)
{
	*rest = str_trim(*rest);
	*field = str_slice(*rest, 0, str_until(*rest, " \t", 0));
	*rest = str_slice(*rest, field->n, rest->n);
	return field->n > 0;
}

/* The names behind an address. A hosts file also has the machine's own names, of one label. */
static enum url_list_line add_hosts(struct url_list *list, struct str rest)
{
	enum url_list_line line = URL_LIST_NOTHING;
	struct str name;
	while (next_field(&rest, &name)) {
		bool is_own = str_find_byte(name, '.', 0) == STR_NONE || is_address(name) ||
		              str_ends(name, STR(".localdomain"));
		enum url_list_line added = is_own ? URL_LIST_NOTHING : add_domain(list, name);
		if (added != URL_LIST_NOTHING)
			line = added;
	}
	return line;
}

static enum url_list_line add_place(struct url_list *list, struct str line)
{
	struct str field, rest = line;
	(void)next_field(&rest, &field);
	if (rest.n > 0)
		return is_address(field) ? add_hosts(list, rest) : URL_LIST_JUNK;
	if (str_starts(field, STR("||")) && str_ends(field, STR("^"))) /* as ad blockers have it */
		return add_domain(list, str_slice(field, 2, field.n - 1));
	bool is_url = str_until(field, "/?", 0) < field.n;
	size_t colon = str_find_byte(field, ':', 0);
	return is_url || colon != STR_NONE ? add_url(list, field) : add_domain(list, field);
}

static uint32_t first_of(const char *p)
{
	uint32_t bytes = (uint32_t)(unsigned char)p[0] | (uint32_t)(unsigned char)p[1] << 8 |
	                 (uint32_t)(unsigned char)p[2] << 16;
	return bytes * 0x9e3779b1u >> 16;
}

static enum url_list_line add_word(struct url_list *list, struct str line)
{
	bool is_part = line.n > 2 && line.p[0] == '*' && line.p[line.n - 1] == '*';
	struct str word = lower(is_part ? str_slice(line, 1, line.n - 1) : line, &list->scratch);
	for (size_t i = 0; i < word.n; i++)
		if (!is_word_byte((unsigned char)word.p[i]))
			return URL_LIST_JUNK;
	if (word.n > URL_LIST_WORD_BYTES_MAX || (is_part && word.n < URL_LIST_PART_BYTES_MIN))
		return URL_LIST_JUNK;
	list->words++;
	if (!is_part)
		return add_key(list, hash64(word) ^ SALT_WORD);
	uint32_t first = first_of(word.p);
	list->part_lengths |= 1ull << word.n;
	list->part_firsts[first / FIRSTS_A_WORD] |= 1ull << first % FIRSTS_A_WORD;
	return add_key(list, hash64(word) ^ SALT_PART);
}

/* Without a comment, which begins the line or stands behind white space. */
static struct str without_comment(struct str line)
{
	static const struct str marks[] = {STR_INIT("#"), STR_INIT("!"), STR_INIT(";"),
	                                   STR_INIT("//"), STR_INIT("[Adblock")};
	line = str_trim(line);
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_starts(line, marks[i]))
			return STR("");
	for (size_t i = 1; i < line.n; i++)
		if (line.p[i] == '#' && ascii_is_space((unsigned char)line.p[i - 1]))
			return str_trim(str_slice(line, 0, i));
	return line;
}

enum url_list_line url_list_add(struct url_list *list, struct str line)
{
	static const struct str mark = STR_INIT("\xef\xbb\xbf"); /* a byte order mark */
	BUG_UNLESS(list->source_count > 0);
	if (str_starts(line, mark))
		line = str_slice(line, mark.n, line.n);
	if (line.n > URL_LIST_LINE_BYTES_MAX)
		return URL_LIST_JUNK;
	line = without_comment(line);
	if (line.n == 0)
		return URL_LIST_NOTHING;
	arena_reset(&list->scratch);
	enum url_list_use use = list->sources[list->source_count - 1].use;
	return use == URL_LIST_WORDS || use == URL_LIST_SOFT_WORDS ? add_word(list, line)
	                                                           : add_place(list, line);
}

/* --- asking --- */

/* What was found in a URL so far. */
struct finding {
	const struct url_list *list;
	bool allowed;
	uint32_t source; /* of what blocks; KEY_TABLE_NONE: nothing yet */
	struct str entries[URL_LIST_SOFT_WORDS_BLOCK]; /* what blocks */
	size_t entry_count;
	uint32_t soft_source; /* of the first soft word */
	struct str soft[URL_LIST_SOFT_WORDS_BLOCK];
	size_t soft_count;
};

static void set_blocked(struct finding *finding, uint32_t source, const struct str *entries,
                        size_t count)
{
	if (finding->source != KEY_TABLE_NONE)
		return;
	finding->source = source;
	memcpy(finding->entries, entries, count * sizeof(*entries));
	finding->entry_count = count;
}

static void add_soft(struct finding *finding, uint32_t source, struct str word)
{
	for (size_t i = 0; i < finding->soft_count; i++)
		if (str_equal(finding->soft[i], word))
			return;
	if (finding->soft_count == 0)
		finding->soft_source = source;
	if (finding->soft_count < URL_LIST_SOFT_WORDS_BLOCK)
		finding->soft[finding->soft_count++] = word;
	if (finding->soft_count == URL_LIST_SOFT_WORDS_BLOCK)
		set_blocked(finding, finding->soft_source, finding->soft, finding->soft_count);
}

static void look_up(struct finding *finding, struct str s, uint64_t salt)
{
	uint32_t source = key_table_find(finding->list->entries, hash64(s) ^ salt);
	if (source == KEY_TABLE_NONE)
		return;
	switch (finding->list->sources[source].use) {
	case URL_LIST_ALLOW:
		finding->allowed = true;
		return;
	case URL_LIST_SOFT_WORDS:
		add_soft(finding, source, s);
		return;
	case URL_LIST_BLOCK:
	case URL_LIST_WORDS:
		set_blocked(finding, source, &s, 1);
	}
}

/* The host, and all that it is below. */
static void look_up_domains(struct finding *finding, struct str host)
{
	for (size_t at = 0; at < host.n; at++)
		if (at == 0 || host.p[at - 1] == '.')
			look_up(finding, str_slice(host, at, host.n), SALT_DOMAIN);
}

/* Up to the end of the host, each '/', '?' and '&' behind it, and the end. */
static void look_up_prefixes(struct finding *finding, struct str url, size_t host_bytes)
{
	size_t at = host_bytes;
	for (size_t n = 0; at < url.n && n < URL_LIST_PREFIXES_MAX; n++) {
		look_up(finding, str_slice(url, 0, at), SALT_URL);
		at = str_until(url, "/?&", at + 1);
	}
	if (url.n && url.p[url.n - 1] != '/')
		look_up(finding, url, SALT_URL);
}

static int hex_value(char c)
{
	if (ascii_is_digit((unsigned char)c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Behind the scheme, lower case, percent-escapes undone. */
static struct str readable(struct str url, struct arena *arena)
{
	size_t scheme = str_find(url, STR("://"), 0);
	if (scheme != STR_NONE)
		url = str_slice(url, scheme + strlen("://"), url.n);
	if (url.n > URL_BYTES_MAX)
		url.n = URL_BYTES_MAX;
	struct str_writer to = {arena_bytes(arena, url.n), 0};
	for (size_t i = 0; i < url.n; i++) {
		bool escaped = url.p[i] == '%' && url.n - i > 2 && hex_value(url.p[i + 1]) >= 0 &&
		               hex_value(url.p[i + 2]) >= 0;
		char byte = url.p[i];
		if (escaped) {
			byte = (char)(hex_value(url.p[i + 1]) << 4 | hex_value(url.p[i + 2]));
			i += 2;
		}
		to.p[to.n++] = ascii_lower(byte);
	}
	return (struct str){to.p, to.n};
}

static void look_up_words(struct finding *finding, struct str url)
{
	for (size_t at = 0; at < url.n; at++) {
		size_t from = at;
		while (at < url.n && is_word_byte((unsigned char)url.p[at]))
			at++;
		if (at > from && at - from <= URL_LIST_WORD_BYTES_MAX)
			look_up(finding, str_slice(url, from, at), SALT_WORD);
	}
}

/* In the letters and digits alone, so that "b-a-d" is found as well. */
static void look_up_parts(struct finding *finding, struct str url, struct arena *arena)
{
	const struct url_list *list = finding->list;
	struct str_writer to = {arena_bytes(arena, url.n), 0};
	for (size_t i = 0; i < url.n; i++)
		if (is_word_byte((unsigned char)url.p[i]))
			to.p[to.n++] = url.p[i];
	for (size_t at = 0; at + FIRST_BYTES <= to.n; at++) {
		uint32_t first = first_of(to.p + at);
		if (!(list->part_firsts[first / FIRSTS_A_WORD] >> first % FIRSTS_A_WORD & 1))
			continue;
		for (uint64_t left = list->part_lengths; left; left &= left - 1) {
			size_t n = (size_t)__builtin_ctzll(left);
			if (at + n <= to.n)
				look_up(finding, (struct str){to.p + at, n}, SALT_PART);
		}
	}
}

static struct str describe(const struct finding *finding, struct arena *arena)
{
	struct str name = finding->list->sources[finding->source].name;
	size_t room = name.n;
	for (size_t i = 0; i < finding->entry_count; i++)
		room += strlen(", ") + finding->entries[i].n;
	struct str_writer to = {arena_bytes(arena, room), 0};
	str_writer_put(&to, name);
	for (size_t i = 0; i < finding->entry_count; i++) {
		str_writer_put(&to, i == 0 ? STR(": ") : STR(", "));
		str_writer_put(&to, finding->entries[i]);
	}
	return (struct str){to.p, to.n};
}

bool url_list_blocks(const struct url_list *list, struct str url, struct arena *arena,
                     struct str *detail)
{
	struct finding finding = {.list = list, .source = KEY_TABLE_NONE};
	struct str host = without_last_dots(url_split(url).host);
	if (host.n == 0)
		return false;
	look_up_domains(&finding, lower(host, arena));
	if (list->urls > 0) {
		size_t host_bytes = 0;
		struct str whole = canonical(url, arena, &host_bytes);
		look_up_prefixes(&finding, whole, host_bytes);
	}
	if (list->words > 0) {
		struct str text = readable(url, arena);
		look_up_words(&finding, text);
		if (list->part_lengths)
			look_up_parts(&finding, text, arena);
	}
	if (finding.allowed || finding.source == KEY_TABLE_NONE)
		return false;
	*detail = describe(&finding, arena);
	return true;
}

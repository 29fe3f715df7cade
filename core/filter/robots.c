#include "core/filter/robots.h"

#include "core/base/str_writer.h"

static const struct {
	struct str name;
	unsigned directive;
} directives[] = {
        {STR_INIT("noindex"), ROBOTS_NOINDEX},
        {STR_INIT("none"), ROBOTS_NONE},
        {STR_INIT("noai"), ROBOTS_NOAI},
        {STR_INIT("noimageai"), ROBOTS_NOIMAGEAI},
};

/* What a page says to one of them it would say to whoever reads for the same end. */
static const struct str agents[] = {
        STR_INIT("robots"),
        STR_INIT("googlebot"),
        STR_INIT("googlebot-news"),
        STR_INIT("google-extended"),
        STR_INIT("bingbot"),
        STR_INIT("msnbot"),
        STR_INIT("slurp"),
        STR_INIT("duckduckbot"),
        STR_INIT("yandex"),
        STR_INIT("yandexbot"),
        STR_INIT("baiduspider"),
        STR_INIT("petalbot"),
        STR_INIT("applebot"),
        STR_INIT("applebot-extended"),
        STR_INIT("ccbot"),
        STR_INIT("ia_archiver"),
        STR_INIT("gptbot"),
        STR_INIT("chatgpt-user"),
        STR_INIT("oai-searchbot"),
        STR_INIT("claudebot"),
        STR_INIT("claude-web"),
        STR_INIT("anthropic-ai"),
        STR_INIT("perplexitybot"),
        STR_INIT("bytespider"),
        STR_INIT("amazonbot"),
        STR_INIT("facebookbot"),
        STR_INIT("meta-externalagent"),
        STR_INIT("cohere-ai"),
        STR_INIT("diffbot"),
        STR_INIT("ai2bot"),
};

/* Names in front of a colon that are directives with a value, and no agents. */
static const struct str valued[] = {STR_INIT("unavailable_after"), STR_INIT("max-snippet"),
                                    STR_INIT("max-image-preview"), STR_INIT("max-video-preview")};

static bool is_listed(struct str name, const struct str *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal_nocase(name, list[i]))
			return true;
	return false;
}

bool robots_is_agent(struct str name)
{
	return is_listed(str_trim(name), agents, sizeof(agents) / sizeof(*agents));
}

static unsigned directive_of(struct str word)
{
	for (size_t i = 0; i < sizeof(directives) / sizeof(*directives); i++)
		if (str_equal_nocase(word, directives[i].name))
			return directives[i].directive;
	return 0;
}

/* Of words that commas or blanks separate. */
static unsigned directives_of(struct str words)
{
	unsigned found = 0;
	while (words.n > 0) {
		size_t end = str_until(words, ", \t\r\n;", 0);
		found |= directive_of(str_slice(words, 0, end));
		words = str_slice(words, end < words.n ? end + 1 : end, words.n);
	}
	return found;
}

unsigned robots_of_header(struct str value)
{
	unsigned found = 0;
	bool is_meant = true;
	struct str piece;
	while (str_next(&value, ',', &piece)) {
		size_t colon = str_find_byte(piece, ':', 0);
		struct str name = str_trim(str_slice(piece, 0, colon == STR_NONE ? 0 : colon));
		bool has_agent =
		        name.n > 0 && !is_listed(name, valued, sizeof(valued) / sizeof(*valued));
		if (has_agent) {
			is_meant = robots_is_agent(name);
			piece = str_slice(piece, colon + 1, piece.n);
		}
		if (is_meant)
			found |= directives_of(piece);
	}
	return found;
}

unsigned robots_of_meta(struct str name, struct str content)
{
	return robots_is_agent(name) ? directives_of(content) : 0;
}

struct str robots_text(unsigned found, struct arena *arena)
{
	enum { TEXT_BYTES_MAX = 64 };
	struct str_writer to = {arena_bytes(arena, TEXT_BYTES_MAX), 0};
	for (size_t i = 0; i < sizeof(directives) / sizeof(*directives); i++) {
		if (!(found & directives[i].directive))
			continue;
		if (to.n > 0)
			str_writer_put(&to, STR(" "));
		str_writer_put(&to, directives[i].name);
	}
	arena_shrink(arena, to.p, TEXT_BYTES_MAX, to.n);
	return (struct str){to.p, to.n};
}

/* Element names and their numbers; the table of names is tag_list.def. */
#include "core/html/tag.h"

#include "core/html/tag_hash.h"

const struct str tag_names[HTML_TAG_COUNT] = {
        [HTML_TAG_UNKNOWN] = STR_INIT(""),
#define TAG(identifier, name, groups) [HTML_TAG_##identifier] = STR_INIT(name),
#include "core/html/tag_list.def"
#undef TAG
};

struct str html_tag_name(enum html_tag tag)
{
	return tag_names[tag];
}

enum html_tag html_tag_find(struct str name)
{
	uint64_t key = 0;
	for (size_t i = 0; i < name.n && i < TAG_KEY_BYTES; i++)
		key |= (uint64_t)(unsigned char)name.p[i] << (8 * i);
	return key ? tag_find_key(key, name.n, name.p) : HTML_TAG_UNKNOWN;
}

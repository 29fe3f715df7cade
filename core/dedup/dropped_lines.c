#include "core/dedup/dropped_lines.h"

#include <stdlib.h>

#include "core/base/bug.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/base/map.h"
#include "core/text/utf8.h"

struct site {
	size_t name_at, name_bytes; /* in `names` */
	uint64_t dropped;           /* lines of its documents */
	uint32_t lines;             /* different ones that are remembered */
	uint32_t number;
};

struct dropped_line {
	size_t text_at, text_bytes; /* in `names` */
	uint64_t dropped;
	uint32_t site, number;
};

/* Numbers are those of the first drop, in input order. */
struct dropped_lines {
	struct map *site_numbers, *line_numbers;
	struct site *sites;
	struct dropped_line *lines;
	uint32_t site_count, line_count;
	struct buf names;
	struct dropped_totals totals;
};

struct dropped_lines *dropped_lines_new(void)
{
	struct dropped_lines *dropped = memory_resize(NULL, sizeof(*dropped));
	*dropped = (struct dropped_lines){.site_numbers = map_new(DROPPED_SITES_MAX),
	                                  .line_numbers = map_new(DROPPED_LINES_MAX)};
	buf_init(&dropped->names, SIZE_MAX / 2); /* bounded by what is counted */
	return dropped;
}

void dropped_lines_free(struct dropped_lines *dropped)
{
	if (dropped == NULL)
		return;
	map_free(dropped->site_numbers);
	map_free(dropped->line_numbers);
	free(dropped->sites);
	free(dropped->lines);
	buf_free(&dropped->names);
	free(dropped);
}

/* Room for one more in a list that doubles when it is full: at each power of two. */
static void *with_room(void *list, size_t count, size_t size)
{
	if (count & (count - 1))
		return list;
	return memory_resize(list, (count ? 2 * count : 1) * size);
}

/* What JSON can have of it: a host may be any bytes. */
struct str dropped_lines_text(struct str text)
{
	text = str_trim(text);
	if (text.n > DROPPED_TEXT_BYTES_MAX)
		text.n = DROPPED_TEXT_BYTES_MAX;
	text.n = utf8_valid_prefix(text);
	return str_trim(text);
}

static struct site *site_named(struct dropped_lines *dropped, struct str name)
{
	struct hash128 number = {0, dropped->site_count}, held;
	enum map_result result = map_add(dropped->site_numbers, hash128(name), number, &held);
	if (result == MAP_FULL)
		return NULL;
	if (result == MAP_BEFORE)
		return &dropped->sites[held.low];
	dropped->sites = with_room(dropped->sites, dropped->site_count, sizeof(*dropped->sites));
	struct site *site = &dropped->sites[dropped->site_count];
	name = dropped_lines_text(name);
	*site = (struct site){dropped->names.n, name.n, 0, 0, dropped->site_count++};
	buf_append(&dropped->names, name);
	return site;
}

/* NULL if no more lines are remembered. */
static struct dropped_line *line_of(struct dropped_lines *dropped, struct site *site, uint64_t key,
                                    struct str text)
{
	const struct hash128 name = {site->number, key};
	struct hash128 number = {0, dropped->line_count}, held;
	if (map_find(dropped->line_numbers, name, &held))
		return &dropped->lines[held.low];
	if (site->lines == DROPPED_SITE_LINES_MAX ||
	    map_add(dropped->line_numbers, name, number, &held) == MAP_FULL)
		return NULL;
	dropped->lines = with_room(dropped->lines, dropped->line_count, sizeof(*dropped->lines));
	struct dropped_line *line = &dropped->lines[dropped->line_count];
	text = dropped_lines_text(text);
	*line = (struct dropped_line){dropped->names.n, text.n, 0, site->number,
	                              dropped->line_count++};
	buf_append(&dropped->names, text);
	site->lines++;
	return line;
}

void dropped_lines_add(struct dropped_lines *dropped, struct str name, struct str text,
                       const struct site_lines *lines)
{
	if (lines->count == 0)
		return;
	struct site *site = site_named(dropped, name);
	dropped->totals.documents++;
	dropped->totals.lines += lines->count;
	if (site)
		site->dropped += lines->count;
	for (uint32_t i = 0; i < lines->count; i++) {
		const struct site_line *at = &lines->list[i];
		struct dropped_line *line = NULL;
		if (site)
			line = line_of(dropped, site, at->key, str_slice(text, at->from, at->to));
		if (line)
			line->dropped++;
		else
			dropped->totals.unlisted++;
	}
}

struct dropped_totals dropped_lines_totals(const struct dropped_lines *dropped)
{
	return dropped->totals;
}

/* --- the list --- */

static int by_count(uint64_t a, uint64_t b, uint32_t number_a, uint32_t number_b)
{
	if (a != b)
		return a > b ? -1 : 1;
	return number_a < number_b ? -1 : number_a > number_b;
}

static int compare_sites(const void *a, const void *b)
{
	const struct site *x = a, *y = b;
	return by_count(x->dropped, y->dropped, x->number, y->number);
}

/* Those of one site together. */
static int compare_lines(const void *a, const void *b)
{
	const struct dropped_line *x = a, *y = b;
	if (x->site != y->site)
		return x->site < y->site ? -1 : 1;
	return by_count(x->dropped, y->dropped, x->number, y->number);
}

static void *sorted(const void *list, size_t count, size_t size,
                    int (*compare)(const void *, const void *))
{
	void *copy = memory_resize(NULL, (count + 1) * size);
	if (count > 0)
		memcpy(copy, list, count * size);
	qsort(copy, count, size, compare);
	return copy;
}

static void write_count(const struct dropped_lines *dropped, size_t at, size_t bytes,
                        const char *name, uint64_t count, struct buf *out)
{
	json_open(out, '{');
	json_member_string(out, name, str_slice(buf_str(&dropped->names), at, at + bytes));
	json_member_number(out, "dropped", count);
}

/* `lines` are those of the site, most frequent first. */
static void write_site(const struct dropped_lines *dropped, const struct site *site,
                       const struct dropped_line *lines, struct buf *out)
{
	write_count(dropped, site->name_at, site->name_bytes, "site", site->dropped, out);
	json_name(out, "lines");
	json_open(out, '[');
	for (uint32_t i = 0; i < site->lines && i < DROPPED_LINES_LISTED; i++) {
		write_count(dropped, lines[i].text_at, lines[i].text_bytes, "text",
		            lines[i].dropped, out);
		json_close(out, '}');
	}
	json_close(out, ']');
	json_close(out, '}');
}

void dropped_lines_write_json(const struct dropped_lines *dropped, struct buf *out)
{
	struct site *sites =
	        sorted(dropped->sites, dropped->site_count, sizeof(*sites), compare_sites);
	struct dropped_line *lines =
	        sorted(dropped->lines, dropped->line_count, sizeof(*lines), compare_lines);
	size_t *first = memory_resize(NULL, (dropped->site_count + (size_t)1) * sizeof(*first));
	for (size_t i = dropped->line_count; i-- > 0;)
		first[lines[i].site] = i;
	json_open(out, '[');
	for (uint32_t i = 0; i < dropped->site_count && i < DROPPED_SITES_LISTED; i++)
		write_site(dropped, &sites[i],
		           lines + (sites[i].lines > 0 ? first[sites[i].number] : 0), out);
	json_close(out, ']');
	free(sites);
	free(lines);
	free(first);
}

/*
 * A record is the number of lines, their keys, the number of bytes of the site and the site, and
 * for each line that was dropped as much of it as dropped_lines remembers, and its number of bytes.
 */
#include "cmd/lines_record.h"

#include <stdlib.h>

#include "cmd/journal_kinds.h"
#include "core/base/bug.h"
#include "io/journal.h"

static void put(struct buf *journal, const void *p, size_t n)
{
	buf_append(journal, (struct str){p, n});
}

static void put_text(struct buf *journal, struct str text)
{
	uint64_t n = text.n;
	put(journal, &n, sizeof(n));
	buf_append(journal, text);
}

size_t lines_record_begin(struct buf *journal, const struct site_lines *lines)
{
	uint64_t count = lines->count;
	size_t begun = journal_begin(journal, JOURNAL_LINES);
	put(journal, &count, sizeof(count));
	for (uint32_t i = 0; i < lines->count; i++)
		put(journal, &lines->list[i].key, sizeof(lines->list[i].key));
	return begun;
}

void lines_record_end(struct buf *journal, size_t begun, struct str site, struct str text,
                      const struct site_lines *dropped)
{
	put_text(journal, site);
	for (uint32_t i = 0; i < dropped->count; i++) {
		const struct site_line *line = &dropped->list[i];
		put_text(journal, dropped_lines_text(str_slice(text, line->from, line->to)));
	}
	journal_end(journal, begun);
}

static uint64_t take_number(struct str *rest)
{
	uint64_t number;
	BUG_UNLESS(rest->n >= sizeof(number));
	memcpy(&number, rest->p, sizeof(number));
	*rest = str_slice(*rest, sizeof(number), rest->n);
	return number;
}

static struct str take_text(struct str *rest)
{
	uint64_t n = take_number(rest);
	BUG_UNLESS(n <= rest->n);
	struct str text = str_slice(*rest, 0, (size_t)n);
	*rest = str_slice(*rest, (size_t)n, rest->n);
	return text;
}

void lines_record_replay(struct str record, struct line_counts *counts,
                         struct dropped_lines *dropped)
{
	struct site_lines lines = {.count = (uint32_t)take_number(&record)};
	lines.list = memory_resize(NULL, (lines.count + (size_t)1) * sizeof(*lines.list));
	for (uint32_t i = 0; i < lines.count; i++)
		lines.list[i] = (struct site_line){take_number(&record), 0, 0};
	line_counts_add(counts, &lines);
	struct str site = take_text(&record), text = record;
	for (uint32_t i = 0; i < lines.count; i++) {
		struct str line = take_text(&record);
		lines.list[i].from = (uint32_t)(line.p - text.p);
		lines.list[i].to = lines.list[i].from + (uint32_t)line.n;
	}
	BUG_UNLESS(record.n == 0);
	dropped_lines_add(dropped, site, text, &lines);
	free(lines.list);
}

#include "core/dedup/line_counts.h"

#include "core/base/hash.h"
#include "core/dedup/dropped_lines.h"
#include "tests/test.h"

enum { LINES_MAX = 2 * SITE_LINES_PER_TEXT_MAX };

/* A document of `count` lines with keys from `first` on; returns how many of them are dropped. */
static uint32_t add(struct line_counts *counts, uint64_t first, uint32_t count)
{
	static struct site_line list[SITE_LINES_PER_TEXT_MAX];
	for (uint32_t i = 0; i < count; i++) {
		uint64_t number = first + i;
		list[i] = (struct site_line){
		        hash64((struct str){(const char *)&number, sizeof(number)}), i, i};
	}
	struct site_lines lines = {list, count, false};
	line_counts_add(counts, &lines);
	return lines.count;
}

TEST(a_line_is_dropped_once_enough_documents_had_it)
{
	struct line_counts *counts = line_counts_new(3, LINES_MAX);
	for (int i = 0; i < 3; i++)
		CHECK_NUMBER(add(counts, 1, 1), 0);
	CHECK_NUMBER(add(counts, 1, 1), 1);
	CHECK_NUMBER(add(counts, 1, 2), 1);
	CHECK_NUMBER(line_counts_forgotten(counts), 0);
	line_counts_free(counts);
}

TEST(a_document_counts_a_line_once)
{
	struct line_counts *counts = line_counts_new(1, LINES_MAX);
	struct site_line list[] = {{7, 0, 1}, {7, 2, 3}, {8, 4, 5}, {7, 6, 7}};
	struct site_lines lines = {list, 4, false};
	line_counts_add(counts, &lines);
	CHECK_NUMBER(lines.count, 0);
	struct site_line again[] = {{9, 0, 1}, {7, 2, 3}, {9, 4, 5}, {7, 6, 7}};
	lines = (struct site_lines){again, 4, false};
	line_counts_add(counts, &lines);
	CHECK_NUMBER(lines.count, 2);
	CHECK(again[0].from == 2 && again[1].from == 6);
	line_counts_free(counts);
}

TEST(rare_lines_are_forgotten_first)
{
	enum { DOCUMENTS = 10, NEW_LINES = SITE_LINES_PER_TEXT_MAX - 1 };
	struct line_counts *counts = line_counts_new(2, LINES_MAX);
	for (uint64_t i = 0; i < DOCUMENTS; i++) {
		CHECK_NUMBER(add(counts, 0, 1), i >= 2);
		CHECK_NUMBER(add(counts, 1 + i * NEW_LINES, NEW_LINES), 0);
	}
	CHECK(line_counts_forgotten(counts) >= (uint64_t)(DOCUMENTS - 2) * NEW_LINES);
	CHECK_NUMBER(add(counts, 0, 1), 1);
	line_counts_free(counts);
}

static void drop(struct dropped_lines *dropped, const char *site, const char *text)
{
	struct str s = str_from(text);
	struct site_line line = {hash64(s), 0, (uint32_t)s.n};
	struct site_lines lines = {&line, 1, false};
	dropped_lines_add(dropped, str_from(site), s, &lines);
}

static void check_list(const struct dropped_lines *dropped, const char *wanted)
{
	struct buf out;
	buf_init(&out, 1 << 20);
	dropped_lines_write_json(dropped, &out);
	CHECK_STR(buf_str(&out), str_from(wanted));
	buf_free(&out);
}

TEST(sites_and_lines_are_listed_by_how_often_they_were_dropped)
{
	struct dropped_lines *dropped = dropped_lines_new();
	check_list(dropped, "[]");
	drop(dropped, "a.example", "Home");
	drop(dropped, "b.example", "Share \"this\"");
	drop(dropped, "b.example", " Home");
	drop(dropped, "b.example", " Home");
	check_list(
	        dropped,
	        "[{\"site\":\"b.example\",\"dropped\":3,\"lines\":["
	        "{\"text\":\"Home\",\"dropped\":2},{\"text\":\"Share \\\"this\\\"\",\"dropped\":1}]},"
	        "{\"site\":\"a.example\",\"dropped\":1,\"lines\":["
	        "{\"text\":\"Home\",\"dropped\":1}]}]");
	dropped_lines_free(dropped);
}

TEST(what_is_over_the_limit_of_a_site_is_counted)
{
	struct dropped_lines *dropped = dropped_lines_new();
	for (unsigned i = 0; i < DROPPED_SITE_LINES_MAX + 5; i++) {
		char text[32];
		struct buf out;
		buf_init(&out, sizeof(text));
		buf_append_number(&out, i);
		buf_append_byte(&out, '\0');
		drop(dropped, "a.example", out.p);
		buf_free(&out);
	}
	struct dropped_totals totals = dropped_lines_totals(dropped);
	CHECK_NUMBER(totals.lines, DROPPED_SITE_LINES_MAX + 5);
	CHECK_NUMBER(totals.documents, DROPPED_SITE_LINES_MAX + 5);
	CHECK_NUMBER(totals.unlisted, 5);
	dropped_lines_free(dropped);
}

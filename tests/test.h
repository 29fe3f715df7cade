/*
 * Unit tests that register themselves: a new test is one TEST in one file of tests/unit.
 *
 *     TEST(an_empty_string_has_no_pieces) { CHECK(!str_next(...)); }
 *
 * A failed CHECK prints where and goes on; a test fails if any of its checks did. A test in which
 * no CHECK ran fails too.
 */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H

#include <stdbool.h>

#include "core/base/str.h"

struct test {
	const char *name, *file;
	void (*run)(void);
	struct test *next;
};

void test_register(struct test *test);
bool test_check(bool holds, const char *file, int line, const char *what);
bool test_check_str(struct str got, struct str want, const char *file, int line);
bool test_check_number(long long got, long long want, const char *file, int line, const char *what);

/* The test ends here as skipped, for the reason given; use before any CHECK, then return. */
void test_skip(const char *why);

/* A whole file in memory that lives until the program ends; p is NULL if it cannot be read. */
struct str test_read_file(const char *path);

/* Where the larger real-data sets are: $THRESH_DATA, or NULL where the machine has none. */
const char *test_data_folder(void);

#define TEST(test_name)                                                                            \
	static void test_name(void);                                                               \
	static struct test test_name##_test = {#test_name, __FILE__, test_name, NULL};             \
	__attribute__((constructor)) static void test_name##_register(void)                        \
	{                                                                                          \
		test_register(&test_name##_test);                                                  \
	}                                                                                          \
	static void test_name(void)

#define CHECK(condition) test_check((condition), __FILE__, __LINE__, #condition)
#define CHECK_STR(got, want) test_check_str((got), (want), __FILE__, __LINE__)
#define CHECK_NUMBER(got, want)                                                                    \
	test_check_number((long long)(got), (long long)(want), __FILE__, __LINE__, #got)

#endif

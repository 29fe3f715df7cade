/* Runs all TESTs, or those whose name or file contains the argument. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/test.h"

/* What test_read_file has read: kept until the end, and known to a leak checker. */
struct kept {
	struct kept *older;
	char bytes[];
};

static struct test *all_tests;
static struct kept *all_kept;
static bool failed, skipped;
static unsigned checks;

void test_register(struct test *test)
{
	test->next = all_tests;
	all_tests = test;
}

bool test_check(bool holds, const char *file, int line, const char *what)
{
	checks++;
	if (!holds) {
		failed = true;
		fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
	}
	return holds;
}

bool test_check_str(struct str got, struct str want, const char *file, int line)
{
	checks++;
	if (str_equal(got, want))
		return true;
	failed = true;
	fprintf(stderr, "%s:%d: got  \"%.*s\"\n%*swant \"%.*s\"\n", file, line, STR_ARG(got),
	        (int)strlen(file) + 6, "", STR_ARG(want));
	return false;
}

bool test_check_number(long long got, long long want, const char *file, int line, const char *what)
{
	checks++;
	if (got == want)
		return true;
	failed = true;
	fprintf(stderr, "%s:%d: %s is %lld, want %lld\n", file, line, what, got, want);
	return false;
}

void test_skip(const char *why)
{
	skipped = true;
	printf("skipped: %s\n", why);
}

struct str test_read_file(const char *path)
{
	enum { STEP_BYTES = 1 << 16 };
	FILE *file = fopen(path, "rb");
	struct kept *kept = NULL;
	size_t n = 0, got = 0;
	if (file == NULL)
		return (struct str){0};
	do {
		kept = realloc(kept, sizeof(*kept) + n + STEP_BYTES);
		got = kept ? fread(kept->bytes + n, 1, STEP_BYTES, file) : 0;
		n += got;
	} while (got > 0);
	fclose(file);
	if (kept == NULL)
		return (struct str){0};
	kept->older = all_kept;
	all_kept = kept;
	return (struct str){kept->bytes, n};
}

const char *test_data_folder(void)
{
	return getenv("THRESH_DATA");
}

int main(int argc, char **argv)
{
	const char *only = argc > 1 ? argv[1] : "";
	unsigned n_passed = 0, n_failed = 0, n_skipped = 0;
	for (struct test *test = all_tests; test; test = test->next) {
		if (strstr(test->name, only) == NULL && strstr(test->file, only) == NULL)
			continue;
		failed = skipped = false;
		checks = 0;
		test->run();
		if (!skipped && !failed && checks == 0) {
			failed = true;
			fprintf(stderr, "%s: no CHECK ran\n", test->name);
		}
		if (failed)
			printf("FAIL %s (%s)\n", test->name, test->file);
		n_failed += failed;
		n_skipped += skipped && !failed;
		n_passed += !skipped && !failed;
	}
	printf("%u passed, %u failed, %u skipped\n", n_passed, n_failed, n_skipped);
	return n_failed > 0 || n_passed == 0;
}

#include "io/spool.h"

#include "tests/test.h"

TEST(what_is_appended_to_a_spool_can_be_read_anywhere)
{
	enum { COUNT = 300000 };
	struct spool spool;
	struct error error;
	if (!CHECK(spool_open(&spool, "/tmp", "spool-test", &error) == STATUS_OK))
		return;
	for (uint64_t i = 0; i < COUNT; i++)
		CHECK(spool_append(&spool, &i, sizeof(i), &error) == STATUS_OK);
	CHECK(spool_flush(&spool, &error) == STATUS_OK);
	CHECK_NUMBER(spool.bytes, COUNT * sizeof(uint64_t));
	uint64_t got, other = 77;
	CHECK(spool_write_at(&spool, 5 * sizeof(other), &other, sizeof(other), &error) ==
	      STATUS_OK);
	for (uint64_t i = COUNT; i-- > 0;) {
		if (spool_read_at(&spool, i * sizeof(got), &got, sizeof(got), &error) != STATUS_OK)
			got = ~i;
		if (got != (i == 5 ? 77 : i))
			CHECK_NUMBER(got, i);
	}
	CHECK(spool_read_at(&spool, COUNT * sizeof(got), &got, sizeof(got), &error) ==
	      STATUS_FAILED);
	spool_close(&spool);
}

TEST(a_spool_that_cannot_be_made_says_where)
{
	struct spool spool;
	struct error error;
	CHECK(spool_open(&spool, "/no/such/folder", "notes", &error) == STATUS_FAILED);
	CHECK(str_find(str_from(error.text), STR("/no/such/folder/notes"), 0) != STR_NONE);
	spool_close(&spool);
}

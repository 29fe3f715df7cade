/* Quantiles of counted values: within a 64th, the largest exactly, for any value. */
#include "cmd/quantiles.c"

#include "tests/test.h"

TEST(each_bucket_begins_where_the_one_before_ends)
{
	for (uint32_t i = 0; i + 1 < QUANTILES_BUCKETS; i++) {
		CHECK_NUMBER(bucket_of(end_of(i)), i);
		CHECK_NUMBER(bucket_of(end_of(i) + 1), i + 1);
	}
	CHECK(end_of(QUANTILES_BUCKETS - 1) == UINT64_MAX);
	CHECK_NUMBER(bucket_of(UINT64_MAX), QUANTILES_BUCKETS - 1);
}

TEST(quantiles_are_within_a_64th)
{
	struct quantiles quantiles = {.count = 0};
	CHECK_NUMBER(quantiles_at(&quantiles, 50), 0);
	for (uint64_t i = 1; i <= 100000; i++)
		quantiles_add(&quantiles, i * 1000);
	uint64_t half = quantiles_at(&quantiles, 50), most = quantiles_at(&quantiles, 99);
	CHECK(half >= 50000000 && half <= 50000000 + 50000000 / QUANTILES_STEPS);
	CHECK(most >= 99000000 && most <= 99000000 + 99000000 / QUANTILES_STEPS);
	CHECK_NUMBER(quantiles_at(&quantiles, 100), 100000000);
	CHECK_NUMBER(quantiles.max, 100000000);
}

TEST(one_value_is_all_quantiles)
{
	struct quantiles quantiles = {.count = 0};
	quantiles_add(&quantiles, 123456789);
	CHECK_NUMBER(quantiles_at(&quantiles, 1), 123456789);
	CHECK_NUMBER(quantiles_at(&quantiles, 99), 123456789);
}

#include "core/sample.h"

#include <string.h>

#include "tests/test.h"

static struct sample parsed(const char *text)
{
	struct sample sample = sample_of_all();
	struct error error;
	CHECK(sample_parse(text, &sample, &error) == STATUS_OK);
	return sample;
}

TEST(samples_are_cut_at_the_whole_number_that_the_decimal_means)
{
	struct sample half = parsed("0.5"), tenth = parsed(".1"), all = parsed("1.000");
	CHECK(half.below == UINT64_C(1) << 63);
	CHECK(tenth.below == UINT64_C(1844674407370955162)); /* 2^64 / 10 is ….6 */
	CHECK(!all.is_part);
	CHECK(parsed("0.000000000000000001").below == 19); /* 2^64 / 10^18 is 18.4 */
	CHECK(parsed("0.999999999999999999").below == UINT64_C(18446744073709551598));
	CHECK(sample_has(&tenth, (struct hash128){UINT64_C(1844674407370955161), 0}));
	CHECK(!sample_has(&tenth, (struct hash128){UINT64_C(1844674407370955162), 0}));
	CHECK(sample_has(&all, (struct hash128){UINT64_MAX, UINT64_MAX}));
}

TEST(samples_have_one_text_for_one_fraction)
{
	CHECK(strcmp(parsed("00.0100").text, "0.01") == 0);
	CHECK(strcmp(parsed(".01").text, "0.01") == 0);
	CHECK(strcmp(parsed("1").text, "1") == 0);
	CHECK(strcmp(parsed("1.").text, "1") == 0);
}

TEST(samples_nest)
{
	struct sample small = parsed("0.01"), large = parsed("0.2"), all = parsed("1");
	CHECK(sample_is_within(&small, &large) && !sample_is_within(&large, &small));
	CHECK(sample_is_within(&large, &all) && !sample_is_within(&all, &large));
	CHECK(sample_is_within(&all, &all) && sample_is_within(&small, &small));
}

TEST(what_is_no_fraction_is_no_sample)
{
	static const char *const wrong[] = {"",
	                                    "0",
	                                    "0.0",
	                                    ".",
	                                    "1.5",
	                                    "2",
	                                    "-0.1",
	                                    "0.1%",
	                                    "1e-2",
	                                    "0.1.2",
	                                    "nan",
	                                    "1.01",
	                                    "0.0000000000000000001"};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct sample sample;
		struct error error;
		CHECK(sample_parse(wrong[i], &sample, &error) == STATUS_FAILED);
	}
}

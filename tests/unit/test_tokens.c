#include "core/tokens.h"
#include "tests/test.h"

TEST(tokens_are_estimated_by_the_bytes_of_each_script)
{
	CHECK_NUMBER(tokens_estimate(STR("")), 0);
	CHECK_NUMBER(tokens_estimate(STR("a")), 1);
	/* 394 bytes of a hundred tokens */
	char latin[3940];
	for (size_t i = 0; i < sizeof(latin); i++)
		latin[i] = i % 5 == 4 ? ' ' : 'e';
	CHECK_NUMBER(tokens_estimate((struct str){latin, sizeof(latin)}), 1000);
}

TEST(white_space_counts_as_the_script_before_it)
{
	/* 30 bytes of Devanagari and a space of one; 15 of Han with a mark of its own */
	CHECK_NUMBER(tokens_estimate(STR("नमस्ते मेरा")), 31 * 100 / 815);
	CHECK_NUMBER(tokens_estimate(STR("你好，世界")), 15 * 100 / 466);
}

TEST(what_is_cut_in_a_code_point_ends_there)
{
	CHECK_NUMBER(tokens_estimate(STR("\xE4\xBD")), 1);
	CHECK_NUMBER(tokens_estimate(STR("\xF0")), 1);
}

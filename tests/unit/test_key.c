#include "core/base/key.h"

#include <stdlib.h>

#include "core/base/hash.h"
#include "tests/test.h"

/* `bits` of hash in each value, so that few bits make many equal ones. */
static void check_sorted(size_t count, int bits)
{
	struct key *keys = malloc((count + 1) * sizeof(*keys));
	uint64_t sum = 0, sum_after = 0;
	for (size_t i = 0; i < count; i++) {
		uint64_t hash = hash64((struct str){(const char *)&i, sizeof(i)});
		keys[i] = key_of(hash >> (64 - bits), (uint32_t)i);
		sum += key_value(&keys[i]) ^ keys[i].document;
	}
	key_sort(keys, count);
	for (size_t i = 0; i < count; i++) {
		CHECK(i == 0 || key_value(&keys[i - 1]) <= key_value(&keys[i]));
		sum_after += key_value(&keys[i]) ^ keys[i].document;
	}
	CHECK(sum == sum_after);
	free(keys);
}

TEST(keys_are_sorted_by_their_values)
{
	static const size_t counts[] = {0, 1, 2, 32, 33, 1000, 70000};
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		check_sorted(counts[i], 64);
		check_sorted(counts[i], 10);
		check_sorted(counts[i], 1);
	}
}

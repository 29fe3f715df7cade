/*
 * Distance by Levenshtein, with swapped neighbours as one edit (optimal string alignment); a
 * beginning of a name counts as close too, so that --out finds --output.
 */
#include "cmd/nearest.h"

#include <string.h>

enum {
	NAME_BYTES_MAX = 32, /* longer ones get no suggestion */
	DISTANCE_MAX = 2,
	PREFIX_BYTES_MIN = 2,
};

static unsigned least(unsigned a, unsigned b, unsigned c)
{
	unsigned ab = a < b ? a : b;
	return ab < c ? ab : c;
}

static unsigned distance(const char *a, size_t a_bytes, const char *b, size_t b_bytes)
{
	unsigned cost[NAME_BYTES_MAX + 1][NAME_BYTES_MAX + 1];
	for (size_t i = 0; i <= a_bytes; i++)
		cost[i][0] = (unsigned)i;
	for (size_t j = 0; j <= b_bytes; j++)
		cost[0][j] = (unsigned)j;
	for (size_t i = 1; i <= a_bytes; i++) {
		for (size_t j = 1; j <= b_bytes; j++) {
			cost[i][j] = least(cost[i - 1][j] + 1, cost[i][j - 1] + 1,
			                   cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    cost[i - 2][j - 2] + 1 < cost[i][j])
				cost[i][j] = cost[i - 2][j - 2] + 1;
		}
	}
	return cost[a_bytes][b_bytes];
}

void nearest_offer(struct nearest *nearest, const char *typed, size_t typed_bytes,
                   const char *candidate)
{
	size_t candidate_bytes = strlen(candidate);
	if (typed_bytes > NAME_BYTES_MAX || candidate_bytes > NAME_BYTES_MAX)
		return;
	unsigned edits = distance(typed, typed_bytes, candidate, candidate_bytes);
	if (typed_bytes >= PREFIX_BYTES_MIN && typed_bytes < candidate_bytes &&
	    memcmp(typed, candidate, typed_bytes) == 0)
		edits = 1;
	/* Of a short word two edits leave nothing: "jobs" is no guess for "xxbs". */
	if (edits > DISTANCE_MAX || edits * 2 >= candidate_bytes)
		return;
	if (!nearest->name || edits < nearest->distance)
		*nearest = (struct nearest){candidate, edits};
}

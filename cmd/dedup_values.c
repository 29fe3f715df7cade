#include "cmd/dedup_values.h"

#include <stdio.h>

enum { MEMORY_SHARE = 4 }; /* of all, by default */

const char *const dedup_names[] = {[DEDUP_NONE] = "none",
                                   [DEDUP_URL] = "url",
                                   [DEDUP_EXACT] = "exact",
                                   [DEDUP_NEAR] = "near",
                                   NULL};

const char *const keep_names[] = {
        [KEEP_FIRST] = "first", [KEEP_LONGEST] = "longest", [KEEP_NEWEST] = "newest", NULL};

const char dedup_help[] =
        "What counts as a duplicate: none; url, the same address, whatever it is called by; exact, the "
        "same text as an earlier page; near (default), that or nearly the same text.";
const char dedup_bands_help[] =
        "Bands of --dedup near: pages that agree in one are duplicates (default 14).";
const char dedup_rows_help[] =
        "MinHash values in a band (default 8); bands times rows is at most 128.";
const char dedup_shingle_help[] =
        "Words in a row that pages are compared by (default 5); of scripts without spaces, characters.";
const char dedup_min_similarity_help[] =
        "A page that shares a band only is a duplicate if it is estimated to be so similar (default: "
        "any).";
const char dedup_keep_help[] =
        "Which of pages that are duplicates to keep: first (default), in the order of the inputs; longest, "
        "the one with most text; newest, the one crawled last. Others than first read the inputs twice.";
const char dedup_lines_help[] =
        "Drop lines that N earlier documents of the same registered domain had (default: none are "
        "dropped).";
const char dedup_index_help[] =
        "Also drop duplicates of earlier runs with this index, and add the pages of this one to it.";
const char dedup_memory_help[] =
        "Memory for what is remembered of earlier pages (default: a quarter of --memory); what is more "
        "goes to disk.";
const char dedup_explain_help[] =
        "Print which share of pages of each similarity --dedup near finds, and do nothing else.";

struct dedup_values dedup_values_default(void)
{
	return (struct dedup_values){.dedup = DEDUP_NEAR,
	                             .bands = BANDS_DEFAULT,
	                             .rows = ROWS_DEFAULT,
	                             .shingle = SHINGLE_DEFAULT};
}

const char *dedup_values_problem(const struct dedup_values *values)
{
	if (values->dedup == DEDUP_NONE && values->index)
		return "--index is of no use with --dedup none";
	if (values->dedup == DEDUP_NONE && values->keep != KEEP_FIRST)
		return "--keep is of no use with --dedup none";
	return values->bands * values->rows > MINHASH_VALUES
	               ? "--bands times --rows is more than 128"
	               : NULL;
}

struct dedup_config dedup_values_config(const struct dedup_values *values, uint64_t memory_bytes)
{
	uint64_t share = memory_bytes / MEMORY_SHARE;
	share = share > DEDUP_MEMORY_MIN ? share : DEDUP_MEMORY_MIN;
	return (struct dedup_config){.keys = {.dedup = (enum dedup_kind)values->dedup,
	                                      .bands = (unsigned)values->bands,
	                                      .rows = (unsigned)values->rows,
	                                      .shingle = (unsigned)values->shingle},
	                             .similarity_min = (unsigned)values->min_similarity,
	                             .keep = (enum keep)values->keep,
	                             .lines = (unsigned)values->lines,
	                             .memory_bytes = values->memory ? values->memory : share,
	                             .index = values->index};
}

void dedup_values_explain(const struct dedup_values *values)
{
	enum { STEP = 5 };
	unsigned bands = (unsigned)values->bands, rows = (unsigned)values->rows;
	printf("%u bands of %u rows, shingles of %llu words\n\nsimilarity  found\n", bands, rows,
	       values->shingle);
	for (unsigned percent = STEP; percent <= PERCENT_MAX; percent += STEP)
		printf("%9u%% %5.1f%%\n", percent,
		       100 * fingerprint_chance(percent / 100.0, bands, rows));
	double low = 0, high = 1;
	while (high - low > 1e-6) {
		double middle = (low + high) / 2;
		*(fingerprint_chance(middle, bands, rows) < 0.5 ? &low : &high) = middle;
	}
	printf("\nhalf are found at %.1f%%\n", 100 * low);
}

/*
 * What the model of core/article/title.c sees, for scripts/train/titles: the texts that may be the
 * title of each HTML page of an archive, with their features. To standard output:
 *
 *     features NAME NAME …
 *     page URL                   a line for each page, and behind it one for each text:
 *     NUMBER NUMBER … TAB TEXT
 *
 *     titles ARCHIVE
 */
#include <stdio.h>

#include "bench/lib/pages.h"
#include "core/article/blocks.h"
#include "core/article/metadata.h"

static void write_candidates(void *context, struct page *page, struct arena *arena)
{
	(void)context;
	if (page->tree.node_count == 0)
		return;
	struct blocks blocks;
	struct title_sources sources;
	struct title_candidate candidates[TITLE_CANDIDATES_MAX];
	blocks_from_tree(&page->tree, arena, &blocks);
	metadata_title_sources(&page->tree, &blocks, page->record.url, arena, &sources);
	uint32_t count = title_candidates(&sources, arena, candidates);
	printf("page %.*s\n", STR_ARG(page->record.url));
	for (uint32_t i = 0; i < count; i++) {
		for (int f = 0; f < TITLE_FEATURE_COUNT; f++)
			printf("%.9g ", (double)candidates[i].features[f]);
		printf("\t%.*s\n", STR_ARG(candidates[i].text));
	}
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: titles ARCHIVE\n");
		return 2;
	}
	printf("features");
#define NAME(name) printf(" " #name);
	TITLE_FEATURES(NAME)
#undef NAME
	putchar('\n');
	if (!pages_visit(argv[1], write_candidates, NULL)) {
		fprintf(stderr, "titles: %s: not a readable archive\n", argv[1]);
		return 3;
	}
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "titles: cannot write\n");
		return 3;
	}
	return 0;
}

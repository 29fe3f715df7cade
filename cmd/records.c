#include "cmd/records.h"

#include <stdio.h>

struct page_record records_page(const struct record *record, struct str file)
{
	return (struct page_record){
	        .type = record->type,
	        .content_type = record->content_type,
	        .record_id = record->record_id,
	        .url = record->is_bare ? file : record->target_uri,
	        .date = record->date,
	        .truncated = record->truncated,
	        .block_digest = record->block_digest,
	        .payload_digest = record->payload_digest,
	        .segment_number = record->segment_number,
	        .block = record->block,
	        .is_bare = record->is_bare,
	};
}

enum outcome records_outcome(enum loss loss)
{
	static const enum outcome outcomes[] = {
	        [LOSS_TRUNCATED] = OUTCOME_TRUNCATED,        [LOSS_BAD_DATA] = OUTCOME_BAD_DATA,
	        [LOSS_BAD_RECORD] = OUTCOME_BAD_RECORD,      [LOSS_GARBAGE] = OUTCOME_GARBAGE,
	        [LOSS_TOO_LARGE] = OUTCOME_RECORD_TOO_LARGE,
	};
	return outcomes[loss];
}

struct walk *records_open(const char *command, const char *path,
                          unsigned long long record_bytes_max)
{
	struct walk *walk = NULL;
	struct error error;
	enum archive_result result = walk_open(path, (size_t)record_bytes_max, &walk, &error);
	if (result == ARCHIVE_OK)
		return walk;
	archive_explain(result, path, &error);
	fprintf(stderr, "thresh %s: %s\n", command, error.text);
	return NULL;
}

#include "cmd/revisit.h"

#include <stdlib.h>

#include "cmd/records.h"
#include "core/base/bug.h"
#include "core/base/map.h"

enum {
	PAYLOADS_MAX = 64 << 20, /* remembered; revisits of later ones stay rejects */
	PATHS_MAX = 4 << 20,
};

struct revisits {
	struct map *payloads; /* digest → id of the document, or where it is: {path, offset} */
	bool as_duplicates;
	size_t record_bytes_max;
	const char **paths; /* as they were given; the caller's */
	size_t path_count;
};

struct revisits *revisits_new(bool as_duplicates, size_t record_bytes_max)
{
	struct revisits *revisits = memory_resize(NULL, sizeof(*revisits));
	*revisits = (struct revisits){.payloads = map_new(PAYLOADS_MAX),
	                              .as_duplicates = as_duplicates,
	                              .record_bytes_max = record_bytes_max};
	return revisits;
}

void revisits_free(struct revisits *revisits)
{
	if (revisits == NULL)
		return;
	map_free(revisits->payloads);
	free(revisits->paths);
	free(revisits);
}

static size_t path_number(struct revisits *revisits, const char *path)
{
	size_t count = revisits->path_count;
	if (count > 0 && revisits->paths[count - 1] == path)
		return count - 1;
	revisits->paths = memory_resize(revisits->paths, (count + 1) * sizeof(*revisits->paths));
	revisits->paths[count] = path;
	return revisits->path_count++;
}

bool revisits_remember(struct revisits *revisits, const struct revisit_payload *payload,
                       const struct inputs *inputs)
{
	struct hash128 known, value = payload->first;
	if ((!revisits->as_duplicates && payload->input == REVISIT_NO_INPUT) ||
	    revisits->path_count == PATHS_MAX)
		return false;
	if (!revisits->as_duplicates) {
		const char *path = inputs->list[payload->input].path;
		value = (struct hash128){path_number(revisits, path), payload->offset};
	}
	/* MAP_BEFORE: the first one is as good; MAP_FULL: see PAYLOADS_MAX */
	return map_add(revisits->payloads, payload->digest, value, &known) == MAP_FIRST;
}

/* Makes the entry a document: the block of `original` under the revisit's own name and date. */
static bool extract_original(struct batch *batch, struct batch_entry *entry,
                             const struct record *original, struct batch_worker *worker,
                             const struct page_limits *limits)
{
	struct page page;
	struct page_record record = records_page(original, entry->place.file);
	record.record_id = entry->page->record.record_id;
	record.url = entry->page->record.url;
	record.date = entry->page->record.date;
	bool is_document =
	        batch_extract_page(batch, worker, &record, limits, &page) == OUTCOME_WRITTEN;
	if (is_document) {
		page.id = entry->id; /* the record's, whatever becomes of it */
		page.id_hash = entry->id_hash;
		entry->page = batch_keep_page(batch, &page);
		entry->outcome = OUTCOME_WRITTEN;
	}
	batch_drop_page(worker);
	return is_document;
}

static void read_again(struct revisits *revisits, struct batch *batch, struct batch_entry *entry,
                       struct batch_worker *worker, const struct page_limits *limits,
                       struct hash128 where)
{
	struct walk *walk;
	struct piece piece;
	struct error error;
	const char *name;
	if (walk_open(revisits->paths[where.high], revisits->record_bytes_max, &walk, &error) !=
	    ARCHIVE_OK)
		return; /* it could be read a moment ago; now this stays a reject */
	if (walk_seek(walk, where.low))
		while (walk_next(walk, &piece, &name, &error) == STATUS_OK &&
		       piece.offset == where.low)
			if (piece.kind == PIECE_RECORD &&
			    str_equal(piece.record.payload_digest, entry->payload_digest) &&
			    extract_original(batch, entry, &piece.record, worker, limits))
				break;
	walk_close(walk);
}

void revisits_resolve(struct revisits *revisits, struct batch *batch, struct batch_entry *entry,
                      struct batch_worker *worker, const struct page_limits *limits)
{
	struct hash128 found;
	if (entry->payload_digest.n == 0 ||
	    !map_find(revisits->payloads, hash128(entry->payload_digest), &found))
		return;
	if (!revisits->as_duplicates && batch->kept_bytes > 2 * BATCH_KEPT_BYTES_MAX) {
		entry->outcome =
		        OUTCOME_BUDGET; /* a revisit is small, and there may be thousands */
		entry->detail = STR("revisits");
		return;
	}
	if (!revisits->as_duplicates) {
		read_again(revisits, batch, entry, worker, limits, found);
		return;
	}
	/* the payloads are the same, whatever the text would be compared by */
	const struct dedup_verdict verdict = {OUTCOME_DUPLICATE_EXACT, found, 0, 100};
	batch_entry_duplicate(batch, entry, &verdict);
}

#include "cmd/dedup.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "cmd/dedup_values.h"
#include "cmd/journal_kinds.h"
#include "core/base/bug.h"
#include "io/index.h"
#include "io/journal.h"

/* Half of the memory for what is new, half for finding the way to what is on disk. */
enum { MEMORY_PARTS = 2 };

struct dedup {
	struct dedup_config config;
	char spill_path[PATH_MAX];
	struct seen *seen;
	struct index *index; /* NULL while nothing is on disk */
	uint64_t documents_before;
	struct buf *records; /* where what is remembered is written as well, or NULL */
};

void dedup_keys_text(const struct fingerprint_options *options, char text[DEDUP_KEYS_BYTES])
{
	const char *name = dedup_names[options->dedup];
	if (options->dedup == DEDUP_NEAR)
		snprintf(text, DEDUP_KEYS_BYTES, "%s %u bands %u rows %u words", name,
		         options->bands, options->rows, options->shingle);
	else
		snprintf(text, DEDUP_KEYS_BYTES, "%s", name);
}

enum status dedup_open(const struct dedup_config *config, const char *folder, struct dedup **opened,
                       struct error *error)
{
	struct dedup *dedup = memory_resize(NULL, sizeof(*dedup));
	uint64_t memory = config->memory_bytes / MEMORY_PARTS;
	*dedup = (struct dedup){.config = *config};
	snprintf(dedup->spill_path, sizeof(dedup->spill_path), "%s/dedup", folder);
	if (config->index) {
		char keys[DEDUP_KEYS_BYTES];
		dedup_keys_text(&config->keys, keys);
		if (index_open(config->index, INDEX_CREATE, keys, memory, &dedup->index, error) !=
		    STATUS_OK) {
			free(dedup);
			return STATUS_FAILED;
		}
		dedup->documents_before = index_sizes(dedup->index).documents;
	}
	dedup->seen =
	        seen_new((size_t)memory, (uint32_t)dedup->documents_before, config->index != NULL);
	*opened = dedup;
	return STATUS_OK;
}

void dedup_close(struct dedup *dedup)
{
	if (dedup == NULL)
		return;
	seen_free(dedup->seen);
	index_close(dedup->index);
	free(dedup);
}

uint64_t dedup_documents_before(const struct dedup *dedup)
{
	return dedup->documents_before;
}

bool dedup_was_committed(const struct dedup *dedup, struct hash128 manifest, int *exit_code)
{
	return dedup->config.index &&
	       catalogue_ends_with(index_catalogue(dedup->index), manifest, exit_code);
}

/* --- looking up --- */

struct seen_document dedup_from_stored(const struct segment_document *stored)
{
	return (struct seen_document){
	        stored->id,
	        stored->check,
	        {{stored->sketch[0], stored->sketch[1]}, {stored->sketch[2], stored->sketch[3]}},
	        stored->day,
	        STR("")};
}

struct segment_document dedup_to_store(const struct seen_document *document)
{
	const struct sketch *sketch = &document->sketch;
	return (struct segment_document){
	        document->id,
	        document->check,
	        {sketch->low[0], sketch->low[1], sketch->high[0], sketch->high[1]},
	        document->day,
	        (uint32_t)document->url.n};
}

static enum status find_keys(const struct dedup *dedup, const uint64_t *keys, uint32_t count,
                             uint32_t *documents, struct error *error)
{
	seen_find(dedup->seen, keys, count, documents);
	return dedup->index ? index_find(dedup->index, keys, count, documents, error) : STATUS_OK;
}

/* Who the document with a number was, its URL aside. */
static enum status earlier_document(const struct dedup *dedup, uint32_t number,
                                    struct seen_document *document, struct error *error)
{
	struct segment_document stored;
	if (number >= seen_first_number(dedup->seen)) {
		*document = seen_document(dedup->seen, number);
		return STATUS_OK;
	}
	enum status status = index_document(dedup->index, number, &stored, NULL, error);
	if (status == STATUS_OK)
		*document = dedup_from_stored(&stored);
	return status;
}

struct dedup_verdict dedup_judge(const struct dedup_config *config, uint32_t key,
                                 const struct seen_document *earlier,
                                 const struct seen_document *document)
{
	struct dedup_verdict verdict = {OUTCOME_WRITTEN, earlier->id, key, 100};
	if (key == 0) {
		if (earlier->check == document->check)
			verdict.outcome = config->keys.dedup == DEDUP_URL ? OUTCOME_DUPLICATE_URL
			                                                  : OUTCOME_DUPLICATE_EXACT;
		return verdict;
	}
	verdict.similarity = sketch_similarity(&earlier->sketch, &document->sketch);
	if (verdict.similarity >= config->similarity_min)
		verdict.outcome = OUTCOME_DUPLICATE_NEAR;
	return verdict;
}

/* The first key of which an earlier document decides. Those from `from` to `to` are looked at. */
static enum status judge_keys(const struct dedup *dedup, const uint32_t *documents, uint32_t from,
                              uint32_t to, const struct seen_document *document,
                              struct dedup_verdict *verdict, struct error *error)
{
	for (uint32_t i = from; i < to; i++) {
		struct seen_document earlier;
		if (documents[i] == KEY_NO_DOCUMENT)
			continue;
		enum status status = earlier_document(dedup, documents[i], &earlier, error);
		if (status != STATUS_OK)
			return status;
		struct dedup_verdict verdict_here =
		        dedup_judge(&dedup->config, i, &earlier, document);
		if (verdict_here.outcome == OUTCOME_WRITTEN)
			continue;
		*verdict = verdict_here;
		break;
	}
	return STATUS_OK;
}

/* --- remembering --- */

static enum status document_to_store(void *context, uint32_t number,
                                     struct segment_document *stored, struct str *url,
                                     struct error *error)
{
	struct seen_document document = seen_document(context, number);
	(void)error;
	*url = document.url;
	*stored = dedup_to_store(&document);
	return STATUS_OK;
}

static struct index_batch batch_of(struct seen *seen)
{
	struct index_batch batch = {.document_count =
	                                    seen_next_number(seen) - seen_first_number(seen),
	                            .url_bytes = seen_url_bytes(seen),
	                            .document = document_to_store,
	                            .context = seen};
	size_t key_count;
	batch.keys = seen_sort(seen, &key_count);
	batch.key_count = key_count;
	return batch;
}

static enum status spill(struct dedup *dedup, struct error *error)
{
	if (dedup->index == NULL)
		dedup->index = index_new_temporary(dedup->spill_path,
		                                   dedup->config.memory_bytes / MEMORY_PARTS);
	struct index_batch batch = batch_of(dedup->seen);
	enum status status = index_spill(dedup->index, &batch, error);
	seen_forget(dedup->seen);
	return status;
}

static enum status add(struct dedup *dedup, const uint64_t *keys, uint32_t count,
                       const uint32_t *documents, const struct seen_document *document,
                       struct error *error)
{
	enum status status = STATUS_OK;
	if (!seen_has_room(dedup->seen, count, document->url.n))
		status = spill(dedup, error);
	if (status == STATUS_OK && seen_next_number(dedup->seen) >= KEY_NO_DOCUMENT - 1)
		status = error_set(error, "more documents than --dedup can number");
	if (status == STATUS_OK)
		seen_add(dedup->seen, keys, count, documents, document);
	return status;
}

/* What stands in a journal: this, the keys, the URL. */
struct remembered {
	struct hash128 id;
	uint64_t check;
	struct sketch sketch;
	uint32_t day, key_count;
};

static void write_record(struct buf *records, const uint64_t *keys, uint32_t count,
                         const struct seen_document *document)
{
	const struct remembered record = {document->id, document->check, document->sketch,
	                                  document->day, count};
	size_t begun = journal_begin(records, JOURNAL_DOCUMENT);
	buf_append(records, (struct str){(const char *)&record, sizeof(record)});
	buf_append(records, (struct str){(const char *)keys, count * sizeof(*keys)});
	buf_append(records, document->url);
	journal_end(records, begun);
}

static enum status remember(struct dedup *dedup, const struct fingerprint *fingerprint,
                            const uint32_t *documents, const struct seen_document *document,
                            struct error *error)
{
	struct seen_document shortened = *document;
	uint64_t keys[1 + MINHASH_VALUES];
	uint32_t count = 0;
	for (uint32_t i = 0; i < fingerprint->key_count; i++)
		if (documents[i] == KEY_NO_DOCUMENT)
			keys[count++] = fingerprint->keys[i];
	if (shortened.url.n > SEGMENT_URL_BYTES_MAX)
		shortened.url.n = SEGMENT_URL_BYTES_MAX;
	if (dedup->records && count > 0)
		write_record(dedup->records, keys, count, &shortened);
	return add(dedup, fingerprint->keys, fingerprint->key_count, documents, &shortened, error);
}

void dedup_record(struct dedup *dedup, struct buf *records)
{
	dedup->records = records;
}

enum status dedup_replay(struct dedup *dedup, struct str bytes, struct error *error)
{
	struct remembered record;
	uint64_t keys[1 + MINHASH_VALUES];
	uint32_t documents[1 + MINHASH_VALUES];
	BUG_UNLESS(bytes.n >= sizeof(record));
	memcpy(&record, bytes.p, sizeof(record));
	bytes = str_slice(bytes, sizeof(record), bytes.n);
	BUG_UNLESS(record.key_count <= 1 + MINHASH_VALUES &&
	           record.key_count * sizeof(*keys) <= bytes.n);
	memcpy(keys, bytes.p, record.key_count * sizeof(*keys));
	memset(documents, 0xff, sizeof(documents)); /* KEY_NO_DOCUMENT: all of them were new */
	const struct seen_document document = {
	        record.id, record.check, record.sketch, record.day,
	        str_slice(bytes, record.key_count * sizeof(*keys), bytes.n)};
	return add(dedup, keys, record.key_count, documents, &document, error);
}

enum status dedup_check(struct dedup *dedup, const struct fingerprint *fingerprint,
                        const struct seen_document *document, struct dedup_verdict *verdict,
                        struct error *error)
{
	uint32_t documents[1 + MINHASH_VALUES], count = fingerprint->key_count;
	const uint64_t *keys = fingerprint->keys;
	*verdict = (struct dedup_verdict){OUTCOME_WRITTEN, document->id, 0, 0};
	if (count == 0)
		return STATUS_OK;
	enum status status = find_keys(dedup, keys, 1, documents, error);
	if (status == STATUS_OK)
		status = judge_keys(dedup, documents, 0, 1, document, verdict, error);
	/* the same text has the same keys: none of them is new */
	if (status != STATUS_OK || verdict->outcome != OUTCOME_WRITTEN)
		return status;
	status = find_keys(dedup, keys + 1, count - 1, documents + 1, error);
	if (status == STATUS_OK)
		status = judge_keys(dedup, documents, 1, count, document, verdict, error);
	return status == STATUS_OK ? remember(dedup, fingerprint, documents, document, error)
	                           : status;
}

enum status dedup_commit(struct dedup *dedup, struct hash128 manifest, int exit_code,
                         struct error *error)
{
	if (dedup->config.index == NULL)
		return STATUS_OK;
	struct index_batch batch = batch_of(dedup->seen);
	struct catalogue_run run = {.exit_code = (uint32_t)exit_code, .manifest = manifest};
	return index_commit(dedup->index, &batch, run, error);
}

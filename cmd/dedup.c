#include "cmd/dedup.h"

#include <stdlib.h>

#include "core/base/bug.h"

struct dedup {
	struct dedup_config config;
	struct seen *seen;
};

struct dedup *dedup_new(const struct dedup_config *config)
{
	struct dedup *dedup = memory_resize(NULL, sizeof(*dedup));
	*dedup = (struct dedup){*config, seen_new((size_t)config->memory_bytes, 0, false)};
	return dedup;
}

void dedup_free(struct dedup *dedup)
{
	if (dedup == NULL)
		return;
	seen_free(dedup->seen);
	free(dedup);
}

/* What sharing key number `key` with `earlier` makes of the document. */
static struct dedup_verdict judge(const struct dedup_config *config, uint32_t key,
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

enum status dedup_check(struct dedup *dedup, const struct fingerprint *fingerprint,
                        const struct seen_document *document, struct dedup_verdict *verdict,
                        struct error *error)
{
	uint32_t documents[1 + MINHASH_VALUES], count = fingerprint->key_count;
	*verdict = (struct dedup_verdict){OUTCOME_WRITTEN, document->id, 0, 0};
	if (count == 0)
		return STATUS_OK;
	seen_find(dedup->seen, fingerprint->keys, count, documents);
	for (uint32_t i = 0; i < count && verdict->outcome == OUTCOME_WRITTEN; i++) {
		if (documents[i] == KEY_NO_DOCUMENT)
			continue;
		struct seen_document earlier = seen_document(dedup->seen, documents[i]);
		*verdict = judge(&dedup->config, i, &earlier, document);
	}
	if (verdict->outcome == OUTCOME_WRITTEN)
		verdict->first = document->id;
	if (!seen_has_room(dedup->seen, count, document->url.n))
		return error_set(error,
		                 "the documents to remember for --dedup need more memory than "
		                 "--dedup-memory allows");
	seen_add(dedup->seen, fingerprint->keys, count, documents, document);
	return STATUS_OK;
}

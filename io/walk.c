#include "io/walk.h"

#include <stdlib.h>

#include "core/base/bug.h"
#include "io/carry.h"

struct walk {
	struct record_reader *reader;
	struct archive *archive;
	struct carry carry;
	struct buf bytes;
	struct archive_batch batch;
	struct batch_bytes span; /* what is being walked */
	bool in_batch;
};

enum archive_result walk_open(const char *path, size_t record_bytes_max, struct walk **opened,
                              struct error *error)
{
	struct walk *walk = memory_resize(NULL, sizeof(*walk));
	*walk = (struct walk){.reader = record_reader_new(record_bytes_max)};
	carry_init(&walk->carry, record_bytes_max);
	buf_init(&walk->bytes, SIZE_MAX / 2);
	enum archive_result result = archive_open(path, false, walk->reader, &walk->archive, error);
	*opened = walk;
	if (result != ARCHIVE_OK) {
		walk_close(walk);
		*opened = NULL;
	}
	return result;
}

void walk_close(struct walk *walk)
{
	if (walk == NULL)
		return;
	archive_close(walk->archive);
	record_reader_free(walk->reader);
	carry_free(&walk->carry);
	buf_free(&walk->bytes);
	free(walk);
}

static enum status next_batch(struct walk *walk, struct error *error)
{
	buf_reset(&walk->bytes);
	enum status status = archive_next(walk->archive, &walk->bytes, &walk->batch, error);
	if (status != STATUS_OK)
		return status;
	if (walk->batch.first)
		carry_reset(&walk->carry);
	bool joined = walk->carry.pending;
	walk->span = joined ? carry_join(&walk->carry, &walk->batch.span) : walk->batch.span;
	records_begin(walk->reader, &walk->span, joined ? &walk->carry.tail : NULL);
	walk->in_batch = true;
	return STATUS_OK;
}

enum status walk_next(struct walk *walk, struct piece *piece, const char **name,
                      struct error *error)
{
	for (;;) {
		if (!walk->in_batch) {
			enum status status = next_batch(walk, error);
			if (status != STATUS_OK)
				return status;
		}
		records_next(walk->reader, piece);
		if (piece->kind != PIECE_END) {
			*name = walk->batch.name;
			return STATUS_OK;
		}
		carry_keep(&walk->carry, &walk->span, records_tail(walk->reader));
		walk->in_batch = false;
	}
}

bool walk_seek(struct walk *walk, uint64_t offset)
{
	if (!archive_seek(walk->archive, offset))
		return false;
	carry_reset(&walk->carry);
	walk->in_batch = false;
	return true;
}

void walk_describe(const struct walk *walk, char *text, size_t size)
{
	archive_describe(walk->archive, text, size);
}

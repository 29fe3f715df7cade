#include "io/journal.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/base/bug.h"
#include "core/base/hash.h"
#include "io/file.h"

struct head {
	uint64_t sum; /* of the record's bytes */
	uint32_t kind, bytes;
};

struct journal {
	char path[PATH_MAX];
	int fd;
	uint64_t bytes;
};

size_t journal_begin(struct buf *to, uint32_t kind)
{
	const struct head head = {.kind = kind};
	size_t begun = to->n;
	buf_append(to, (struct str){(const char *)&head, sizeof(head)});
	return begun;
}

void journal_end(struct buf *to, size_t begun)
{
	struct head head;
	BUG_UNLESS(!to->over && to->n - begun - sizeof(head) <= JOURNAL_RECORD_BYTES_MAX);
	memcpy(&head, to->p + begun, sizeof(head));
	struct str record = str_slice(buf_str(to), begun + sizeof(head), to->n);
	head.bytes = (uint32_t)record.n;
	head.sum = hash64(record);
	memcpy(to->p + begun, &head, sizeof(head));
}

enum status journal_open(const char *path, uint64_t bytes, struct journal **opened,
                         struct error *error)
{
	struct journal *journal = memory_resize(NULL, sizeof(*journal));
	*journal = (struct journal){.bytes = bytes};
	snprintf(journal->path, sizeof(journal->path), "%s", path);
	enum status status = file_open_at(path, bytes, &journal->fd, error);
	*opened = journal;
	if (status != STATUS_OK) {
		free(journal);
		*opened = NULL;
	}
	return status;
}

void journal_close(struct journal *journal)
{
	if (journal == NULL)
		return;
	file_close(&journal->fd);
	free(journal);
}

enum status journal_append(struct journal *journal, struct str records, struct error *error)
{
	journal->bytes += records.n;
	return file_write(journal->fd, journal->path, records, error);
}

enum status journal_sync(struct journal *journal, struct error *error)
{
	return file_sync(journal->fd, journal->path, error);
}

uint64_t journal_bytes(const struct journal *journal)
{
	return journal->bytes;
}

/* --- reading --- */

struct reader {
	const char *path;
	int fd;
	uint64_t left; /* of the file, not read yet */
	struct buf ahead;
	size_t at; /* of the next record in `ahead` */
};

static enum status not_whole(const struct reader *reader, struct error *error)
{
	return error_set(error, "%s: damaged", reader->path);
}

/* The next `n` bytes; fails if there are not as many. */
static enum status take(struct reader *reader, size_t n, struct str *bytes, struct error *error)
{
	enum { PIECE = 1 << 20 };
	while (reader->ahead.n - reader->at < n) {
		size_t want = reader->left < PIECE ? (size_t)reader->left : PIECE, got;
		if (want == 0)
			return not_whole(reader, error);
		buf_drop_front(&reader->ahead, reader->at);
		reader->at = 0;
		enum status status =
		        file_read(reader->fd, reader->path, want, &reader->ahead, &got, error);
		if (status != STATUS_OK)
			return status;
		if (got == 0)
			return not_whole(reader, error);
		reader->left -= got;
	}
	*bytes = str_slice(buf_str(&reader->ahead), reader->at, reader->at + n);
	reader->at += n;
	return STATUS_OK;
}

static enum status read_record(struct reader *reader, uint32_t *kind, struct str *record,
                               struct error *error)
{
	struct head head;
	struct str bytes;
	enum status status = take(reader, sizeof(head), &bytes, error);
	if (status != STATUS_OK)
		return status;
	memcpy(&head, bytes.p, sizeof(head));
	if (head.bytes > JOURNAL_RECORD_BYTES_MAX)
		return not_whole(reader, error);
	status = take(reader, head.bytes, record, error);
	if (status == STATUS_OK && hash64(*record) != head.sum)
		return not_whole(reader, error);
	*kind = head.kind;
	return status;
}

enum status journal_replay(const char *path, uint64_t bytes,
                           enum status (*visit)(void *context, uint32_t kind, struct str record,
                                                struct error *error),
                           void *context, struct error *error)
{
	struct reader reader = {.path = path, .left = bytes};
	enum status status = file_open(path, &reader.fd, error);
	if (status != STATUS_OK)
		return status;
	buf_init(&reader.ahead, 2 * (size_t)JOURNAL_RECORD_BYTES_MAX);
	while (status == STATUS_OK && reader.left + (reader.ahead.n - reader.at) > 0) {
		struct str record;
		uint32_t kind = 0;
		status = read_record(&reader, &kind, &record, error);
		if (status == STATUS_OK)
			status = visit(context, kind, record, error);
	}
	buf_free(&reader.ahead);
	file_close(&reader.fd);
	return status;
}

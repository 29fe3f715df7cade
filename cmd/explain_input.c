#include "cmd/explain_input.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "cmd/page_input.h"
#include "cmd/records.h"
#include "io/file.h"
#include "io/page_file.h"

static enum status open_walk(struct explain_input *input, const char *path, size_t record_bytes_max,
                             struct error *error)
{
	enum archive_result result = walk_open(path, record_bytes_max, &input->walk, error);
	if (result == ARCHIVE_OK)
		return STATUS_OK;
	archive_explain(result, path, error);
	return STATUS_FAILED;
}

static enum status open_at(struct explain_input *input, const char *path, uint64_t offset,
                           size_t record_bytes_max, struct error *error)
{
	struct piece piece;
	const char *name;
	enum status status = open_walk(input, path, record_bytes_max, error);
	if (status != STATUS_OK)
		return status;
	(void)walk_seek(input->walk, offset); /* else it is found by reading up to it */
	do
		status = walk_next(input->walk, &piece, &name, error);
	while (status == STATUS_OK &&
	       (piece.offset < offset || (piece.offset == offset && piece.kind == PIECE_OVERHEAD)));
	if (status == STATUS_FAILED)
		return status;
	if (status == STATUS_END || piece.offset != offset)
		return error_set(error, "%s: no record begins at offset %llu", path,
		                 (unsigned long long)offset);
	if (piece.kind == PIECE_LOSS)
		return error_set(error, "%s@%llu: damaged: %s", path, (unsigned long long)offset,
		                 outcome_name(records_outcome(piece.loss)));
	input->record = records_page(&piece.record, str_from(path));
	return STATUS_OK;
}

/* A request, a revisit and the like have the URL of a page, but are none. */
static bool is_page_at(const struct piece *piece, struct str url)
{
	const struct record *record = &piece->record;
	return piece->kind == PIECE_RECORD && str_equal(record->target_uri, url) &&
	       (str_equal_nocase(record->type, STR("response")) ||
	        str_equal_nocase(record->type, STR("conversion")));
}

static enum status open_url(struct explain_input *input, const char *path, const char *url,
                            size_t record_bytes_max, struct error *error)
{
	struct piece piece;
	const char *name;
	bool has_failed = false;
	enum status status = open_walk(input, path, record_bytes_max, error);
	if (status != STATUS_OK)
		return status;
	while ((status = walk_next(input->walk, &piece, &name, error)) != STATUS_END) {
		if (status == STATUS_OK && is_page_at(&piece, str_from(url))) {
			input->record = records_page(&piece.record, str_from(path));
			return STATUS_OK;
		}
		has_failed |= status == STATUS_FAILED;
	}
	/* the error says why it may not have been found */
	return has_failed ? STATUS_FAILED
	                  : error_set(error, "%s: no page of the URL %s", path, url);
}

/* An archive is no page, though its bytes could be read as text. */
static bool is_page(struct str bytes)
{
	return html_format.starts(bytes) ||
	       (text_format.starts(bytes) && !str_starts(bytes, STR("WARC/")));
}

static enum status open_file(struct explain_input *input, const char *path, struct error *error)
{
	enum status status = page_input_read(path, &input->file, error);
	struct str bytes = buf_str(&input->file);
	if (status != STATUS_OK)
		return status;
	if (bytes.n == 0)
		return error_set(error, "%s: empty file", path);
	if (!is_page(bytes))
		return error_set(error,
		                 "%s: no page; a record is named as FILE@OFFSET, or URL --in FILE",
		                 path);
	input->record = (struct page_record){
	        .type = STR("resource"),
	        .content_type = html_format.starts(bytes) ? STR("text/html") : STR("text/plain"),
	        .block = bytes,
	        .is_bare = true,
	};
	return STATUS_OK;
}

enum status explain_input_open(struct explain_input *input, const char *operand,
                               const char *archive, size_t record_bytes_max, struct error *error)
{
	char path[PATH_MAX];
	unsigned long long offset;
	const char *at = strrchr(operand, '@');
	*input = (struct explain_input){0};
	if (archive)
		return open_url(input, archive, operand, record_bytes_max, error);
	if (at == NULL || (size_t)(at - operand) >= sizeof(path) || file_exists(operand) ||
	    !str_to_number(str_from(at + 1), INT64_MAX, &offset))
		return open_file(input, operand, error);
	snprintf(path, sizeof(path), "%.*s", (int)(at - operand), operand);
	return open_at(input, path, offset, record_bytes_max, error);
}

void explain_input_close(struct explain_input *input)
{
	buf_free(&input->file);
	walk_close(input->walk);
}

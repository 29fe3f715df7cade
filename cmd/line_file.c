#include "cmd/line_file.h"

#include "core/base/buf.h"
#include "io/file.h"

enum { READ_BYTES = 256 << 10 };

struct lines {
	const char *path;
	size_t line_bytes_max;
	line_file_take *take;
	void *context;
	uint64_t number;
};

/* All lines that are whole; at the end of the file, what is left is one. */
static enum status take_lines(struct lines *lines, struct buf *text, bool is_end,
                              struct error *error)
{
	struct str rest = buf_str(text), line;
	enum status status = STATUS_OK;
	while (status == STATUS_OK && rest.n > 0 &&
	       (is_end || memchr(rest.p, '\n', rest.n) != NULL)) {
		(void)str_next(&rest, '\n', &line);
		status = lines->take(lines->context, ++lines->number, line, error);
	}
	buf_drop_front(text, text->n - rest.n);
	if (status == STATUS_OK && text->n > lines->line_bytes_max)
		return error_set(error, "%s:%llu: a line of more than %zu bytes", lines->path,
		                 (unsigned long long)lines->number + 1, lines->line_bytes_max);
	return status;
}

enum status line_file_read(const char *path, size_t line_bytes_max, line_file_take *take,
                           void *context, char sha256[SHA256_HEX_CHARS + 1], struct error *error)
{
	struct lines lines = {path, line_bytes_max, take, context, 0};
	struct buf text;
	size_t got = 1;
	int fd;
	enum status status = file_open(path, &fd, error);
	if (status != STATUS_OK)
		return status;
	struct sha256 *digest = sha256_new();
	buf_init(&text, line_bytes_max + 2 * READ_BYTES);
	while (status == STATUS_OK && got > 0) {
		size_t before = text.n;
		status = file_read(fd, path, READ_BYTES, &text, &got, error);
		if (status != STATUS_OK)
			break;
		sha256_add(digest, str_slice(buf_str(&text), before, text.n));
		status = take_lines(&lines, &text, got == 0, error);
	}
	file_close(&fd);
	buf_free(&text);
	sha256_hex(digest, sha256);
	sha256_free(digest);
	return status;
}

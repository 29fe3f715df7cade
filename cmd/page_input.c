#include "cmd/page_input.h"

#include "io/file.h"

enum { READ_BYTES = 1 << 20 };

enum status page_input_read(const char *path, struct buf *page, struct error *error)
{
	size_t got = 0;
	int fd;
	buf_init(page, PAGE_INPUT_BYTES_MAX + 2 * READ_BYTES);
	enum status status = file_open(path, &fd, error);
	if (status != STATUS_OK)
		return status;
	do {
		status = page->n > PAGE_INPUT_BYTES_MAX
		                 ? error_set(error, "%s: larger than %d bytes", path,
		                             PAGE_INPUT_BYTES_MAX)
		                 : file_read(fd, path, READ_BYTES, page, &got, error);
	} while (status == STATUS_OK && got > 0);
	file_close(&fd);
	return status;
}

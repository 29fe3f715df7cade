#include "io/source.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "io/fetch.h"
#include "io/file.h"

struct source {
	char *path;
	int fd; /* one of the two */
	struct fetch *fetch;
};

enum status source_open(const char *path, struct source **opened, struct error *error)
{
	int fd = -1;
	struct fetch *fetch = NULL;
	*opened = NULL;
	enum status status = fetch_is_url(path) ? fetch_open(path, &fetch_defaults, &fetch, error)
	                                        : file_open(path, &fd, error);
	if (status != STATUS_OK)
		return status;
	struct source *source = memory_resize(NULL, sizeof(*source));
	*source = (struct source){memory_resize(NULL, strlen(path) + 1), fd, fetch};
	memcpy(source->path, path, strlen(path) + 1);
	*opened = source;
	return STATUS_OK;
}

void source_close(struct source *source)
{
	if (source == NULL)
		return;
	fetch_close(source->fetch);
	file_close(&source->fd);
	free(source->path);
	free(source);
}

enum status source_read(struct source *source, size_t most, struct buf *buf, size_t *got,
                        struct error *error)
{
	return source->fetch ? fetch_read(source->fetch, most, buf, got, error)
	                     : file_read(source->fd, source->path, most, buf, got, error);
}

int64_t source_seek(struct source *source, int64_t offset, int whence)
{
	return source->fetch ? -1 : file_seek(source->fd, offset, whence);
}

#include "io/spool.h"

#include <stdio.h>

#include "io/file.h"

enum { PENDING_BYTES = 1 << 20 };

enum status spool_open(struct spool *spool, const char *folder, const char *name,
                       struct error *error)
{
	*spool = (struct spool){.fd = -1};
	buf_init(&spool->pending, SIZE_MAX / 2); /* flushed when it is PENDING_BYTES long */
	int n = snprintf(spool->path, sizeof(spool->path), "%s/%s", folder, name);
	if (n < 0 || n >= PATH_MAX)
		return error_set(error, "%s: the path is too long", folder);
	return file_create_nameless(spool->path, &spool->fd, error);
}

void spool_close(struct spool *spool)
{
	if (spool->path[0] == '\0')
		return;
	file_close(&spool->fd);
	buf_free(&spool->pending);
	*spool = (struct spool){.fd = -1};
}

enum status spool_append(struct spool *spool, const void *bytes, size_t n, struct error *error)
{
	buf_append(&spool->pending, (struct str){bytes, n});
	spool->bytes += n;
	return spool->pending.n < PENDING_BYTES ? STATUS_OK : spool_flush(spool, error);
}

enum status spool_flush(struct spool *spool, struct error *error)
{
	enum status status = file_write(spool->fd, spool->path, buf_str(&spool->pending), error);
	buf_reset(&spool->pending);
	return status;
}

enum status spool_write_at(struct spool *spool, uint64_t offset, const void *bytes, size_t n,
                           struct error *error)
{
	return file_write_at(spool->fd, spool->path, offset, (struct str){bytes, n}, error);
}

enum status spool_read_at(const struct spool *spool, uint64_t offset, void *bytes, size_t n,
                          struct error *error)
{
	return file_read_at(spool->fd, spool->path, offset, bytes, n, error);
}

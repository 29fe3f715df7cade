#include "io/lock.h"

#include <stdbool.h>
#include <unistd.h>

#include "io/file.h"

enum { OWNER_BYTES_MAX = 256 };

/* What the owner has written there; empty if it has not come to that yet, or there is none. */
static void read_owner(const char *path, struct buf *owner)
{
	struct error error;
	if (file_read_whole(path, OWNER_BYTES_MAX, owner, &error) != STATUS_OK)
		buf_reset(owner);
}

static enum status say_owner(const char *path, struct error *error)
{
	struct buf owner;
	buf_init(&owner, 1 << 20);
	read_owner(path, &owner);
	struct str text = str_trim(buf_str(&owner));
	if (text.n > 0)
		error_set(error, "%s: another run is at work here: %.*s", path, STR_ARG(text));
	buf_free(&owner);
	return STATUS_FAILED;
}

static enum status write_owner(const char *path, int fd, struct error *error)
{
	struct buf owner;
	char host[OWNER_BYTES_MAX / 2] = "";
	if (gethostname(host, sizeof(host) - 1) != 0)
		host[0] = '\0'; /* then the process alone must do */
	buf_init(&owner, OWNER_BYTES_MAX);
	buf_printf(&owner, "process %ld on %s\n", (long)getpid(), host);
	enum status status = file_empty(fd, path, error);
	if (status == STATUS_OK)
		status = file_write(fd, path, buf_str(&owner), error);
	buf_free(&owner);
	return status;
}

enum status lock_take(const char *path, int *fd, struct error *error)
{
	bool in_use;
	/* A lock is removed when it is released: what was opened may have gone by the time that it
	 * is locked, and another be in its place. */
	do {
		if (file_try_lock(path, true, fd, &in_use, error) != STATUS_OK)
			return in_use ? say_owner(path, error) : STATUS_FAILED;
		if (file_is_at(*fd, path))
			break;
		file_close(fd);
	} while (true);
	enum status status = write_owner(path, *fd, error);
	if (status != STATUS_OK)
		lock_release(path, fd);
	return status;
}

void lock_release(const char *path, int *fd)
{
	if (*fd >= 0)
		file_remove(path);
	file_close(fd);
}

#include "io/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/flow.h"

enum { FILE_MODE = 0666, FOLDER_MODE = 0777 }; /* less the user's umask */

/* --- calls that name a file: outside of the sandbox, if a thread within asks for one --- */

struct call {
	int (*run)(const struct call *call);
	const char *path, *new_path;
	int flags;
	struct stat *info;
	struct dirent ***entries;
	int result, failed;
};

static void make_call(void *argument)
{
	struct call *call = argument;
	call->result = call->run(call);
	call->failed = errno;
}

/* As the call itself: its result, and errno. */
static int outside(struct call call)
{
	flow_outside(make_call, &call);
	errno = call.failed;
	return call.result;
}

static int run_open(const struct call *call)
{
	return open(call->path, call->flags | O_CLOEXEC, FILE_MODE);
}

static int open_file(const char *path, int flags)
{
	return outside((struct call){.run = run_open, .path = path, .flags = flags});
}

static int run_stat(const struct call *call)
{
	return stat(call->path, call->info);
}

static int stat_file(const char *path, struct stat *info)
{
	return outside((struct call){.run = run_stat, .path = path, .info = info});
}

static int run_lstat(const struct call *call)
{
	return lstat(call->path, call->info);
}

static int stat_link(const char *path, struct stat *info)
{
	return outside((struct call){.run = run_lstat, .path = path, .info = info});
}

static int run_rename(const struct call *call)
{
	return rename(call->path, call->new_path);
}

static int rename_file(const char *path, const char *new_path)
{
	return outside((struct call){.run = run_rename, .path = path, .new_path = new_path});
}

static int run_unlink(const struct call *call)
{
	return unlink(call->path);
}

void file_remove(const char *path)
{
	(void)outside((struct call){.run = run_unlink, .path = path});
}

static int run_rmdir(const struct call *call)
{
	return rmdir(call->path);
}

void file_remove_folder(const char *path)
{
	(void)outside((struct call){.run = run_rmdir, .path = path});
}

static int run_mkdir(const struct call *call)
{
	return mkdir(call->path, FOLDER_MODE);
}

static int make_one_folder(const char *path)
{
	return outside((struct call){.run = run_mkdir, .path = path});
}

static int not_dots(const struct dirent *entry)
{
	return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

/* Not alphasort: that follows the locale, and the order decides which duplicate is kept. */
static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int run_scandir(const struct call *call)
{
	return scandir(call->path, call->entries, not_dots, by_bytes);
}

static int list_folder(const char *path, struct dirent ***entries)
{
	return outside((struct call){.run = run_scandir, .path = path, .entries = entries});
}

/* --- opening, reading, writing --- */

enum status file_open(const char *path, int *fd, struct error *error)
{
	struct stat info;
	if (strcmp(path, "-") == 0) {
		*fd = dup(STDIN_FILENO);
		return *fd < 0 ? error_system(error, "standard input", "cannot open", errno)
		               : STATUS_OK;
	}
	*fd = open_file(path, O_RDONLY);
	if (*fd < 0)
		return error_system(error, path, "cannot open", errno);
	if (fstat(*fd, &info) == 0 && S_ISDIR(info.st_mode)) {
		file_close(fd);
		return error_system(error, path, "cannot read", EISDIR);
	}
	posix_fadvise(*fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	return STATUS_OK;
}

bool file_lacks_means(const struct error *error)
{
	return error->number == EMFILE || error->number == ENFILE || error->number == ENOMEM;
}

enum status file_read(int fd, const char *path, size_t most, struct buf *buf, size_t *got,
                      struct error *error)
{
	char *room = buf_reserve(buf, most);
	ssize_t n;
	*got = 0;
	if (room == NULL)
		return error_set(error, "%s: read buffer over its limit", path);
	do
		n = read(fd, room, most);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return error_system(error, path, "cannot read", errno);
	buf->n += (size_t)n;
	*got = (size_t)n;
	return STATUS_OK;
}

enum status file_open_random(const char *path, int *fd, struct error *error)
{
	*fd = open_file(path, O_RDONLY);
	if (*fd < 0)
		return error_system(error, path, "cannot open", errno);
	posix_fadvise(*fd, 0, 0, POSIX_FADV_RANDOM);
	return STATUS_OK;
}

enum status file_read_at(int fd, const char *path, uint64_t offset, void *bytes, size_t n,
                         struct error *error)
{
	char *to = bytes;
	while (n > 0) {
		ssize_t got = pread(fd, to, n, (off_t)offset);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_system(error, path, "cannot read", errno);
		if (got == 0)
			return error_set(error, "%s: ends where more should be", path);
		to += got;
		offset += (uint64_t)got;
		n -= (size_t)got;
	}
	return STATUS_OK;
}

enum status file_read_whole(const char *path, size_t max, struct buf *buf, struct error *error)
{
	enum { PIECE = 64 << 10 };
	int fd;
	size_t got = 1, before = buf->n;
	enum status status = file_open(path, &fd, error);
	if (status != STATUS_OK)
		return status;
	while (status == STATUS_OK && got > 0 && buf->n - before <= max)
		status = file_read(fd, path, PIECE, buf, &got, error);
	file_close(&fd);
	if (status == STATUS_OK && buf->n - before > max)
		return error_set(error, "%s: larger than %zu bytes", path, max);
	return status;
}

int64_t file_seek(int fd, int64_t offset, int whence)
{
	return lseek(fd, offset, whence);
}

enum status file_create(const char *path, int *fd, struct error *error)
{
	*fd = open_file(path, O_WRONLY | O_CREAT | O_TRUNC);
	return *fd < 0 ? error_system(error, path, "cannot create", errno) : STATUS_OK;
}

enum status file_write(int fd, const char *path, struct str bytes, struct error *error)
{
	while (bytes.n > 0) {
		ssize_t n = write(fd, bytes.p, bytes.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_system(error, path, "cannot write", errno);
		bytes = str_slice(bytes, (size_t)n, bytes.n);
	}
	return STATUS_OK;
}

enum status file_write_at(int fd, const char *path, uint64_t offset, struct str bytes,
                          struct error *error)
{
	while (bytes.n > 0) {
		ssize_t n = pwrite(fd, bytes.p, bytes.n, (off_t)offset);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_system(error, path, "cannot write", errno);
		bytes = str_slice(bytes, (size_t)n, bytes.n);
		offset += (uint64_t)n;
	}
	return STATUS_OK;
}

enum status file_open_at(const char *path, uint64_t bytes, int *fd, struct error *error)
{
	*fd = open_file(path, O_WRONLY | O_CREAT | O_APPEND);
	if (*fd < 0)
		return error_system(error, path, "cannot open", errno);
	if (ftruncate(*fd, (off_t)bytes) == 0)
		return STATUS_OK;
	int failed = errno;
	file_close(fd);
	return error_system(error, path, "cannot write", failed);
}

enum status file_empty(int fd, const char *path, struct error *error)
{
	return ftruncate(fd, 0) == 0 ? STATUS_OK : error_system(error, path, "cannot write", errno);
}

enum status file_create_nameless(const char *path, int *fd, struct error *error)
{
	*fd = open_file(path, O_RDWR | O_CREAT | O_TRUNC);
	if (*fd < 0)
		return error_system(error, path, "cannot create", errno);
	file_remove(path);
	return STATUS_OK;
}

enum status file_lock(const char *path, bool alone, int *fd, struct error *error)
{
	bool in_use;
	return file_try_lock(path, alone, fd, &in_use, error);
}

enum status file_try_lock(const char *path, bool alone, int *fd, bool *in_use, struct error *error)
{
	*in_use = false;
	*fd = open_file(path, O_RDWR | O_CREAT);
	if (*fd < 0)
		return error_system(error, path, "cannot open", errno);
	if (flock(*fd, (alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0)
		return STATUS_OK;
	int failed = errno;
	file_close(fd);
	*in_use = failed == EWOULDBLOCK;
	if (*in_use)
		return error_set(error, "%s: in use by another process", path);
	return error_system(error, path, "cannot lock", failed);
}

bool file_is_at(int fd, const char *path)
{
	struct stat open_one, named;
	return fstat(fd, &open_one) == 0 && stat_file(path, &named) == 0 &&
	       open_one.st_ino == named.st_ino && open_one.st_dev == named.st_dev;
}

enum status file_sync(int fd, const char *path, struct error *error)
{
	return fsync(fd) == 0 ? STATUS_OK : error_system(error, path, "cannot write", errno);
}

enum status file_sync_close(int *fd, const char *path, struct error *error)
{
	/* EINVAL and EROFS: a pipe or device, which has nothing to sync */
	int failed = fsync(*fd) != 0 && errno != EINVAL && errno != EROFS ? errno : 0;
	if (close(*fd) != 0 && failed == 0)
		failed = errno;
	*fd = -1;
	return failed ? error_system(error, path, "cannot write", failed) : STATUS_OK;
}

void file_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void sync_folder_of(const char *path)
{
	char folder[PATH_MAX];
	const char *slash = strrchr(path, '/');
	snprintf(folder, sizeof(folder), "%.*s", slash ? (int)(slash - path) + 1 : 1,
	         slash ? path : ".");
	int fd = open_file(folder, O_RDONLY | O_DIRECTORY);
	if (fd < 0)
		return;
	/* some file systems cannot sync a folder; the rename itself is what must not fail */
	if (fsync(fd) != 0)
		errno = 0;
	close(fd);
}

enum status file_publish(const char *from, const char *to, struct error *error)
{
	if (rename_file(from, to) != 0)
		return error_system(error, to, "cannot rename to", errno);
	sync_folder_of(to);
	return STATUS_OK;
}

static enum status create_and_write(const char *path, struct str bytes, struct error *error)
{
	int fd;
	enum status status = file_create(path, &fd, error);
	if (status != STATUS_OK)
		return status;
	status = file_write(fd, path, bytes, error);
	if (status == STATUS_OK)
		return file_sync_close(&fd, path, error);
	file_close(&fd);
	return status;
}

enum status file_write_whole(const char *path, struct str bytes, struct error *error)
{
	char temporary[PATH_MAX];
	struct stat info;
	if (stat_file(path, &info) == 0 && !S_ISREG(info.st_mode))
		return create_and_write(path, bytes, error);
	size_t n = (size_t)snprintf(temporary, sizeof(temporary), "%s.tmp", path);
	if (n >= sizeof(temporary))
		return error_system(error, path, "cannot create", ENAMETOOLONG);
	enum status status = create_and_write(temporary, bytes, error);
	if (status == STATUS_OK)
		status = file_publish(temporary, path, error);
	if (status != STATUS_OK)
		file_remove(temporary);
	return status;
}

enum status file_make_new_folder(const char *path, bool *is_new, struct error *error)
{
	*is_new = make_one_folder(path) == 0;
	return *is_new || errno == EEXIST
	               ? STATUS_OK
	               : error_system(error, path, "cannot create folder", errno);
}

enum status file_make_folder(const char *path, struct error *error)
{
	char part[PATH_MAX];
	size_t n = strlen(path);
	if (n == 0 || n >= sizeof(part))
		return error_set(error, "%s: not a usable folder name", path);
	memcpy(part, path, n + 1);
	for (size_t i = 1; i <= n; i++) {
		if (part[i] != '/' && part[i] != '\0')
			continue;
		part[i] = '\0';
		if (make_one_folder(part) != 0 && errno != EEXIST)
			return error_system(error, part, "cannot create folder", errno);
		part[i] = path[i];
	}
	if (!file_is_folder(path))
		return error_system(error, path, "cannot create folder", ENOTDIR);
	return STATUS_OK;
}

uint64_t file_size(const char *path)
{
	struct stat info;
	return stat_file(path, &info) == 0 && S_ISREG(info.st_mode) ? (uint64_t)info.st_size : 0;
}

struct file_stamp file_stamp(const char *path)
{
	struct stat info;
	if (stat_file(path, &info) != 0 || !S_ISREG(info.st_mode))
		return (struct file_stamp){0};
	return (struct file_stamp){(uint64_t)info.st_size,
	                           (uint64_t)info.st_mtim.tv_sec * 1000000000u +
	                                   (uint64_t)info.st_mtim.tv_nsec};
}

bool file_is_stream(const char *path)
{
	struct stat info;
	return strcmp(path, "-") == 0 ||
	       (stat_file(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode));
}

bool file_exists(const char *path)
{
	struct stat info;
	return stat_file(path, &info) == 0;
}

bool file_is_folder(const char *path)
{
	struct stat info;
	return stat_file(path, &info) == 0 && S_ISDIR(info.st_mode);
}

struct walk {
	void (*visit)(void *context, const char *path);
	void *context;
	struct error *error;
};

enum status file_each(const char *folder, const char *prefix,
                      void (*visit)(void *context, const char *path), void *context,
                      struct error *error)
{
	struct dirent **entries;
	int n = list_folder(folder, &entries);
	if (n < 0)
		return error_system(error, folder, "cannot read folder", errno);
	for (int i = 0; i < n; i++) {
		char path[PATH_MAX];
		int length = snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
		if (str_starts(str_from(entries[i]->d_name), str_from(prefix)) && length > 0 &&
		    length < (int)sizeof(path))
			visit(context, path);
		free(entries[i]);
	}
	free(entries);
	return STATUS_OK;
}

static void walk_entry(const struct walk *walk, const char *path, int depth);

static enum status walk_folder(const struct walk *walk, const char *folder, int depth)
{
	struct dirent **entries;
	int n = list_folder(folder, &entries);
	if (n < 0)
		return error_system(walk->error, folder, "cannot read folder", errno);
	for (int i = 0; i < n; i++) {
		char path[PATH_MAX];
		size_t end = strlen(folder);
		const char *slash = end > 0 && folder[end - 1] == '/' ? "" : "/";
		int length =
		        snprintf(path, sizeof(path), "%s%s%s", folder, slash, entries[i]->d_name);
		free(entries[i]);
		if (length > 0 && length < (int)sizeof(path))
			walk_entry(walk, path, depth);
	}
	free(entries);
	return STATUS_OK;
}

/* What cannot be looked into is visited, for the visitor to fail on it and say so. */
static void walk_entry(const struct walk *walk, const char *path, int depth)
{
	struct stat link, info;
	if (stat_link(path, &link) != 0 || stat_file(path, &info) != 0) {
		if (errno != ENOENT && errno != ELOOP) /* gone by now, or a link to nothing */
			walk->visit(walk->context, path);
	} else if (S_ISREG(info.st_mode)) {
		walk->visit(walk->context, path);
	} else if (S_ISDIR(link.st_mode)) {
		if (depth == FOLDER_DEPTH_MAX || walk_folder(walk, path, depth + 1) != STATUS_OK)
			walk->visit(walk->context, path);
	}
}

enum status file_walk(const char *folder, void (*visit)(void *context, const char *path),
                      void *context, struct error *error)
{
	struct walk walk = {visit, context, error};
	return walk_folder(&walk, folder, 0);
}

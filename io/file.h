/*
 * Every call to the file system goes through here: EINTR and short reads and writes are dealt
 * with, errors name path and cause, and what names a file is done outside of the sandbox (flow.h).
 */
#ifndef IO_FILE_H
#define IO_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/status.h"
#include "core/base/str.h"

/* "-" is standard input. */
MUST_CHECK enum status file_open(const char *path, int *fd, struct error *error);

/* True if it is for want of descriptors or memory that a file could not be opened, which says
 * nothing about the file. */
bool file_lacks_means(const struct error *error);

/* Appends up to `most` bytes to `buf`; `*got` is 0 at the end of the file only. */
MUST_CHECK enum status file_read(int fd, const char *path, size_t most, struct buf *buf,
                                 size_t *got, struct error *error);

/* Just `n` bytes at an offset; fewer are an error. For files that are read here and there. */
MUST_CHECK enum status file_open_random(const char *path, int *fd, struct error *error);
MUST_CHECK enum status file_read_at(int fd, const char *path, uint64_t offset, void *bytes,
                                    size_t n, struct error *error);

/* The whole of a file of at most `max` bytes, appended. */
MUST_CHECK enum status file_read_whole(const char *path, size_t max, struct buf *buf,
                                       struct error *error);

/* As lseek; -1 for what cannot seek. */
int64_t file_seek(int fd, int64_t offset, int whence);

/* A new, empty file for writing; one that is there already is emptied. */
MUST_CHECK enum status file_create(const char *path, int *fd, struct error *error);
MUST_CHECK enum status file_write(int fd, const char *path, struct str bytes, struct error *error);

MUST_CHECK enum status file_write_at(int fd, const char *path, uint64_t offset, struct str bytes,
                                     struct error *error);

/* For appending behind the first `bytes` bytes; what is behind them is cut off. Made if it is not
 * there. */
MUST_CHECK enum status file_open_at(const char *path, uint64_t bytes, int *fd, struct error *error);
MUST_CHECK enum status file_empty(int fd, const char *path, struct error *error);

/* For writing and reading, and gone when it is closed, however the program ends. */
MUST_CHECK enum status file_create_nameless(const char *path, int *fd, struct error *error);

MUST_CHECK enum status file_sync(int fd, const char *path, struct error *error);

/* To the disk, and closed whatever happens; `*fd` becomes -1. */
MUST_CHECK enum status file_sync_close(int *fd, const char *path, struct error *error);
void file_close(int *fd); /* for files that were only read, or are thrown away; -1 is fine */

/* Gives a finished file its final name, and writes the folder's change to the disk. */
MUST_CHECK enum status file_publish(const char *from, const char *to, struct error *error);

/* A whole file or none: written under another name first. A device or pipe is written as it is. */
MUST_CHECK enum status file_write_whole(const char *path, struct str bytes, struct error *error);
void file_remove(const char *path);        /* a file that is not there is fine */
void file_remove_folder(const char *path); /* an empty one; what cannot be removed stays */
MUST_CHECK enum status file_make_folder(const char *path,
                                        struct error *error); /* and its parents */

/* Without its parents; `*is_new` is false where it, or a file, is there already. */
MUST_CHECK enum status file_make_new_folder(const char *path, bool *is_new, struct error *error);

/*
 * Locks the file at `path`, made if it is not there, against others that lock it: against all if
 * `alone`, else against those that want it alone. Fails at once if it is locked. Lasts until `*fd`
 * is closed, or the program ends in whichever way.
 */
MUST_CHECK enum status file_lock(const char *path, bool alone, int *fd, struct error *error);

/* The same; `*in_use` says whether it is for another's lock that it fails. */
MUST_CHECK enum status file_try_lock(const char *path, bool alone, int *fd, bool *in_use,
                                     struct error *error);

/* True if `fd` is the file that has this name now. */
bool file_is_at(int fd, const char *path);

/* Bytes of a regular file; 0 for anything else. */
uint64_t file_size(const char *path);
/* "-", a pipe, a device: what is read from it is gone. */
bool file_is_stream(const char *path);
bool file_exists(const char *path);

/* Size and time of the last change (since 1970) of a regular file; 0 for anything else. */
struct file_stamp {
	uint64_t bytes, changed_ns;
};
struct file_stamp file_stamp(const char *path);
bool file_is_folder(const char *path);

/* Calls `visit` with the path of each file in `folder` whose name begins with `prefix`. */
MUST_CHECK enum status file_each(const char *folder, const char *prefix,
                                 void (*visit)(void *context, const char *path), void *context,
                                 struct error *error);

/*
 * Calls `visit` with the path of every regular file below `folder`, in the byte order of their
 * names, at most FOLDER_DEPTH_MAX deep. Symbolic links to folders are not followed. What is found
 * but cannot be looked into, a file or a folder, is visited too: opening it will say why. Fails
 * only if `folder` itself cannot be read.
 */
enum { FOLDER_DEPTH_MAX = 64 };
MUST_CHECK enum status file_walk(const char *folder, void (*visit)(void *context, const char *path),
                                 void *context, struct error *error);

#endif

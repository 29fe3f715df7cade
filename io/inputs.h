/* The list of inputs that a command line means. */
#ifndef IO_INPUTS_H
#define IO_INPUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"

enum { INPUTS_MAX = 4 << 20 };

struct input {
	char *path;
	char *name; /* for rows and messages: the path, of a URL without user, password and query */
	const char *folder;  /* the operand it was found under, or NULL; if it is nothing that is
	                        read here it is then passed over in silence */
	bool archives_only;  /* a page by itself is passed over too: it lies among archives */
	uint64_t size;       /* bytes, 0 if not known */
	uint64_t changed_ns; /* when the file was changed last; 0 if not known */
};

struct inputs {
	struct input *list;
	size_t count, capacity;
	const char *prefix; /* put before each path of a list; "" for none */
};

void inputs_init(struct inputs *inputs);
void inputs_free(struct inputs *inputs);

/*
 * Adds what `operand` means: "-" standard input; "@FILE" the paths in FILE, one a line, blank lines
 * and those that begin with '#' left out, FILE plain or gzip, and a URL too; a folder all files
 * below it, in byte order; else a file, whether it is there or not. In a folder that holds an
 * archive, files that are one page are not meant: an archive's folder often has notes and indexes
 * in it. Fails if a list or folder cannot be read. `operand` must outlive the inputs.
 */
MUST_CHECK enum status inputs_add(struct inputs *inputs, const char *operand, struct error *error);

#endif

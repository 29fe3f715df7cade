/* A file of lines, read piece by piece, so that it may be larger than what is kept of it. */
#ifndef CMD_LINE_FILE_H
#define CMD_LINE_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/digest.h"
#include "core/base/status.h"
#include "core/base/str.h"

/* `number` is the line's, from 1; `line` is without its end. */
typedef enum status line_file_take(void *context, uint64_t number, struct str line,
                                   struct error *error);

/*
 * Gives every line to `take`, which may end the reading. A line over `line_bytes_max` is an error.
 * `sha256` is that of the whole file.
 */
MUST_CHECK enum status line_file_read(const char *path, size_t line_bytes_max, line_file_take *take,
                                      void *context, char sha256[SHA256_HEX_CHARS + 1],
                                      struct error *error);

#endif

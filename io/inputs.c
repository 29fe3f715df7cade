#include "io/inputs.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "core/base/gzip.h"
#include "core/base/inflate.h"
#include "io/archive.h"
#include "io/fetch.h"
#include "io/file.h"
#include "io/source.h"

enum {
	LIST_BYTES_MAX = 512 << 20,
	LIST_READ_BYTES = 1 << 20,
	CAPACITY_FIRST = 64,
};

void inputs_init(struct inputs *inputs)
{
	*inputs = (struct inputs){0};
}

void inputs_free(struct inputs *inputs)
{
	for (size_t i = 0; i < inputs->count; i++) {
		free(inputs->list[i].path);
		free(inputs->list[i].name);
	}
	free(inputs->list);
	inputs_init(inputs);
}

static char *c_string(struct str s)
{
	char *copy = memory_resize(NULL, s.n + 1);
	memcpy(copy, s.p, s.n);
	copy[s.n] = '\0';
	return copy;
}

static char *name_of(const char *path)
{
	struct buf printable;
	if (!fetch_is_url(path))
		return c_string(str_from(path));
	buf_init(&printable, SIZE_MAX / 2);
	fetch_printable(path, &printable);
	char *name = c_string(buf_str(&printable));
	buf_free(&printable);
	return name;
}

static void add(struct inputs *inputs, struct str path, const char *folder)
{
	if (inputs->count == INPUTS_MAX)
		return; /* inputs_add says so */
	if (inputs->count == inputs->capacity) {
		inputs->capacity = inputs->capacity ? inputs->capacity * 2 : CAPACITY_FIRST;
		inputs->list =
		        memory_resize(inputs->list, inputs->capacity * sizeof(*inputs->list));
	}
	char *own = c_string(path);
	struct file_stamp stamp = file_stamp(own);
	inputs->list[inputs->count++] = (struct input){.path = own,
	                                               .name = name_of(own),
	                                               .folder = folder,
	                                               .size = stamp.bytes,
	                                               .changed_ns = stamp.changed_ns};
}

struct found {
	struct inputs *inputs;
	const char *folder;
};

static void add_found(void *context, const char *path)
{
	const struct found *found = context;
	add(found->inputs, str_from(path), found->folder);
}

/* The whole of a list, inflated if it is gzip. */
static enum status read_list(const char *path, struct buf *text, struct error *error)
{
	struct source *source;
	struct buf packed;
	size_t got = 0;
	enum status status = source_open(path, &source, error);
	if (status != STATUS_OK)
		return status;
	do
		status = source_read(source, LIST_READ_BYTES, text, &got, error);
	while (status == STATUS_OK && got > 0);
	source_close(source);
	if (status != STATUS_OK || !gzip_starts(buf_str(text)))
		return status;
	packed = *text;
	buf_init(text, LIST_BYTES_MAX);
	if (inflate_all(INFLATE_GZIP, buf_str(&packed), text, &got) != CODEC_OK)
		status = error_set(error, "%s: damaged gzip data, or over %d bytes", path,
		                   LIST_BYTES_MAX);
	buf_free(&packed);
	return status;
}

static void add_listed(struct inputs *inputs, struct str path)
{
	struct buf whole;
	buf_init(&whole, LIST_BYTES_MAX);
	if (inputs->prefix)
		buf_append(&whole, str_from(inputs->prefix));
	buf_append(&whole, path);
	add(inputs, buf_str(&whole), NULL);
	buf_free(&whole);
}

static enum status add_list(struct inputs *inputs, const char *path, struct error *error)
{
	struct buf text;
	buf_init(&text, LIST_BYTES_MAX);
	enum status status = read_list(path, &text, error);
	struct str rest = buf_str(&text), line;
	while (status == STATUS_OK && str_next(&rest, '\n', &line)) {
		line = str_trim(line);
		if (line.n > 0 && line.p[0] != '#')
			add_listed(inputs, line);
	}
	buf_free(&text);
	return status;
}

static enum status add_folder(struct inputs *inputs, const char *folder, struct error *error)
{
	struct found found = {inputs, folder};
	size_t first = inputs->count;
	bool has_archive = false;
	enum status status = file_walk(folder, add_found, &found, error);
	for (size_t i = first; i < inputs->count && !has_archive; i++)
		has_archive = archive_begins(inputs->list[i].path);
	for (size_t i = first; i < inputs->count; i++)
		inputs->list[i].archives_only = has_archive;
	return status;
}

enum status inputs_add(struct inputs *inputs, const char *operand, struct error *error)
{
	enum status status = STATUS_OK;
	if (operand[0] == '@')
		status = add_list(inputs, operand + 1, error);
	else if (file_is_folder(operand))
		status = add_folder(inputs, operand, error);
	else
		add(inputs, str_from(operand), NULL);
	if (status == STATUS_OK && inputs->count == INPUTS_MAX)
		return error_set(error, "%s: more than %d inputs", operand, INPUTS_MAX - 1);
	return status;
}

#include "io/index_catalogue.h"

#include <stdlib.h>

#include "core/base/bug.h"

enum { FORMAT_VERSION = 1 };

static const struct str magic = STR_INIT("thresh-index ");

void catalogue_init(struct catalogue *catalogue, const char *keys)
{
	*catalogue = (struct catalogue){.next_segment = 1};
	size_t n = strlen(keys);
	BUG_UNLESS(n < sizeof(catalogue->keys));
	memcpy(catalogue->keys, keys, n + 1);
}

void catalogue_free(struct catalogue *catalogue)
{
	free(catalogue->segments);
	free(catalogue->runs);
	*catalogue = (struct catalogue){.next_segment = 1};
}

/* Room for one more in a list that doubles when it is full: at each power of two. */
static void *with_room(void *list, size_t count, size_t size)
{
	if (count & (count - 1))
		return list;
	return memory_resize(list, (count ? 2 * count : 1) * size);
}

void catalogue_add_segment(struct catalogue *catalogue, struct catalogue_segment segment)
{
	catalogue->segments =
	        with_room(catalogue->segments, catalogue->segment_count, sizeof(segment));
	catalogue->segments[catalogue->segment_count++] = segment;
}

void catalogue_add_run(struct catalogue *catalogue, struct catalogue_run run)
{
	catalogue->runs = with_room(catalogue->runs, catalogue->run_count, sizeof(run));
	catalogue->runs[catalogue->run_count++] = run;
}

/* --- reading --- */

static bool next_number(struct str *line, uint64_t max, uint64_t *number)
{
	struct str word;
	unsigned long long value;
	if (!str_next(line, ' ', &word) || !str_to_number(word, max, &value))
		return false;
	*number = value;
	return true;
}

static bool read_run(struct str line, struct catalogue *catalogue)
{
	uint64_t documents, exit_code;
	struct catalogue_run run;
	if (catalogue->run_count == CATALOGUE_RUNS_MAX ||
	    !next_number(&line, UINT32_MAX - 1, &documents) ||
	    !next_number(&line, UINT8_MAX, &exit_code) || !hash128_from_hex(line, &run.manifest))
		return false;
	run.documents = (uint32_t)documents;
	run.exit_code = (uint32_t)exit_code;
	catalogue_add_run(catalogue, run);
	return true;
}

static bool read_segment(struct str line, struct catalogue *catalogue)
{
	uint64_t number, bytes;
	if (catalogue->segment_count == CATALOGUE_SEGMENTS_MAX ||
	    !next_number(&line, UINT32_MAX - 1, &number) ||
	    !next_number(&line, INT64_MAX, &bytes) || line.n > 0)
		return false;
	catalogue_add_segment(catalogue, (struct catalogue_segment){(uint32_t)number, bytes});
	return true;
}

static bool read_keys(struct str line, struct catalogue *catalogue)
{
	if (line.n >= sizeof(catalogue->keys) || line.n == 0)
		return false;
	memcpy(catalogue->keys, line.p, line.n);
	catalogue->keys[line.n] = '\0';
	return true;
}

static bool read_next(struct str line, struct catalogue *catalogue)
{
	uint64_t number;
	if (!next_number(&line, UINT32_MAX - 1, &number) || line.n > 0)
		return false;
	catalogue->next_segment = (uint32_t)number;
	return true;
}

static const struct {
	struct str word;
	bool (*read)(struct str line, struct catalogue *catalogue);
} kinds[] = {{STR_INIT("keys "), read_keys},
             {STR_INIT("next-segment "), read_next},
             {STR_INIT("run "), read_run},
             {STR_INIT("segment "), read_segment}};

static bool read_line(struct str line, struct catalogue *catalogue)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (str_starts(line, kinds[i].word))
			return kinds[i].read(str_slice(line, kinds[i].word.n, line.n), catalogue);
	return false;
}

/* Cuts the last line off and holds it against the rest. */
static bool checksum_holds(struct str *text)
{
	enum { LAST_BYTES = sizeof("end ") - 1 + HASH128_HEX_CHARS + 1 };
	struct hash128 want, got;
	if (text->n < LAST_BYTES || text->p[text->n - 1] != '\n')
		return false;
	struct str last = str_slice(*text, text->n - LAST_BYTES, text->n - 1);
	*text = str_slice(*text, 0, text->n - LAST_BYTES);
	got = hash128(*text);
	return str_starts(last, STR("end ")) &&
	       hash128_from_hex(str_slice(last, 4, last.n), &want) && want.high == got.high &&
	       want.low == got.low;
}

/* There is one version so far; one that is not known may mean anything behind its first line. */
static enum status check_version(struct str line, const char *path, struct error *error)
{
	unsigned long long version;
	if (!str_starts(line, magic))
		return error_set(error, "%s: no index of thresh", path);
	if (!str_to_number(str_slice(line, magic.n, line.n), UINT32_MAX, &version))
		return error_set(error, "%s: the index is damaged: no format version", path);
	if (version != FORMAT_VERSION)
		return error_set(error, "%s: the index has format %llu, this program knows %d",
		                 path, version, FORMAT_VERSION);
	return STATUS_OK;
}

enum status catalogue_read(struct str text, const char *path, struct catalogue *catalogue,
                           struct error *error)
{
	struct str line = STR("");
	*catalogue = (struct catalogue){.next_segment = 1};
	str_next(&text, '\n', &line);
	enum status status = check_version(line, path, error);
	if (status != STATUS_OK)
		return status;
	if (!checksum_holds(&text))
		return error_set(error, "%s: the index is damaged: wrong checksum", path);
	while (str_next(&text, '\n', &line))
		if (!read_line(line, catalogue))
			return error_set(error, "%s: the index is damaged: a wrong line", path);
	if (catalogue->keys[0] == '\0')
		return error_set(error, "%s: the index is damaged: a line is missing", path);
	return STATUS_OK;
}

/* --- writing --- */

void catalogue_write(const struct catalogue *catalogue, struct buf *out)
{
	char hex[HASH128_HEX_CHARS];
	buf_printf(out, "%.*s%d\n", STR_ARG(magic), FORMAT_VERSION);
	size_t start = out->n;
	buf_printf(out, "keys %s\nnext-segment %u\n", catalogue->keys, catalogue->next_segment);
	for (size_t i = 0; i < catalogue->run_count; i++) {
		const struct catalogue_run *run = &catalogue->runs[i];
		hash128_hex(run->manifest, hex);
		buf_printf(out, "run %u %u %.*s\n", run->documents, run->exit_code,
		           HASH128_HEX_CHARS, hex);
	}
	for (size_t i = 0; i < catalogue->segment_count; i++)
		buf_printf(out, "segment %u %llu\n", catalogue->segments[i].number,
		           (unsigned long long)catalogue->segments[i].bytes);
	hash128_hex(hash128(str_slice(buf_str(out), start, out->n)), hex);
	buf_printf(out, "end %.*s\n", HASH128_HEX_CHARS, hex);
}

bool catalogue_ends_with(const struct catalogue *catalogue, struct hash128 manifest, int *exit_code)
{
	if (catalogue->run_count == 0)
		return false;
	const struct catalogue_run *last = &catalogue->runs[catalogue->run_count - 1];
	*exit_code = (int)last->exit_code;
	return last->manifest.high == manifest.high && last->manifest.low == manifest.low;
}

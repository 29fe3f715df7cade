/*
 * Any bytes as a file of a task's keys, of hits, of new keys, and as a stretch of keys: refused, or
 * read within their bounds, keys in order. Files get the right trailer, blocks their checksums:
 * without them changed bytes get no further than there.
 */
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "core/base/bug.h"
#include "core/base/hash.h"
#include "io/file.h"
#include "io/hits.h"
#include "io/key_runs.h"
#include "io/little_endian.h"
#include "io/owned.h"
#include "io/record_blocks.h"
#include "io/sealed_file.h"

enum { AT_ONCE = 100, PATH_BYTES = 40 };

/* Reads a stretch to its end, or to what is wrong in it. */
static void read_stretch(int fd, const struct key_stretch *stretch, bool with_tasks)
{
	static char buffer[KEY_FRAME_BYTES];
	struct key_cursor cursor;
	struct key_entry entry, before = {0};
	struct error error;
	key_cursor_begin(&cursor, fd, "keys", stretch, buffer, sizeof(buffer));
	cursor.with_tasks = with_tasks;
	while (key_cursor_next(&cursor, &entry, &error) == STATUS_OK) {
		BUG_UNLESS(!key_entry_less(&entry, &before));
		before = entry;
	}
}

static void read_keys(int fd, const char *path)
{
	struct key_runs *runs;
	struct key_stretch stretch;
	struct error error;
	if (key_runs_open(path, &runs, &error) != STATUS_OK)
		return;
	for (uint32_t run = 0; run < key_runs_count(runs) && run < AT_ONCE; run++)
		for (uint32_t range = 0; range < key_runs_ranges(runs) && range < AT_ONCE; range++)
			if (key_runs_stretch(runs, run, range, &stretch, &error) == STATUS_OK)
				read_stretch(fd, &stretch, false);
	key_runs_close(runs);
}

static void read_hits(const char *path)
{
	struct hits *hits;
	struct hit list[AT_ONCE];
	struct error error;
	uint64_t count;
	size_t got;
	if (hits_open(path, &hits, &error) != STATUS_OK)
		return;
	for (uint32_t task = 0; task < hits_sizes(hits).tasks && task < AT_ONCE; task++)
		if (hits_count(hits, task, &count, &error) == STATUS_OK)
			(void)!hits_of_task(hits, task, count / 2, list, AT_ONCE, &got, &error);
	hits_close(hits);
}

static void read_owned(const char *path)
{
	struct owned_file *owned;
	struct owned list[AT_ONCE];
	struct error error;
	size_t got;
	if (owned_open(path, &owned, &error) != STATUS_OK)
		return;
	(void)!owned_read(owned, 0, list, AT_ONCE, &got, &error);
	(void)!owned_read(owned, owned_sizes(owned).keys / 2, list, AT_ONCE, &got, &error);
	owned_close(owned);
}

static void read_file(struct str bytes)
{
	char path[PATH_BYTES];
	struct error error;
	int fd = memfd_create("ranges", 0);
	BUG_UNLESS(fd >= 0);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	BUG_UNLESS(file_write(fd, path, bytes, &error) == STATUS_OK);
	read_keys(fd, path);
	read_hits(path);
	read_owned(path);
	file_close(&fd);
}

/* Right checksums for blocks behind the header, and for the trailer. */
static void mend(char *bytes, size_t n)
{
	enum { BLOCK_CHECKSUM = RECORD_BLOCK - 8, TRAILER_CHECKSUM = SEALED_TRAILER_BYTES - 8 };
	char *trailer = bytes + n - SEALED_TRAILER_BYTES;
	uint64_t number = 0;
	for (char *block = bytes + SEALED_HEADER_BYTES; trailer - block >= RECORD_BLOCK;
	     block += RECORD_BLOCK, number++)
		put_number(block + BLOCK_CHECKSUM,
		           hash64((struct str){block, BLOCK_CHECKSUM}) ^
		                   number * 0x9e3779b97f4a7c15u,
		           8);
	put_number(trailer, n, 8);
	put_number(trailer + TRAILER_CHECKSUM, hash64((struct str){trailer, TRAILER_CHECKSUM}), 8);
}

static void read_mended(struct str bytes)
{
	if (bytes.n < SEALED_HEADER_BYTES + SEALED_TRAILER_BYTES)
		return;
	char *mended = memory_resize(NULL, bytes.n);
	memcpy(mended, bytes.p, bytes.n);
	mend(mended, bytes.n);
	read_file((struct str){mended, bytes.n});
	free(mended);
}

/* The bytes in frames, with as many entries as the first one says. */
static void read_as_stretch(struct str bytes)
{
	enum { PIECE = KEY_FRAME_BYTES - KEY_FRAME_HEADER };
	struct key_stretch stretch = {.entries = bytes.n ? 3 * (unsigned char)bytes.p[0] : 0};
	struct error error;
	int fd = memfd_create("stretch", 0);
	BUG_UNLESS(fd >= 0);
	for (size_t at = 0; at < bytes.n; at += PIECE) {
		struct str piece =
		        str_slice(bytes, at, bytes.n - at < PIECE ? bytes.n : at + PIECE);
		char header[KEY_FRAME_HEADER];
		stretch.checksum = (stretch.checksum ^ hash64(piece)) * 0x9e3779b97f4a7c15u;
		put_number(header, piece.n, 4);
		put_number(header + 4, stretch.checksum >> 32, 4);
		BUG_UNLESS(file_write(fd, "s", (struct str){header, sizeof(header)}, &error) ==
		           STATUS_OK);
		BUG_UNLESS(file_write(fd, "s", piece, &error) == STATUS_OK);
		stretch.bytes += sizeof(header) + piece.n;
	}
	read_stretch(fd, &stretch, false);
	read_stretch(fd, &stretch, true);
	file_close(&fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct str text = {(const char *)bytes, size};
	read_file(text);
	read_mended(text);
	read_as_stretch(text);
	return 0;
}

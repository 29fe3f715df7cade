#include "io/key_stream.h"

#include <string.h>

#include "core/base/bug.h"
#include "core/base/hash.h"
#include "io/file.h"
#include "io/little_endian.h"
#include "io/sealed_file.h"

enum {
	ENTRY_BYTES_MAX = 10 + 4 + 6 + 1, /* 64, 24 and 36 bits, and a slot */
	SLOT_BITS = 4,
	SLOT_FOLLOWS = (1 << SLOT_BITS) - 1, /* in a byte; for slots from this one on */
	VARINT_BITS = 7,
	VARINT_MORE = 1 << VARINT_BITS,
};

/* --- sorting --- */

enum { PARTS = 256, LEVELS = sizeof(struct key_entry), INSERTION_MAX = 24 };

static unsigned part_of(const struct key_entry *entry, int level)
{
	uint64_t word = level < 8 ? entry->key : entry->place;
	return (unsigned)(word >> (56 - 8 * (level % 8))) % PARTS;
}

static void sort_by_insertion(struct key_entry *entries, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct key_entry entry = entries[i];
		size_t at = i;
		for (; at > 0 && key_entry_less(&entry, &entries[at - 1]); at--)
			entries[at] = entries[at - 1];
		entries[at] = entry;
	}
}

/* Counts the parts at `*level`, or at the first one from there on at which there are several. */
static void count_parts(const struct key_entry *entries, size_t count, int *level,
                        size_t sizes[PARTS])
{
	for (;; ++*level) {
		memset(sizes, 0, PARTS * sizeof(*sizes));
		for (size_t i = 0; i < count; i++)
			sizes[part_of(&entries[i], *level)]++;
		if (sizes[part_of(&entries[0], *level)] < count || *level == LEVELS - 1)
			return;
	}
}

/* American flag sort, as key_sort has it, over both words: a key may stand in any number of places.
 * At most LEVELS are nested. */
static void sort_from(struct key_entry *entries, size_t count, int level)
{
	size_t next[PARTS], end[PARTS], sum = 0;
	if (count <= INSERTION_MAX || level == LEVELS) {
		sort_by_insertion(entries, count);
		return;
	}
	count_parts(entries, count, &level, next);
	for (int part = 0; part < PARTS; part++) {
		size_t size = next[part];
		next[part] = sum;
		sum += size;
		end[part] = sum;
	}
	for (unsigned part = 0; part < PARTS; part++)
		while (next[part] < end[part]) {
			struct key_entry entry = entries[next[part]];
			unsigned home = part_of(&entry, level);
			entries[next[part]] = entries[next[home]];
			entries[next[home]++] = entry;
		}
	for (int part = 0; part < PARTS; part++) {
		size_t from = part > 0 ? end[part - 1] : 0;
		sort_from(entries + from, end[part] - from, level + 1);
	}
}

void key_entries_sort(struct key_entry *entries, size_t count)
{
	sort_from(entries, count, 0);
}

/* --- writing --- */

static uint64_t add_to_checksum(uint64_t checksum, struct str bytes)
{
	return (checksum ^ hash64(bytes)) * 0x9e3779b97f4a7c15u;
}

static char *put_varint(char *to, uint64_t value)
{
	for (; value >= VARINT_MORE; value >>= VARINT_BITS)
		*to++ = (char)(value | VARINT_MORE);
	*to++ = (char)value;
	return to;
}

void key_encoder_begin(struct key_encoder *encoder, uint64_t offset, bool with_tasks)
{
	encoder->with_tasks = with_tasks;
	encoder->last = (struct key_entry){0};
	encoder->stretch = (struct key_stretch){.offset = offset};
	encoder->frame_bytes = KEY_FRAME_HEADER;
}

static void put_frame(struct key_encoder *encoder, struct buf *out)
{
	struct key_stretch *stretch = &encoder->stretch;
	size_t n = encoder->frame_bytes - KEY_FRAME_HEADER;
	stretch->checksum = add_to_checksum(stretch->checksum,
	                                    (struct str){encoder->frame + KEY_FRAME_HEADER, n});
	put_number(encoder->frame, n, 4);
	put_number(encoder->frame + 4, stretch->checksum >> 32, 4);
	buf_append(out, (struct str){encoder->frame, encoder->frame_bytes});
	stretch->bytes += encoder->frame_bytes;
	encoder->frame_bytes = KEY_FRAME_HEADER;
}

void key_encode(struct key_encoder *encoder, const struct key_entry *entry, struct buf *out)
{
	BUG_UNLESS(!key_entry_less(entry, &encoder->last) &&
	           place_document(entry->place) != KEY_NO_DOCUMENT);
	if (encoder->frame_bytes + ENTRY_BYTES_MAX > KEY_FRAME_BYTES)
		put_frame(encoder, out);
	char *to = encoder->frame + encoder->frame_bytes;
	uint64_t document = place_document(entry->place);
	uint8_t slot = place_slot(entry->place);
	to = put_varint(to, entry->key - encoder->last.key);
	if (encoder->with_tasks)
		to = put_varint(to, place_task(entry->place));
	to = put_varint(to, document << SLOT_BITS | (slot < SLOT_FOLLOWS ? slot : SLOT_FOLLOWS));
	if (slot >= SLOT_FOLLOWS)
		*to++ = (char)slot;
	encoder->frame_bytes = (size_t)(to - encoder->frame);
	encoder->last = *entry;
	encoder->stretch.entries++;
}

void key_encoder_end(struct key_encoder *encoder, struct buf *out)
{
	if (encoder->frame_bytes > KEY_FRAME_HEADER)
		put_frame(encoder, out);
}

/* --- reading --- */

void key_cursor_begin(struct key_cursor *cursor, int fd, const char *path,
                      const struct key_stretch *stretch, char *buffer, size_t buffer_bytes)
{
	BUG_UNLESS(buffer_bytes >= KEY_FRAME_BYTES);
	*cursor = (struct key_cursor){.fd = fd,
	                              .path = path,
	                              .stretch = *stretch,
	                              .entries_left = stretch->entries,
	                              .buffer = buffer,
	                              .buffer_bytes = buffer_bytes};
}

static enum status damaged(const struct key_cursor *cursor, const char *what, struct error *error)
{
	uint64_t unread = cursor->end - cursor->at;
	return sealed_damaged(cursor->path, cursor->stretch.offset + cursor->read_bytes - unread,
	                      what, error);
}

/* Reads on until `n` bytes or more are there. */
static enum status read_ahead(struct key_cursor *cursor, size_t n, struct error *error)
{
	size_t held = cursor->end - cursor->at;
	if (held >= n)
		return STATUS_OK;
	uint64_t left = cursor->stretch.bytes - cursor->read_bytes;
	if (left < n - held)
		return damaged(cursor, "keys end where more should be", error);
	memmove(cursor->buffer, cursor->buffer + cursor->at, held);
	size_t room = cursor->buffer_bytes - held;
	size_t more = left < room ? (size_t)left : room;
	enum status status =
	        file_read_at(cursor->fd, cursor->path, cursor->stretch.offset + cursor->read_bytes,
	                     cursor->buffer + held, more, error);
	cursor->at = 0;
	cursor->end = held + more;
	cursor->read_bytes += more;
	return status;
}

static enum status next_frame(struct key_cursor *cursor, struct error *error)
{
	enum status status = read_ahead(cursor, KEY_FRAME_HEADER, error);
	if (status != STATUS_OK)
		return status;
	uint64_t n = get_number(cursor->buffer + cursor->at, 4);
	if (n == 0 || n > KEY_FRAME_BYTES - KEY_FRAME_HEADER)
		return damaged(cursor, "no frame of keys", error);
	status = read_ahead(cursor, KEY_FRAME_HEADER + (size_t)n, error);
	if (status != STATUS_OK)
		return status;
	const char *frame = cursor->buffer + cursor->at;
	cursor->checksum = add_to_checksum(cursor->checksum,
	                                   (struct str){frame + KEY_FRAME_HEADER, (size_t)n});
	if (get_number(frame + 4, 4) != cursor->checksum >> 32)
		return damaged(cursor, "wrong checksum of keys", error);
	cursor->at += KEY_FRAME_HEADER;
	cursor->frame_end = cursor->at + (size_t)n;
	return STATUS_OK;
}

/* False if the frame ends before it does, or it is more than 64 bits. */
static bool get_varint(struct key_cursor *cursor, uint64_t *value)
{
	uint64_t sum = 0;
	for (int shift = 0; shift < 64 && cursor->at < cursor->frame_end; shift += VARINT_BITS) {
		unsigned char byte = (unsigned char)cursor->buffer[cursor->at++];
		uint64_t bits = byte % VARINT_MORE;
		if (bits << shift >> shift != bits)
			return false;
		sum |= bits << shift;
		if (byte < VARINT_MORE) {
			*value = sum;
			return true;
		}
	}
	return false;
}

static bool get_entry(struct key_cursor *cursor, struct key_entry *entry)
{
	uint64_t delta, task = cursor->task, document;
	if (!get_varint(cursor, &delta) || (cursor->with_tasks && !get_varint(cursor, &task)) ||
	    !get_varint(cursor, &document))
		return false;
	unsigned slot = document & SLOT_FOLLOWS;
	if (slot == SLOT_FOLLOWS) {
		if (cursor->at == cursor->frame_end)
			return false;
		slot = (unsigned char)cursor->buffer[cursor->at++];
	}
	document >>= SLOT_BITS;
	if (task >= KEY_TASKS_MAX || document >= KEY_NO_DOCUMENT)
		return false;
	entry->key = cursor->last.key + delta;
	entry->place = key_place((uint32_t)task, (uint32_t)document, (uint8_t)slot);
	return true;
}

/* Behind the last entry nothing may be left. */
static enum status end_of(const struct key_cursor *cursor, struct error *error)
{
	if (cursor->at < cursor->end || cursor->read_bytes < cursor->stretch.bytes)
		return damaged(cursor, "more than the keys that should be there", error);
	if (cursor->checksum != cursor->stretch.checksum)
		return damaged(cursor, "wrong checksum of all keys", error);
	return STATUS_END;
}

enum status key_cursor_next(struct key_cursor *cursor, struct key_entry *entry, struct error *error)
{
	if (cursor->entries_left == 0)
		return end_of(cursor, error);
	if (cursor->at == cursor->frame_end) {
		enum status status = next_frame(cursor, error);
		if (status != STATUS_OK)
			return status;
	}
	if (!get_entry(cursor, entry))
		return damaged(cursor, "no key", error);
	if (key_entry_less(entry, &cursor->last))
		return damaged(cursor, "keys are not in order", error);
	cursor->last = *entry;
	cursor->entries_left--;
	return STATUS_OK;
}

/* What must hold of any bytes in any format of records (io/record.h). */
#ifndef TESTS_FUZZ_FORMAT_CHECKS_H
#define TESTS_FUZZ_FORMAT_CHECKS_H

#include "core/base/bug.h"
#include "io/record.h"

/* Reads every byte of `s`, for the sanitizers to see. */
static void touch(struct str s)
{
	volatile char sink = 0;
	for (size_t i = 0; i < s.n; i++)
		sink = s.p[i];
	(void)sink;
}

static void check_record(const struct record *record, struct str bytes)
{
	size_t end = record->head_length + (size_t)record->content_length;
	BUG_UNLESS(record->head_length > 0 && record->length >= end && record->length <= bytes.n);
	BUG_UNLESS(record->block.n == record->content_length);
	BUG_UNLESS(record->block.p == bytes.p + record->head_length);
	const struct str fields[] = {
	        record->type,         record->record_id,      record->target_uri,
	        record->date,         record->content_type,   record->truncated,
	        record->block_digest, record->payload_digest, record->segment_number};
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		touch(fields[i]);
}

/* Fewer bytes of a record are never another record, and never none. */
static void check_prefix(const struct record_format *format, struct str bytes, size_t n)
{
	struct record whole, part;
	enum record_result of_whole = format->parse(bytes, &whole);
	enum record_result of_part = format->parse(str_slice(bytes, 0, n), &part);
	if (of_whole == RECORD_OK)
		BUG_UNLESS(of_part == RECORD_OK ? part.block.n == whole.block.n
		                                : of_part == RECORD_SHORT);
	if (of_part == RECORD_BAD)
		BUG_UNLESS(of_whole == RECORD_BAD);
}

static void check_format(const struct record_format *format, struct str bytes)
{
	struct record record;
	size_t sure_end = 0;
	if (format->parse(bytes, &record) == RECORD_OK)
		check_record(&record, bytes);
	if (bytes.n)
		check_prefix(format, bytes, (unsigned char)bytes.p[bytes.n - 1] % bytes.n);
	for (size_t from = 0, at; (at = format->find(bytes, from)) != STR_NONE; from = at + 1) {
		BUG_UNLESS(at >= from && at < bytes.n);
		BUG_UNLESS(format->starts(str_slice(bytes, at, bytes.n)));
		BUG_UNLESS(at == 0 || bytes.p[at - 1] == '\n');
	}
	for (size_t from = 0, at; (at = format->find_sure(bytes, from)) != STR_NONE;
	     from = at + 1) {
		struct str rest = str_slice(bytes, at, bytes.n);
		BUG_UNLESS(at >= sure_end && at < bytes.n && format->starts(rest));
		enum record_result result = format->parse(rest, &record);
		BUG_UNLESS(result != RECORD_BAD);
		if (result == RECORD_OK)
			check_record(&record, rest);
		sure_end = at + 1;
	}
}

#endif

#include "io/carry.h"

#include "core/base/bug.h"
#include "io/archive.h"

enum {
	SLACK_BYTES = 1 << 20, /* a record's head and its compression's overhead */
};

void carry_init(struct carry *carry, size_t record_bytes_max)
{
	size_t bytes_max = record_bytes_max + SLACK_BYTES;
	*carry = (struct carry){.record_bytes_max = record_bytes_max};
	buf_init(&carry->bytes, bytes_max);
	buf_init(&carry->joined, bytes_max + ARCHIVE_BATCH_BYTES_MAX);
}

void carry_free(struct carry *carry)
{
	buf_free(&carry->bytes);
	buf_free(&carry->joined);
}

void carry_reset(struct carry *carry)
{
	carry->pending = false;
}

struct batch_bytes carry_join(struct carry *carry, const struct batch_bytes *span)
{
	struct batch_bytes joined = *span;
	BUG_UNLESS(carry->pending);
	buf_reset(&carry->joined);
	buf_append(&carry->joined, buf_str(&carry->bytes));
	buf_append(&carry->joined, span->bytes);
	if (carry->joined.over)
		BUG("a batch is over its limit");
	joined.bytes = buf_str(&carry->joined);
	joined.offset = carry->offset;
	return joined;
}

void carry_keep(struct carry *carry, const struct batch_bytes *span, struct tail tail)
{
	struct str left = str_slice(span->bytes, tail.from, span->bytes.n);
	carry->pending = !span->last && (left.n > 0 || tail.losing);
	if (!carry->pending)
		return;
	if (left.n > carry->bytes.max) {
		if (!tail.losing) {
			tail.losing = true;
			tail.loss = LOSS_TOO_LARGE;
			tail.lost_from = span->offset + tail.from;
		}
		/* a start may be cut in two */
		left = str_slice(left, left.n - span->format->start_bytes_max, left.n);
	}
	carry->tail = tail;
	carry->offset = span->offset + (uint64_t)(left.p - span->bytes.p);
	buf_reset(&carry->bytes);
	if (!buf_append(&carry->bytes, left))
		BUG("a carry is over its limit");
}

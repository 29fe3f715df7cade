/*
 * What one batch leaves for the next of the same file: the bytes of a record that goes beyond it,
 * or a loss whose end is not found yet (struct tail). Belongs to whoever sees batches in order.
 */
#ifndef IO_CARRY_H
#define IO_CARRY_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "io/records.h"

struct carry {
	bool pending; /* there is something for the next batch */
	size_t record_bytes_max;
	struct buf bytes;
	uint64_t offset; /* of bytes in the file */
	struct tail tail;
	struct buf joined; /* the bytes, and the next batch behind them */
};

void carry_init(struct carry *carry, size_t record_bytes_max);
void carry_free(struct carry *carry);

/* Forgets what is pending: another file begins. */
void carry_reset(struct carry *carry);

/*
 * `span` with what is pending in front of it; walk it with &carry->tail. Valid until the next call.
 * Only when something is pending.
 */
struct batch_bytes carry_join(struct carry *carry, const struct batch_bytes *span);

/*
 * Keeps what a walk of `span` has left (records_tail). More than a record can be is given up, as a
 * loss that goes on.
 */
void carry_keep(struct carry *carry, const struct batch_bytes *span, struct tail tail);

#endif

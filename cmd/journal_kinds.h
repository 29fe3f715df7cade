/* What the records of a run's journal are (io/journal.h). */
#ifndef CMD_JOURNAL_KINDS_H
#define CMD_JOURNAL_KINDS_H

enum journal_kind {
	JOURNAL_DOCUMENT = 1, /* remembered by cmd/dedup.c */
	JOURNAL_PAYLOAD,      /* remembered by cmd/revisit.c */
	JOURNAL_LINES,        /* of a document, counted by core/dedup/line_counts.c */
	JOURNAL_SHARD,        /* finished */
	JOURNAL_INPUT,        /* done with */
	/* of a task (cmd/task_result.c) */
	JOURNAL_TASK,
	JOURNAL_RULE_COUNTS,
	JOURNAL_STATS,
};

#endif

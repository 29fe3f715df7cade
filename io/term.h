/* A progress line on standard error, only where that is a terminal. */
#ifndef IO_TERM_H
#define IO_TERM_H

#include <stdbool.h>
#include <stdint.h>

struct term {
	bool shown; /* there is a line to clear */
	bool is_terminal;
	double begun, shown_at; /* seconds */
};

void term_init(struct term *term, bool quiet);

/*
 * What is done by now; at most every TERM_INTERVAL seconds does it reach the screen. `bytes_total`
 * 0 if not known, then there is no ETA. Cut to the width of the terminal.
 */
void term_progress(struct term *term, uint64_t records, uint64_t documents, uint64_t bytes_done,
                   uint64_t bytes_total);
void term_clear(struct term *term);

/* A line on standard error that begins with "thresh: ", whatever is on the screen. Any thread. */
void term_message(const struct term *term, const char *text);

#endif

#include "io/term.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "io/machine.h"

static const double TERM_INTERVAL = 0.5; /* seconds; often enough to look alive */
static const double TERM_DELAY = 1.0;    /* a short run shows nothing */

enum { WIDTH_DEFAULT = 80, LINE_BYTES = 256 };

void term_init(struct term *term, bool quiet)
{
	*term = (struct term){.is_terminal = !quiet && isatty(STDERR_FILENO)};
	term->begun = term->shown_at = machine_seconds();
}

static int width(void)
{
	struct winsize size;
	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col
	                                                                       : WIDTH_DEFAULT;
}

void term_progress(struct term *term, uint64_t records, uint64_t documents, uint64_t bytes_done,
                   uint64_t bytes_total)
{
	char line[LINE_BYTES], rest[64] = "";
	double now = machine_seconds(), spent = now - term->begun;
	if (!term->is_terminal || spent < TERM_DELAY || now - term->shown_at < TERM_INTERVAL)
		return;
	term->shown_at = now;
	if (bytes_total > 0 && bytes_done > 0 && bytes_done <= bytes_total) {
		double left = spent * (double)(bytes_total - bytes_done) / (double)bytes_done;
		snprintf(rest, sizeof(rest), "%3.0f%% ETA %d:%02d:%02d  ",
		         100.0 * (double)bytes_done / (double)bytes_total, (int)(left / 3600),
		         (int)(left / 60) % 60, (int)left % 60);
	}
	int n = snprintf(line, sizeof(line), "%s%llu kept of %llu records, %.1f MB/s", rest,
	                 (unsigned long long)documents, (unsigned long long)records,
	                 (double)bytes_done / 1e6 / spent);
	int columns = width() - 1;
	fprintf(stderr, "\r%.*s\033[K", n < columns ? n : columns, line);
	fflush(stderr);
	term->shown = true;
}

void term_clear(struct term *term)
{
	if (term->shown)
		fputs("\r\033[K", stderr);
	term->shown = false;
}

void term_message(const struct term *term, const char *text)
{
	fprintf(stderr, "%sthresh: %s\n", term->is_terminal ? "\r\033[K" : "", text);
}

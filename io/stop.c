#include "io/stop.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t asked; /* the one global: a signal handler has nowhere else to write */

static void on_signal(int number)
{
	(void)number;
	asked = 1;
}

void stop_install(void)
{
	/* SA_RESETHAND: the second signal has its default effect */
	struct sigaction ask = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND | SA_RESTART};
	sigemptyset(&ask.sa_mask);
	sigaction(SIGINT, &ask, NULL);
	sigaction(SIGTERM, &ask, NULL);
}

bool stop_asked(void)
{
	return asked != 0;
}

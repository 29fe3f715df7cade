#include "io/stop.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

/* The one global: a signal handler has nowhere else to write. Atomic, as any thread may ask. */
static atomic_int asked;

_Static_assert(ATOMIC_INT_LOCK_FREE == 2, "a signal handler may only touch lock-free atomics");

static void on_signal(int number)
{
	(void)number;
	atomic_store(&asked, 1);
}

void stop_install(void)
{
	/* SA_RESETHAND: the second signal has its default effect */
	struct sigaction ask = {.sa_handler = on_signal,
	                        .sa_flags = (int)SA_RESETHAND | SA_RESTART};
	sigemptyset(&ask.sa_mask);
	sigaction(SIGINT, &ask, NULL);
	sigaction(SIGTERM, &ask, NULL);
}

bool stop_asked(void)
{
	return atomic_load(&asked) != 0;
}

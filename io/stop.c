#include "io/stop.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

/* The globals: a signal handler has nowhere else to write. Atomic, as any thread may ask. */
static atomic_int asked, state_asked;

_Static_assert(ATOMIC_INT_LOCK_FREE == 2, "a signal handler may only touch lock-free atomics");

static void on_stop(int number)
{
	if (atomic_exchange(&asked, 1) == 0)
		return;
	signal(number, SIG_DFL);
	raise(number); /* comes when this handler returns */
}

static void on_state(int number)
{
	(void)number;
	atomic_store(&state_asked, 1);
}

static void handle(int number, void (*handler)(int))
{
	struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
	sigemptyset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

void stop_install(void)
{
	handle(SIGINT, on_stop);
	handle(SIGTERM, on_stop);
	handle(SIGUSR1, on_state);
}

bool stop_asked(void)
{
	return atomic_load(&asked) != 0;
}

bool stop_state_asked(void)
{
	return atomic_exchange(&state_asked, 0) != 0;
}

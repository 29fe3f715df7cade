/*
 * What the machine says: time, processors, memory. Of what a run writes it reaches the log,
 * times.json and what is made of that, and nothing else.
 */
#ifndef IO_MACHINE_H
#define IO_MACHINE_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/base/status.h"

double machine_seconds(void);         /* monotonic */
double machine_cpu_seconds(void);     /* of this process, over all threads */
uint64_t machine_thread_cpu_ns(void); /* of the calling thread */
uint64_t machine_unix_seconds(void);  /* the time of day, which may jump */

/* This process among all that share a file system: "HOST-PID", of letters that a name can have. */
enum { MACHINE_WHO_BYTES = 96 };
void machine_who(char who[MACHINE_WHO_BYTES]);

/* Whether `who` is a process of this machine, and then whether there is such a process now. */
bool machine_is_here(const char *who, bool *lives);

/* The folder that relative paths begin from, and this program's own file. */
MUST_CHECK enum status machine_folder(char path[PATH_MAX], struct error *error);
MUST_CHECK enum status machine_program(char path[PATH_MAX], struct error *error);

void machine_sleep_ms(unsigned ms); /* less where a signal comes */
int machine_processors(void);       /* that this process may use; at least 1 */

/* From here on local time is UTC: libraries that ask for it read no file then. Before threads are.
 */
void machine_use_utc(void);
uint64_t machine_peak_rss_bytes(void);
uint64_t machine_memory_bytes(void); /* installed; 0 if not known */

/* The system gives this process no more than that: who asks for more dies of it. */
void machine_limit_memory(uint64_t bytes);

#endif

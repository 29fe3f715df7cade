/*
 * What the machine says: time, processors, memory. Of what a run writes it reaches the log,
 * times.json and what is made of that, and nothing else.
 */
#ifndef IO_MACHINE_H
#define IO_MACHINE_H

#include <stdint.h>

double machine_seconds(void);         /* monotonic */
double machine_cpu_seconds(void);     /* of this process, over all threads */
uint64_t machine_thread_cpu_ns(void); /* of the calling thread */
uint64_t machine_unix_seconds(void);  /* the time of day, which may jump */
int machine_processors(void);         /* that this process may use; at least 1 */
uint64_t machine_peak_rss_bytes(void);
uint64_t machine_memory_bytes(void); /* installed; 0 if not known */

/* The system gives this process no more than that: who asks for more dies of it. */
void machine_limit_memory(uint64_t bytes);

#endif

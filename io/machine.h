/* What the machine says: time, processors, memory. Nothing of it reaches an output. */
#ifndef IO_MACHINE_H
#define IO_MACHINE_H

#include <stdint.h>

double machine_seconds(void);     /* monotonic */
double machine_cpu_seconds(void); /* of this process, over all threads */
int machine_processors(void);     /* that this process may use; at least 1 */
uint64_t machine_peak_rss_bytes(void);
uint64_t machine_memory_bytes(void); /* installed; 0 if not known */

#endif

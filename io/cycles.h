/* Cycles of the processor, where it tells them: many virtual machines do not, and a system may
 * forbid to ask (kernel.perf_event_paranoid). */
#ifndef IO_CYCLES_H
#define IO_CYCLES_H

#include <stdint.h>

/* Begins to count those that the calling thread spends outside the kernel; -1 where that cannot be.
 */
int cycles_open(void);
uint64_t cycles_read(int fd); /* since then; 0 for -1 */
void cycles_close(int fd);    /* -1 is fine */

#endif

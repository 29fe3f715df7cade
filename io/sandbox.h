/*
 * What threads that parse pages may ask of the system: memory, time, locks, threads of the same
 * kind, reading and writing what is open. Nothing else: no file by its name, no socket, no other
 * program, no memory with new machine code. docs/decisions/0014-sandbox.md has what that protects
 * from and what it does not.
 */
#ifndef IO_SANDBOX_H
#define IO_SANDBOX_H

#include <stdbool.h>

/*
 * A sanitizer's report opens the program's own file for the names in it; in such builds opening to
 * read is allowed.
 */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANDBOX_FOR_SANITIZER 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANDBOX_FOR_SANITIZER 1
#endif
#ifndef SANDBOX_FOR_SANITIZER
#define SANDBOX_FOR_SANITIZER 0
#endif

/*
 * For the calling thread and those that it starts, for good. A system call that is not allowed then
 * ends the program with exit code 3, and a message on standard error that names it. False where the
 * kernel does not allow it: the thread may then do what it could before.
 */
bool sandbox_enter(void);

#endif

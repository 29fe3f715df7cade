/*
 * A broken environment: what could not be done, to which path, and why. Functions that can meet
 * one return an enum status, fill a struct error and say nothing; cmd prints it once.
 */
#ifndef CORE_BASE_STATUS_H
#define CORE_BASE_STATUS_H

enum status {
	STATUS_OK,
	STATUS_END,    /* no more input; not an error */
	STATUS_FAILED, /* see the struct error */
};

#define MUST_CHECK __attribute__((warn_unused_result))

enum { ERROR_TEXT_BYTES = 1024 };

struct error {
	char text[ERROR_TEXT_BYTES]; /* "PATH: what: cause", one line */
	int number;                  /* errno, of error_system; else 0 */
};

/* Both return STATUS_FAILED, for `return error_set(...)`. error_system adds the text of `number`
 * (errno). */
__attribute__((format(printf, 2, 3))) enum status error_set(struct error *error, const char *format,
                                                            ...);
enum status error_system(struct error *error, const char *path, const char *what, int number);

#endif

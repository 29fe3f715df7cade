#include "core/base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A path may hold anything; the message stays one line. */
static void one_line(char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			*text = '?';
}

enum status error_set(struct error *error, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(error->text, sizeof(error->text), format, arguments);
	va_end(arguments);
	one_line(error->text);
	error->number = 0;
	return STATUS_FAILED;
}

enum status error_system(struct error *error, const char *path, const char *what, int number)
{
	char cause[128];
	const char *text = strerror_r(number, cause, sizeof(cause));
	(void)error_set(error, "%s: %s: %s", path, what, text);
	error->number = number;
	return STATUS_FAILED;
}

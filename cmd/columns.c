#include "cmd/columns.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/base/str.h"

enum { COLUMNS_MAX = 10000 };

unsigned columns_of_stdout(unsigned otherwise)
{
	const char *columns = getenv("COLUMNS");
	unsigned long long width;
	struct winsize size;
	if (columns && str_to_number(str_from(columns), COLUMNS_MAX, &width) && width > 0)
		return (unsigned)width;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return otherwise;
}

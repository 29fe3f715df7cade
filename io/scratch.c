#include "io/scratch.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

enum { FILES_OPEN_MAX = 16 };

enum status scratch_make(char path[PATH_MAX], struct error *error)
{
	const char *parent = getenv("TMPDIR");
	int n = snprintf(path, PATH_MAX, "%s/thresh-XXXXXX", parent ? parent : "/tmp");
	if (n < 0 || n >= PATH_MAX)
		return error_system(error, "$TMPDIR", "cannot be used", ENAMETOOLONG);
	return mkdtemp(path) ? STATUS_OK : error_system(error, path, "cannot make a folder", errno);
}

static int remove_one(const char *path, const struct stat *stat, int type, struct FTW *place)
{
	(void)stat, (void)type, (void)place;
	return remove(path);
}

enum status scratch_remove(const char *path, struct error *error)
{
	if (nftw(path, remove_one, FILES_OPEN_MAX, FTW_DEPTH | FTW_PHYS) == 0)
		return STATUS_OK;
	return error_system(error, path, "cannot be removed", errno);
}

/* Runs a fuzz target over files and folders of files, without a fuzzer: for `make check`. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/fuzz/fuzz.h"

static bool replay_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct stat status;
	if (file == NULL || fstat(fileno(file), &status) != 0) {
		perror(path);
		return false;
	}
	size_t size = (size_t)status.st_size;
	/* No byte more than the input has, so that reading past its end is seen. */
	unsigned char *bytes = malloc(size ? size : 1);
	bool whole = bytes != NULL && fread(bytes, 1, size, file) == size;
	fclose(file);
	if (whole)
		LLVMFuzzerTestOneInput(bytes, size);
	free(bytes);
	return whole;
}

/* Adds to `*count`; false if something could not be read. */
static bool replay_folder(const char *path, unsigned *count)
{
	struct dirent **entries;
	int n = scandir(path, &entries, NULL, alphasort);
	bool all = n >= 0;
	for (int i = 0; i < n; i++) {
		char name[4096];
		snprintf(name, sizeof(name), "%s/%s", path, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.') {
			all &= replay_file(name);
			++*count;
		}
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	return all;
}

int main(int argc, char **argv)
{
	unsigned count = 0;
	bool all = true;
	for (int i = 1; i < argc; i++) {
		struct stat status;
		if (stat(argv[i], &status) == 0 && S_ISDIR(status.st_mode)) {
			all &= replay_folder(argv[i], &count);
		} else {
			all &= replay_file(argv[i]);
			count++;
		}
	}
	printf("%u inputs replayed\n", count);
	return !all || count == 0;
}

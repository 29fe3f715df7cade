#include "cmd/out_folder.h"

#include <stdio.h>

#include "cmd/checkpoint.h"
#include "cmd/dataset_card.h"
#include "cmd/keeper.h"
#include "cmd/report_files.h"
#include "cmd/series.h"
#include "cmd/task_folder.h"
#include "io/file.h"
#include "io/lock.h"

static enum status make_paths(struct out_folder *folder, struct error *error)
{
	const char *path = folder->path;
	int a = snprintf(folder->success, PATH_MAX, "%s/_SUCCESS", path);
	int b = snprintf(folder->manifest, PATH_MAX, "%s/manifest.json", path);
	int c = snprintf(folder->spilled, PATH_MAX, "%s/dedup.spilled", path);
	int d = snprintf(folder->lock, PATH_MAX, "%s/.lock", path);
	return a < PATH_MAX && b < PATH_MAX && c < PATH_MAX && d < PATH_MAX
	               ? STATUS_OK
	               : error_set(error, "--output: the path is too long");
}

enum status out_folder_open(const char *path, struct out_folder *folder, struct error *error)
{
	folder->path = path;
	folder->lock_fd = -1;
	enum status status = make_paths(folder, error);
	if (status == STATUS_OK)
		status = file_make_folder(path, error);
	return status == STATUS_OK ? lock_take(folder->lock, &folder->lock_fd, error) : status;
}

void out_folder_close(struct out_folder *folder)
{
	lock_release(folder->lock, &folder->lock_fd);
}

bool out_folder_is_finished(const struct out_folder *folder)
{
	return file_exists(folder->success);
}

void out_folder_clear_end(const struct out_folder *folder)
{
	file_remove(folder->manifest);
	file_remove(folder->spilled);
	report_files_remove(folder->path);
	dataset_card_remove(folder->path);
	keeper_clear(folder->path);
}

enum status out_folder_clear(const struct out_folder *folder, struct error *error)
{
	file_remove(folder->success);
	checkpoint_forget(folder->path);
	task_forget_all(folder->path);
	out_folder_clear_end(folder);
	return series_remove_all(folder->path, error);
}

enum status out_folder_finish(const struct out_folder *folder, struct error *error)
{
	enum status status = file_write_whole(folder->success, STR(""), error);
	if (status == STATUS_OK)
		checkpoint_forget(folder->path);
	return status;
}

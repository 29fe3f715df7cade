/*
 * What deduplication by ranges of keys costs as the number of documents grows:
 *
 * - scale keys DOCUMENTS TASKS RANGES MIB FOLDER: the keys of DOCUMENTS made-up documents in files
 * of TASKS map tasks in FOLDER, then all RANGES of them merged one after the other, each step
 * within MIB MiB of memory; the files are removed
 *
 * A document has 15 keys. Of a hundred, 15 are copies of an earlier one, and 15 share each key with
 * an earlier one with the chance of one to four.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/base/bug.h"
#include "io/file.h"
#include "io/key_runs.h"
#include "io/machine.h"
#include "io/range_merge.h"

enum { KEYS = 15, COPIES_PERCENT = 15, ALIKE_PERCENT = 15, SHARED_ONE_IN = 4, AT_ONCE = 4096 };

struct scale {
	uint64_t documents;
	uint32_t tasks, ranges;
	uint64_t memory_bytes;
	const char *folder;
};

/* Of all tasks, or of all ranges. */
struct cost {
	double cpu_seconds, seconds;
	uint64_t bytes;
};

static double cpu_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void must(enum status status, const struct error *error)
{
	if (status != STATUS_OK) {
		fprintf(stderr, "bench/scale: %s\n", error->text);
		exit(1);
	}
}

static double megabytes(uint64_t bytes)
{
	return (double)bytes / 1e6;
}

/* --- made-up documents --- */

static uint64_t mixed(uint64_t z)
{
	z = (z + 0x9e3779b97f4a7c15u);
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* Goes back from document to document, as long as one has the key of an earlier one. */
static uint64_t key_of_document(uint64_t document, uint64_t slot)
{
	for (;;) {
		uint64_t random = mixed(document), percent = random % 100;
		bool is_copy = percent < COPIES_PERCENT;
		bool is_alike = !is_copy && percent < COPIES_PERCENT + ALIKE_PERCENT &&
		                mixed(random + slot) % SHARED_ONE_IN == 0;
		if (document == 0 || !(is_copy || is_alike))
			return mixed(document * KEYS + slot);
		document = mixed(random) % document;
	}
}

/* --- map tasks --- */

static void task_path(const struct scale *scale, uint32_t task, char path[PATH_MAX])
{
	snprintf(path, PATH_MAX, "%s/keys-%06u", scale->folder, task);
}

static void add_documents(struct key_runs_writer *writer, uint64_t first, uint64_t from,
                          uint64_t count, struct cost *cost)
{
	static uint64_t keys[AT_ONCE][KEYS];
	struct error error;
	for (uint64_t i = 0; i < count; i++)
		for (uint64_t slot = 0; slot < KEYS; slot++)
			keys[i][slot] = key_of_document(from + i, slot);
	double cpu = cpu_now(), begun = machine_seconds();
	for (uint64_t i = 0; i < count; i++)
		for (uint8_t slot = 0; slot < KEYS; slot++)
			must(key_runs_add(writer, keys[i][slot], (uint32_t)(from + i - first), slot,
			                  &error),
			     &error);
	cost->cpu_seconds += cpu_now() - cpu;
	cost->seconds += machine_seconds() - begun;
}

static void write_task(const struct scale *scale, uint32_t task, struct cost *cost)
{
	char path[PATH_MAX];
	struct error error;
	int fd;
	uint64_t first = scale->documents * task / scale->tasks;
	uint64_t end = scale->documents * (task + 1) / scale->tasks;
	task_path(scale, task, path);
	must(file_create(path, &fd, &error), &error);
	struct key_runs_writer *writer =
	        key_runs_writer_new(fd, path, scale->ranges, (size_t)scale->memory_bytes);
	for (uint64_t at = first; at < end; at += AT_ONCE)
		add_documents(writer, first, at, end - at < AT_ONCE ? end - at : AT_ONCE, cost);
	double cpu = cpu_now(), begun = machine_seconds();
	must(key_runs_finish(writer, &error), &error);
	must(file_sync_close(&fd, path, &error), &error);
	cost->cpu_seconds += cpu_now() - cpu;
	cost->seconds += machine_seconds() - begun;
	cost->bytes += key_runs_bytes(writer);
	key_runs_writer_free(writer);
}

static void write_tasks(const struct scale *scale)
{
	struct cost cost = {0};
	for (uint32_t task = 0; task < scale->tasks; task++)
		write_task(scale, task, &cost);
	double documents = (double)scale->documents, keys = documents * KEYS;
	printf("written: %.0f keys of %u tasks, %.1f MB, %.2f bytes a key, %.1f a document, "
	       "%.0f ns of CPU a key, %.1f s, peak %.0f MB\n",
	       keys, scale->tasks, megabytes(cost.bytes), (double)cost.bytes / keys,
	       (double)cost.bytes / documents, cost.cpu_seconds * 1e9 / keys, cost.seconds,
	       megabytes(machine_peak_rss_bytes()));
	fflush(stdout);
}

/* --- ranges --- */

static void add_sums(struct range_merge_sums *to, const struct range_merge_sums *sums)
{
	to->entries += sums->entries;
	to->keys += sums->keys;
	to->hits += sums->hits;
	to->owned += sums->owned;
	to->hits_bytes += sums->hits_bytes;
	to->owned_bytes += sums->owned_bytes;
	to->stretches_rewritten += sums->stretches_rewritten;
}

static void print_merged(const char *name, const struct range_merge_sums *sums,
                         const struct cost *cost)
{
	printf("%s: %llu entries, %llu keys, %llu hits (%.1f MB), %llu owned (%.1f MB), "
	       "%llu stretches rewritten, %.0f ns of CPU an entry, %.1f s, peak %.0f MB\n",
	       name, (unsigned long long)sums->entries, (unsigned long long)sums->keys,
	       (unsigned long long)sums->hits, megabytes(sums->hits_bytes),
	       (unsigned long long)sums->owned, megabytes(sums->owned_bytes),
	       (unsigned long long)sums->stretches_rewritten,
	       cost->cpu_seconds * 1e9 / (double)sums->entries, cost->seconds,
	       megabytes(machine_peak_rss_bytes()));
	fflush(stdout);
}

static struct cost merge_range(struct range_merge *merge, struct range_merge_sums *sums)
{
	struct error error;
	double cpu = cpu_now(), begun = machine_seconds();
	must(range_merge(merge, sums, &error), &error);
	struct cost cost = {cpu_now() - cpu, machine_seconds() - begun, 0};
	file_remove(merge->hits_path);
	file_remove(merge->owned_path);
	return cost;
}

static void merge_ranges(const struct scale *scale, const char *const *key_files)
{
	char hits[PATH_MAX], owned[PATH_MAX], name[32];
	struct range_merge_sums all = {0}, sums;
	struct cost total = {0};
	snprintf(hits, sizeof(hits), "%s/hits", scale->folder);
	snprintf(owned, sizeof(owned), "%s/owned", scale->folder);
	struct range_merge merge = {.key_files = key_files,
	                            .task_count = scale->tasks,
	                            .ranges = scale->ranges,
	                            .memory_bytes_max = scale->memory_bytes,
	                            .folder = scale->folder,
	                            .hits_path = hits,
	                            .owned_path = owned};
	for (; merge.range < merge.ranges; merge.range++) {
		struct cost cost = merge_range(&merge, &sums);
		snprintf(name, sizeof(name), "range %u", merge.range);
		print_merged(name, &sums, &cost);
		add_sums(&all, &sums);
		total.cpu_seconds += cost.cpu_seconds;
		total.seconds += cost.seconds;
	}
	print_merged("all", &all, &total);
}

static int bench_keys(const struct scale *scale)
{
	char(*paths)[PATH_MAX] = memory_resize(NULL, scale->tasks * sizeof(*paths));
	const char **key_files = memory_resize(NULL, scale->tasks * sizeof(*key_files));
	for (uint32_t task = 0; task < scale->tasks; task++) {
		task_path(scale, task, paths[task]);
		key_files[task] = paths[task];
	}
	write_tasks(scale);
	merge_ranges(scale, key_files);
	for (uint32_t task = 0; task < scale->tasks; task++)
		file_remove(paths[task]);
	free(key_files);
	free(paths);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 7 && strcmp(argv[1], "keys") == 0) {
		const struct scale scale = {strtoull(argv[2], NULL, 10),
		                            (uint32_t)strtoul(argv[3], NULL, 10),
		                            (uint32_t)strtoul(argv[4], NULL, 10),
		                            strtoull(argv[5], NULL, 10) << 20, argv[6]};
		if (scale.documents > 0 && scale.tasks > 0 && scale.tasks <= KEY_TASKS_MAX &&
		    scale.ranges > 0 && scale.ranges <= KEY_RANGES_MAX)
			return bench_keys(&scale);
	}
	fprintf(stderr, "usage: scale keys DOCUMENTS TASKS RANGES MIB FOLDER\n");
	return 2;
}

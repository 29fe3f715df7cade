#include "io/range_merge.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/base/hash.h"
#include "io/file.h"
#include "io/hits.h"
#include "io/key_runs.h"
#include "io/owned.h"
#include "tests/test.h"

enum { TASKS_MAX = 5, RANGES_MAX = 4, FOLDER_BYTES = 40, PATH_BYTES = 64, MEMORY_LARGE = 4 << 20 };

/* What a merge is tried on: some tasks and an index, each made of a number. */
struct world {
	uint64_t seed;
	uint32_t tasks, ranges, key_space,
	        indexed;           /* keys of the index, every third of the space */
	struct key_entry *entries; /* in the order in which they are added */
	size_t count;
	struct index *index;
	char folder[FOLDER_BYTES], key_files[TASKS_MAX][PATH_BYTES], hits[PATH_BYTES],
	        owned[PATH_BYTES];
};

static uint64_t mixed(uint64_t z)
{
	return hash64((struct str){(const char *)&z, sizeof(z)});
}

static uint64_t random_below(struct world *world, uint64_t limit)
{
	return mixed(world->seed++) % limit;
}

/* Key `i` of a small space; they fall into all ranges. */
static uint64_t key_number(uint64_t i)
{
	return mixed(i + 1000000);
}

static uint8_t slot_of(uint64_t random)
{
	static const uint8_t slots[] = {0, 1, 2, 3, 14, 15, 16, 17, 99, 253, 254, 254, 255, 255};
	return slots[random % sizeof(slots)];
}

static struct key_entry random_entry(struct world *world, uint32_t task, uint32_t documents)
{
	uint32_t document = (uint32_t)random_below(world, documents);
	uint8_t slot = slot_of(random_below(world, 1000));
	uint64_t key = key_number(random_below(world, world->key_space));
	return (struct key_entry){key, key_place(task, document, slot)};
}

static void write_task(const struct world *world, uint32_t task, size_t memory)
{
	struct error error;
	const char *path = world->key_files[task];
	int fd;
	CHECK(file_create(path, &fd, &error) == STATUS_OK);
	struct key_runs_writer *writer = key_runs_writer_new(fd, path, world->ranges, memory);
	for (size_t i = 0; i < world->count; i++) {
		const struct key_entry *entry = &world->entries[i];
		if (place_task(entry->place) == task)
			CHECK(key_runs_add(writer, entry->key, place_document(entry->place),
			                   place_slot(entry->place), &error) == STATUS_OK);
	}
	CHECK(key_runs_finish(writer, &error) == STATUS_OK);
	key_runs_writer_free(writer);
	file_close(&fd);
}

static enum status no_document(void *context, uint32_t number, struct segment_document *document,
                               struct str *url, struct error *error)
{
	(void)context;
	(void)number;
	(void)error;
	*document = (struct segment_document){0};
	*url = STR("");
	return STATUS_OK;
}

/* Every third key is a document's of its own; those from `first` to `end`. */
static void add_to_index(struct world *world, uint32_t first, uint32_t end)
{
	struct error error;
	struct key *keys = malloc((end - first + 1) * sizeof(*keys));
	for (uint32_t i = first; i < end; i++)
		keys[i - first] = key_of(key_number(3 * i), i);
	key_sort(keys, end - first);
	const struct index_batch batch = {.keys = keys,
	                                  .key_count = end - first,
	                                  .document_count = end - first,
	                                  .document = no_document};
	CHECK(index_spill(world->index, &batch, &error) == STATUS_OK);
	free(keys);
}

/* In two segments: the first is too large to be merged with the other. */
static void make_index(struct world *world)
{
	char path[PATH_BYTES + 8];
	snprintf(path, sizeof(path), "%s/index", world->folder);
	world->indexed = world->key_space / 3;
	world->index = index_new_temporary(path, 1 << 20);
	add_to_index(world, 0, world->indexed - world->indexed / 4);
	add_to_index(world, world->indexed - world->indexed / 4, world->indexed);
}

static void make_world(struct world *world, uint64_t seed)
{
	*world = (struct world){.seed = seed * 1000000007u};
	/* many files are synced, which costs nothing where they are in memory */
	snprintf(world->folder, FOLDER_BYTES, "%s/range-merge-XXXXXX",
	         file_is_folder("/dev/shm") ? "/dev/shm" : "/tmp");
	CHECK(mkdtemp(world->folder) != NULL);
	world->tasks = 1 + (uint32_t)random_below(world, TASKS_MAX);
	world->ranges = 1 + (uint32_t)random_below(world, RANGES_MAX);
	world->key_space = 1 + (uint32_t)random_below(world, 300);
	world->count = random_below(world, 1500);
	world->entries = malloc((world->count + 1) * sizeof(*world->entries));
	uint32_t documents = 1 + (uint32_t)random_below(world, 200);
	for (size_t i = 0; i < world->count; i++)
		world->entries[i] =
		        random_entry(world, (uint32_t)random_below(world, world->tasks), documents);
	for (uint32_t task = 0; task < world->tasks; task++)
		snprintf(world->key_files[task], PATH_BYTES, "%s/keys-%u", world->folder, task);
	snprintf(world->hits, PATH_BYTES, "%s/hits", world->folder);
	snprintf(world->owned, PATH_BYTES, "%s/owned", world->folder);
	if (random_below(world, 3) > 0)
		make_index(world);
}

static void free_world(struct world *world)
{
	index_close(world->index);
	for (uint32_t task = 0; task < world->tasks; task++)
		file_remove(world->key_files[task]);
	file_remove(world->hits);
	file_remove(world->owned);
	CHECK_NUMBER(rmdir(world->folder), 0); /* all other files had no names */
	free(world->entries);
}

static enum status merge_world(const struct world *world, uint32_t range, uint64_t memory,
                               struct range_merge_sums *sums, struct error *error)
{
	const char *paths[TASKS_MAX];
	for (uint32_t task = 0; task < world->tasks; task++)
		paths[task] = world->key_files[task];
	return range_merge(&(struct range_merge){.key_files = paths,
	                                         .task_count = world->tasks,
	                                         .range = range,
	                                         .ranges = world->ranges,
	                                         .index = world->index,
	                                         .memory_bytes_max = memory,
	                                         .folder = world->folder,
	                                         .hits_path = world->hits,
	                                         .owned_path = world->owned},
	                   sums, error);
}

/* --- the definition, one entry against all --- */

static bool is_of_document(uint8_t slot)
{
	return slot < KEY_SLOT_PAYLOAD;
}

static bool index_has(const struct world *world, uint64_t key, uint32_t *document)
{
	for (*document = 0; *document < world->indexed; ++*document)
		if (key_number(3 * *document) == key)
			return true;
	return false;
}

/* The place of the first document with the key, of documents or of payloads. */
static uint64_t first_with(const struct world *world, uint64_t key, bool of_documents)
{
	uint64_t first = UINT64_MAX;
	for (size_t i = 0; i < world->count; i++) {
		const struct key_entry *entry = &world->entries[i];
		uint8_t slot = place_slot(entry->place);
		if (entry->key == key &&
		    (of_documents ? is_of_document(slot) : slot == KEY_SLOT_PAYLOAD) &&
		    entry->place < first)
			first = entry->place;
	}
	return first;
}

/* The hit that an entry gives, if it gives one. */
static bool hit_of(const struct world *world, const struct key_entry *entry, struct hit *hit)
{
	uint8_t slot = place_slot(entry->place);
	uint32_t known;
	*hit = (struct hit){.document = place_document(entry->place), .slot = slot};
	if (slot == KEY_SLOT_PAYLOAD)
		return false;
	if (is_of_document(slot) && index_has(world, entry->key, &known)) {
		hit->in_index = true;
		hit->first_document = known;
		return true;
	}
	uint64_t first = first_with(world, entry->key, is_of_document(slot));
	hit->first_task = place_task(first);
	hit->first_document = place_document(first);
	return first >> 8 < entry->place >> 8;
}

/* --- what is compared --- */

static int by_order(const void *a, const void *b)
{
	return key_entry_less(b, a) - key_entry_less(a, b);
}

static int by_hit(const void *a, const void *b)
{
	const struct hit *first = a, *second = b;
	const uint64_t one[] = {first->document, first->slot, first->first_task,
	                        first->first_document},
	               two[] = {second->document, second->slot, second->first_task,
	                        second->first_document};
	for (int i = 0; i < 4; i++)
		if (one[i] != two[i])
			return one[i] < two[i] ? -1 : 1;
	return second->in_index - first->in_index;
}

static bool same_hit(const struct hit *a, const struct hit *b)
{
	return by_hit(a, b) == 0 && a->in_index == b->in_index;
}

static void check_hits(const struct world *world, uint32_t range)
{
	struct hits *hits;
	struct error error;
	struct hit *want = malloc((world->count + 1) * sizeof(*want));
	struct hit *got = malloc((world->count + 1) * sizeof(*got));
	if (!CHECK(hits_open(world->hits, &hits, &error) == STATUS_OK))
		return;
	CHECK(hits_sizes(hits).tasks == world->tasks && hits_sizes(hits).range == range &&
	      hits_sizes(hits).ranges == world->ranges);
	for (uint32_t task = 0; task < world->tasks; task++) {
		size_t wanted = 0, found;
		uint64_t count;
		for (size_t i = 0; i < world->count; i++)
			if (place_task(world->entries[i].place) == task &&
			    key_range_of(world->entries[i].key, world->ranges) == range)
				wanted += hit_of(world, &world->entries[i], &want[wanted]);
		qsort(want, wanted, sizeof(*want), by_hit);
		CHECK(hits_count(hits, task, &count, &error) == STATUS_OK);
		CHECK_NUMBER(count, wanted);
		CHECK(hits_of_task(hits, task, 0, got, world->count, &found, &error) == STATUS_OK);
		CHECK_NUMBER(found, wanted);
		qsort(got, found, sizeof(*got), by_hit);
		for (size_t i = 0; i < wanted && i < found; i++)
			if (!same_hit(&got[i], &want[i]))
				CHECK_NUMBER(i, -1);
		if (wanted > 1) {
			CHECK(hits_of_task(hits, task, wanted / 2, got, wanted, &found, &error) ==
			      STATUS_OK);
			CHECK_NUMBER(found, wanted - wanted / 2);
			CHECK(hits_of_task(hits, task, 1, got, 1, &found, &error) == STATUS_OK);
			CHECK_NUMBER(found, 1);
		}
	}
	hits_close(hits);
	free(want);
	free(got);
}

/* Those of all documents that have a key first which is not in the index. */
static void check_owned(const struct world *world, uint32_t range)
{
	struct owned_file *owned;
	struct error error;
	struct owned *got = malloc((world->count + 1) * sizeof(*got));
	struct key_entry *sorted = malloc((world->count + 1) * sizeof(*sorted));
	size_t found = 0, at = 0;
	uint32_t known;
	memcpy(sorted, world->entries, world->count * sizeof(*sorted));
	qsort(sorted, world->count, sizeof(*sorted), by_order);
	if (!CHECK(owned_open(world->owned, &owned, &error) == STATUS_OK))
		return;
	CHECK(owned_read(owned, 0, got, world->count + 1, &found, &error) == STATUS_OK);
	CHECK_NUMBER(found, owned_sizes(owned).keys);
	for (size_t i = 0; i < world->count; i++) {
		uint64_t key = sorted[i].key;
		uint64_t first = first_with(world, key, true);
		if ((i > 0 && sorted[i - 1].key == key) || first == UINT64_MAX ||
		    key_range_of(key, world->ranges) != range || index_has(world, key, &known))
			continue;
		CHECK(at < found && got[at].key == key && got[at].task == place_task(first) &&
		      got[at].document == place_document(first));
		at++;
	}
	CHECK_NUMBER(at, found);
	if (found > 2) {
		struct owned one;
		CHECK(owned_read(owned, found - 1, &one, 1, &at, &error) == STATUS_OK && at == 1);
		CHECK(one.key == got[found - 1].key && one.document == got[found - 1].document);
		CHECK(owned_read(owned, found, &one, 1, &at, &error) == STATUS_OK && at == 0);
	}
	owned_close(owned);
	free(got);
	free(sorted);
}

/* Memory for keys of a task, and for the merge: none at all is the least. */
static const size_t memories[][2] = {
        {MEMORY_LARGE, MEMORY_LARGE}, {0, 0}, {0, MEMORY_LARGE}, {4000, 100000}};

TEST(a_merge_of_ranges_is_what_the_definition_says)
{
	enum { WORLDS = 60 };
	for (uint64_t seed = 0; seed < WORLDS; seed++) {
		struct world world;
		struct range_merge_sums sums;
		struct error error;
		make_world(&world, seed);
		const size_t *memory = memories[seed % (sizeof(memories) / sizeof(*memories))];
		for (uint32_t task = 0; task < world.tasks; task++)
			write_task(&world, task, memory[0]);
		for (uint32_t range = 0; range < world.ranges; range++) {
			if (!CHECK(merge_world(&world, range, memory[1], &sums, &error) ==
			           STATUS_OK)) {
				fprintf(stderr, "%s\n", error.text);
				continue;
			}
			check_hits(&world, range);
			check_owned(&world, range);
			CHECK(sums.hits_bytes == file_size(world.hits) &&
			      sums.owned_bytes == file_size(world.owned));
		}
		free_world(&world);
	}
}

TEST(a_merge_of_ranges_does_not_depend_on_memory)
{
	uint64_t rewritten = 0;
	for (uint64_t seed = 100; seed < 110; seed++) {
		struct world world;
		struct range_merge_sums sums;
		struct error error;
		struct str hits = STR(""), owned = STR("");
		make_world(&world, seed);
		for (size_t i = 0; i < sizeof(memories) / sizeof(*memories); i++) {
			for (uint32_t task = 0; task < world.tasks; task++)
				write_task(&world, task, memories[i][0]);
			CHECK(merge_world(&world, 0, memories[i][1], &sums, &error) == STATUS_OK);
			rewritten += sums.stretches_rewritten;
			struct str hits_now = test_read_file(world.hits);
			struct str owned_now = test_read_file(world.owned);
			if (i > 0) {
				CHECK_STR(hits_now, hits);
				CHECK_STR(owned_now, owned);
			}
			hits = hits_now;
			owned = owned_now;
		}
		free_world(&world);
	}
	CHECK(rewritten > 100); /* of some memories there were several passes */
}

/* --- damage --- */

/* Reads all of both files. */
static enum status read_all(const struct world *world, struct error *error)
{
	struct hits *hits = NULL;
	struct owned_file *file = NULL;
	struct hit hit[100];
	struct owned owned[100];
	size_t got;
	enum status status = hits_open(world->hits, &hits, error);
	for (uint32_t task = 0; status == STATUS_OK && task < hits_sizes(hits).tasks; task++)
		status = hits_of_task(hits, task, 0, hit, 100, &got, error);
	if (status == STATUS_OK)
		status = owned_open(world->owned, &file, error);
	if (status == STATUS_OK)
		status = owned_read(file, 0, owned, 100, &got, error);
	if (hits)
		hits_close(hits);
	owned_close(file);
	return status;
}

static void write_bytes(const char *path, struct str bytes)
{
	struct error error;
	int fd;
	CHECK(file_create(path, &fd, &error) == STATUS_OK);
	CHECK(file_write(fd, path, bytes, &error) == STATUS_OK);
	file_close(&fd);
}

static void damage_file(const struct world *world, const char *path)
{
	enum { STEP = 3 }; /* of their bytes every third, with each of its bits */
	struct error error;
	struct str bytes = test_read_file(path);
	char *changed = malloc(bytes.n);
	for (size_t i = 0; i < bytes.n; i += i % 4096 < 64 || bytes.n - i < 128 ? 1 : STEP) {
		memcpy(changed, bytes.p, bytes.n);
		changed[i] ^= (char)(1 << i % 8);
		write_bytes(path, (struct str){changed, bytes.n});
		error.text[0] = '\0';
		if (!CHECK(read_all(world, &error) == STATUS_FAILED))
			fprintf(stderr, "byte %zu\n", i);
		CHECK(str_starts(str_from(error.text), str_from(path)));
		write_bytes(path, str_slice(bytes, 0, i));
		CHECK(read_all(world, &error) == STATUS_FAILED);
	}
	write_bytes(path, bytes);
	CHECK(read_all(world, &error) == STATUS_OK);
	free(changed);
}

TEST(damage_in_hits_and_new_keys_is_found_wherever_it_is)
{
	struct world world;
	struct range_merge_sums sums;
	struct error error;
	uint64_t seed = 0;
	do {
		make_world(&world, seed++);
		world.count = world.count > 60 ? 60 : world.count;
		for (uint32_t task = 0; task < world.tasks; task++)
			write_task(&world, task, 0);
		CHECK(merge_world(&world, 0, 0, &sums, &error) == STATUS_OK);
		if (sums.hits > 5 && sums.owned > 5)
			break;
		free_world(&world);
	} while (true);
	damage_file(&world, world.hits);
	damage_file(&world, world.owned);
	free_world(&world);
}

TEST(a_merge_with_a_file_that_is_damaged_or_of_other_ranges_fails)
{
	struct world world;
	struct range_merge_sums sums;
	struct error error;
	make_world(&world, 1);
	for (uint32_t task = 0; task < world.tasks; task++)
		write_task(&world, task, 0);
	uint32_t ranges = world.ranges;
	world.ranges = ranges + 1;
	CHECK(merge_world(&world, 0, 0, &sums, &error) == STATUS_FAILED);
	CHECK(str_find(str_from(error.text), STR("keys in"), 0) != STR_NONE);
	world.ranges = ranges;
	const char *path = world.key_files[0];
	struct str bytes = test_read_file(path);
	char *changed = malloc(bytes.n);
	memcpy(changed, bytes.p, bytes.n);
	changed[40] ^= 1;
	write_bytes(path, (struct str){changed, bytes.n});
	enum status status = STATUS_OK;
	for (uint32_t range = 0; range < ranges && status == STATUS_OK; range++)
		status = merge_world(&world, range, 0, &sums, &error);
	CHECK(status == STATUS_FAILED && str_starts(str_from(error.text), str_from(path)));
	file_remove(path);
	CHECK(merge_world(&world, 0, 0, &sums, &error) == STATUS_FAILED);
	CHECK(str_starts(str_from(error.text), str_from(path)));
	free(changed);
	free_world(&world);
}

#include "io/index.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "io/file.h"
#include "tests/test.h"

/* A night: its keys, and where it fails, if it does. */
struct night {
	struct key *keys;
	uint64_t key_count, keys_read_max;
	uint32_t documents_read_max;
	char url[32];
};

static enum status key_at(void *context, uint64_t first, struct key *keys, size_t count,
                          struct error *error)
{
	struct night *night = context;
	CHECK(first + count <= night->key_count);
	if (first + count > night->keys_read_max)
		return error_set(error, "no such key");
	memcpy(keys, night->keys + first, count * sizeof(*keys));
	return STATUS_OK;
}

static enum status document_at(void *context, uint32_t number, struct segment_document *document,
                               struct str *url, struct error *error)
{
	struct night *night = context;
	if (number >= night->documents_read_max)
		return error_set(error, "no such document");
	int n = snprintf(night->url, sizeof(night->url), "http://%u.example/", number);
	*url = (struct str){night->url, (size_t)n};
	*document = (struct segment_document){
	        .id = {number, 1}, .check = number, .day = 7, .url_bytes = (uint32_t)n};
	return STATUS_OK;
}

/* Commits documents `from` to `to` with `each` keys, in memory or one after the other. */
static enum status commit(const char *path, uint32_t from, uint32_t to, uint32_t each, bool read,
                          uint64_t keys_max, uint32_t documents_max, struct error *error)
{
	struct night night = {.key_count = (uint64_t)(to - from) * each,
	                      .keys_read_max = keys_max,
	                      .documents_read_max = documents_max};
	struct index *index;
	struct index_batch batch = {.keys_at = key_at,
	                            .key_count = night.key_count,
	                            .document_count = to - from,
	                            .document = document_at,
	                            .context = &night};
	night.keys = malloc((night.key_count + 1) * sizeof(*night.keys));
	for (uint64_t i = 0; i < night.key_count; i++) {
		uint64_t number = (uint64_t)from * each + i;
		night.keys[i] = key_of(hash64((struct str){(const char *)&number, sizeof(number)}),
		                       from + (uint32_t)(i / each));
	}
	key_sort(night.keys, night.key_count);
	for (uint32_t i = from; i < to; i++)
		batch.url_bytes += (uint64_t)snprintf(NULL, 0, "http://%u.example/", i);
	batch.keys = read ? NULL : night.keys;
	enum status status = index_open(path, INDEX_CREATE, "near", 1 << 20, &index, error);
	if (CHECK(status == STATUS_OK)) {
		status = index_commit(index, &batch, (struct catalogue_run){0}, error);
		index_close(index);
	}
	free(night.keys);
	return status;
}

static void paths_of(const char *folder, const char *name, char paths[4][200])
{
	snprintf(paths[0], 200, "%s/%s", folder, name);
	snprintf(paths[1], 200, "%s/%s.lock", folder, name);
	snprintf(paths[2], 200, "%s/%s.segment-000001", folder, name);
	snprintf(paths[3], 200, "%s/%s.segment-000002", folder, name);
}

static void check_same(uint32_t first, uint32_t second, uint32_t each)
{
	char folder[] = "/tmp/index-batch-XXXXXX", held[4][200], read[4][200];
	struct error error;
	CHECK(mkdtemp(folder) != NULL);
	paths_of(folder, "held", held);
	paths_of(folder, "read", read);
	for (int way = 0; way < 2; way++) {
		const char *path = way ? read[0] : held[0];
		CHECK(commit(path, 0, first, each, way, UINT64_MAX, UINT32_MAX, &error) ==
		      STATUS_OK);
		CHECK(commit(path, first, first + second, each, way, UINT64_MAX, UINT32_MAX,
		             &error) == STATUS_OK);
	}
	int files = 0;
	for (int i = 0; i < 4; i++) {
		CHECK(file_exists(held[i]) == file_exists(read[i]));
		if (file_exists(held[i]) && i != 1) {
			CHECK_STR(test_read_file(read[i]), test_read_file(held[i]));
			files++;
		}
		file_remove(held[i]);
		file_remove(read[i]);
	}
	CHECK(files >= 2);
	file_remove_folder(folder);
}

TEST(an_index_is_the_same_if_its_keys_are_read_from_elsewhere)
{
	check_same(100, 1, 15);
	check_same(100, 90, 15);
	check_same(1, 340, 1);
	check_same(340, 341, 1);
	check_same(50, 2000, 2);
}

TEST(a_commit_whose_keys_or_documents_cannot_be_read_changes_nothing)
{
	char folder[] = "/tmp/index-batch-XXXXXX", paths[4][200];
	struct error error;
	CHECK(mkdtemp(folder) != NULL);
	paths_of(folder, "index", paths);
	CHECK(commit(paths[0], 0, 100, 15, true, UINT64_MAX, UINT32_MAX, &error) == STATUS_OK);
	struct str before = test_read_file(paths[0]);
	CHECK(commit(paths[0], 100, 500, 15, true, 2000, UINT32_MAX, &error) == STATUS_FAILED);
	CHECK_STR(str_from(error.text), STR("no such key"));
	CHECK(commit(paths[0], 100, 500, 15, true, UINT64_MAX, 300, &error) == STATUS_FAILED);
	CHECK_STR(str_from(error.text), STR("no such document"));
	CHECK_STR(test_read_file(paths[0]), before);
	CHECK(!file_exists(paths[3]));
	for (int i = 0; i < 4; i++)
		file_remove(paths[i]);
	file_remove_folder(folder);
}

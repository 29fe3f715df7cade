#include "cmd/checkpoint.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "core/base/hash.h"
#include "io/file.h"

/* Of the file: this, a checkpoint, the counts of rules, the statistics as JSON, a checksum of all
 * that. */
struct head {
	char magic[8];
	uint32_t checkpoint_bytes, rules;
};

static const struct head head_expected = {"thrshcp1", sizeof(struct checkpoint), 0};

enum { CHECKPOINT_BYTES_MAX = 64 << 20 };

void checkpoint_path(const char *output, const char *name, char *path, size_t size)
{
	int n = snprintf(path, size, "%s/.resume/%s", output, name);
	if (n < 0 || (size_t)n >= size)
		path[0] = '\0'; /* opening it then fails, and says so */
}

bool checkpoint_exists(const char *output)
{
	char path[PATH_MAX];
	checkpoint_path(output, "checkpoint", path, sizeof(path));
	return file_exists(path);
}

static struct str bytes_of(const void *p, size_t n)
{
	return (struct str){p, n};
}

static bool take(struct str *rest, void *to, size_t n)
{
	if (rest->n < n)
		return false;
	memcpy(to, rest->p, n);
	*rest = str_slice(*rest, n, rest->n);
	return true;
}

static bool parse(struct str text, struct checkpoint *checkpoint, struct rule_count *counts,
                  uint32_t rules, struct stats *stats)
{
	struct head head;
	struct str rest;
	uint64_t sum;
	if (text.n < sizeof(sum))
		return false;
	rest = str_slice(text, 0, text.n - sizeof(sum));
	memcpy(&sum, text.p + rest.n, sizeof(sum));
	return sum == hash64(rest) && take(&rest, &head, sizeof(head)) &&
	       memcmp(head.magic, head_expected.magic, sizeof(head.magic)) == 0 &&
	       head.checkpoint_bytes == sizeof(*checkpoint) && head.rules == rules &&
	       take(&rest, checkpoint, sizeof(*checkpoint)) &&
	       take(&rest, counts, rules * sizeof(*counts)) && stats_read_json(stats, rest);
}

enum status checkpoint_read(const char *output, struct checkpoint *checkpoint,
                            struct rule_count *counts, uint32_t rules, struct stats *stats,
                            struct error *error)
{
	char path[PATH_MAX];
	struct buf text;
	checkpoint_path(output, "checkpoint", path, sizeof(path));
	buf_init(&text, 2 * CHECKPOINT_BYTES_MAX);
	enum status status = file_read_whole(path, CHECKPOINT_BYTES_MAX, &text, error);
	if (status == STATUS_OK && !parse(buf_str(&text), checkpoint, counts, rules, stats))
		status = error_set(error, "%s: damaged, or of another build", path);
	buf_free(&text);
	return status;
}

enum status checkpoint_write(const char *output, const struct checkpoint *checkpoint,
                             const struct rule_count *counts, uint32_t rules,
                             const struct stats *stats, struct error *error)
{
	char path[PATH_MAX];
	struct buf text, json;
	struct head head = head_expected;
	head.rules = rules;
	checkpoint_path(output, "checkpoint", path, sizeof(path));
	buf_init(&text, CHECKPOINT_BYTES_MAX);
	buf_append(&text, bytes_of(&head, sizeof(head)));
	buf_append(&text, bytes_of(checkpoint, sizeof(*checkpoint)));
	buf_append(&text, bytes_of(counts, rules * sizeof(*counts)));
	buf_init(&json, STATS_JSON_BYTES_MAX);
	stats_write_json(stats, &json);
	buf_append(&text, buf_str(&json));
	text.over |= json.over;
	buf_free(&json);
	uint64_t sum = hash64(buf_str(&text));
	buf_append(&text, bytes_of(&sum, sizeof(sum)));
	enum status status = text.over ? error_set(error, "%s: over its limit", path)
	                               : file_write_whole(path, buf_str(&text), error);
	buf_free(&text);
	return status;
}

void checkpoint_forget_open(const char *output)
{
	char folder[PATH_MAX];
	checkpoint_path(output, "", folder, sizeof(folder));
	outputs_forget_kept(folder);
}

static void forget(void *context, const char *path)
{
	(void)context;
	file_remove(path);
}

void checkpoint_forget(const char *output)
{
	char folder[PATH_MAX], path[PATH_MAX];
	struct error error;
	checkpoint_path(output, "", folder, sizeof(folder));
	checkpoint_path(output, "checkpoint", path, sizeof(path));
	if (!file_exists(folder))
		return;
	file_remove(path);
	/* what stays, of a folder that cannot be read, is of no use to anyone without a checkpoint
	 */
	if (file_each(folder, "", forget, NULL, &error) == STATUS_OK)
		file_remove_folder(folder);
}

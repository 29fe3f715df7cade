#include "cmd/rule_options.h"

#include "core/rules/default_rules.h"
#include "io/file.h"

enum { READ_BYTES = 64 << 10 };

const char rules_help[] =
        "Rules for lines, pages and fields, see thresh-rules(5); may be given several "
        "times. They come before the default rules.";
const char no_default_rules_help[] = "Leave out the rules that the program brings.";

static enum status read_rules(const char *path, struct buf *text, struct error *error)
{
	size_t got = 0;
	int fd;
	buf_init(text, RULE_FILE_BYTES_MAX + 2 * READ_BYTES);
	enum status status = file_open(path, &fd, error);
	if (status != STATUS_OK)
		return status;
	do {
		status = file_read(fd, path, READ_BYTES, text, &got, error);
	} while (status == STATUS_OK && got > 0 && text->n <= RULE_FILE_BYTES_MAX);
	file_close(&fd);
	return status;
}

enum status rule_options_load(const struct rule_options *values, struct rule_set **set,
                              struct error *error)
{
	struct rule_source sources[RULE_FILES_MAX] = {{{0}, {0}}};
	struct buf texts[OPTION_TEXTS_MAX];
	uint32_t count = 0;
	enum status status = STATUS_OK;
	*set = NULL;
	for (size_t i = 0; i < values->files.count && status == STATUS_OK; i++) {
		const char *path = values->files.list[i];
		status = read_rules(path, &texts[count], error);
		sources[count] = (struct rule_source){str_from(path), buf_str(&texts[count])};
		count++;
	}
	uint32_t read = count;
	for (uint32_t i = 0; i < default_rules_count && !values->no_default; i++)
		if (count < RULE_FILES_MAX)
			sources[count++] = default_rules[i];
	if (status == STATUS_OK)
		status = rule_set_new(sources, count, set, error);
	for (uint32_t i = 0; i < read; i++)
		buf_free(&texts[i]);
	return status;
}

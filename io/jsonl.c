#include "io/jsonl.h"

static struct str first_line(struct str bytes)
{
	size_t end = str_find_byte(bytes, '\n', 0);
	return end == STR_NONE ? bytes : str_slice(bytes, 0, end);
}

static bool jsonl_starts(struct str bytes)
{
	struct str line = first_line(bytes);
	return line.n > 0 && line.p[0] == '{' &&
	       (str_find(line, STR("\"text\""), 0) != STR_NONE ||
	        str_find(line, STR("\"html\""), 0) != STR_NONE);
}

static size_t jsonl_find(struct str bytes, size_t from)
{
	size_t end = str_find_byte(bytes, '\n', from > 0 ? from - 1 : 0);
	return end == STR_NONE || end + 1 >= bytes.n ? STR_NONE : end + 1;
}

static enum record_result jsonl_parse(struct str bytes, struct record *record)
{
	size_t end = str_find_byte(bytes, '\n', 0);
	bool whole = end != STR_NONE;
	*record = (struct record){
	        .type = STR("conversion"),
	        .content_type = STR("application/json"),
	        .is_bare = true,
	        .ends_cleanly = true,
	        .length = whole ? end + 1 : bytes.n,
	        .content_length = whole ? end : bytes.n,
	};
	record->block = str_slice(bytes, 0, (size_t)record->content_length);
	return whole ? RECORD_OK : RECORD_SHORT;
}

const struct record_format jsonl_format = {
        .name = "jsonl",
        .open_end = true,
        .start_bytes_max = RECORD_LOOK_BYTES,
        .starts = jsonl_starts,
        .find = jsonl_find,
        .find_sure = jsonl_find,
        .parse = jsonl_parse,
};

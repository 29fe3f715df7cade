#include "io/page_file.h"

static size_t find_none(struct str bytes, size_t from)
{
	(void)bytes;
	(void)from;
	return STR_NONE;
}

static bool html_starts(struct str bytes)
{
	if (str_starts(bytes, STR("\xef\xbb\xbf")))
		bytes = str_slice(bytes, 3, bytes.n);
	bytes = str_trim(bytes);
	return bytes.n > 1 && bytes.p[0] == '<' &&
	       (ascii_is_alpha((unsigned char)bytes.p[1]) || bytes.p[1] == '!' ||
	        bytes.p[1] == '?');
}

static bool text_starts(struct str bytes)
{
	if (bytes.n > RECORD_LOOK_BYTES)
		bytes.n = RECORD_LOOK_BYTES;
	return bytes.n > 0 && str_find_byte(bytes, '\0', 0) == STR_NONE;
}

/* Never whole before the end of the input. */
static enum record_result parse_page(struct str bytes, struct str content_type,
                                     struct record *record)
{
	*record = (struct record){
	        .type = STR("resource"),
	        .content_type = content_type,
	        .is_bare = true,
	        .ends_cleanly = true,
	        .length = bytes.n,
	        .content_length = bytes.n,
	        .block = bytes,
	};
	return RECORD_SHORT;
}

static enum record_result html_parse_page(struct str bytes, struct record *record)
{
	return parse_page(bytes, STR("text/html"), record);
}

static enum record_result text_parse_page(struct str bytes, struct record *record)
{
	return parse_page(bytes, STR("text/plain"), record);
}

const struct record_format html_format = {
        .name = "html",
        .open_end = true,
        .start_bytes_max = RECORD_LOOK_BYTES,
        .starts = html_starts,
        .find = find_none,
        .find_sure = find_none,
        .parse = html_parse_page,
};
const struct record_format text_format = {
        .name = "text",
        .open_end = true,
        .start_bytes_max = RECORD_LOOK_BYTES,
        .starts = text_starts,
        .find = find_none,
        .find_sure = find_none,
        .parse = text_parse_page,
};

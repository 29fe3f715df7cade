/*
 * JSON as pages have it, read into flat values in document order (preorder), like the nodes of an
 * HTML tree: value i's parts are the values i + 1 .. values[i].end - 1, the first of them is
 * i + 1, and the one after part k is values[k].end.
 *
 * Tolerant where pages are commonly wrong: control characters and line breaks inside strings, "\'",
 * a comma before a closing bracket, text behind the first value. Everything else that is no JSON
 * gives no values.
 */
#ifndef CORE_BASE_JSON_READ_H
#define CORE_BASE_JSON_READ_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/str.h"

enum {
	JSON_BYTES_MAX = 4 << 20,  /* longer text gives no values */
	JSON_DEPTH_MAX = 64,       /* likewise deeper text */
	JSON_VALUES_MAX = 1 << 18, /* likewise more values */
};

enum json_kind {
	JSON_KIND_OTHER,
	JSON_KIND_NUMBER,
	JSON_KIND_STRING,
	JSON_KIND_ARRAY,
	JSON_KIND_OBJECT
};

struct json_value {
	uint8_t kind;    /* enum json_kind; OTHER is true, false and null */
	uint32_t end;    /* one past the last value of this one's subtree */
	struct str name; /* the key it stands under; empty for array items and the top */
	struct str text; /* of a string: valid UTF-8; of an integer: its digits */
};

struct json {
	const struct json_value *values;
	uint32_t count; /* 0 if the text could not be read */
};

/* Slices point into `arena`. */
bool json_read(struct str text, struct arena *arena, struct json *json);

/* Takes the random number that hash tables begin with, which else is read from a file, and late. */
void json_read_prepare(void);

/* The member `name` of an object; 0 if there is none (value 0 is never a member) or it is none. */
uint32_t json_member(const struct json *json, uint32_t object, struct str name);

#endif

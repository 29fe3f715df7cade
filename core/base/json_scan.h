/*
 * JSON (RFC 8259), strictly: nothing that it does not allow passes. Values are found in the text
 * and stay there. Bytes of strings are not looked at as UTF-8.
 */
#ifndef CORE_BASE_JSON_SCAN_H
#define CORE_BASE_JSON_SCAN_H

#include <stdbool.h>

#include "core/base/str.h"

enum { JSON_SCAN_DEPTH_MAX = 64 };

/* The value at the front of `*rest`, white space around it taken off; false if there is none, or
 * one that is deeper than JSON_SCAN_DEPTH_MAX. */
bool json_scan(struct str *rest, struct str *value);

/* Is `text` one value and nothing else? */
bool json_is_valid(struct str text);

/*
 * The parts of a valid object or array, one after another: `*rest` is the value at first. `name` is
 * without quotes, as it is escaped; empty for items. False behind the last.
 */
bool json_scan_part(struct str *rest, struct str *name, struct str *value);

/* The member `name` of a valid object; false if there is none. */
bool json_scan_member(struct str object, struct str name, struct str *value);

/* A string's text, as it is escaped; a whole number. False if it is none. */
bool json_scan_text(struct str value, struct str *text);
bool json_scan_number(struct str value, unsigned long long *number);

#endif

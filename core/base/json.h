/*
 * Writes JSON (RFC 8259) into a buf. Commas are set by themselves: a value or name that follows
 * another gets one. Text must be valid UTF-8; it stays as it is but for what JSON must escape.
 *
 *     json_open(&out, '{'); json_name(&out, "n"); json_number(&out, 1); json_close(&out, '}');
 */
#ifndef CORE_BASE_JSON_H
#define CORE_BASE_JSON_H

#include "core/base/buf.h"

void json_open(struct buf *out, char bracket);  /* '{' or '[' */
void json_close(struct buf *out, char bracket); /* '}' or ']' */
void json_name(struct buf *out, const char *name);
void json_string(struct buf *out, struct str s);
void json_number(struct buf *out, unsigned long long number);
void json_bool(struct buf *out, bool value);

/* A name with its value, in an object. */
void json_member_string(struct buf *out, const char *name, struct str s);
void json_member_number(struct buf *out, const char *name, unsigned long long number);
void json_member_hundredths(struct buf *out, const char *name, unsigned hundredths);

#endif

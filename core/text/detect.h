/* Guessing the charset of bytes that nothing declares and that are not UTF-8. */
#ifndef CORE_TEXT_DETECT_H
#define CORE_TEXT_DETECT_H

#include "core/base/str.h"

/* How much is looked at: measured, four times as much tells nothing more and a quarter less. */
enum { DETECT_SAMPLE_BYTES = 16 << 10 };

/*
 * The Encoding standard's name, static; p is NULL where there is too little to go by or the answer
 * is no encoding of the standard. The same bytes give the same answer. Bytes that are UTF-8 but for
 * some damage count as UTF-8.
 */
struct str detect_charset(struct str bytes);

#endif

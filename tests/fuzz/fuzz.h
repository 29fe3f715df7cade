/*
 * A fuzz target is one file fuzz_NAME.c that defines LLVMFuzzerTestOneInput (libFuzzer's name), and
 * a folder corpus/NAME with inputs. It parses the bytes and checks what must hold with
 * BUG_UNLESS. Linked with replay.c it is a plain program for `make check`.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#endif

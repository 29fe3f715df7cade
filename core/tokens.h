/*
 * About how many tokens a text has for a language model. An estimate: bytes over the bytes that a
 * token has in text of a script.
 *
 * Of English it is 3.94 characters, by A. Grattafiori et al., The Llama 3 Herd of Models, 2024,
 * arXiv 2407.21783, 3.2. Other scripts are put beside that by the counts of tokens of one sentence
 * in twenty languages that OpenAI published with GPT-4o (May 2024): tokens and bytes of its
 * Russian, Arabic, Hindi, Chinese, Japanese and Korean, over those of its English. What is not
 * named there is taken as Latin. Other tokenizers have a fourth more or less, and for scripts that
 * they have seen little of several times as many.
 */
#ifndef CORE_TOKENS_H
#define CORE_TOKENS_H

#include <stdint.h>

#include "core/base/str.h"

/* `text` is UTF-8. */
uint64_t tokens_estimate(struct str text);

/* For people: what the estimate rests on, in one sentence. */
extern const char tokens_basis[];

#endif

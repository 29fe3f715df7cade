/* Any bytes are of a language or of none, and the same at any place in memory. */
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/bug.h"
#include "core/text/lang.h"
#include "core/text/lang_letters.h"

static void check_letters(struct str text)
{
	struct lang_letters letters;
	lang_letters_of(text, &letters);
	BUG_UNLESS(letters.unit_count >= 1 && letters.unit_count <= LANG_UNITS_MAX);
	BUG_UNLESS(letters.units[0] == ' ' && letters.units[letters.unit_count - 1] == ' ');
	BUG_UNLESS(letters.starts[letters.word_count] == letters.unit_count);
	for (uint32_t i = 0; i < letters.word_count; i++)
		BUG_UNLESS(letters.units[letters.starts[i] - 1] == ' ' &&
		           letters.units[letters.starts[i]] != ' ');
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct str text = {(const char *)bytes, size};
	struct language language = lang_of(text);
	BUG_UNLESS(language.score <= 100);
	BUG_UNLESS((language.score == 0) == str_equal(language.code, STR("und")));
	BUG_UNLESS(language.score == 0 || language.code.n == 2);
	char *copy = malloc(size + 1);
	if (size > 0)
		memcpy(copy + 1, bytes, size);
	struct language again = lang_of((struct str){copy + 1, size});
	BUG_UNLESS(again.score == language.score && str_equal(again.code, language.code));
	free(copy);
	check_letters(text);
	return 0;
}

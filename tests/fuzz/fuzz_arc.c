/* Any bytes are parsed and searched as ARC records, within their bounds. */
#include "tests/fuzz/fuzz.h"

#include "io/arc.h"
#include "tests/fuzz/format_checks.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	check_format(&arc_format, (struct str){(const char *)bytes, size});
	return 0;
}

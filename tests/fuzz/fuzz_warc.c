/* Any bytes are parsed and searched as WARC records, within their bounds. */
#include "tests/fuzz/fuzz.h"

#include "io/warc.h"
#include "tests/fuzz/format_checks.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	check_format(&warc_format, (struct str){(const char *)bytes, size});
	return 0;
}

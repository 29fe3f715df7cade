#include "core/preload.h"

#include <stdlib.h>

#include "core/base/bug.h"
#include "core/base/digest.h"
#include "core/base/json_read.h"
#include "core/text/charset.h"

struct preload {
	struct charset_converters *converters;
	struct sha256 *sha256; /* the first digest of a program reads libcrypto's configuration */
};

struct preload *preload_new(void)
{
	struct preload *preload = memory_resize(NULL, sizeof(*preload));
	preload->converters = charset_open_all();
	preload->sha256 = sha256_new();
	json_read_prepare();
	return preload;
}

void preload_free(struct preload *preload)
{
	if (preload == NULL)
		return;
	charset_close_all(preload->converters);
	sha256_free(preload->sha256);
	free(preload);
}

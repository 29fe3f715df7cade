/*
 * The presets of share/thresh/presets, as they were when the program was built: the same version
 * always has the same presets, wherever it stands. Written by scripts/gen-presets at build time.
 */
#ifndef CORE_FILTER_DEFAULT_PRESETS_H
#define CORE_FILTER_DEFAULT_PRESETS_H

#include <stdint.h>

#include "core/base/str.h"

struct preset_source {
	struct str name, text;
};

extern const struct preset_source default_presets[]; /* by name */
extern const uint32_t default_presets_count;

#endif

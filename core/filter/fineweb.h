/* What FineWeb adds to Gopher and C4 (Penedo et al. 2024, arXiv 2406.17557), as datatrove has it.
 */
#ifndef CORE_FILTER_FINEWEB_H
#define CORE_FILTER_FINEWEB_H

#include "core/filter/signals.h"

void fineweb_signals(struct signals *signals);

#endif

/* The heuristic filters of NVIDIA's NeMo Curator that are not Gopher's. */
#ifndef CORE_FILTER_NEMO_H
#define CORE_FILTER_NEMO_H

#include "core/filter/signals.h"

void nemo_signals(struct signals *signals);

#endif

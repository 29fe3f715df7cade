/* MADLAD-400's rules about sentences (Kudugunta et al. 2023, arXiv 2309.04662, section 2.3). */
#ifndef CORE_FILTER_MADLAD_H
#define CORE_FILTER_MADLAD_H

#include "core/filter/signals.h"

void madlad_signals(struct signals *signals);

#endif

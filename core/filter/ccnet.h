/* CCNet's rules about paragraphs (Wenzek et al. 2020, arXiv 1911.00359), within one text. */
#ifndef CORE_FILTER_CCNET_H
#define CORE_FILTER_CCNET_H

#include "core/filter/signals.h"

void ccnet_signals(struct signals *signals);

#endif

/* Gopher's rules of repetition (Rae et al. 2021, table A1) as three programs have them. */
#ifndef CORE_FILTER_GOPHER_REPETITION_H
#define CORE_FILTER_GOPHER_REPETITION_H

#include "core/filter/signals.h"

void gopher_repetition_datatrove(struct signals *signals);
void gopher_repetition_dclm(struct signals *signals);
void gopher_repetition_dolma(struct signals *signals);

#endif

/* Gopher's rules of quality (Rae et al. 2021, arXiv 2112.11446, A1.1) as three programs have them.
 */
#ifndef CORE_FILTER_GOPHER_QUALITY_H
#define CORE_FILTER_GOPHER_QUALITY_H

#include "core/filter/signals.h"

void gopher_quality_datatrove(struct signals *signals);
void gopher_quality_dclm(struct signals *signals);
void gopher_quality_dolma(struct signals *signals);

#endif

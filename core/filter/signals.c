#include "core/filter/signals.h"

#include "core/filter/c4.h"
#include "core/filter/ccnet.h"
#include "core/filter/fineweb.h"
#include "core/filter/gopher_quality.h"
#include "core/filter/gopher_repetition.h"
#include "core/filter/madlad.h"
#include "core/filter/nemo.h"
#include "core/filter/refinedweb.h"

static const struct {
	const char *name, *what;
	enum signal_kind kind;
	enum signal_group group;
} table[SIGNAL_COUNT] = {
#define SIGNAL(name, kind, group, what) {#name, what, SIGNAL_IS_##kind, GROUP_##group},
        SIGNAL_TABLE(SIGNAL)
#undef SIGNAL
};

static void (*const compute[SIGNAL_GROUPS])(struct signals *) = {
        [GROUP_DATATROVE_QUALITY] = gopher_quality_datatrove,
        [GROUP_DCLM_QUALITY] = gopher_quality_dclm,
        [GROUP_DOLMA_QUALITY] = gopher_quality_dolma,
        [GROUP_DATATROVE_REPETITION] = gopher_repetition_datatrove,
        [GROUP_DCLM_REPETITION] = gopher_repetition_dclm,
        [GROUP_DOLMA_REPETITION] = gopher_repetition_dolma,
        [GROUP_FINEWEB] = fineweb_signals,
        [GROUP_C4] = c4_signals,
        [GROUP_C4_PAGE] = c4_page_signals,
        [GROUP_REFINEDWEB] = refinedweb_signals,
        [GROUP_MADLAD] = madlad_signals,
        [GROUP_CCNET] = ccnet_signals,
        [GROUP_NEMO] = nemo_signals,
};

const char *signal_name(enum signal signal)
{
	return table[signal].name;
}

const char *signal_what(enum signal signal)
{
	return table[signal].what;
}

enum signal_kind signal_kind(enum signal signal)
{
	return table[signal].kind;
}

enum signal_group signal_group(enum signal signal)
{
	return table[signal].group;
}

bool signal_named(struct str name, enum signal *signal)
{
	for (int i = 0; i < SIGNAL_COUNT; i++)
		if (str_equal(name, str_from(table[i].name))) {
			*signal = (enum signal)i;
			return true;
		}
	return false;
}

void signals_init(struct signals *signals, struct filter_text *text, enum word_cut cut)
{
	*signals = (struct signals){.text = text, .cut = cut};
}

static void need_group(struct signals *signals, enum signal_group group)
{
	if (signals->done & UINT32_C(1) << group)
		return;
	signals->done |= UINT32_C(1) << group;
	compute[group](signals);
}

struct fraction signals_get(struct signals *signals, enum signal signal)
{
	need_group(signals, table[signal].group);
	return signals->values[signal];
}

void signals_all(struct signals *signals)
{
	for (int group = 0; group < SIGNAL_GROUPS; group++)
		need_group(signals, (enum signal_group)group);
}

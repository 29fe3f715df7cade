#include "core/outcome.h"

static const struct {
	const char *name;
	enum outcome_kind kind;
} outcomes[OUTCOME_COUNT] = {
#define X(name, kind, text) [OUTCOME_##name] = {text, OUTCOME_KIND_##kind},
        OUTCOME_TABLE(X)
#undef X
};

const char *outcome_name(enum outcome outcome)
{
	return outcomes[outcome].name;
}

enum outcome_kind outcome_kind(enum outcome outcome)
{
	return outcomes[outcome].kind;
}

bool outcome_has_reject_row(enum outcome outcome)
{
	enum outcome_kind kind = outcome_kind(outcome);
	return kind == OUTCOME_KIND_REJECTED || kind == OUTCOME_KIND_DAMAGED;
}

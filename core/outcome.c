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

bool outcome_from_name(struct str name, enum outcome *outcome)
{
	for (int i = 0; i < OUTCOME_COUNT; i++)
		if (str_equal(name, str_from(outcomes[i].name))) {
			*outcome = (enum outcome)i;
			return true;
		}
	return false;
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

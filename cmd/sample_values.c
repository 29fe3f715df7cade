#include "cmd/sample_values.h"

const char sample_help[] =
        "Keep this share of the documents, as 0.01, chosen by their ids: the same ones on every run, and a "
        "smaller sample is within a larger one. Duplicates are found among all documents, and the preset is "
        "asked about those of the sample.";

enum status sample_values_load(const char *fraction, struct sample *sample, struct error *error)
{
	struct error problem;
	*sample = sample_of_all();
	if (fraction == NULL || sample_parse(fraction, sample, &problem) == STATUS_OK)
		return STATUS_OK;
	return error_set(error, "--sample: %s", problem.text);
}

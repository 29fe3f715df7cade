#include "cmd/shape_values.h"

const char sample_help[] =
        "Keep this share of the documents, as 0.01, chosen by their ids: the same ones on every run, and a "
        "smaller sample is within a larger one. Duplicates are found among all documents, and the preset is "
        "asked about those of the sample.";
const char route_help[] =
        "Part documents into folders with shards of their own, DIR/en, DIR/de, ..., by their language (lang) "
        "or what kind of page they are (kind); none (default) for all in DIR.";
const char attributes_help[] =
        "With --preset or --annotate: write the signals of each document in Dolma's layout as well, row by row "
        "beside the shards, to DIR/attributes/thresh.";

static enum status load_sample(const char *fraction, struct sample *sample, struct error *error)
{
	struct error problem;
	*sample = sample_of_all();
	if (fraction == NULL || sample_parse(fraction, sample, &problem) == STATUS_OK)
		return STATUS_OK;
	return error_set(error, "--sample: %s", problem.text);
}

enum status shape_values_load(const struct shape_values *values, const struct preset_loaded *preset,
                              struct shape *shape, struct error *error)
{
	shape->attributes = values->attributes;
	shape->route = (enum route_field)values->route;
	if (values->attributes && !preset->is_wanted)
		return error_set(error,
		                 "--dolma-attributes: no signals without --preset or --annotate");
	return load_sample(values->sample, &shape->sample, error);
}

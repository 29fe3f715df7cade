#include "core/row_check.h"

#include "core/base/json_scan.h"
#include "core/text/utf8.h"

static const char *const document_members[] = {"id",    "text",    "source",
                                               "added", "created", "metadata"};
static const char *const reject_members[] = {"id",          "url",    "warc_file",    "warc_offset",
                                             "warc_length", "reason", "duplicate_of", "band",
                                             "similarity",  "detail"};

static const char *const attribute_members[] = {"id", "source", "attributes"};

/* An object of just these members, in this order. */
static const char *problem_of(struct str line, const char *const *members, size_t count)
{
	struct str rest = line, name, value;
	if (utf8_valid_prefix(line) < line.n)
		return "not UTF-8";
	if (!json_is_valid(line) || line.p[0] != '{')
		return "not a JSON object";
	for (size_t i = 0; i < count; i++)
		if (!json_scan_part(&rest, &name, &value) || !str_equal(name, str_from(members[i])))
			return "not the members of a row";
	return json_scan_part(&rest, &name, &value) ? "more members than a row has" : NULL;
}

const char *row_document_problem(struct str line)
{
	return problem_of(line, document_members,
	                  sizeof(document_members) / sizeof(*document_members));
}

const char *row_attributes_problem(struct str line)
{
	return problem_of(line, attribute_members,
	                  sizeof(attribute_members) / sizeof(*attribute_members));
}

const char *row_reject_problem(struct str line, enum outcome *reason)
{
	struct str value, name;
	const char *problem =
	        problem_of(line, reject_members, sizeof(reject_members) / sizeof(*reject_members));
	if (problem)
		return problem;
	if (!json_scan_member(line, STR("reason"), &value) || !json_scan_text(value, &name))
		return "no reason";
	for (int i = 0; i < OUTCOME_COUNT; i++) {
		*reason = (enum outcome)i;
		if (outcome_has_reject_row(*reason) &&
		    str_equal(name, str_from(outcome_name(*reason))))
			return NULL;
	}
	return "a reason that there is not";
}

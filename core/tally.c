#include "core/tally.h"

#include "core/base/json.h"

void tally_count(struct tally *tally, enum outcome outcome, uint64_t bytes)
{
	tally->records[outcome] += outcome_kind(outcome) != OUTCOME_KIND_OVERHEAD;
	tally->bytes[outcome] += bytes;
}

void tally_add(struct tally *sum, const struct tally *part)
{
	sum->records_read += part->records_read;
	sum->bytes_read += part->bytes_read;
	sum->page_bytes += part->page_bytes;
	sum->text_bytes += part->text_bytes;
	sum->tokens += part->tokens;
	for (int i = 0; i < OUTCOME_COUNT; i++) {
		sum->records[i] += part->records[i];
		sum->bytes[i] += part->bytes[i];
	}
	for (int i = 0; i < PII_KINDS; i++)
		sum->pii[i] += part->pii[i];
}

void tally_count_pii(struct tally *tally, const struct pii_counts *counts)
{
	for (int i = 0; i < PII_KINDS; i++)
		tally->pii[i] += counts->of[i];
}

static uint64_t sum_of_kind(const uint64_t counts[OUTCOME_COUNT], enum outcome_kind kind)
{
	uint64_t sum = 0;
	for (int i = 0; i < OUTCOME_COUNT; i++)
		if (outcome_kind((enum outcome)i) == kind)
			sum += counts[i];
	return sum;
}

uint64_t tally_records_of_kind(const struct tally *tally, enum outcome_kind kind)
{
	return sum_of_kind(tally->records, kind);
}

uint64_t tally_bytes_of_kind(const struct tally *tally, enum outcome_kind kind)
{
	return sum_of_kind(tally->bytes, kind);
}

bool tally_identity_holds(const struct tally *tally)
{
	uint64_t records = 0, bytes = 0;
	for (int i = 0; i < OUTCOME_COUNT; i++) {
		records += tally->records[i];
		bytes += tally->bytes[i];
	}
	return records == tally->records_read && bytes == tally->bytes_read;
}

static void write_kind(const struct tally *tally, enum outcome_kind kind, const char *name,
                       struct buf *out)
{
	json_name(out, name);
	json_open(out, '{');
	for (int i = 0; i < OUTCOME_COUNT; i++) {
		enum outcome outcome = (enum outcome)i;
		if (outcome_kind(outcome) != kind)
			continue;
		json_name(out, outcome_name(outcome));
		json_open(out, '{');
		json_member_number(out, "records", tally->records[i]);
		json_member_number(out, "bytes", tally->bytes[i]);
		json_close(out, '}');
	}
	json_close(out, '}');
}

static const char *const kind_names[] = {
        [OUTCOME_KIND_WRITTEN] = "documents", [OUTCOME_KIND_SKIPPED] = "skipped",
        [OUTCOME_KIND_REJECTED] = "rejected", [OUTCOME_KIND_DAMAGED] = "damaged",
        [OUTCOME_KIND_OVERHEAD] = "overhead",
};

void tally_write_json(const struct tally *tally, struct buf *out)
{
	json_member_number(out, "records", tally->records_read);
	json_member_number(out, "bytes", tally->bytes_read);
	json_member_number(out, "page_bytes", tally->page_bytes);
	json_member_number(out, "text_bytes", tally->text_bytes);
	json_member_number(out, "tokens", tally->tokens);
	for (int kind = OUTCOME_KIND_WRITTEN; kind <= OUTCOME_KIND_OVERHEAD; kind++)
		write_kind(tally, (enum outcome_kind)kind, kind_names[kind], out);
	json_name(out, "pii");
	json_open(out, '{');
	for (int i = 0; i < PII_KINDS; i++)
		json_member_number(out, pii_kind_name((enum pii_kind)i), tally->pii[i]);
	json_close(out, '}');
}

static bool read_number(const struct json *json, uint32_t object, const char *name,
                        uint64_t *number)
{
	unsigned long long value;
	uint32_t member = json_member(json, object, str_from(name));
	if (member == 0 || !str_to_number(json->values[member].text, UINT64_MAX, &value))
		return false;
	*number = value;
	return true;
}

bool tally_read_json(const struct json *json, uint32_t object, struct tally *tally)
{
	bool all = read_number(json, object, "records", &tally->records_read) &&
	           read_number(json, object, "bytes", &tally->bytes_read) &&
	           read_number(json, object, "page_bytes", &tally->page_bytes) &&
	           read_number(json, object, "text_bytes", &tally->text_bytes) &&
	           read_number(json, object, "tokens", &tally->tokens);
	for (int i = 0; i < OUTCOME_COUNT && all; i++) {
		enum outcome outcome = (enum outcome)i;
		uint32_t kind =
		        json_member(json, object, str_from(kind_names[outcome_kind(outcome)]));
		uint32_t counts = json_member(json, kind, str_from(outcome_name(outcome)));
		all = kind && counts && read_number(json, counts, "records", &tally->records[i]) &&
		      read_number(json, counts, "bytes", &tally->bytes[i]);
	}
	uint32_t pii = json_member(json, object, STR("pii"));
	for (int i = 0; i < PII_KINDS && all && pii; i++)
		all = read_number(json, pii, pii_kind_name((enum pii_kind)i), &tally->pii[i]);
	return all;
}

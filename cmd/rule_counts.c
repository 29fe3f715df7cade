#include "cmd/rule_counts.h"

#include "core/base/json.h"

void rule_counts_write_json(const struct run_report *report, const struct rule_set *rules,
                            struct buf *out)
{
	json_name(out, "rules");
	json_open(out, '[');
	for (uint32_t r = 0; r < rules->count; r++) {
		const struct rule_count *count = &report->rule_counts[r];
		if (count->lines == 0 && count->aborted == 0)
			continue;
		json_open(out, '{');
		json_member_string(out, "name", rules->entries[r].rule->name);
		json_member_number(out, "lines", count->lines);
		json_member_number(out, "aborted", count->aborted);
		json_close(out, '}');
	}
	json_close(out, ']');
}

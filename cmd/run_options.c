#include "cmd/run_options.h"

#include "cmd/memory_plan.h"
#include "io/machine.h"

enum { SHARD_BYTES_DEFAULT = 256 << 20 };

struct run_values run_values_default(void)
{
	return (struct run_values){.jobs = (unsigned long long)machine_processors(),
	                           .shard_size = SHARD_BYTES_DEFAULT,
	                           .max_record = RECORD_BYTES_DEFAULT,
	                           .page_ms = PAGE_MS_DEFAULT,
	                           .source = "thresh",
	                           .dedup = dedup_values_default()};
}

const char *run_values_problem(const struct run_values *values)
{
	return dedup_values_problem(&values->dedup);
}

static uint64_t memory_of(const struct run_values *values)
{
	return values->memory ? values->memory : machine_memory_bytes();
}

enum status run_job_load(struct run_job *job, const struct run_values *values, struct error *error)
{
	*job = (struct run_job){
	        .config = {.output = values->output,
	                   .source = values->source,
	                   .jobs = (int)values->jobs,
	                   .dedup = dedup_values_config(&values->dedup, memory_of(values)),
	                   .article = article_values_options(&values->article),
	                   .shard_bytes = values->shard_size,
	                   .record_bytes_max = values->max_record,
	                   .page_ms = values->page_ms,
	                   .verify_digests = values->verify,
	                   .quiet = values->quiet,
	                   .sandbox = !values->no_sandbox,
	                   .log = {(enum run_log_format)values->log, values->quiet}}};
	enum status status = rule_options_load(&values->rules, &job->rules, error);
	if (status == STATUS_OK)
		status =
		        safety_options_load(&values->safety, &job->config.log, &job->safety, error);
	if (status == STATUS_OK)
		status = preset_values_load(&values->preset, &job->preset, error);
	if (status == STATUS_OK)
		status = shape_values_load(&values->shape, &job->preset, &job->config.shape, error);
	job->config.rules = job->rules;
	job->config.safety = &job->safety;
	job->config.preset = &job->preset;
	return status;
}

void run_job_free(struct run_job *job)
{
	safety_config_free(&job->safety);
	preset_loaded_free(&job->preset);
	rule_set_free(job->rules);
}

enum status run_job_fit(struct run_job *job, const struct run_values *values, int *wanted,
                        struct error *error)
{
	enum { MIB_BITS = 20 };
	struct run_config *config = &job->config;
	uint64_t memory = memory_of(values);
	const struct memory_needs needs = {.record_bytes_max = config->record_bytes_max,
	                                   .dedup_bytes = config->dedup.memory_bytes,
	                                   .attributes = config->shape.attributes,
	                                   .routes = route_count_max(config->shape.route),
	                                   .lists_bytes = safety_config_bytes(config->safety),
	                                   .lines = config->dedup.lines > 0,
	                                   .jobs = config->jobs};
	struct memory_plan plan = memory_plan_of(&needs, memory);
	if (values->memory > 0 && plan.bytes > memory)
		return error_set(error, "--memory: records of --max-record can take %llu MiB",
		                 (unsigned long long)((plan.bytes >> MIB_BITS) + 1));
	*wanted = config->jobs;
	config->jobs = plan.jobs;
	config->batches = plan.batches;
	if (values->memory > 0)
		machine_limit_memory(memory);
	return STATUS_OK;
}

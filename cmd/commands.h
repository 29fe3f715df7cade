/* The subcommands: one file each, one row in the table of cmd/main.c. */
#ifndef CMD_COMMANDS_H
#define CMD_COMMANDS_H

#include "cmd/options.h"

extern const struct command command_run;
extern const struct command command_extract;
extern const struct command command_explain;
extern const struct command command_ls;
extern const struct command command_cat;
extern const struct command command_check;
extern const struct command command_rules;
extern const struct command command_tree;
extern const struct command command_lang;
extern const struct command command_index;
extern const struct command command_verify;
extern const struct command command_report;
extern const struct command command_bench;
extern const struct command command_presets;
extern const struct command command_what_if;
extern const struct command command_refilter;
extern const struct command command_stats;
extern const struct command command_submit;
extern const struct command command_map;
extern const struct command command_dedup;
extern const struct command command_reduce;
extern const struct command command_finish;
extern const struct command command_status;

#endif

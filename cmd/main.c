/* thresh COMMAND: finds the command in the table and, at the end, checks that stdout took it all.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmd/commands.h"
#include "cmd/nearest.h"
#include "cmd/options.h"
#include "cmd/version.h"

static const struct command command_help;

static const struct command *const commands[] = {
        &command_run,      &command_extract, &command_explain, &command_ls,
        &command_cat,      &command_check,   &command_rules,   &command_tree,
        &command_lang,     &command_index,   &command_verify,  &command_report,
        &command_bench,    &command_presets, &command_what_if, &command_stats,
        &command_refilter, &command_submit,  &command_status,  &command_map,
        &command_dedup,    &command_reduce,  &command_finish,  &command_help,
        NULL,
};

static const struct command *find_command(const char *name)
{
	for (const struct command *const *c = commands; *c; c++)
		if (strcmp((*c)->name, name) == 0)
			return *c;
	return NULL;
}

static int unknown_command(const char *name)
{
	struct nearest nearest = {0};
	for (const struct command *const *c = commands; *c; c++)
		nearest_offer(&nearest, name, strlen(name), (*c)->name);
	fprintf(stderr, "thresh: no command \"");
	for (const char *p = name; *p; p++)
		fputc((unsigned char)*p < ' ' ? '?' : *p, stderr);
	if (nearest.name)
		fprintf(stderr, "\"; did you mean %s?\n", nearest.name);
	else
		fprintf(stderr, "\"; see thresh --help\n");
	return EXIT_USAGE;
}

struct help_values {
	bool man;
	int completion;
};

static const char *const shells[] = {"bash", "zsh", "fish", NULL};

static const struct option help_options[] = {
        {"man", 0, OPTION_FLAG, offsetof(struct help_values, man), NULL,
         "Print the manual page (thresh.1).", 0, 0, NULL},
        {"completion", 0, OPTION_CHOICE, offsetof(struct help_values, completion), "SHELL",
         "Print the completion script for bash, zsh or fish.", 0, 0, shells},
};

static int run_help(const struct command *self, int argc, char **argv)
{
	struct help_values values = {.completion = -1};
	int operands;
	enum options_result result = options_parse(self, argc, argv, &values, &operands);
	if (result != OPTIONS_RUN)
		return result == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	const struct command *command = operands ? find_command(argv[0]) : NULL;
	if (operands && !command)
		return unknown_command(argv[0]);
	if (values.man)
		options_print_man(commands);
	else if (values.completion >= 0)
		options_print_completion(commands, shells[values.completion]);
	else if (command)
		options_print_help(command);
	else
		options_print_overview(commands);
	return EXIT_DONE;
}

static const char *const help_examples[] = {
        "thresh help run",
        "How to use one command.",
        "thresh help --completion bash >thresh.bash",
        "What a shell needs to complete commands and options.",
        NULL,
};

static const struct command command_help = {
        .name = "help",
        .operands = "[COMMAND]",
        .summary = "explain a command",
        .description = "Prints how to use COMMAND, or what commands there are.",
        .options = help_options,
        .option_count = sizeof(help_options) / sizeof(help_options[0]),
        .examples = help_examples,
        .operands_min = 0,
        .operands_max = 1,
        .run = run_help,
};

static int dispatch(int argc, char **argv)
{
	if (argc < 2) {
		dup2(STDERR_FILENO,
		     STDOUT_FILENO); /* not what was asked for: no output, but a message */
		options_print_overview(commands);
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		options_print_overview(commands);
		return EXIT_DONE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("thresh %s\n", THRESH_VERSION);
		return EXIT_DONE;
	}
	const struct command *command = find_command(argv[1]);
	return command ? command->run(command, argc - 2, argv + 2) : unknown_command(argv[1]);
}

/*
 * A file opened by the program must never get the number of a closed stdin, stdout or stderr. What
 * is opened in their place cannot be used the wrong way round, so a closed stdout is still an
 * error.
 */
static void fill_standard_files(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)!open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
}

static bool reader_is_gone(void)
{
	struct pollfd out = {.fd = STDOUT_FILENO};
	return poll(&out, 1, 0) == 1 && (out.revents & POLLERR);
}

static int check_stdout(int code)
{
	errno = 0;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return code;
	/* An earlier failed write has left no errno, but a pipe without a reader still shows. */
	if (errno != EPIPE && !reader_is_gone())
		fprintf(stderr, "thresh: stdout: %s\n",
		        errno ? strerror(errno) : "not all could be written");
	return EXIT_STOPPED;
}

int main(int argc, char **argv)
{
	fill_standard_files();
	signal(SIGPIPE,
	       SIG_IGN); /* a broken pipe is an error to handle, no reason to leave half a shard */
	return check_stdout(dispatch(argc, argv));
}

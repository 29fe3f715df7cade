/*
 * One table per subcommand: parser, --help, man page and shell completions are all made from it.
 */
#ifndef CMD_OPTIONS_H
#define CMD_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum option_kind {
	OPTION_FLAG,   /* no argument; sets a bool */
	OPTION_NUMBER, /* unsigned long long, min..max */
	OPTION_SIZE,   /* unsigned long long bytes, with K, M, G or T (powers of 1024), min..max */
	OPTION_TEXT,   /* const char *, as given */
	OPTION_TEXTS,  /* struct option_texts; may be given several times */
	OPTION_CHOICE, /* int, index into `choices` */
};

enum { OPTION_TEXTS_MAX = 32 };

struct option_texts {
	const char *list[OPTION_TEXTS_MAX];
	size_t count;
};

struct option {
	const char *name; /* long name, without dashes */
	char letter;      /* short name, or 0 */
	enum option_kind kind;
	size_t offset;        /* of the value in the command's struct of values */
	const char *argument; /* its name in help, as "DIR"; NULL for flags */
	const char *help;     /* one sentence, says the default */
	unsigned long long min, max;
	const char *const *choices; /* NULL-terminated */
};

struct command {
	const char *name;        /* as typed: "run" */
	const char *operands;    /* as in usage: "INPUT..." */
	const char *summary;     /* one line, no full stop */
	const char *description; /* paragraphs, a blank line between */
	const struct option *options;
	size_t option_count;
	const char *const *examples;    /* "command line", "what it does", ..., NULL */
	int operands_min, operands_max; /* operands_max < 0: any number */
	int (*run)(const struct command *command, int argc, char **argv); /* the exit code */
};

enum exit_code {
	EXIT_DONE = 0,
	EXIT_DAMAGED = 1, /* done, but some input was damaged or could not be read */
	EXIT_USAGE = 2,
	EXIT_STOPPED = 3, /* could not finish */
};

enum options_result {
	OPTIONS_RUN,  /* go on */
	OPTIONS_DONE, /* --help was printed: exit with EXIT_DONE */
	OPTIONS_BAD,  /* said on stderr: exit with EXIT_USAGE */
};

/*
 * Reads argv[0 .. argc-1] (behind the subcommand's name) into `values`, which holds the defaults.
 * Options and operands may be mixed; "--" ends options, "-" is an operand. Operands are moved to
 * the front of argv, `*operand_count` of them. Errors are one line on stderr that names the option.
 */
enum options_result options_parse(const struct command *command, int argc, char **argv,
                                  void *values, int *operand_count);

/* All of the program's help texts, from `commands` (NULL-terminated). */
void options_print_overview(const struct command *const *commands);
void options_print_help(const struct command *command);
void options_print_man(const struct command *const *commands); /* thresh.1, troff man */
void options_print_completion(const struct command *const *commands,
                              const char *shell); /* bash, zsh or fish */

#endif

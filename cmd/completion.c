/* The option tables as completion scripts: a loop over commands and options for each shell. */
#include "cmd/options.h"

#include <stdio.h>
#include <string.h>

#include "core/base/bug.h"

static bool takes_file(const struct option *option)
{
	return option->kind == OPTION_TEXT || option->kind == OPTION_TEXTS;
}

static bool takes_folder(const struct option *option)
{
	return option->argument && strcmp(option->argument, "DIR") == 0;
}

/* Prints `text` with a backslash before each of the `special` characters. */
static void print_escaped(const char *text, const char *special)
{
	for (; *text; text++) {
		if (strchr(special, *text))
			putchar('\\');
		putchar(*text);
	}
}

/* Inside single quotes of bash and zsh a quote has to be left and entered again. */
static void print_quoted(const char *text, const char *special)
{
	for (; *text; text++) {
		if (*text == '\'')
			fputs("'\\''", stdout);
		else
			print_escaped((const char[]){*text, 0}, special);
	}
}

static void print_choices(const struct option *option)
{
	for (size_t i = 0; option->choices[i]; i++)
		printf("%s%s", i ? " " : "", option->choices[i]);
}

static void bash_value(const struct command *command, const struct option *option)
{
	printf("\t%s:--%s", command->name, option->name);
	if (option->letter)
		printf("|%s:-%c", command->name, option->letter);
	fputs(") ", stdout);
	if (option->kind == OPTION_CHOICE) {
		fputs("words='", stdout);
		print_choices(option);
		puts("' ;;");
	} else if (takes_file(option)) {
		printf("compopt -o %s; return ;;\n", takes_folder(option) ? "dirnames" : "default");
	} else {
		puts("return ;;");
	}
}

static void print_bash(const struct command *const *commands)
{
	puts("# bash completion for thresh\n"
	     "_thresh()\n{\n"
	     "\tlocal words='' current=${COMP_WORDS[COMP_CWORD]} at=$((COMP_CWORD - 1))\n"
	     "\tCOMPREPLY=()\n"
	     "\t[ \"$current\" != = ] || current=''\n" /* "--name=" comes as two words, "=x" as well
	                                                */
	     "\t[ \"${COMP_WORDS[at]}\" != = ] || at=$((at - 1))\n"
	     "\tif [ \"$COMP_CWORD\" -eq 1 ]; then");
	fputs("\t\twords='", stdout);
	for (const struct command *const *c = commands; *c; c++)
		printf("%s ", (*c)->name);
	puts("--help --version'\n"
	     "\telse case ${COMP_WORDS[1]}:${COMP_WORDS[at]} in");
	for (const struct command *const *c = commands; *c; c++)
		for (size_t i = 0; i < (*c)->option_count; i++)
			if ((*c)->options[i].kind != OPTION_FLAG)
				bash_value(*c, &(*c)->options[i]);
	fputs("\thelp:help) words='", stdout);
	for (const struct command *const *c = commands; *c; c++)
		printf("%s ", (*c)->name);
	puts("' ;;\n\t*)\n"
	     "\t\tcase $current in -*) ;; *) compopt -o default; return ;; esac\n"
	     "\t\tcase ${COMP_WORDS[1]} in");
	for (const struct command *const *c = commands; *c; c++) {
		printf("\t\t%s) words='", (*c)->name);
		for (size_t i = 0; i < (*c)->option_count; i++)
			printf("--%s ", (*c)->options[i].name);
		puts("--help' ;;");
	}
	puts("\t\tesac ;;\n"
	     "\tesac; fi\n"
	     "\tCOMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
	     "}\n"
	     "complete -F _thresh thresh");
}

static void zsh_option(const struct option *option)
{
	static const char special[] = "[]:\\";
	const char *sign = option->argument ? "=" : "";
	if (option->letter)
		printf("\t\t'(-%c --%s)'{-%c%s,--%s%s}", option->letter, option->name,
		       option->letter, option->argument ? "+" : "", option->name, sign);
	else
		printf("\t\t--%s%s", option->name, sign);
	fputs("'[", stdout);
	print_quoted(option->help, special);
	putchar(']');
	if (option->argument)
		printf(":%s:", option->argument);
	if (option->kind == OPTION_CHOICE) {
		putchar('(');
		print_choices(option);
		putchar(')');
	} else if (takes_file(option)) {
		fputs(takes_folder(option) ? "_files -/" : "_files", stdout);
	}
	puts("' \\");
}

static void zsh_names(const struct command *const *commands)
{
	puts("\tlocal -a commands=(");
	for (const struct command *const *c = commands; *c; c++) {
		printf("\t\t'%s:", (*c)->name);
		print_quoted((*c)->summary, ":\\");
		puts("'");
	}
	puts("\t)");
}

static void print_zsh(const struct command *const *commands)
{
	puts("#compdef thresh\n_thresh() {");
	zsh_names(commands);
	puts("\tif (( CURRENT == 2 )); then\n"
	     "\t\t_describe command commands\n"
	     "\t\t_arguments '--help[explain]' '--version[print the version]'\n"
	     "\t\treturn\n"
	     "\tfi\n"
	     "\tshift words\n"
	     "\t(( CURRENT-- ))\n"
	     "\tcase $words[1] in");
	for (const struct command *const *c = commands; *c; c++) {
		bool is_help = strcmp((*c)->name, "help") == 0;
		printf("\t%s) _arguments -s \\\n", (*c)->name);
		for (size_t i = 0; i < (*c)->option_count; i++)
			zsh_option(&(*c)->options[i]);
		puts("\t\t'(-h --help)'{-h,--help}'[Print this help.]' \\");
		if (is_help) {
			fputs("\t\t':command:(", stdout);
			for (const struct command *const *other = commands; *other; other++)
				printf("%s ", (*other)->name);
			puts(")' ;;");
		} else {
			puts("\t\t'*:input:_files' ;;");
		}
	}
	puts("\tesac\n}\n_thresh \"$@\"");
}

static void fish_option(const struct command *command, const struct option *option)
{
	printf("complete -c thresh -n '__fish_seen_subcommand_from %s' -l %s", command->name,
	       option->name);
	if (option->letter)
		printf(" -s %c", option->letter);
	if (option->kind == OPTION_CHOICE) {
		fputs(" -x -a '", stdout);
		print_choices(option);
		putchar('\'');
	} else if (takes_folder(option)) {
		fputs(" -x -a '(__fish_complete_directories)'", stdout);
	} else if (option->argument) {
		fputs(takes_file(option) ? " -r" : " -x", stdout);
	}
	fputs(" -d '", stdout);
	print_escaped(option->help, "'\\");
	puts("'");
}

static void print_fish(const struct command *const *commands)
{
	puts("# fish completion for thresh\n"
	     "complete -c thresh -n __fish_use_subcommand -l help -s h -d 'Explain'\n"
	     "complete -c thresh -n __fish_use_subcommand -l version -d 'Print the version'");
	for (const struct command *const *c = commands; *c; c++) {
		printf("complete -c thresh -n __fish_use_subcommand -f -a %s -d '", (*c)->name);
		print_escaped((*c)->summary, "'\\");
		puts("'");
		for (size_t i = 0; i < (*c)->option_count; i++)
			fish_option(*c, &(*c)->options[i]);
		printf("complete -c thresh -n '__fish_seen_subcommand_from %s' -l help -s h -d "
		       "'Print this help.'\n",
		       (*c)->name);
		printf("complete -c thresh -n '__fish_seen_subcommand_from help' -f -a %s\n",
		       (*c)->name);
	}
}

static const struct {
	const char *shell;
	void (*print)(const struct command *const *commands);
} printers[] = {
        {"bash", print_bash},
        {"zsh", print_zsh},
        {"fish", print_fish},
};

void options_print_completion(const struct command *const *commands, const char *shell)
{
	for (size_t i = 0; i < sizeof(printers) / sizeof(printers[0]); i++) {
		if (strcmp(printers[i].shell, shell) == 0) {
			printers[i].print(commands);
			return;
		}
	}
	BUG("no such shell");
}

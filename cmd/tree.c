/* thresh tree: what the HTML parser makes of a page. */
#include <stddef.h>
#include <stdio.h>

#include "cmd/commands.h"
#include "cmd/page_input.h"
#include "core/tree_text.h"

enum { TREE_BYTES_MAX = 1 << 30 };

struct tree_values {
	const char *fragment;
};

static const struct option tree_options[] = {
        {"fragment", 0, OPTION_TEXT, offsetof(struct tree_values, fragment), "CONTEXT",
         "Parse what would stand in this element: td, or \"svg path\", \"math mi\".", 0, 0, NULL},
};

static const char *const tree_examples[] = {
        "thresh tree page.html",
        "The tree, a node a line.",
        NULL,
};

static int tree(const struct command *command, int argc, char **argv)
{
	struct tree_values values = {.fragment = ""};
	struct error error;
	struct buf page, text;
	int operands, code = EXIT_DONE;
	enum options_result parsed = options_parse(command, argc, argv, &values, &operands);
	if (parsed != OPTIONS_RUN)
		return parsed == OPTIONS_DONE ? EXIT_DONE : EXIT_USAGE;
	buf_init(&text, TREE_BYTES_MAX);
	enum status status = page_input_read(argv[0], &page, &error);
	if (status == STATUS_OK) {
		tree_text(buf_str(&page), str_from(values.fragment), &text);
		fwrite(text.p, 1, text.n, stdout);
		if (text.over)
			status = error_set(&error, "%s: a tree of over %d bytes", argv[0],
			                   TREE_BYTES_MAX);
	}
	if (status != STATUS_OK) {
		fprintf(stderr, "thresh tree: %s\n", error.text);
		code = EXIT_DAMAGED;
	}
	buf_free(&page);
	buf_free(&text);
	return code;
}

const struct command command_tree = {
        .name = "tree",
        .operands = "FILE|-",
        .summary = "print the tree of an HTML page",
        .description =
                "Parses one page by the HTML standard, scripting off, and prints its tree in the form "
                "of html5lib's tree-construction tests.",
        .options = tree_options,
        .option_count = sizeof(tree_options) / sizeof(*tree_options),
        .examples = tree_examples,
        .operands_min = 1,
        .operands_max = 1,
        .run = tree,
};

"""Tables of what was fitted, as C headers."""

WEIGHTS = """\
/*
 * The weight of each feature: a logistic regression on the {items} of pages whose main text is known.
 * Written by `make train` (docs/training.md) from {pages} pages of {archive}.
 */
#ifndef {guard}
#define {guard}

#include "core/article/{features_header}"

static const float {array}[{prefix}{count}] = {{
{rows}
}};

#endif
"""


def weights_header(names, model, fields):
    # "+ 0.0" makes a negative zero a plain one
    rows = [f"\t[{fields['prefix']}{n}] = {round(w, 3) + 0.0:.3f}f," for n, w in zip(names, model)]
    return WEIGHTS.format(rows="\n".join(rows), **fields)


FOREST = """\
/*
 * Gradient-boosted trees (forest.h) fitted on the {items} of pages whose main text is known.
 * Written by `make train` (docs/training.md) from {pages} pages of {archive}.
 */
#ifndef {guard}
#define {guard}

#include "core/article/{features_header}"
#include "core/article/forest.h"

static const uint16_t {name}_columns[] = {{
{features}
}};

/* limits, leaves, features */
static const struct forest_tree {name}_trees[] = {{
{trees}
}};

static const struct forest {name}_forest = {{
        .trees = {name}_trees,
        .features = {name}_columns,
        .tree_count = sizeof({name}_trees) / sizeof({name}_trees[0]),
        .feature_count = sizeof({name}_columns) / sizeof({name}_columns[0]),
}};

#endif
"""


KINDS = """\
/*
 * For each kind of page gradient-boosted trees (forest.h), fitted together on pages whose kind is
 * known. Written by `make train` (docs/training.md) from {pages} pages of {archive}.
 */
#ifndef CORE_ARTICLE_KIND_TABLE_H
#define CORE_ARTICLE_KIND_TABLE_H

#include "core/article/forest.h"
#include "core/article/kind_features.h"
#include "core/article/page_kind.h"

static const uint16_t kind_columns[] = {{
{features}
}};

enum {{ KIND_TREES = {count} }}; /* of each kind */

/* limits, leaves, features */
static const struct forest_tree kind_trees[][KIND_TREES] = {{
{trees}
}};

#define KIND_FOREST(i)                                                                             \\
	{{                                                                                          \\
		.trees = kind_trees[i], .features = kind_columns, .tree_count = KIND_TREES,        \\
		.feature_count = sizeof(kind_columns) / sizeof(kind_columns[0])                    \\
	}}

static const struct forest kind_forests[PAGE_KIND_COUNT] = {{
{forests}
}};

#undef KIND_FOREST

#endif
"""


def braced(numbers):
    return "{" + ", ".join(str(int(n)) for n in numbers) + "}"


def tree_rows(forest, number):
    """`number` has the column of each feature."""
    return [
        f"        {{{braced(limits)}, {braced(leaves)}, {braced(number[f] for f in asked)}}},"
        for limits, leaves, asked in zip(forest.limits, forest.leaves, forest.features)
    ]


def column_rows(names, used, prefix):
    return "\n".join(f"        {prefix}{names[feature]}," for feature in used)


def forest_header(names, forest, fields):
    used = sorted(set(forest.features.flat))
    number = {feature: i for i, feature in enumerate(used)}
    columns = column_rows(names, used, fields["prefix"])
    return FOREST.format(features=columns, trees="\n".join(tree_rows(forest, number)), **fields)


def kinds_header(names, forests, fields):
    """`forests` by the name of the kind."""
    used = sorted({feature for forest in forests.values() for feature in forest.features.flat})
    number = {feature: i for i, feature in enumerate(used)}
    trees = ["        {\n" + "\n".join(tree_rows(f, number)) + "\n        }," for f in forests.values()]
    kinds = [f"        [PAGE_KIND_{kind.upper()}] = KIND_FOREST({i})," for i, kind in enumerate(forests)]
    return KINDS.format(
        features=column_rows(names, used, "KIND_"),
        count=len(next(iter(forests.values())).limits),
        trees="\n".join(trees),
        forests="\n".join(kinds),
        **fields,
    )

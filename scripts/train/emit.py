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


def braced(numbers):
    return "{" + ", ".join(str(int(n)) for n in numbers) + "}"


def forest_header(names, forest, fields):
    used = sorted(set(forest.features.flat))
    number = {feature: i for i, feature in enumerate(used)}
    features = [f"        {fields['prefix']}{names[feature]}," for feature in used]
    trees = [
        f"        {{{braced(limits)}, {braced(leaves)}, {braced(number[f] for f in asked)}}},"
        for limits, leaves, asked in zip(forest.limits, forest.leaves, forest.features)
    ]
    return FOREST.format(features="\n".join(features), trees="\n".join(trees), **fields)

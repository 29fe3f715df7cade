"""The table of weights as a C header."""

HEADER = """\
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


def header_of(names, model, fields):
    # "+ 0.0" makes a negative zero a plain one
    rows = [f"\t[{fields['prefix']}{n}] = {round(w, 3) + 0.0:.3f}f," for n, w in zip(names, model)]
    return HEADER.format(rows="\n".join(rows), **fields)

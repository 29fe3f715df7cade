"""Gradient-boosted trees: fitted by xgboost, then rounded to the whole numbers that
core/article/forest.c works with, so that both give the same scores to the last bit."""

import json

import numpy
import xgboost

DEPTH = 3  # as in core/article/forest.h
NODES = 2**DEPTH - 1
LEAVES = 2**DEPTH
UNIT = 256
NEVER = 2**15 - 1  # a limit that no feature exceeds

ROUNDS = 300
FEATURES_KEPT = 160  # those with most gain in a first forest; the others cost more than they give
ROUNDS_FIRST = 100
PARAMETERS = {
    "objective": "binary:logistic",
    "base_score": 0.5,
    "tree_method": "hist",
    "max_bin": 64,
    "max_depth": DEPTH,
    "eta": 0.1,
    "min_child_weight": 10,  # where an item weighs 1 on the average
    "reg_lambda": 2,
    "subsample": 0.7,
    "colsample_bytree": 0.15,
    "seed": 2,
    "nthread": 1,
}


def place_tree(nodes, node, at, tree):
    """Puts a node of xgboost's tree, and all below it, at place `at` of a full tree."""
    limits, leaves, features = tree
    if at >= NODES:
        leaves[at - NODES] = round(node["leaf"] * UNIT)
    elif "leaf" in node:
        limits[at] = NEVER
        place_tree(nodes, node, 2 * at + 1, tree)
        place_tree(nodes, node, 2 * at + 2, tree)
    else:
        features[at] = int(node["split"].removeprefix("f"))
        # "value < condition" of whole numbers is "not value > limit"
        limits[at] = numpy.ceil(node["split_condition"]) - 1
        children = {child["nodeid"]: child for child in node["children"]}
        place_tree(nodes, children[node["yes"]], 2 * at + 1, tree)
        place_tree(nodes, children[node["no"]], 2 * at + 2, tree)


class Forest:
    def __init__(self, booster, kept):
        dump = [json.loads(tree) for tree in booster.get_dump(dump_format="json")]
        self.limits = numpy.zeros((len(dump), NODES), int)
        self.leaves = numpy.zeros((len(dump), LEAVES), int)
        self.features = numpy.zeros((len(dump), NODES), int)
        for t, root in enumerate(dump):
            place_tree(dump, root, 0, (self.limits[t], self.leaves[t], self.features[t]))
        self.features = kept[self.features]
        least, most = self.leaves.min(1).sum(), self.leaves.max(1).sum()
        if least < -(2**15) or most >= 2**15:
            raise SystemExit("train: the leaves of the forest do not sum up in 16 bits")

    def sums(self, items):
        sums = numpy.zeros(len(items), int)
        rows = numpy.arange(len(items))
        for limits, leaves, features in zip(self.limits, self.leaves, self.features):
            at = numpy.zeros(len(items), int)
            for _ in range(DEPTH):
                at = 2 * at + 1 + (items[rows, features[at]] > limits[at])
            sums += leaves[at - NODES]
        return sums

    def probabilities(self, items):
        return squash(self.sums(items) / UNIT)


def squash(x):
    """As core/article/scale.h does."""
    m = abs(x) / 8
    tail = 1 / (1 + (1 + m + m * m / 2) ** 8)
    return numpy.where(x < 0, tail, 1 - tail)


def boost(items, targets, weights, rounds, settings):
    data = xgboost.DMatrix(items, targets, weight=weights)
    return xgboost.train({**PARAMETERS, **settings}, data, rounds)


def choose_features(items, targets, weights, settings):
    if items.shape[1] <= FEATURES_KEPT:
        return numpy.arange(items.shape[1])
    gain = numpy.zeros(items.shape[1])
    first = boost(items, targets, weights, ROUNDS_FIRST, settings)
    for name, value in first.get_score(importance_type="total_gain").items():
        gain[int(name.removeprefix("f"))] = value
    return numpy.sort(numpy.argsort(-gain, kind="stable")[:FEATURES_KEPT])


def fit(items, targets, weights, rounds=ROUNDS, **settings):
    """`settings` are those of PARAMETERS that differ."""
    rows = weights > 0
    items, targets, weights = items[rows], targets[rows], weights[rows] / weights[rows].mean()
    kept = choose_features(items, targets, weights, settings)
    return Forest(boost(items[:, kept], targets, weights, rounds, settings), kept)

"""Gradient-boosted trees: fitted by xgboost, then rounded to the whole numbers that
core/article/forest.c works with, so that both give the same scores to the last bit.

The first trees make good probabilities of the items one by one (log loss). The others go on from
there for what pages are judged by, the F1 of their words; it is made smooth by taking each item's
words in by its probability."""

import json

import numpy
import xgboost

DEPTH = 3  # as in core/article/forest.h
NODES = 2**DEPTH - 1
LEAVES = 2**DEPTH
UNIT = 256
NEVER = 2**15 - 1  # a limit that no feature exceeds

ROUNDS, ETA = 300, 0.1
ETA_F1 = 0.2
F1_SHARE = 0.8  # of the gradient of those; the rest is still that of the log loss
EXTRA_WORDS = 5  # wanted on each page, so that pages of few words do not outweigh all others
PARAMETERS = {
    "objective": "binary:logistic",
    "base_score": 0.5,
    "tree_method": "hist",
    "max_bin": 64,
    "max_depth": DEPTH,
    "eta": ETA,
    "min_child_weight": 10,  # where an item weighs 1 on the average
    "reg_lambda": 2,
    "subsample": 0.7,
    "colsample_bytree": 0.25,
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


def dump_trees(booster):
    return [json.loads(tree) for tree in booster.get_dump(dump_format="json")]


class Forest:
    def __init__(self, dump):
        self.limits = numpy.zeros((len(dump), NODES), int)
        self.leaves = numpy.zeros((len(dump), LEAVES), int)
        self.features = numpy.zeros((len(dump), NODES), int)
        for t, root in enumerate(dump):
            place_tree(dump, root, 0, (self.limits[t], self.leaves[t], self.features[t]))
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


class SmoothF1:
    """What to change for the better F1 of pages: gradient and second derivative for xgboost, of
    (1 - F1_SHARE) times the log loss less F1_SHARE times the sum of the pages' F1."""

    def __init__(self, items, words, page_of):
        self.targets, self.weights, self.page_of = items.get_label(), items.get_weight(), page_of
        self.words = words
        self.wanted = self.per_page(words * self.targets) + EXTRA_WORDS
        self.unit = len(page_of) / len(set(page_of))  # a page's F1 counts as its items' log loss

    def per_page(self, values):
        return numpy.bincount(self.page_of, values)

    def __call__(self, margins, _):
        p = 1 / (1 + numpy.exp(-margins.astype(float)))
        slope = p * (1 - p)
        kept = self.per_page(self.words * p) + self.wanted
        f1 = 2 * self.per_page(self.words * self.targets * p) / kept
        share = self.unit * 2 * self.words / kept[self.page_of]  # of an item in its page's F1
        log_loss = self.weights * (p - self.targets)
        loss_of_f1 = share * (f1[self.page_of] / 2 - self.targets) * slope
        curve = ((1 - F1_SHARE) * self.weights + F1_SHARE * share / 2) * slope
        return (1 - F1_SHARE) * log_loss + F1_SHARE * loss_of_f1, numpy.maximum(curve, 1e-6)


def fit(features, targets, weights, words, page_of, rounds_f1):
    """`words` of each item, and the number of its page; how many trees follow the F1 of pages."""
    rows = weights > 0
    weights = weights / weights[rows].mean()
    items = xgboost.DMatrix(features[rows], targets[rows], weight=weights[rows])
    first = xgboost.train(PARAMETERS, items, ROUNDS)
    objective = SmoothF1(items, words[rows], page_of[rows])
    items.set_base_margin(first.predict(items, output_margin=True))
    second = xgboost.train(
        dict(PARAMETERS, objective="reg:squarederror", eta=ETA_F1), items, rounds_f1, obj=objective
    )
    return Forest(dump_trees(first) + dump_trees(second))

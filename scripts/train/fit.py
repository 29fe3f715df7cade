"""The model of core/article, fitted and judged: a logistic regression on the features of all items."""

import collections

import numpy

from pages import FOLDS, cut_words

PENALTY = 1e-5  # on the square of each weight but the constant's, beside the mean loss
STEPS_MAX = 50
STEP_LAST = 1e-9  # the fit ends when no weight moves by more
ROWS_AT_ONCE = 1 << 14

STEPS = 256  # as in core/article/select.c
LEAST_LIKELY_BEST = 0.25  # likewise
LEAST_CHOICES = numpy.arange(0, 0.51, 0.05)


def item_weights(pages):
    """By words, each page weighing the same; half a word more, so that none weighs nothing."""
    weights = [page.lengths + 0.5 for page in pages]
    return numpy.concatenate([each / each.sum() for each in weights]) if pages else numpy.zeros(0)


def slopes(features, targets, weights, model):
    """First and second derivative of the mean loss by the model's weights."""
    first = numpy.zeros(len(model))
    second = numpy.zeros((len(model), len(model)))
    for at in range(0, len(features), ROWS_AT_ONCE):
        rows = slice(at, at + ROWS_AT_ONCE)
        x = features[rows].astype(float)
        p = 1 / (1 + numpy.exp(-x @ model))
        first += (weights[rows] * (p - targets[rows])) @ x
        second += x.T @ (x * (weights[rows] * p * (1 - p))[:, None])
    return first / weights.sum(), second / weights.sum()


def fit(features, targets, weights, start=None):
    """Newton's method: to the one optimum, wherever it starts, so that nothing is left to chance.
    Also what each weight is worth: the loss, about, without its feature and the others fitted anew
    (Hassibi and Stork, "Second order derivatives for network pruning", 1993)."""
    rows = weights > 0
    features, targets, weights = features[rows], targets[rows], weights[rows]
    count = features.shape[1]
    model = numpy.zeros(count) if start is None else start
    penalty = numpy.full(count, 2 * PENALTY)
    penalty[0] = 0
    for _ in range(STEPS_MAX):
        first, second = slopes(features, targets, weights, model)
        second += numpy.diag(penalty)
        step = numpy.linalg.solve(second, first + penalty * model)
        model = model - step
        if abs(step).max() < STEP_LAST:
            return model, model**2 / numpy.diag(numpy.linalg.inv(second)) / 2
    raise SystemExit("train: the fit does not settle")


def squash(x):
    """As core/article/scale.h does."""
    m = abs(x) / 8
    tail = 1 / (1 + (1 + m + m * m / 2) ** 8)
    return numpy.where(x < 0, tail, 1 - tail)


def select(probabilities, lengths):
    """What core/article/select.c keeps, where anything is likely enough."""
    step = numpy.minimum((probabilities * STEPS).astype(int), STEPS - 1)
    words = numpy.bincount(step, lengths, STEPS)[:0:-1].cumsum()
    wanted = numpy.bincount(step, probabilities * lengths, STEPS)[:0:-1].cumsum()
    all_wanted = (probabilities * lengths).sum()
    best = (2 * wanted / numpy.maximum(words + all_wanted, 1e-300)).argmax()
    return step >= STEPS - 1 - best


def text_of(page, kept):
    return "\n\n".join(text for text, keep in zip(page.texts, kept) if keep)


def word_f1(text, truth):
    a, b = collections.Counter(cut_words(text)), collections.Counter(cut_words(truth))
    if not a or not b:
        return float(not a and not b)
    return 2 * (a & b).total() / (a.total() + b.total())


class Answer:
    """What a model makes of a page, and how good that is."""

    def __init__(self, page, probabilities):
        self.likeliest = probabilities.max(initial=0)
        self.text = text_of(page, select(probabilities, page.lengths))
        self.f1 = word_f1(self.text, page.truth)
        self.f1_of_nothing = word_f1("", page.truth)


def answers_of(pages, model):
    return [Answer(page, squash(page.features @ model)) for page in pages]


def mean_f1(answers, least):
    """When pages whose likeliest item is not as likely as `least` are answered with nothing."""
    return numpy.mean([a.f1 if a.likeliest >= least else a.f1_of_nothing for a in answers])


def best_least(answers):
    return max(LEAST_CHOICES, key=lambda least: mean_f1(answers, least))


def cross_validate(pages, targets, start):
    """For each page the text and the F1 of a model, and of a choice of `least`, that were made without
    the pages of its fold."""
    features = numpy.concatenate([page.features for page in pages])
    weights = item_weights(pages)
    folds = numpy.array([page.fold for page in pages])
    fold_of_item = numpy.repeat(folds, [len(page.texts) for page in pages])
    texts, f1 = [""] * len(pages), numpy.zeros(len(pages))
    leasts = []
    for fold in range(FOLDS):
        model, _ = fit(features, targets, weights * (fold_of_item != fold), start)
        answers = answers_of(pages, model)
        least = best_least([a for a, of in zip(answers, folds) if of != fold])
        leasts.append(least)
        for at in numpy.flatnonzero(folds == fold):
            answer = answers[at]
            is_kept = answer.likeliest >= least
            texts[at] = answer.text if is_kept else ""
            f1[at] = answer.f1 if is_kept else answer.f1_of_nothing
    return texts, f1, leasts

"""The models of core/article, fitted and judged."""

import collections
import multiprocessing
import os

import numpy

import forest
from pages import FOLDS, cut_words

REPEAT_WORDS_MIN = 8  # as in core/article/scores.c and judge_lines.c
STEPS = 256  # as in core/article/select.c
LEAST_CHOICES = numpy.arange(0, 0.21, 0.05)  # with more, pages of one sentence come to nothing


def item_weights(pages):
    """By words, each page weighing the same; half a word more, so that none weighs nothing."""
    weights = [page.lengths + 0.5 for page in pages]
    return numpy.concatenate([each / each.sum() for each in weights]) if pages else numpy.zeros(0)


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


def drop_repeats(page, probabilities):
    """As core/article/scores.c and judge_lines.c: of items with the same text only the likeliest
    can be kept."""
    likeliest = {}
    for at, (text, length) in enumerate(zip(page.texts, page.lengths)):
        if length >= REPEAT_WORDS_MIN:
            best = likeliest.setdefault(text, at)
            if probabilities[at] > probabilities[best]:
                likeliest[text] = at
    kept = numpy.ones(len(probabilities), bool)
    for at, (text, length) in enumerate(zip(page.texts, page.lengths)):
        kept[at] = length < REPEAT_WORDS_MIN or likeliest[text] == at
    return numpy.where(kept, probabilities, 0)


def answer_of(page, forest, features):
    probabilities = numpy.where(page.never, 0, forest.probabilities(features))
    return Answer(page, drop_repeats(page, probabilities))


def answers_of(pages, forest):
    return [answer_of(page, forest, page.features) for page in pages]


def fit(pages, targets, rounds_f1):
    features = numpy.concatenate([page.features for page in pages])
    words = numpy.concatenate([page.lengths + 0.5 for page in pages])
    page_of = numpy.repeat(numpy.arange(len(pages)), [len(page.lengths) for page in pages])
    return forest.fit(features, targets, item_weights(pages), words, page_of, rounds_f1)


def mean_f1(answers, least):
    """When pages whose likeliest item is not as likely as `least` are answered with nothing."""
    return numpy.mean([a.f1 if a.likeliest >= least else a.f1_of_nothing for a in answers])


def best_least(answers):
    return max(LEAST_CHOICES, key=lambda least: mean_f1(answers, least))


def answers_of_fold(fold, pages, targets, rounds_f1):
    """What a model that was fitted without the pages of a fold makes of them: by page, of each of
    its views an answer."""
    folds = [page.fold for page in pages]
    others = [page for page in pages if page.fold != fold]
    of_item = numpy.repeat(folds, [len(page.texts) for page in pages])
    model = fit(others, targets[of_item != fold], rounds_f1)
    return {
        at: [answer_of(page, model, features) for features in page.views]
        for at, page in enumerate(pages)
        if page.fold == fold
    }


def answers_of_all_folds(pages, targets, rounds_f1):
    """By page."""
    answers = {}
    with multiprocessing.Pool(len(os.sched_getaffinity(0))) as pool:
        work = ((fold, pages, targets, rounds_f1) for fold in range(FOLDS))
        for some in pool.starmap(answers_of_fold, work, chunksize=1):
            answers.update(some)
    return [answers[at] for at in range(len(pages))]


def cross_validate(pages, targets, rounds_f1):
    """The texts of models that were made without the pages of the same fold, and for each view of
    the pages the mean F1; the choice of `least` is made on the answers of the other folds."""
    answers = answers_of_all_folds(pages, targets, rounds_f1)
    texts, f1, leasts = [""] * len(pages), numpy.zeros((len(pages[0].views), len(pages))), []
    for fold in range(FOLDS):
        least = best_least([a[0] for a, page in zip(answers, pages) if page.fold != fold])
        leasts.append(least)
        for at, page in enumerate(pages):
            if page.fold != fold:
                continue
            for view, answer in enumerate(answers[at]):
                f1[view, at] = answer.f1 if answer.likeliest >= least else answer.f1_of_nothing
            texts[at] = answers[at][0].text if answers[at][0].likeliest >= least else ""
    return texts, f1.mean(1), leasts

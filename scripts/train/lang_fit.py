"""Weights that tell the languages of a script apart: naive Bayes, then corrected on its mistakes."""

import numpy
import scipy.sparse

ROW_BITS = 16  # of what bench/languages writes
BACKGROUND = {1: 5000.0, 2: 1000.0, 3: 1000.0, 8: 3000.0}  # rows that all languages share, as if seen
BACKGROUND_MOST = 5000.0  # … of a script with any other number of languages
AGAINST_ALL_FROM = 4  # languages: a row that all have says nothing; of fewer, that they are meant at all
LEAST = 1e-8  # of a row that no text has

# Adagrad (Duchi et al. 2011) on the log loss of single texts, from naive Bayes on.
SHRINK = 0.4  # of naive Bayes' weights, which think texts' n-grams independent
RATE = 0.03
RATE_LAST = 0.1  # of RATE
SQUARES_FIRST = 0.01
ROUNDS = 6
BATCH = 32
SEED = 1

STEP = 0.7  # of a weight, in natural logarithms
WEIGHT_MIN, WEIGHT_MAX = -8, 7  # four bits


def counts_of(rows, bits):
    """A text a line, how often it has each row of a table of 1 << bits."""
    ends = numpy.cumsum([0] + [len(r) for r in rows])
    columns = numpy.concatenate(rows) >> (ROW_BITS - bits)
    values = numpy.ones(len(columns), numpy.float32)
    counts = scipy.sparse.csr_matrix((values, columns, ends), shape=(len(rows), 1 << bits))
    counts.sum_duplicates()
    return counts


def naive_bayes(counts, labels, languages):
    """Logarithms of how much more often a row is in a language than it would be by chance."""
    sums = [numpy.asarray(counts[labels == i].sum(0)).ravel() for i in range(languages)]
    sums = numpy.stack(sums, 1).astype(float)
    total, chance = sums.sum(0), 1 / len(sums)
    shared = (sums / total).mean(1) + LEAST if languages > 1 else numpy.full(len(sums), chance)
    shared = (shared / shared.sum())[:, None]
    background = BACKGROUND.get(languages, BACKGROUND_MOST)
    return numpy.log((sums + background * shared) / (total + background) / chance)


def correct(counts, labels, weights):
    weights = (weights * SHRINK).astype(numpy.float32)
    squares = numpy.full_like(weights, SQUARES_FIRST)
    lengths = numpy.maximum(numpy.asarray(counts.sum(1)).ravel(), 1)
    texts = (scipy.sparse.diags((1 / numpy.sqrt(lengths)).astype(numpy.float32)) @ counts).tocsr()
    random = numpy.random.RandomState(SEED)
    for turn in range(ROUNDS):
        rate = RATE * (1 - (1 - RATE_LAST) * turn / ROUNDS)
        order = random.permutation(len(labels))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            batch = texts[chosen]
            columns, places = numpy.unique(batch.indices, return_inverse=True)
            shape = (len(chosen), len(columns))
            batch = scipy.sparse.csr_matrix((batch.data, places, batch.indptr), shape=shape)
            scores = batch @ weights[columns]
            odds = numpy.exp(scores - scores.max(1, keepdims=True))
            odds /= odds.sum(1, keepdims=True)
            odds[numpy.arange(len(chosen)), labels[chosen]] -= 1
            slope = batch.T @ odds
            squares[columns] += slope * slope
            weights[columns] -= rate * slope / numpy.sqrt(squares[columns])
    return weights / SHRINK


def fit(counts, labels, languages):
    """Whole weights from WEIGHT_MIN to WEIGHT_MAX: a row of the table a line, a language a column."""
    weights = naive_bayes(counts, labels, languages)
    if languages > 1:
        mean = weights.mean(1, keepdims=True)
        weights = correct(counts, labels, weights - mean)
        weights = weights - weights.mean(1, keepdims=True)
        if languages < AGAINST_ALL_FROM:
            weights += mean
    return numpy.clip(numpy.round(weights / STEP), WEIGHT_MIN, WEIGHT_MAX).astype(numpy.float32)

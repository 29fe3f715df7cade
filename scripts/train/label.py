"""How much of each item of a page is wanted: the share of its words that align with the truth.

Words are aligned in order, as runs of equal words chained from the top of both texts down. Page and
truth may differ in order (a summary above, comments sorted anew), so that several chains are
looked for, each in what the ones before left over. Equal words alone say little ("the" is wanted
nowhere and everywhere): what counts is runs of RUN_MIN words, or an item that matches as a whole.
"""

import collections
import itertools
import re

import numpy

from pages import cut_words

RUN_MIN = 3
CHAINS = 8
PAIRS_MAX = 1 << 20  # places of equal word triples; past that the commonest triples are left out
RUNS_MAX = 3000  # of a chain to choose from, the longest: the search takes their square
GAP_COST = 0.5  # of a step in a chain, for each doubling of the words skipped in both texts


def joined(lists):
    return list(itertools.chain.from_iterable(lists))


def number_words(page, truth):
    """Both as arrays of numbers, equal for equal words; negative where the other has no such word."""
    numbers = {}
    truth = [numbers.setdefault(word, len(numbers)) for word in truth]
    page = [numbers.get(word, -1) for word in page]
    return numpy.array(page, numpy.int64), numpy.array(truth, numpy.int64)


def triples(words, taken):
    """A number for each three words in a row, -1 where one of them is taken or unknown."""
    free = (words >= 0) & ~taken
    key = words[:-2] << 42 | words[1:-1] << 21 | words[2:]
    return numpy.where(free[:-2] & free[1:-1] & free[2:], key, -1)


def equal_places(a, b):
    """All (i, k) with a[i] == b[k] >= 0."""
    order = numpy.argsort(b, kind="stable")
    first = numpy.searchsorted(b, a, "left", order)
    count = numpy.where(a >= 0, numpy.searchsorted(b, a, "right", order) - first, 0)
    if count.sum() > PAIRS_MAX:
        ascending = numpy.sort(count)
        most = ascending[numpy.searchsorted(numpy.cumsum(ascending), PAIRS_MAX) - 1]
        count[count > most] = 0
    i = numpy.repeat(numpy.arange(len(a)), count)
    within = numpy.arange(len(i)) - numpy.repeat(numpy.cumsum(count) - count, count)
    return i, order[numpy.repeat(first, count) + within]


def find_runs(page, truth, page_taken, truth_taken):
    """Maximal runs of equal free words, as arrays: place in the page, in the truth, length."""
    i, k = equal_places(triples(page, page_taken), triples(truth, truth_taken))
    order = numpy.lexsort((i, i - k))
    i, k = i[order], k[order]
    begins = numpy.ones(len(i), bool)
    begins[1:] = (numpy.diff(i) != 1) | (numpy.diff(k) != 1)
    at = numpy.flatnonzero(begins)
    length = numpy.diff(numpy.append(at, len(i))) + RUN_MIN - 1
    i, k = i[at], k[at]
    if len(at) > RUNS_MAX:
        longest = numpy.sort(numpy.argsort(-length, kind="stable")[:RUNS_MAX])
        i, k, length = i[longest], k[longest], length[longest]
    order = numpy.lexsort((k, i))
    return i[order], k[order], length[order]


def best_chain(i, k, length):
    """The runs that together, in order in both texts, have most words less the cost of the gaps:
    (place in page, place in truth, length), cut where they overlap the one before."""
    count = len(i)
    value = length.astype(float)
    before = numpy.full(count, -1)
    i_end, k_end = i + length, k + length
    for run in range(1, count):
        i_gap, k_gap = i[run] - i_end[:run], k[run] - k_end[:run]
        overlap = -numpy.minimum(numpy.minimum(i_gap, k_gap), 0)
        skipped = numpy.maximum(i_gap, 0) + numpy.maximum(k_gap, 0)
        gain = value[:run] + length[run] - overlap - GAP_COST * numpy.log2(1 + skipped)
        gain[(overlap >= length[run]) | (k[:run] >= k[run])] = 0
        best = gain.argmax()
        if gain[best] > value[run]:
            value[run], before[run] = gain[best], best
    chain = []
    run = int(value.argmax())
    while run >= 0:
        previous = before[run]
        cut = 0
        if previous >= 0:
            cut = max(i_end[previous] - i[run], k_end[previous] - k[run], 0)
        chain.append((i[run] + cut, k[run] + cut, length[run] - cut))
        run = previous
    return chain


def align(page, truth):
    """For each word of the page its place in the truth, or -1."""
    place = numpy.full(len(page), -1)
    truth_taken = numpy.zeros(len(truth), bool)
    if len(page) < RUN_MIN or len(truth) < RUN_MIN:
        return place, truth_taken
    for _ in range(CHAINS):
        i, k, length = find_runs(page, truth, place >= 0, truth_taken)
        if len(i) == 0:
            break
        for i, k, n in best_chain(i, k, length):
            place[i : i + n] = numpy.arange(k, k + n)
            truth_taken[k : k + n] = True
    return place, truth_taken


def drop_scraps(place, ends):
    """Unmatches runs under RUN_MIN words inside an item: the ends of runs that belong to the next."""
    start = 0
    for end in ends:
        inside = place[start:end]
        matched = inside >= 0
        if matched.any() and not matched.all():
            edges = numpy.flatnonzero(numpy.diff(matched, prepend=False, append=False))
            for a, b in zip(edges[::2], edges[1::2]):
                if b - a < RUN_MIN:
                    inside[a:b] = -1
        start = end


def match_whole(items, place, ends, truth_lines, truth_taken):
    """Items of fewer than RUN_MIN words: a line of the truth that is the same and free, the one
    nearest to where the words around the item are."""
    lines = collections.defaultdict(list)
    at = 0
    for line in truth_lines:
        lines[tuple(line)].append(at)
        at += len(line)
    near = 0
    for words, end in zip(items, ends):
        n = len(words)
        inside = place[end - n : end]
        if 0 < n < RUN_MIN and not (inside >= 0).any():
            free = [at for at in lines[tuple(words)] if not truth_taken[at : at + n].any()]
            if free:
                at = min(free, key=lambda at: abs(at - near))
                inside[:] = numpy.arange(at, at + n)
                truth_taken[at : at + n] = True
        if n and inside[-1] >= 0:
            near = inside[-1] + 1


def label(texts, truth_text):
    """The share of each text's words that align with the truth; 0 for one without words."""
    items = [cut_words(text) for text in texts]
    truth_lines = [cut_words(line) for line in re.split(r"[\n\t]", truth_text)]
    page, truth = number_words(joined(items), joined(truth_lines))
    ends = numpy.cumsum([len(words) for words in items])
    place, truth_taken = align(page, truth)
    drop_scraps(place, ends)
    match_whole(items, place, ends, truth_lines, truth_taken)
    matched = numpy.concatenate([[0], numpy.cumsum(place >= 0)])
    ends = numpy.concatenate([[0], ends]).astype(int)
    return numpy.diff(matched[ends]) / numpy.maximum(numpy.diff(ends), 1)

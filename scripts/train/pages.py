"""The pages to learn from: what bench/features tells of their items (blocks or lines), and the truth."""

import json
import re
import subprocess
import urllib.parse
import zlib

import numpy

FOLDS = 5
WORD = re.compile(r"\w+")


def cut_words(text):
    return WORD.findall(text.lower())


def registered_domain(url):
    """The last two labels of the host; three where these are like "co.uk": a country's two letters
    behind three or fewer. Sites of one owner stay together, which is all that folds need."""
    labels = (urllib.parse.urlparse(url).hostname or "").split(".")
    second_level = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3:] if second_level else labels[-2:])


class Page:
    def __init__(self, url, lengths, features, texts, truth):
        self.url = url
        self.lengths = lengths  # of each item, in words as the C code counts them
        self.features = features
        self.views = [features]  # as it is, and perhaps as it would be otherwise
        self.never = numpy.zeros(len(texts), bool)  # items that are left out, however likely
        self.texts = texts
        self.truth = truth
        self.fold = zlib.crc32(registered_domain(url).encode()) % FOLDS


def read_truth(path):
    run = subprocess.run(["zstd", "-dcq", path], stdout=subprocess.PIPE, check=True)
    rows = (json.loads(line) for line in run.stdout.split(b"\n") if line)
    return {row["url"]: row["text"] or "" for row in rows}


def read_arrays(file, items, names):
    lengths = numpy.frombuffer(file.read(4 * items), numpy.uint32)
    text_bytes = numpy.frombuffer(file.read(4 * items), numpy.uint32)
    features = numpy.frombuffer(file.read(2 * items * names), numpy.int16)
    return lengths, text_bytes, features.reshape(items, names)


def read_pages(path, truth):
    """The names of the features, and the pages that have a truth, in the order of the archive; of a
    URL that comes twice the first."""
    pages = {}
    with open(path, "rb") as file:
        names = file.readline().decode().split()[1:]
        while line := file.readline():
            url, items, _ = line.decode().removeprefix("page ").split("\t")
            lengths, text_bytes, features = read_arrays(file, int(items), len(names))
            texts = [file.read(n).decode() for n in text_bytes]
            if url in truth and url not in pages:
                pages[url] = Page(url, lengths, features, texts, truth[url])
    return names, list(pages.values())

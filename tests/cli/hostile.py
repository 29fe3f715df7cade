"""hostile.py FOLDER KILOBYTES: archives of pages that were made to cost as much as they can."""
import gzip
import random
import sys
import zlib
from pathlib import Path

folder, size = Path(sys.argv[1]), int(sys.argv[2]) << 10
folder.mkdir(parents=True, exist_ok=True)
random.seed(1)


def repeated(piece, n=size):
    return (piece * (n // len(piece) + 1))[:n]


def numbered(piece, n=size):
    """The piece again and again, each time with another number in it."""
    return "".join(piece % i for i in range(n // len(piece)))[:n]


def words(n):
    return " ".join("".join(random.choice("abcdefghij") for _ in range(6)) for _ in range(n))


DEEP = "<div>" * 505
PAGES = {
    "nodes": repeated("a<br>"),
    "deep": DEEP + repeated("<p>a"),
    "lists": DEEP + repeated("<li>a"),
    "tables": repeated("<table><tr><td>a"),
    "foster": "<table>" + repeated("a<b>"),
    "adoption": repeated("<b><i><p></b></i>"),
    "fonts": numbered("<font color=%d><p>"),
    "attributes": repeated("<p " + " ".join(f"a{i}=b" for i in range(500)) + ">"),
    "dates": repeated("<p>Published May 1, 2024 by John Smith</p>"),
    "classes": numbered('<div class="c%d sidebar">w</div>'),
    "text": repeated("<p>" + words(60) + "</p>\n"),
    "spaces": repeated(" \n"),
    "control": repeated("\x01\x02 text &#1; \\\" "),
    "linked": '<script type="application/ld+json">[' + repeated('{"@type":"Article","headline":"x"},') + "{}]</script>",
    "entities": repeated("&notit;&amp;&"),
    "at": "<p>" + repeated("a" * 8000 + "</p><p>"),
}


def record(kind, url, content_type, block, extra=""):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
            f"Content-Type: {content_type}\r\n{extra}Content-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def page(url, body, head="Content-Type: text/html; charset=utf-8\r\n"):
    block = f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + body
    return record("response", url, "application/http; msgtype=response", block)


def write(name, records, pack=lambda record: gzip.compress(record, 6, mtime=0)):
    with open(folder / name, "wb") as archive:
        for one in records:
            archive.write(pack(one))


html = {name: f"<!doctype html><title>A page</title><body>{body}".encode() for name, body in PAGES.items()}
write("pages.warc.gz", [page(f"http://a.example/{name}", body) for name, body in html.items()] * 2)
write("coded.warc.gz", [page(f"http://b.example/{name}", zlib.compress(body),
                             "Content-Type: text/html\r\nContent-Encoding: deflate\r\n") for name, body in html.items()])
write("utf16.warc.gz", [page(f"http://c.example/{name}", body.decode().encode("utf-16"),
                             "Content-Type: text/html; charset=utf-16\r\n") for name, body in html.items()])
# Much text from few bytes: each document is another one, and all are in one batch.
write("texts.warc.wet.gz", [record("conversion", f"http://d.example/{i}", "text/plain",
                                   (repeated(words(60) + ".\n", size // 2)).encode()) for i in range((40 << 20) // (size // 2))])
write("lines.warc.wet.gz", [record("conversion", f"http://e.example/{i}", "text/plain",
                                   repeated(f"{i} a line\n").encode()) for i in range(3)])
write("plain.warc", [page(f"http://f.example/{name}", body) for name, body in html.items()], lambda record: record)
write("small.warc.gz", [page(f"http://g.example/{i}", f"<p>The small page of number {i}, {words(8)}.".encode())
                        for i in range(3000)])

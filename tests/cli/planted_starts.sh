#!/bin/sh
# Archives stored inside an archive, around where batches are cut: their members look like starts,
# and none of their records may come out.
. "$TESTS/lib.sh"

python <<'PY'
import gzip, random

def record(uri, block):
    head = ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n"
            "WARC-Record-ID: <urn:x:%s>\r\nContent-Type: application/http; msgtype=response\r\n"
            "Content-Length: %d\r\n\r\n" % (uri, uri, len(block)))
    return head.encode() + block + b"\r\n\r\n"

def html(words):
    paragraphs = "".join("<p>%s.</p>" % " ".join(words[i:i + 40]) for i in range(0, len(words), 40))
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>t</title>" + paragraphs.encode()

rng = random.Random(7)
words = ["".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randint(2, 9))) for _ in range(3000)]
page = lambda n: html([rng.choice(words) for _ in range(n)])
inner = b"".join(gzip.compress(record("http://inner.example/%d" % i, page(300)), mtime=0) for i in range(400))
stored = b"HTTP/1.1 200 OK\r\nContent-Type: application/gzip\r\n\r\n" + inner
with open("planted.warc.gz", "wb") as out:
    for i in range(40):
        out.write(gzip.compress(record("http://outer.example/%d" % i, page(400)), mtime=0))
        out.write(gzip.compress(record("http://outer.example/%d.warc.gz" % i, stored), 0, mtime=0))
with open("planted.warc", "wb") as out:
    out.write(gzip.open("planted.warc.gz").read())
PY
[ "$(stat -c %s planted.warc.gz)" -gt 20000000 ] || fail "the archive is too small to be cut"

for jobs in 1 2 8; do
	expect_exit 0 "$THRESH" run -q -j $jobs -o out$jobs planted.warc.gz
done
same out1 out2
same out1 out8
expect_exit 0 "$THRESH" run -q -j 2 -o plain planted.warc

python <<'PY'
for out in ("out1", "plain"):
    totals = manifest(out)["totals"]
    check(totals["records"] == 80, f"{out}: {totals['records']} records, not 80")
    urls = [row["metadata"]["url"] for row in documents(out)]
    check(urls == ["http://outer.example/%d" % i for i in range(40)], f"{out}: {urls}")
PY

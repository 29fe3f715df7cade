# --robots: what a page asks of robots stands in its row; honor rejects those that ask not to be kept.
. "$TESTS/lib.sh"

python <<'PY'
sentence = "A page that says something of its own, the {n}th, about gardens, roofs and the sea in the morning. "


def record(n, head, meta):
    html = f"<html><head><title>Page {n}</title>{meta}</head><body><article><p>{sentence.format(n=n) * 6}</p></article></body></html>"
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{head}\r\n{html}".encode()
    warc = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://robots.example/{n}\r\nWARC-Record-ID: <urn:x:{n}>\r\n"
            f"WARC-Date: 2026-01-01T00:00:00Z\r\nContent-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n")
    return warc.encode() + http + b"\r\n\r\n"


pages = [
    ("", ""),
    ("X-Robots-Tag: noindex\r\n", ""),
    ("", "<meta name=robots content='noai, noimageai'>"),
    ("X-Robots-Tag: noai\r\nX-Robots-Tag: nofollow\r\n", "<META NAME=GoogleBot CONTENT=NOINDEX>"),
    ("", "<meta name=robots content=noimageai>"),
    ("", "<meta name=robots content=none>"),
    ("X-Robots-Tag: otherbot: noindex\r\n", "<meta name=otherbot content=noindex><meta name=robots content='index, follow'>"),
]
Path("in.warc").write_bytes(b"".join(record(n, *page) for n, page in enumerate(pages)))
PY

expect_exit 0 "$THRESH" run -q --dedup exact -o default in.warc
expect_exit 0 "$THRESH" run -q --dedup exact --robots ignore -o ignore in.warc
same default ignore
expect_exit 0 "$THRESH" run -q --dedup exact --robots honor -o honor in.warc
expect_exit 0 "$THRESH" verify honor

python <<'PY'
asked = ["", "noindex", "noai noimageai", "noindex noai", "noimageai", "none", ""]
kept = documents("ignore")
check([r["metadata"]["robots"] for r in kept] == asked, [r["metadata"]["robots"] for r in kept])
check([r["metadata"]["robots"] for r in documents("honor")] == ["", "noimageai", ""], documents("honor"))
check([(r["reason"], r["detail"]) for r in rejects("honor")] == [("robots", asked[n]) for n in (1, 2, 3, 5)], rejects("honor"))
PY

# What an earlier run has told still counts.
expect_exit 0 "$THRESH" run -q --dedup exact --robots honor -o later ignore/part-00000.jsonl.zst
python <<'PY'
check([r["reason"] for r in rejects("later")] == ["robots"] * 4 and len(documents("later")) == 3, rejects("later"))
PY

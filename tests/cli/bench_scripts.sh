# The archives that bench/corpus makes, and what bench/run and bench/record refuse.
. "$TESTS/lib.sh"

for folder in first second; do
	"$ROOT/bench/corpus" --generate --pages 20 $folder >said
done
contains said "20 pages"
same first/generated.warc.gz second/generated.warc.gz
expect_exit 0 "$THRESH" run -q --dedup none -o out first/generated.warc.gz
[ "$(documents out | wc -l)" -eq 20 ] || fail "made-up pages have no text"

# DATA as it would be: what is taken keeps its bytes, and what is mostly script is left out.
mkdir data
python <<'PY'
import gzip

def member(number, kind, page):
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://a.example/{number}\r\n"
            f"Content-Type: application/http\r\nContent-Length: {len(body)}\r\n\r\n")
    return gzip.compress(head.encode() + body + b"\r\n\r\n", mtime=0)

tagged, script = b"<p>A few words.</p>" * 50, b"<script>" + b"x = 1;" * 500 + b"</script>"
parts = [member(0, "request", b""), member(1, "response", tagged), member(2, "response", script)]
Path("data/wcxb-dev.warc.gz").write_bytes(b"".join(parts))
Path("all").write_bytes(b"".join(parts[1:]))
Path("like").write_bytes(parts[1])
PY
"$ROOT/bench/corpus" data taken >said
contains said "all.warc.gz: 2 pages"
contains said "cc-like.warc.gz: 1 pages"
same taken/all.warc.gz all
same taken/cc-like.warc.gz like
expect_exit 1 "$ROOT/bench/corpus" out taken
expect_exit 2 "$ROOT/bench/corpus" taken

expect_exit 1 "$ROOT/bench/run" no-such-revision HEAD
contains stderr no-such-revision
expect_exit 1 "$ROOT/bench/run" HEAD HEAD nowhere.warc.gz
contains stderr nowhere.warc.gz
expect_exit 2 "$ROOT/bench/run" HEAD
expect_exit 1 "$ROOT/bench/record" nowhere.warc.gz
contains stderr nowhere.warc.gz
[ ! -e nowhere.warc.gz ] || fail "makes what it was to measure"

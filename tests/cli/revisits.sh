# Revisits get their original's article, or are its duplicates; digests are checked on demand.
. "$TESTS/lib.sh"

python <<'PY'
import base64, gzip, hashlib

def record(kind, uri, block, digest, extra=""):
    head = (f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2026-01-0{uri[-1]}T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:x:{uri}>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"WARC-Payload-Digest: {digest}\r\n{extra}Content-Length: {len(block)}\r\n\r\n")
    return gzip.compress(head.encode() + block + b"\r\n\r\n", mtime=0)

def page(text):
    return f"<html><title>t</title><body><p>{text}</p></body></html>".encode()

def sha1(payload):
    return "sha1:" + base64.b32encode(hashlib.sha1(payload).digest()).decode()

http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
one = page("The first page has a sentence that is long enough to be kept, and then it has another one.")
two = page("The other page says something else, at about the same length, in two sentences. This is one.")
profile = "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\n"
Path("first.warc.gz").write_bytes(
    record("response", "http://a.example/1", http + one, sha1(one))
    + record("revisit", "http://a.example/2", http, sha1(one), profile)
    + record("revisit", "http://a.example/3", http, sha1(two), profile))
Path("second.warc.gz").write_bytes(
    record("revisit", "http://b.example/4", http, sha1(one), profile)
    + record("response", "http://b.example/5", http + two, sha1(two))
    + record("response", "http://b.example/6", http + two, sha1(one))
    + record("response", "http://b.example/7", http + two, sha1(two), "WARC-Segment-Number: 1\r\n")
    + record("continuation", "http://b.example/8", b"...", sha1(two), "WARC-Segment-Number: 2\r\n"))
PY

expect_exit 0 "$THRESH" run -q -o exact first.warc.gz second.warc.gz
expect_exit 0 "$THRESH" run -q --dedup none -j 2 -o none first.warc.gz second.warc.gz
expect_exit 1 "$THRESH" run -q --dedup none --verify -o verified first.warc.gz second.warc.gz
python <<'PY'
def outcome(out):
    rows = {row["metadata"]["url"][-1]: "written" for row in documents(out)}
    rows.update({row["url"][-1]: row["reason"] for row in rejects(out)})
    return "".join(f"{number}:{reason} " for number, reason in sorted(rows.items()))

check(outcome("exact") == "1:written 2:duplicate-exact 3:revisit 4:duplicate-exact 5:written "
      "6:duplicate-exact 7:segment ", outcome("exact"))
first = documents("exact")[0]["id"]
repeats = [row["duplicate_of"] for row in rejects("exact") if row["url"][-1] in "24"]
check(repeats == [first, first], repeats)

check(outcome("none") == "1:written 2:written 3:revisit 4:written 5:written 6:written 7:segment ", outcome("none"))
by_url = {row["metadata"]["url"]: row for row in documents("none")}
a, b = by_url["http://a.example/1"], by_url["http://b.example/4"]
check(a["text"] == b["text"] and a["id"] != b["id"], "the original's text under an id of its own")
check({row["id"] for row in rejects("exact") if row["url"][-1] == "4"} == {b["id"]}, "a record has one id")
check(b["added"] == "2026-01-04T00:00:00Z", b["added"])
check(b["metadata"]["warc_file"] == "second.warc.gz", b["metadata"]["warc_file"])
check(manifest("none")["totals"]["skipped"]["continuation"]["records"] == 1, "continuation")

check("6:bad-digest" in outcome("verified") and "5:written" in outcome("verified"), outcome("verified"))
PY

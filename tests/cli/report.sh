# The report of a run: whole, the same when it is made again, and what pages say is text in it.
. "$TESTS/lib.sh"

python <<'PY'
import gzip

TITLE = "</title></svg><script>alert('title')</script>"
TEXT = ("Nobody had been asked to come, but by half past five the square was full, and the bell {} "
        "had fallen silent long before the last of the boats came in from the island. "
        "From Monday on a motor will do the work, which was paid for by a raffle. ")


def record(number, host, title):
    text = "".join(f"<p>{TEXT.format(number * 7 + i)}</p>" for i in range(4))
    page = (f"<!DOCTYPE html><html lang='en-GB'><head><title>{title}</title></head>"
            f"<body><article><h1>{title}</h1>{text}</article></body></html>").encode()
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Date: 2026-11-24T00:00:00Z\r\nWARC-Target-URI: http://{host}/{number}\r\n"
            f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n")
    return gzip.compress(head.encode() + body + b"\r\n\r\n", mtime=0)


title = TITLE.replace("<", "&lt;")
archive = b"".join([record(1, "plain.example", "A bell"),
                    record(2, "<script>alert('host')</script>", title),
                    record(3, "\"onload='x'" + "w" * 300, title)])
damaged = bytearray(record(4, "plain.example", "A bell"))
damaged[len(damaged) // 2] ^= 0xff
Path("<script>crawl.warc.gz").write_bytes(archive + bytes(damaged))
PY

mkdir in
mv "<script>crawl.warc.gz" in/
expect_exit 1 "$THRESH" run -q --dedup none --source '<script>"&' -o out in gone.warc.gz
finished out
is_there out/stats.json out/times.json out/report.html out/metrics.prom

python <<'PY'
from html.parser import HTMLParser

VOID = ("meta", "br")


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text, self.attributes, self.open = [], [], [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes

    def handle_endtag(self, tag):
        check(self.open.pop() == tag, f"</{tag}> closes another element")

    def handle_data(self, data):
        self.text.append(data)


source = Path("out/report.html").read_bytes().decode("utf-8", "strict")
reader = Reader()
reader.feed(source)
text = "".join(reader.text)
check(reader.open == [], reader.open)
allowed = {"html", "head", "meta", "title", "style", "body", "header", "main", "section", "h1", "h2", "p", "b",
           "dl", "dt", "dd", "div", "ul", "ol", "li", "br", "span", "svg", "g", "text", "rect", "path"}
check(set(reader.tags) <= allowed, set(reader.tags) - allowed)
check(source.count("</style") == 1 and reader.tags.count("svg") >= 6, "charts")
for name, value in reader.attributes:
    check(not name.startswith("on") and name not in ("src", "href"), f"{name}={value}")
check("url(" not in source and "@import" not in source, "loads something")
check(("content", "default-src 'none'; style-src 'unsafe-inline'") in reader.attributes, "policy")
check(("name", "viewport") in reader.attributes and "prefers-color-scheme:dark" in source, "phone, dark")
for said in ("<script>alert('host')<", "</svg><script>alert('title')</script>", '<script>"&',
             "in/<script>crawl.warc.gz", "\"onload='x'", "gone.warc.gz", "bad-data",
             "Throughput", "Time by stage", "Languages", "Hosts", "Lengths", "Duplicates by similarity",
             "What came in, and where it went", "The slowest pages"):
    check(said in text, f"not shown: {said}")
check("w" * 200 not in text, "a long name is not cut")

# The machine's file has what the manifest has, and what was gathered beside it.
stats = json.loads(Path("out/stats.json").read_text())
check(stats["totals"] == manifest("out")["totals"], "totals")
languages = {item["name"]: item["documents"] for item in stats["languages"]["names"]}
check(languages == {"en": 3}, languages)
check(sum(stats["lengths"]) == 3, stats["lengths"])
check([loss["reason"] for loss in stats["losses"]] == ["bad-data"], stats["losses"])
check([p["input"] for p in stats["problems"]] == ["gone.warc.gz"], stats["problems"])
check("time" not in stats and stats["exit_code"] == 1, "exit code")
times = json.loads(Path("out/times.json").read_text())
check(sum(slot["records"] for slot in times["slots"]) == stats["totals"]["records"], "slots")
check([stage["name"] for stage in times["stages"]] == ["read", "page", "seen", "pack", "write"], "stages")
slow = [page["cpu_us"] for page in times["slowest"]]
check(len(slow) == 4 and slow == sorted(slow, reverse=True), slow)
PY

# Made again from the two files alone, it is the same.
mkdir alone
cp out/stats.json out/times.json alone/
expect_exit 0 "$THRESH" report alone
[ ! -s stdout ] && [ ! -s stderr ] || fail "has something to say"
same alone/report.html out/report.html
expect_exit 0 "$THRESH" report -o elsewhere.html alone
same elsewhere.html out/report.html
no_unfinished alone

# What is not of the clock is the same for any number of threads.
expect_exit 1 "$THRESH" run -q -j 3 --dedup none --source '<script>"&' -o again in gone.warc.gz
same out/stats.json again/stats.json
untimed() { # OUT
	sed '/<section class="timed/,/<\/section>/d' "$1/report.html"
}
untimed out >out.untimed
untimed again >again.untimed
contains out.untimed "What came in"
lacks out.untimed "Throughput"
same out.untimed again.untimed

# A folder of a run can be an input, and one that does not finish has no report of an earlier one.
cp again/stats.json kept.json
expect_exit 0 "$THRESH" run -q --dedup none -o corpus again
[ "$(documents corpus | wc -l)" -eq 3 ] || fail "the report is taken for a page"
sleep 2 | expect_exit 124 timeout -s TERM 0.5 "$THRESH" run -q --force -o again -
is_gone again/_SUCCESS again/stats.json again/times.json again/report.html again/metrics.prom

# What is not there, or no report's.
for bad in nowhere in; do
	expect_exit 3 "$THRESH" report "$bad"
	one_message stderr
	contains stderr "$bad/stats.json"
done
rm alone/report.html
echo '{"stats":1}' >alone/stats.json
expect_exit 3 "$THRESH" report alone
one_message stderr
cp kept.json alone/stats.json
head -c 100 out/times.json >alone/times.json
expect_exit 3 "$THRESH" report alone
one_message stderr
contains stderr alone/times.json
is_gone alone/report.html
expect_exit 3 "$THRESH" report -o nowhere/report.html out
one_message stderr
contains stderr nowhere/report.html
expect_exit 2 "$THRESH" report
expect_exit 2 "$THRESH" report out again
one_message stderr

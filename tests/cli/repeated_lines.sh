# --dedup-lines N: a line that N earlier documents of the registered domain had is dropped, in input order.
. "$TESTS/lib.sh"

python <<'PY'
import random

random.seed(7)
VOWELS = "aeiou"


def word():
    return "".join(random.choice("bcdfghklmnprst") + random.choice(VOWELS) for _ in range(3))


def sentence():
    return " ".join(word() for _ in range(12)).capitalize() + "."


def page(host, n, text):
    return json.dumps({"id": f"{n:032x}", "url": f"https://{host}/{n}", "text": text})


# One document after another, in files that are many batches together.
hosts = ["www.one.example", "blog.one.example", "two.co.uk", "shop.two.co.uk", "three.co.uk"]
frame = {"one.example": "Subscribe to our letter", "two.co.uk": "Read 12 more stories", "three.co.uk": "All rights reserved"}
Path("in").mkdir()
n = 0
for part in range(6):
    with open(f"in/{part}.jsonl", "w") as f:
        for _ in range(400):
            host = random.choice(hosts)
            domain = next(name for name in frame if host.endswith(name))
            shown = frame[domain].replace("12", str(random.randrange(100)))
            if random.random() < 0.3:
                shown = shown.upper()
            lines = [sentence() for _ in range(3)]
            if random.random() < 0.8:
                lines.insert(random.randrange(4), shown)
            f.write(page(host, n, "\n\n".join(lines)) + "\n")
            n += 1

said = "Subscribe to our letter"
with open("few.jsonl", "w") as f:
    f.write(page("a.example", 1, f"Alpha beta gamma.\n\n{said}\n\n{said}") + "\n")
    f.write(page("a.example", 2, f"Alpha beta gamma.\n\n{said}\n\n{said}") + "\n")       # a duplicate counts nothing
    f.write(page("www.a.example", 3, f"{said}!\n\nDelta epsilon zeta.\n\n- - -") + "\n")
    f.write(page("a.example", 4, f"Eta theta iota.\n\n{said}\n\nKappa\n{said}\n\n{said}") + "\n")
    f.write(page("b.example", 5, f"Lambda mu.\n\n{said}") + "\n")
    f.write(page("a.example", 6, f"{said}\n\n- - -\n\nALPHA BETA, GAMMA\n\nDelta epsilon zeta") + "\n")
    f.write(page("a.example", 7, f"{said}\n\n* * *\n\nSubscribe: to our letter") + "\n")
    f.write(json.dumps({"id": f"{8:032x}", "text": f"{said}\n\nWithout a URL."}) + "\n")
PY

# By the definition, in Python.
for jobs in 1 8; do
	expect_exit 0 "$THRESH" run -q -j $jobs --dedup exact --dedup-lines 5 -o lines-$jobs in
done
same lines-1 lines-8
expect_exit 0 "$THRESH" run -q --dedup exact -o whole in
python <<'PY'
import re

seen, wanted, dropped = {}, {}, {}
for row in documents("whole"):
    host = row["metadata"]["url"].split("/")[2]
    domain = re.search(r"(one\.example|two\.co\.uk|three\.co\.uk)$", host).group()
    left, here = [], set()
    for line in row["text"].split("\n\n"):
        key = (domain, re.sub(r"\d+", "0", re.sub(r"\W+", " ", line.lower()).strip()))
        if seen.get(key, 0) < 5:
            left.append(line)
        else:
            dropped[domain] = dropped.get(domain, 0) + 1
        here.add(key)
    for key in here:
        seen[key] = seen.get(key, 0) + 1
    wanted[row["id"]] = ("\n\n".join(left), len(row["text"].split("\n\n")) - len(left))
got = {row["id"]: (row["text"], row["metadata"]["lines_dropped"]) for row in documents("lines-1")}
check(got == wanted, "other lines dropped than by the definition")
check(sum(n for _, n in got.values()) > 1000, "hardly anything was dropped")
m = manifest("lines-1")
report = m["repeated_lines"]
check({site["site"]: site["dropped"] for site in report["sites"]} == dropped, f"sites: {report}")
check([site["dropped"] for site in report["sites"]] == sorted(dropped.values(), reverse=True), "the most dropped first")
check(report["dropped"] == sum(dropped.values()) and report["forgotten"] == report["unlisted"] == 0, "totals")
check(report["documents"] == sum(n > 0 for _, n in got.values()), "documents")
check(m["config"]["dedup_lines"] == 5, "the manifest has no --dedup-lines")
text_bytes = sum(len(text.encode()) for text, _ in got.values())
check(m["totals"]["text_bytes"] == text_bytes == sum(i["text_bytes"] for i in m["inputs"]), "text_bytes")
PY

expect_exit 0 "$THRESH" run --json --dedup exact --dedup-lines 2 -o few few.jsonl
python <<'PY'
report = json.loads(Path("stdout").read_text())
check(report["repeated_lines"] == manifest("few")["repeated_lines"], "summary and manifest")
texts = {int(row["id"], 16): (row["text"], row["metadata"]["lines_dropped"]) for row in documents("few")}
said = "Subscribe to our letter"
wanted = {1: (f"Alpha beta gamma.\n\n{said}\n\n{said}", 0),
          3: (f"{said}!\n\nDelta epsilon zeta.\n\n- - -", 0),
          4: ("Eta theta iota.\n\nKappa", 3),
          5: (f"Lambda mu.\n\n{said}", 0),
          6: ("- - -\n\nALPHA BETA, GAMMA\n\nDelta epsilon zeta", 1),
          8: (f"{said}\n\nWithout a URL.", 0)}
check(texts == wanted, f"{texts}")
reasons = {int(row["id"], 16): row["reason"] for row in rejects("few")}
check(reasons == {2: "duplicate-exact", 7: "repeated-lines"}, f"{reasons}")
check(manifest("few")["repeated_lines"]["sites"] ==
      [{"site": "a.example", "dropped": 6, "lines": [{"text": said, "dropped": 6}]}], "sites")
check(report["rejected"]["repeated-lines"]["records"] == 1, "counts")
PY
expect_exit 0 "$THRESH" run --dedup exact --dedup-lines 2 -o said few.jsonl
contains stderr "repeated lines dropped             6 in 3 documents"
expect_exit 0 "$THRESH" run --dedup exact -o unsaid few.jsonl
lacks stderr "repeated lines"

# Keys are of the whole text: whether a page is a duplicate does not depend on what was dropped before.
expect_exit 0 "$THRESH" run -q --dedup-lines 1 -o near-lines in
expect_exit 0 "$THRESH" run -q -o near in
python <<'PY'
def ids(out):
    return [row["id"] for row in documents(out)] + [r["id"] for r in rejects(out) if r["reason"] == "repeated-lines"]


check(sorted(ids("near-lines")) == sorted(ids("near")), "other duplicates")
PY

# Markdown stays markdown: of a list, a table and code nothing is taken that the rest leans on.
python <<'PY'
frame = "# Our shop\n\n| a | b |\n| --- | --- |\n| c | d |\n\n```sh\nmake check\n```\n\n- one\n  - two\n- three"
with open("marked.jsonl", "w") as f:
    for n, words in enumerate(("Alpha beta.", "Gamma delta.")):
        f.write(json.dumps({"url": f"http://a.example/{n}", "text": f"{frame}\n\n{words}"}) + "\n")
PY
expect_exit 0 "$THRESH" run -q --dedup none --dedup-lines 1 --format markdown -o marked marked.jsonl
python <<'PY'
text = documents("marked")[1]["text"]
check(text == "| a | b |\n| --- | --- |\n| c | d |\n\n```sh\nmake check\n```\n\n- one\n  - two\n\nGamma delta.", text)
PY

for wrong in 0 x 1000001; do
	expect_exit 2 "$THRESH" run -q --dedup-lines $wrong -o wrong few.jsonl
	one_message stderr
done

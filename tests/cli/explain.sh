# `thresh explain`: why each block is kept or not, of a file or a record, as text, JSON or a page.
. "$TESTS/lib.sh"

cat >page.html <<'PAGE'
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The &lt;script&gt; of "Saint" Orm &amp; co</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<article><h1>The &lt;script&gt; of "Saint" Orm &amp; co</h1>
<p class="x&quot;&gt;&lt;img/src=x/onerror=alert(1)&gt;">For two hundred years the bell has been rung by hand, &lt;script&gt;alert(1)&lt;/script&gt;,
every evening at six, by a member of the same family, &lt;/style&gt; and all, "quoted" and 'quoted' &amp; more.</p>
<p>Nobody had been asked to come, but by half past five the square was full. When the bell had fallen silent the
people stayed where they were for a while, as if there were something more to hear.</p>
<p>From Monday on a motor will do the work. It was paid for by a raffle, it never has a cold, and it is, as the
priest remarked, entirely without a sense of occasion.</p></article>
<footer>© 2026 Parish Paper. All rights reserved.</footer></body></html>
PAGE

expect_exit 0 "$THRESH" explain page.html
contains stdout "+ "
contains stdout "html > body > footer"
contains stdout "threshold: "
contains stdout 'title ('
mv stdout listing
expect_exit 0 sh -c '"$0" explain - <page.html' "$THRESH"
same listing stdout
expect_exit 0 env COLUMNS=60 "$THRESH" explain page.html
python <<'PY'
lines = Path("stdout").read_text().split("\n")
wide = [line for line in lines if len(line) > 60]
check(not wide, f"wider than 60 columns: {wide}")
PY

# The kind is that of the row.
expect_exit 0 "$THRESH" extract --json page.html
mv stdout row
expect_exit 0 "$THRESH" explain page.html
python <<'PY'
kind = json.loads(Path("row").read_text())["metadata"]["kind"]
check(kind and f"\nkind: {kind}\n" in Path("stdout").read_text(), f"the page's kind, {kind}")
PY

# What is said to be kept is what extract keeps.
expect_exit 0 "$THRESH" extract page.html
mv stdout article
expect_exit 0 "$THRESH" explain --json page.html
mv stdout page.jsonl
python <<'PY'
blocks = [json.loads(line) for line in Path("page.jsonl").read_text().split("\n") if line]
check([block["block"] for block in blocks] == list(range(len(blocks))), "blocks in order")
check(len({tuple(block) for block in blocks}) == 1, "all have the same members")
kept = "\n\n".join(block["text"] for block in blocks if block["kept"])
check(kept == Path("article").read_text().strip(), f"kept: {kept}")
for block in blocks:
    check(block["kept"] == (block["score"] >= block["threshold"] - 1e-4), block)
    check(1 <= len(block["features"]) <= 5, block)
    effects = [abs(feature["effect"]) for feature in block["features"]]
    check(effects == sorted(effects, reverse=True), block)
    check(all(feature["value"] != feature["median"] for feature in block["features"]), block)
PY

# The page: nothing of what it shows is markup.
expect_exit 0 "$THRESH" explain --html out.html --url 'https://example.org/"><script>x' page.html
contains stdout "threshold: "
lacks stdout "> footer"
[ -z "$(find . -name '*.tmp')" ] || fail "a temporary file is left"
python <<'PY'
from html.parser import HTMLParser


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text, self.attributes, self.open = set(), [], [], []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes += attributes
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        check(self.open.pop() == tag, f"</{tag}> closes another element")

    def handle_data(self, data):
        self.text.append(data)


source = Path("out.html").read_text()
reader = Reader()
reader.feed(source)
kind = json.loads(Path("row").read_text())["metadata"]["kind"]
check(f"<dt>kind</dt><dd>{kind}</dd>" in source, "the page's kind")
text = "".join(reader.text)
check(reader.open == [], reader.open)
check(not reader.tags & {"script", "img", "link", "iframe", "svg"}, reader.tags)
check(source.count("<script") == 0 and source.count("</style") == 1, "markup of the page")
check(("content", "default-src 'none'; style-src 'unsafe-inline'") in reader.attributes, "policy")
for name, value in reader.attributes:
    check(not name.startswith("on") and name != "src", f"{name}={value}")
    check(name != "href" or value.startswith("#b"), value)
check("url(" not in source and "@import" not in source, "loads something")
for said in ('<script>alert(1)</script>', '</style> and all, "quoted" and \'quoted\' & more.',
             'p.x"><img/src=x/onerror=al', 'https://example.org/"><script>x'):
    check(said in text, f"not shown: {said}")
for block in Path("page.jsonl").read_text().split("\n")[:-1]:
    check(json.loads(block)["text"] in text, block)
PY
cp out.html before.html
expect_exit 0 "$THRESH" explain --html out.html --url 'https://example.org/"><script>x' page.html
same out.html before.html

# A text page has lines.
printf 'Home\nNews\nThe weir was opened at noon, and the water took its time before it came down to us.\n' >page.txt
expect_exit 0 "$THRESH" explain --json page.txt
contains stdout '"line":2,"kept":true'
printf '\033[31mThe weir was opened at noon, and the water took its time before it came down.\n' >escape.txt
expect_exit 0 "$THRESH" explain escape.txt
lacks stdout "$(printf '\033')"

# Records, by place and by URL.
"$THRESH" ls "$SAMPLE" >sample.ls || true
offset=$(awk -F '\t' '$3 == "response" && $4 == 200 { print $1; exit }' sample.ls)
url=$(awk -F '\t' '$3 == "response" && $4 == 200 { print $6; exit }' sample.ls)
expect_exit 0 "$THRESH" explain "$SAMPLE@$offset"
mv stdout by-place
expect_exit 0 "$THRESH" explain "$url" --in "$SAMPLE"
same by-place stdout
damaged=$(awk -F '\t' '$3 ~ /^!/ { print $1; exit }' sample.ls)
other=$(awk -F '\t' '$3 == "response" && $4 == 404 { print $1; exit }' sample.ls)
for operand in "$SAMPLE@$damaged" "$SAMPLE@$other" "$SAMPLE@1" nowhere.html nowhere.warc.gz@0 "$SAMPLE"; do
	expect_exit 1 "$THRESH" explain "$operand"
	one_message stderr
	[ ! -s stdout ] || fail "$operand: printed all the same"
done
expect_exit 1 "$THRESH" explain https://example.org/nowhere --in "$SAMPLE"
one_message stderr
contains stderr https://example.org/nowhere
: >empty.html
expect_exit 1 "$THRESH" explain empty.html
one_message stderr

expect_exit 2 "$THRESH" explain
expect_exit 2 "$THRESH" explain "$url"
one_message stderr
expect_exit 2 "$THRESH" explain --favor nothing page.html

# What cannot be written.
expect_exit 3 "$THRESH" explain --html nowhere/out.html page.html
one_message stderr
contains stderr nowhere/out.html
expect_exit 3 "$THRESH" explain --html /dev/full page.html
one_message stderr
[ -c /dev/full ] || fail "/dev/full is no longer a device"
mkdir folder
expect_exit 3 "$THRESH" explain --html folder page.html
one_message stderr
[ -z "$(find . -name '*.tmp')" ] || fail "a temporary file is left"
expect_exit 3 sh -c 'exec "$0" explain page.html >/dev/full' "$THRESH"
one_message stderr

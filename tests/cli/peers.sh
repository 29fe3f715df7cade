# The adapters for other extractors, which are not here: with stand-ins for what they import, they read
# every page and write rows.
. "$TESTS/lib.sh"

peers=$ROOT/bench/peers
"$ROOT/bench/corpus" --generate --pages 20 corpus >/dev/null
archive=corpus/generated.warc.gz

mkdir -p modules/@mozilla/readability modules/linkedom
cat >modules/trafilatura.py <<'PY'
def extract(body, url, fast, favor_recall):
    return f"{len(body)} bytes" if fast else None
PY
PYTHONPATH=modules "$peers/trafilatura_rows" --fast "$archive" >trafilatura.jsonl
PYTHONPATH=modules "$peers/trafilatura_rows" "$archive" >empty.jsonl
mkdir -p texts/en texts/de
python <<'PY'
import base64, gzip

lines = [json.loads(line) for line in Path("trafilatura.jsonl").read_text().splitlines()]
check(len(lines) == 20 and all(line["url"].startswith("https://www.") for line in lines), lines[:2])
check(all(int(line["text"].split()[0]) > 10000 for line in lines), "bodies are not whole")
check('"text": ""' in Path("empty.jsonl").read_text(), "None is no text")
for language, text in (("en", "Two\nlines"), ("de", "Straße")):
    with gzip.open(f"texts/{language}/text.gz", "wb") as file:
        file.write(base64.b64encode(text.encode()) + b"\n")
    with gzip.open(f"texts/{language}/url.gz", "wb") as file:
        file.write(f"http://{language}.example/\n".encode())
PY
"$peers/warc2text_rows" texts >warc2text.jsonl
contains warc2text.jsonl '{"url": "http://de.example/", "text": "Straße"}'
contains warc2text.jsonl '"Two\nlines"'
expect_exit 1 "$peers/warc2text_rows" modules

if command -v node >/dev/null 2>&1; then
	echo 'exports.parseHTML = (text) => ({ document: text });' >modules/linkedom/index.js
	cat >modules/@mozilla/readability/index.js <<'JS'
exports.Readability = class {
	constructor(text) { this.text = text; }
	parse() { return { textContent: `${Buffer.byteLength(this.text)} bytes` }; }
};
JS
	NODE_PATH=modules node "$peers/readability_rows.js" "$archive" | sed 's/":"/": "/g; s/","/", "/' >readability.jsonl
	same trafilatura.jsonl readability.jsonl
	head -c 50000 "$archive" >cut.warc.gz
	expect_exit 1 env NODE_PATH=modules node "$peers/readability_rows.js" cut.warc.gz
	expect_exit 2 node "$peers/readability_rows.js"
fi

for adapter in trafilatura_rows resiliparse_rows warc2text_rows cost; do
	expect_exit 0 "$peers/$adapter" --help
	expect_exit 2 "$peers/$adapter"
done

expect_exit 0 "$peers/cost" --program "$THRESH" --rounds 1 --output copy "$archive" -- cat "$archive"
same copy "$archive"
grep -Eq '^command +[0-9.]+ +[0-9.]+' stdout || fail "no cost"
grep -Eq '^thresh -j1 +[0-9.]+ +[0-9.]+' stdout || fail "nothing to compare with"
expect_exit 1 "$peers/cost" --program "$THRESH" --rounds 1 "$archive" -- false

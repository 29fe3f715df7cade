# OUT/README.md, the dataset card: its head in YAML, what it tells against the manifest, and that it is the same for
# the same corpus, however that was made.
. "$TESTS/lib.sh"

run_sample out -j 1 --preset gopher
run_sample out8 -j 8 --preset gopher
same out out8
run_sample plain
expect_exit 0 "$THRESH" refilter plain -o again --preset gopher
cmp out/README.md again/README.md
expect_exit 1 "$THRESH" submit -q -o tasks --tasks 3 --local 2 --preset gopher "$SAMPLE"
sed '/^25 documents/d' out/README.md >want
sed '/^25 documents/d' tasks/README.md >got
cmp want got
expect_exit 0 "$THRESH" verify out
run_sample routed --route lang --annotate

cat >licences.py <<'PY'
import json
BY = "https://creativecommons.org/licenses/by-sa/4.0/"
for name, licences in (("one", [BY, BY]), ("two", [BY, "https://creativecommons.org/licenses/by/3.0/"]), ("some", [BY, None])):
    with open(f"{name}.warc", "wb") as f:
        for i, url in enumerate(licences):
            link = f'<a rel="license" href="{url}">licence</a>' if url else ""
            words = " ".join(f"{name}{i}word{k} of the page" for k in range(60))
            page = f"<html><head><title>A page</title></head><body><article><p>{words}</p></article>{link}</body></html>".encode()
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
            f.write((f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/{i}\r\nWARC-Date: 2026-0{i + 1}-24T00:00:00Z\r\n"
                     f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n").encode() + block + b"\r\n\r\n")
PY
python3 licences.py
for name in one two some; do
	expect_exit 0 "$THRESH" run -q -o $name --dedup none --source 'a "source" | `x`' $name.warc
done

python <<'PY'
def card(out):
    text = Path(out, "README.md").read_text()
    check(text.startswith("---\n"), f"{out}: no head")
    head, body = text[4:].split("\n---\n", 1)
    return head.split("\n"), body


def listed(head, name):
    begin = head.index(f"{name}:") + 1
    rest = head[begin:]
    end = next((i for i, line in enumerate(rest) if not line.startswith("- ")), len(rest))
    return [line[2:].strip('"') for line in rest[:end]]


def table(body, title):
    part = body.split(f"## {title}\n\n")[1].split("\n\n")[0].split("\n")[2:]
    return {cells[0].strip("`"): cells[1:] for cells in ([c.strip() for c in line.strip("|").split(" |")] for line in part)}


docs = documents("out")
head, body = card("out")
check(set(listed(head, "language")) == {row["metadata"]["lang"] for row in docs} - {"und"}, listed(head, "language"))
check(listed(head, "size_categories") == ["n<1K"] and not any(line.startswith("license") for line in head), "the head")
check('    - "part-*.jsonl.zst"' in head, "files")
languages = table(body, "Languages")
check({name: int(cells[0]) for name, cells in languages.items()} ==
      {name: sum(row["metadata"]["lang"] == name for row in docs) for name in languages}, "languages")
totals = manifest("out")["totals"]
counts = {name: part["records"] for kind in KINDS for name, part in totals[kind].items() if part["records"]}
check({name: int(cells[0]) for name, cells in table(body, "What was kept, and what was not").items()} == counts, "counts")
check(f"about {totals['tokens']:,} tokens" in body and "an estimate" in body, "tokens")
days = sorted(row["metadata"]["date"][:10] for row in docs)
check(f"from {days[0]} to {days[-1]}" in body, "days")
preset = Path(os.environ["ROOT"], "share/thresh/presets/gopher.preset").read_text().rstrip("\n")
check("\n".join("    " + line if line else "" for line in preset.split("\n")) in body, "the preset with its numbers")
config = manifest("out")["config"]
options = body.split("| option | value |\n|---|---|\n")[1].rstrip("\n").split("\n")
check([line.split(" | ")[0].strip("| ") for line in options] == list(config), "options")

head, _ = card("routed")
routes = sorted(path.parent.name for path in Path("routed").glob("*/part-00000.jsonl.zst"))
for route in routes:
    check(head.count(f'    - "{route}/part-*.jsonl.zst"') == 2 and f'- config_name: "{route}"' in head, route)

for name, licence in (("one", ["license: cc-by-sa-4.0"]), ("two", []), ("some", [])):
    head, body = card(name)
    check([line for line in head if line.startswith("license:")] == licence, f"{name}: {head}")
    check(head[0] == 'pretty_name: "a \\"source\\" | `x`"', head[0])
    check("# `a \\\"source\\\" ? ?x?`" in body and "from 2026-01-24 to 2026-02-24" in body, body[:400])
    check(len(table(body, "Licences")) == (2 if name == "two" else 1), f"{name}: licences")
PY

# ---- it goes with the run that it is of ----
run_sample out --force --dedup none
contains out/README.md "| dedup | \`\"none\"\` |"

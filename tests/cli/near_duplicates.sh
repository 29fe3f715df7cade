# --dedup near, url and --min-similarity: what is a duplicate, of which document, and what its row says.
. "$TESTS/lib.sh"

python "$PWD" <<'PY'
WORDS = ["".join(chr(97 + i // d % 26) for d in (1, 26)) + "word" for i in range(400)]  # no numbers: they are alike


def corpus(path, texts):
    """JSON lines; identities in order."""
    with open(path, "w") as f:
        for n, (url, text) in enumerate(texts):
            f.write(json.dumps({"id": f"{n:032x}", "url": url, "text": text}) + "\n")


base = " ".join(WORDS)
light = " ".join(w if i % 133 else "other" for i, w in enumerate(WORDS))   # similarity about 0.9
half = " ".join(WORDS[:300] + [w + "x" for w in WORDS[300:]])              # about 0.6
shouted = base.upper().replace(" ", ",  ")
corpus("near.jsonl", [
    ("http://a.example/1", base),
    ("http://b.example/2", light),
    ("http://c.example/3", shouted),
    ("http://d.example/4", "Not found."),
    ("http://e.example/5", "NOT FOUND"),
    ("http://f.example/6", "Not found here."),
    ("http://g.example/7", "* * *"),
    ("http://h.example/8", "- - -"),
    ("http://i.example/9", "* * *"),
    ("http://j.example/10", half + " " + half),
    ("http://k.example/11", base),
])
corpus("url.jsonl", [
    ("http://www.a.example/story/?utm_source=feed", "one"),
    ("https://a.example/story#comments", "two"),
    ("https://a.example/story?page=2", "three"),
    ("https://a.example/Story", "one"),
])
PY
expect_exit 0 "$THRESH" run -q -o near near.jsonl
expect_exit 0 "$THRESH" run -q --min-similarity 97 -o strict near.jsonl
expect_exit 0 "$THRESH" run -q --dedup url -o url url.jsonl
python <<'PY'
def rejected(out):
    return {int(r["id"], 16): (r["reason"], int(r["duplicate_of"], 16)) for r in rejects(out)}


got = rejected("near")
wanted = {1: ("duplicate-near", 0), 2: ("duplicate-near", 0), 4: ("duplicate-near", 3), 8: ("duplicate-exact", 6),
          10: ("duplicate-exact", 0)}
check(got == wanted, f"rejected {got}")
for row in rejects("near"):
    exact = row["reason"] == "duplicate-exact"
    check((row["band"] == 0) == exact and row["band"] <= 14, f"band {row['band']} of {row['reason']}")
    check(row["similarity"] == 1 if exact else 0.8 < row["similarity"] <= 1, f"similarity {row['similarity']}")
check([r["similarity"] for r in rejects("near")][1] == 1, "only case and punctuation differ")
strict = rejected("strict")
check(strict == {k: v for k, v in wanted.items() if k != 1}, f"with --min-similarity: {strict}")
check(rejected("url") == {1: ("duplicate-url", 0)}, f"by URL: {rejected('url')}")
counts = manifest("near")["totals"]["rejected"]
check(counts["duplicate-near"]["records"] == 3 and counts["duplicate-exact"]["records"] == 2, "counts")
check(manifest("strict")["config"]["min_similarity"] == 97, "the manifest has no --min-similarity")
PY

# The S-curve: no input is needed and none is read.
expect_exit 0 "$THRESH" run --explain-dedup
contains stdout "       80%  92.4%"
contains stdout "half are found at 68.5%"
expect_exit 0 "$THRESH" run --explain-dedup --bands 20 --rows 5
contains stdout "       50%  47.0%"

# thresh stats: the distributions in a run's rows, against the rows themselves; signals are those of the rows or, of a
# run that has none, the same measured now; folders by language are read like one.
. "$TESTS/lib.sh"

run_sample out --annotate
run_sample plain
run_sample routed --route lang
for out in out plain routed; do
	expect_exit 0 "$THRESH" stats $out --json
	mv stdout $out.json
done
sed 's/"signals_from_rows":true/"signals_from_rows":false/' out.json | cmp - plain.json || fail "signals that are measured now"
cmp plain.json routed.json

python <<'PY'
stats = json.loads(Path("out.json").read_text())
docs = documents("out")
check(stats["documents"] == len(docs), "documents")
check(stats["text_bytes"] == sum(len(row["text"].encode()) for row in docs), "bytes")
check(stats["tokens"] == manifest("out")["totals"]["tokens"] > len(docs), "tokens are those of the manifest")
check(0.15 < stats["tokens"] / stats["text_bytes"] < 0.3 and "estimate" in stats["tokens_are"], "about a fourth")


def count(values):
    return {value: values.count(value) for value in values}


for name, field in (("languages", "lang"), ("kinds", "kind")):
    wanted = count([row["metadata"][field] or "none" for row in docs])
    check({item["name"]: item["documents"] for item in stats[name]} == wanted, name)


def near(got, values, percent):
    value = sorted(values)[(len(values) * percent + 99) // 100 - 1]
    return value * (1 - 1e-6) - 1e-6 <= got <= value * 65 / 64 + 1e-6


def check_quantiles(item, values, name):
    check(item["values"] == len(values) == sum(item["histogram"]) and len(item["histogram"]) == 20, f"{name}: {item}")
    for percent in (1, 10, 25, 50, 75, 90, 99):
        check(not values or near(item[f"p{percent}"], values, percent), f"{name}: p{percent}: {item}")
    check(not values or abs(item["max"] - max(values)) < 1e-6, f"{name}: max: {item}")


check_quantiles(stats["text_bytes_each"], [len(row["text"].encode()) for row in docs], "bytes")
check_quantiles(stats["lang_score"], [row["metadata"]["lang_score"] for row in docs], "lang_score")
alike = [row["similarity"] for row in rejects("out") if row["reason"] == "duplicate-near"]
check_quantiles(stats["similarity"], alike, "similarity")
check(alike, "no near duplicate")
names = [name for name in docs[0]["metadata"]["signals"] if name != "words"]
check([item["signal"] for item in stats["signals"]] == names, "names of signals")
for item in stats["signals"]:
    values = [row["metadata"]["signals"][item["signal"]] for row in docs]
    values = [v if isinstance(v, int) else v[0] / v[1] for v in values if isinstance(v, int) or v[1]]
    check_quantiles(item, values, item["signal"])
    check(item["values"] + item["unknown"] == len(docs), item["signal"])
PY

# ---- as text, on narrow and on wide terminals ----
for columns in 60 80; do
	COLUMNS=$columns "$THRESH" stats out >text
	contains text " tokens"
	contains text "datatrove_words "
	python $columns <<'PY'
lines = Path("text").read_text().split("\n")
widest = max(lines, key=len)
check(len(widest) <= int(sys.argv[1]), f"{len(widest)} columns: {widest}")
check(any("█" in line for line in lines), "no bars")
PY
done
expect_exit 2 "$THRESH" stats nowhere
contains stderr "no finished run in this folder"
mkdir empty
: >nothing.warc
expect_exit 1 "$THRESH" run -q -o empty/out nothing.warc
expect_exit 0 "$THRESH" stats empty/out

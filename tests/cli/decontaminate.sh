# --decontaminate: documents that share 13 words with an item of an evaluation set are dropped or cut, the item named.
. "$TESTS/lib.sh"

python <<'PY'
import random

random.seed(3)
syllables = [a + b for a in "bdfgklmnprst" for b in "aeiou"]


def words(n):
    return ["".join(random.choice(syllables) for _ in range(3)) for _ in range(n)]


def page():
    return [" ".join(words(9)).capitalize() + "." for _ in range(40)]


question, answer, short, other = words(20), words(9), words(9), words(16)
with open("set.jsonl", "w") as f:
    f.write(json.dumps({"id": "q1", "text": " ".join(question)}) + "\n\n")
    f.write(json.dumps({"question": " ".join(other), "answer": " ".join(answer)}) + "\n")
    f.write(json.dumps({"id": 3, "text": "Too short an item."}) + "\n")
    f.write(json.dumps({"id": "short", "text": " ".join(short).upper() + "?"}) + "\n")
with open("second.jsonl", "w") as f:
    f.write(json.dumps({"id": "late", "text": " ".join(words(14))}) + "\n")


def with_words(found):
    lines = page()
    lines[20] = " ".join(found) + "."
    return " ".join(lines)


texts = [
    with_words(question[3:16]),
    with_words(question[3:15]),
    with_words([w.upper() + "," for w in other[2:15]]),
    with_words(short),
    with_words(short[1:]),
    " ".join(question[:13]) + ". A page that has little else to say.",
    " ".join(page()),
]
with open("in.jsonl", "w") as f:
    for n, text in enumerate(texts):
        f.write(json.dumps({"id": f"{n:032x}", "url": f"https://a.example/{n}", "text": text}) + "\n")
Path("found.json").write_text(json.dumps([" ".join(question[3:16]), None, other[9].upper(), " ".join(short)]))
PY

for jobs in 1 4; do
	expect_exit 0 "$THRESH" run -q -j$jobs --decontaminate set.jsonl --decontaminate second.jsonl -o drop$jobs in.jsonl
	contains stderr 'set.jsonl: 1 items of fewer than 8 words are not looked for'
	expect_exit 0 "$THRESH" run -q -j$jobs --decontaminate set.jsonl --decontaminate-by cut -o cut$jobs in.jsonl
done
same drop1 drop4
same cut1 cut4
expect_exit 0 "$THRESH" verify drop1
expect_exit 0 "$THRESH" verify cut1

python <<'PY'
why = {int(r["id"], 16): (r["reason"], r["detail"]) for r in rejects("drop1")}
check(why == {0: ("contaminated", "set.jsonl: q1"), 2: ("contaminated", "set.jsonl: line 3"),
              3: ("contaminated", "set.jsonl: short"), 5: ("contaminated", "set.jsonl: q1")}, why)
check(all("cut_for" not in r["metadata"] for r in documents("drop1")), "cut_for")
config = manifest("drop1")["config"]
check([f["entries"] for f in config["decontaminate"]] == [3, 1], config)

source = {int(r["id"], 16): r["text"] for r in map(json.loads, open("in.jsonl"))}
found = json.loads(Path("found.json").read_text())
kept = {int(r["id"], 16): r for r in documents("cut1")}
check(sorted(kept) == [0, 1, 2, 3, 4, 6], sorted(kept))
cut_for = {n: r["metadata"]["cut_for"] for n, r in kept.items()}
check(cut_for == {0: "set.jsonl: q1", 1: "", 2: "set.jsonl: line 3", 3: "set.jsonl: short", 4: "", 6: ""}, cut_for)
for n, row in kept.items():
    if not cut_for[n]:
        check(row["text"] == source[n], f"{n} was changed")
        continue
    pieces = row["text"].split("\n\n")
    check(found[n] not in row["text"] and len(pieces) == 2, row["text"])
    check(source[n].startswith(pieces[0]) and source[n].endswith(pieces[1]), row["text"])
    check(all(p.endswith(".") and p[0].isupper() for p in pieces), row["text"])
    check(400 < len(source[n]) - len(row["text"]) < 1200, len(row["text"]))
check([(r["reason"], r["detail"]) for r in rejects("cut1")] == [("contaminated", "set.jsonl: q1")], rejects("cut1"))
PY

# What is cut is gone for good: nothing is found in it again.
expect_exit 0 "$THRESH" run -q --decontaminate set.jsonl -o again cut1/part-00000.jsonl.zst
python <<'PY'
check(len(documents("again")) == 6, rejects("again"))
PY

printf '{"text": "one two three four five six seven eight nine"}\nnot JSON\n' >bad.jsonl
expect_exit 2 "$THRESH" run -q --decontaminate bad.jsonl -o x in.jsonl
contains stderr 'bad.jsonl:2: no JSON object with a text in it'
: >empty.jsonl
expect_exit 2 "$THRESH" run -q --decontaminate empty.jsonl -o x in.jsonl
contains stderr 'empty.jsonl: no items'

# --index: three nights with an index are as one run over all three; a night run again adds nothing and
# changes nothing; the bytes of the index hang on nothing but the input.
. "$TESTS/lib.sh"

python "$PWD" <<'PY'
import random

random.seed(8)
WORDS = ["".join(random.choice("abcdefghijklmnop") for _ in range(6)) for _ in range(900)]


def story():
    return [random.choice(WORDS) for _ in range(120)]


def changed(words, count):
    words = list(words)
    for at in random.sample(range(len(words)), count):
        words[at] = "other"
    return words


stories = [story() for _ in range(150)]
number = 0
for night in (1, 2, 3):
    with open(f"night{night}.jsonl", "w") as f:
        for _ in range(400):
            words = changed(random.choice(stories[:50 * night]), random.choice([0, 0, 1, 2, 4, 40]))
            f.write(json.dumps({"id": f"{number:032x}", "url": f"http://n{night}.example/{number}",
                                "text": " ".join(words), "added": f"2026-0{night}-15T00:00:00Z"}) + "\n")
            number += 1
PY

night() { # OUT INDEX INPUT OPTION...
	out=$1 index=$2 input=$3
	shift 3
	expect_exit 0 "$THRESH" run -q -o "$out" --index "$index" "$@" "$input"
}

# The whole of an index: its catalogue and its segments.
index_bytes() { # INDEX
	cat "$1" "$1".segment-* | sha256sum
}

expect_exit 0 "$THRESH" run -q -o one --index one.index night1.jsonl night2.jsonl night3.jsonl
for n in 1 2 3; do
	night "out$n" nights.index night$n.jsonl -j "$n"
	night "small$n" small.index night$n.jsonl --dedup-memory 256K
	night "again$n" again.index night$n.jsonl -j 8
	[ "$(index_bytes nights.index)" = "$(index_bytes again.index)" ] || fail "the index hangs on -j"
	[ "$(index_bytes nights.index)" = "$(index_bytes small.index)" ] || fail "the index hangs on memory"
	expect_exit 0 "$THRESH" index check nights.index
done
# More than its memory, without an index: the disk helps, and nothing of it is left.
expect_exit 0 "$THRESH" run -q -o one-small --dedup-memory 256K night1.jsonl night2.jsonl night3.jsonl
expect_exit 0 "$THRESH" run -q -o one-large night1.jsonl night2.jsonl night3.jsonl
finished one-small
[ "$(ls one-small | wc -l)" -eq "$(ls one-large | wc -l)" ] || fail "more is left than a run has"
same one-small one-large
python <<'PY'
def outcomes(*outs):
    kept = [row["id"] for out in outs for row in documents(out)]
    gone = {row["id"]: (row["reason"], row["duplicate_of"], row["band"], row["similarity"])
            for out in outs for row in rejects(out)}
    return kept, gone


one, three = outcomes("one"), outcomes("out1", "out2", "out3")
check(one == three, "three nights with an index are not as one run")
check(three == outcomes("small1", "small2", "small3"), "with little memory the answers are others")
before = {row["duplicate_of"] for row in rejects("out3")} - {row["id"] for out in ("out3",) for row in documents(out)}
check(100 < len(one[0]) < 1000 and len(before) > 20, "the nights have too little in common to tell")
check(manifest("out3")["index_documents"] > 0, "the manifest has no documents of the index")
PY

# Night 2 once more: all of it is known.
cp nights.index before
before=$(index_bytes nights.index)
night repeat nights.index night2.jsonl
[ "$(documents repeat | wc -l)" -eq 0 ] || fail "a night that was run before has new documents"
[ "$(index_bytes nights.index)" = "$before" ] || fail "a night run again has changed the index"

# Export: every document that brought something new, with its run.
expect_exit 0 "$THRESH" index export nights.index
cp stdout exported
expect_exit 0 "$THRESH" index export one.index
python <<'PY'
rows_of = lambda name: [json.loads(line) for line in open(name)]
nights, one = rows_of("exported"), rows_of("stdout")
check([r["number"] for r in nights] == list(range(len(nights))), "numbers have gaps")
check([(r["id"], r["url"], r["date"]) for r in nights] == [(r["id"], r["url"], r["date"]) for r in one],
      "other documents than of one run")
check({(r["run"], r["url"][8], r["date"]) for r in nights} ==
      {(n, str(n), f"2026-0{n}-15") for n in (1, 2, 3)}, "runs, URLs or dates are wrong")
kept = {row["id"] for n in (1, 2, 3) for row in documents(f"out{n}")}
check(kept <= {r["id"] for r in nights}, "a document that was kept is not in the index")
PY

# Merging changes no answer.
cp exported all
expect_exit 0 "$THRESH" index merge nights.index
[ "$(ls nights.index.segment-* | wc -l)" -eq 1 ] || fail "merged into more than one segment"
expect_exit 0 "$THRESH" index check nights.index
expect_exit 0 "$THRESH" index export nights.index
same stdout all

# Expiring forgets the first night, by its date and by its age, and the first night is new again.
cp nights.index old.index
for segment in nights.index.segment-*; do cp "$segment" "old.index${segment#nights.index}"; done
expect_exit 0 "$THRESH" index expire --older-than 2026-02-01 nights.index
expect_exit 0 "$THRESH" index expire --older-than 50d old.index
[ "$(index_bytes nights.index)" = "$(index_bytes old.index)" ] || fail "a day and an age differ"
expect_exit 0 "$THRESH" index check nights.index
expect_exit 0 "$THRESH" index export nights.index
lacks stdout n1.example
[ "$(wc -l <stdout)" -eq "$(grep -vc n1.example all)" ] || fail "other documents were forgotten"
night first nights.index night1.jsonl
[ "$(documents first | wc -l)" -gt 20 ] || fail "what was forgotten is still known"
expect_exit 0 "$THRESH" index expire --older-than 0d nights.index
expect_exit 0 "$THRESH" index expire --older-than 2100-01-01 nights.index
expect_exit 0 "$THRESH" index stat nights.index
contains stdout "documents   0"
night nothing nights.index night1.jsonl
[ "$(documents nothing | wc -l)" -eq "$(documents out1 | wc -l)" ] || fail "an empty index knows something"

# Killed between the index's commit and _SUCCESS: the same run ends there, another one is refused.
mkdir copy
night copy/out late.index night1.jsonl
rm copy/out/_SUCCESS
bytes=$(index_bytes late.index)
for other in "night2.jsonl" "--shard-size 1M night1.jsonl" "night1.jsonl night2.jsonl"; do
	# shellcheck disable=SC2086
	expect_exit 2 "$THRESH" run -q -o copy/out --index late.index $other
	one_message stderr
	contains stderr "holds another run"
done
expect_exit 0 "$THRESH" run -o copy/out --index late.index night1.jsonl
contains stderr "was complete but for _SUCCESS"
finished copy/out
[ "$(index_bytes late.index)" = "$bytes" ] || fail "the index has changed"
same copy/out out1
rm copy/out/_SUCCESS
expect_exit 0 "$THRESH" run -q --force -o copy/out --index late.index night2.jsonl
[ "$(index_bytes late.index)" != "$bytes" ] || fail "--force has not run"

# --sample: a share of the documents by the hash in their ids, so that samples nest; the same from a
# run, from a run on any number of threads, from one that was cut into tasks, and from refilter.
. "$TESTS/lib.sh"

run_sample all --annotate
run_sample half -j 1 --annotate --sample 0.5
run_sample half8 -j 8 --annotate --sample .50
same half half8
run_sample fifth --annotate --sample 0.2
run_sample whole --annotate --sample 1.0
same all whole
for out in half fifth; do
	expect_exit 0 "$THRESH" verify $out
done

python <<'PY'
all_of = {row["id"]: row for row in documents("all")}
halves, fifths = ({row["id"]: row for row in documents(out)} for out in ("half", "fifth"))
for share, kept in ((0.5, halves), (0.2, fifths)):
    wanted = {i for i in all_of if int(i[:16], 16) < share * 2**64}
    check(set(kept) == wanted, f"other documents are in the sample of {share}")
    check(all(row == all_of[i] for i, row in kept.items()), "a row is another in a sample")
check(0 < len(fifths) < len(halves) < len(all_of) and set(fifths) < set(halves), "samples nest")
duplicates = [row for row in rejects("all")]
left = [row for row in rejects("half") if row["reason"] != "sample"]
check(left == duplicates, "duplicates are others in a sample")
out = {row["id"] for row in rejects("half") if row["reason"] == "sample"}
check(out | set(halves) == set(all_of) and not out & set(halves), "each document is in it or told as not")
check(json.loads(Path("half/manifest.json").read_text())["config"]["sample"] == 0.5, "the manifest's sample")
PY

# ---- with a preset, refiltered, in tasks ----
run_sample direct --preset gopher --sample 0.5
run_sample plain
for from in all half plain; do
	rm -rf again
	expect_exit 0 "$THRESH" refilter $from -o again --preset gopher --sample 0.5
	for file in part-00000.jsonl.zst rejects-00000.jsonl.zst manifest.json; do
		cmp direct/$file again/$file || fail "a sample of $from: $file"
	done
done
rm -rf again
expect_exit 0 "$THRESH" refilter half -o again --preset gopher # a sample stays one
cmp direct/rejects-00000.jsonl.zst again/rejects-00000.jsonl.zst
run_sample bare --sample 0.5
expect_exit 0 "$THRESH" refilter plain -o again --force --sample 0.5
cmp bare/part-00000.jsonl.zst again/part-00000.jsonl.zst
expect_exit 1 "$THRESH" submit -q -o tasks --tasks 3 --ranges 2 --local 2 --preset gopher --sample 0.5 "$SAMPLE"
documents direct >want && documents tasks >got && cmp want got
rejects direct >want && rejects tasks >got && cmp want got

# ---- what cannot be ----
expect_exit 2 "$THRESH" refilter half -o no --preset gopher --sample 0.6
contains stderr "the run has a sample of 0.5, and no larger one"
for wrong in 0 1.5 -1 1% many 0.0000000000000000001; do
	expect_exit 2 "$THRESH" run -o no --sample=$wrong "$SAMPLE"
	contains stderr "--sample: a decimal over 0 and at most 1 is wanted"
done
is_gone no

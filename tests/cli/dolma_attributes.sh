# --dolma-attributes: a row beside each document's, in the same order, with its signals as spans; the same from a
# run, on any number of threads, gone on with, from refilter, and from tasks.
. "$TESTS/lib.sh"

attributes() { # OUT
	rows "$1"/attributes/thresh/part-*.jsonl.zst
}

run_sample out -j 1 --annotate --preset gopher --dolma-attributes
run_sample out8 -j 8 --annotate --preset gopher --dolma-attributes
same out out8
expect_exit 0 "$THRESH" verify out
run_sample plain --annotate --preset gopher
cmp plain/part-00000.jsonl.zst out/part-00000.jsonl.zst
is_gone plain/attributes

python <<'PY'
docs, beside = documents("out"), rows("out/attributes/thresh/part-*.jsonl.zst")
check(len(docs) == len(beside) > 20, f"{len(docs)} documents, {len(beside)} rows of attributes")
for doc, row in zip(docs, beside):
    check(list(row) == ["id", "source", "attributes"] and row["id"] == doc["id"] and row["source"] == doc["source"], row["id"])
    signals, verdict = doc["metadata"]["signals"], doc["metadata"]["filter"]
    wanted = {f"thresh__{name}": value for name, value in signals.items() if name != "words"}
    wanted["thresh__keep"] = int(verdict["keep"])
    check(list(row["attributes"]) == list(wanted), "names of attributes")
    for name, spans in row["attributes"].items():
        check(len(spans) == 1 and spans[0][:2] == [0, len(doc["text"])], f"{name}: {spans}")
        value, of = spans[0][2], wanted[name]
        number = of if isinstance(of, int) else of[0] / of[1] if of[1] else 0
        check(isinstance(value, float) and abs(value - number) < 1e-6, f"{name}: {value}, {of}")
listed = manifest("out")
check([s["name"] for s in listed["attribute_shards"]] == ["attributes/thresh/part-00000.jsonl.zst"], "the manifest's list")
check(listed["config"]["dolma_attributes"] and not manifest("plain")["config"]["dolma_attributes"], "the manifest's config")
PY

# ---- filtered texts: spans are of the text that is written ----
run_sample kept --preset c4 --dolma-attributes
expect_exit 0 "$THRESH" refilter plain -o again --preset c4 --dolma-attributes
for file in part-00000.jsonl.zst attributes/thresh/part-00000.jsonl.zst manifest.json; do
	cmp kept/$file again/$file || fail "refiltered: $file"
done
expect_exit 0 "$THRESH" verify again
expect_exit 1 "$THRESH" submit -q -o tasks --tasks 3 --local 2 --preset c4 --dolma-attributes "$SAMPLE"
attributes kept >want && attributes tasks >got && cmp want got
documents kept >want && documents tasks >got && cmp want got
expect_exit 0 "$THRESH" verify tasks

# ---- a shard ends where that of its documents does; a run that goes on ends with the same bytes ----
python_resume <<'PY'
make_inputs("in")
base = [THRESH, "run", "-q", "--shard-size", "40K", "--annotate", "--dolma-attributes", "-o"]
check(run(base + ["whole", "in"]).returncode == 1, "the whole run")
whole = folder_bytes("whole")
listed = manifest("whole")
for a, b in zip(listed["shards"], listed["attribute_shards"], strict=True):
    check(a["rows"] == b["rows"] and b["name"] == "attributes/thresh/" + a["name"], f"{a} and {b}")
check(len(listed["shards"]) > 4, "too few shards")
stopped = 0
for after in range(1, 6):
    process = subprocess.Popen(base + ["resumed", "in"])
    while process.poll() is None and not Path("resumed", f"part-{after - 1:05d}.jsonl.zst").exists():
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL if after % 2 else signal.SIGTERM)
    stopped += process.wait() not in (0, 1)
    result = run(base + ["resumed", "in"])
    check(result.returncode in (1, 2), result.stderr)
    check_same(folder_bytes("resumed"), whole, f"stopped behind shard {after}")
    shutil.rmtree("resumed")
check(stopped > 1, f"stopped {stopped} times")
PY

# ---- what an earlier run has left goes; what is not there is told ----
run_sample out --force
is_gone out/attributes
expect_exit 2 "$THRESH" run -o no --dolma-attributes "$SAMPLE"
contains stderr "no signals without --preset or --annotate"
rm kept/attributes/thresh/part-00000.jsonl.zst
expect_exit 1 "$THRESH" verify kept
cp again/part-00000.jsonl.zst again/attributes/thresh/part-00007.jsonl.zst
expect_exit 1 "$THRESH" verify again
contains stdout "again/attributes/thresh/part-00007.jsonl.zst: not in the manifest"

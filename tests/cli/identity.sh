# Every record and every byte is counted once (law 2), and the rows are those that were counted.
. "$TESTS/lib.sh"

cp "$SAMPLE" one.warc.gz
zcat "$SAMPLE" >two.warc 2>/dev/null || true # ends at the damaged record
head -c 50000 "$SAMPLE" >cut.warc.gz
expect_exit 1 "$THRESH" run --quiet -o out one.warc.gz two.warc cut.warc.gz
python <<'PY'
from collections import Counter

m = manifest("out")


def check_tally(tally, name):
    for what in ("records", "bytes"):
        kinds = KINDS + (("overhead",) if what == "bytes" else ())
        total = sum(part[what] for kind in kinds for part in tally[kind].values())
        check(total == tally[what], f"{name}: {what}: {tally[what]} read, {total} counted")


check(len(m["inputs"]) == 3, "an entry per input")
for entry in m["inputs"]:
    check_tally(entry, entry["path"])
    check(entry["bytes"] == os.path.getsize(entry["path"]), f"{entry['path']}: not all bytes counted")
check_tally(m["totals"], "totals")
for what in ("records", "bytes"):
    check(sum(e[what] for e in m["inputs"]) == m["totals"][what], f"sum of {what} over the inputs")

check(len(documents("out")) == sum(p["records"] for p in m["totals"]["documents"].values()), "documents")
reasons = Counter(row["reason"] for row in rejects("out"))
for kind in ("rejected", "damaged"):
    for reason, part in m["totals"][kind].items():
        check(reasons.pop(reason, 0) == part["records"], f"rows of {reason}")
check(not reasons, f"reasons that are not counted: {reasons}")
PY

# The small archives that other projects test against: the records that warcio counts in them, by type.
. "$TESTS/lib.sh"
samples=$THRESH_DATA/warc-samples
[ -e "$samples/ORIGIN.tsv" ] || skip "no $samples"

for file in "$samples"/*; do
	[ "$file" = "$samples/ORIGIN.tsv" ] && continue
	code=0
	"$THRESH" ls "$file" >"$(basename "$file").ls" || code=$?
	[ "$code" -le 1 ] || fail "ls $file ends with $code"
	"$THRESH" run --quiet -o "$(basename "$file").out" "$file" || [ $? -eq 1 ] || fail "run $file"
done

python "$samples/ORIGIN.tsv" <<'PY'
import csv

# Where we count otherwise than warcio, and why.
EXPLAINED = {
    # cut off within its only record, which warcio counts: to us the record is lost, and said to be
    "chatnoir-resiliparse__clipped.warc.gz": {"!truncated": 1},
    # one gzip member around all records: warcio stops behind the first, we read on
    "warcio__example-bad-non-chunked.warc.gz":
        {"warcinfo": 2, "response": 1, "request": 2, "revisit": 1},
    # a Content-Length that is too small: what stands behind the record's end is garbage to us
    "warcio__example-trunc.warc": {"warcinfo": 2, "response": 1, "request": 1, "!garbage": 1},
}
NAMES = {"arc_header": "warcinfo"}  # of an ARC file; the same thing

rows = list(csv.DictReader(open(sys.argv[1]), delimiter="\t"))
check(len(rows) > 20, "too few samples")
for row in rows:
    name, want = row["file"], {}
    for part in row["expected_records_by_warcio"].split():
        kind, count = part.split("=")
        want[NAMES.get(kind, kind)] = int(count)
    want = EXPLAINED.get(name, want)
    got = {}
    for line in Path(name + ".ls").read_text(errors="replace").split("\n"):
        if line:
            kind = line.split("\t")[2]
            kind = "unknown" if "unknown" in want else kind
            got[kind] = got.get(kind, 0) + 1
    check(got == want, f"{name}: {got}, not {want}")
    totals = manifest(name + ".out")["totals"]
    check(totals["records"] == sum(got.values()), f"{name}: run counts {totals['records']} records")
PY

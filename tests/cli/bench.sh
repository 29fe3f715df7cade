# What a run costs: all rows of the table, the same in JSON, nothing left behind.
. "$TESTS/lib.sh"

mkdir temporary
TMPDIR=$(pwd)/temporary
export TMPDIR
cp "$SAMPLE" second.warc.gz
expect_exit 0 "$THRESH" bench --rounds 2 "$SAMPLE" second.warc.gz
[ ! -s stderr ] || fail "has something to say"
row() { # NAME
	grep -Eq "^$1( |\$)" stdout || { cat stdout; fail "no row: $1"; }
}
for name in corpus step records record http charset tree article fingerprint lines rows zstd "all steps" \
	"inflate alone" "page time" "thresh run" -j1 serial parallel once bound; do
	row "$name"
done
[ "$(nproc)" -eq 1 ] || row "-j$(nproc)"
contains stdout "bytes a tag"
contains stdout "on 128 cores"
[ -z "$(ls -A temporary)" ] || fail "left behind: $(ls -A temporary)"

expect_exit 0 "$THRESH" bench --rounds 1 --json "$SAMPLE" second.warc.gz
mv stdout bench.json
run_sample out second.warc.gz
python <<'PY'
bench = json.loads(Path("bench.json").read_text())
totals = manifest("out")["totals"]
check(bench["records"] + bench["damaged"] == totals["records"], "records")
check(bench["archives"][1] == "second.warc.gz" and bench["rounds"] == 1, "what was measured")
names = [step["name"] for step in bench["steps"]]
check(names[0] == "records" and names[-2:] == ["rows", "zstd"] and "article" in names, names)
check(abs(sum(step["share_percent"] for step in bench["steps"]) - 100) < 0.1, "shares")
check(sum(step["cpu_ns"] for step in bench["steps"]) == bench["all_steps"]["cpu_ns"], "sum")
check(bench["all_steps"]["to_inflate"] > 1 and bench["inflate_cpu_ns"] > 0, "ratio to inflate")
check(0 < bench["page_ns"]["p50"] <= bench["page_ns"]["p99"] <= bench["page_ns"]["max"], bench["page_ns"])
check(bench["bytes_per_tag"] > 1 and 0 < bench["text_percent"] < 100, "corpus")
check(bench["runs"][0]["jobs"] == 1 and all(run["peak_rss_bytes"] > 0 for run in bench["runs"]), bench["runs"])
bounds = bench["scale"]["bounds"]
check([bound["cores"] for bound in bounds] == [8, 32, 128], bounds)
check(all(1 <= bound["speed_up"] <= bound["cores"] for bound in bounds), bounds)
check("cycles" not in bench["all_steps"] or bench["all_steps"]["cycles"] > 0, "cycles")
PY

# Of what is not gzip there is no ratio; everything else is told.
zcat "$SAMPLE" 2>/dev/null >plain.warc || true
expect_exit 0 "$THRESH" bench --rounds 1 --json plain.warc
lacks stdout to_inflate
lacks stdout inflate_cpu_ns
contains stdout cpu_ns

for bad in nowhere.warc.gz temporary; do
	expect_exit 3 "$THRESH" bench "$SAMPLE" "$bad"
	one_message stderr
	contains stderr "$bad"
	[ ! -s stdout ] || fail "prints what was not measured"
done
for wrong in "" "-" "--rounds 0 second.warc.gz"; do
	# shellcheck disable=SC2086
	expect_exit 2 "$THRESH" bench $wrong
	one_message stderr
done
expect_exit 3 env TMPDIR="$(pwd)/gone" "$THRESH" bench second.warc.gz
one_message stderr
contains stderr gone

# A signal stops it, and the run that it has started.
for i in 1 2 3 4 5 6 7 8; do cat second.warc.gz; done >long.warc.gz
"$THRESH" bench --rounds 1000 long.warc.gz >stdout 2>stderr &
pid=$!
until [ -n "$(ls -A temporary)" ]; do
	kill -0 $pid || fail "it ended by itself"
	sleep 0.05
done
kill -TERM $pid
code=0
wait $pid || code=$?
[ "$code" -eq 3 ] || fail "exit code $code, not 3, after SIGTERM"
[ ! -s stdout ] || fail "prints what was not measured"
[ -z "$(ls -A temporary)" ] || fail "left behind: $(ls -A temporary)"

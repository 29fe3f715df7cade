# --format, --favor and --comments: the same for extract and run, and named in the manifest.
. "$TESTS/lib.sh"

page=$ROOT/tests/golden/article-en.html
for favor in precision balance recall; do
	expect_exit 0 "$THRESH" extract --favor $favor "$page"
	wc -c <stdout >bytes.$favor
done
[ "$(cat bytes.precision)" -le "$(cat bytes.balance)" ] || fail "precision keeps more than balance"
[ "$(cat bytes.balance)" -le "$(cat bytes.recall)" ] || fail "recall keeps less than balance"
expect_exit 0 "$THRESH" extract "$page"
cp stdout plain
[ "$(wc -c <plain)" -eq "$(cat bytes.balance)" ] || fail "balance is not the default"
expect_exit 0 "$THRESH" extract --format text "$page"
same plain stdout

for format in text markdown; do
	expect_exit 0 "$THRESH" extract --format $format --comments --favor recall "$page"
	cp stdout extracted
	expect_exit 0 "$THRESH" run -q -o run.$format --format $format --comments --favor recall "$page"
	documents run.$format >rows
	python <<'PY'
row = json.loads(Path("rows").read_text())
check(row["text"] + "\n" == Path("extracted").read_text(), "run and extract differ")
PY
	contains run.$format/manifest.json "\"format\":\"$format\",\"favor\":\"recall\",\"comments\":true"
done
documents run.markdown >rows
contains rows '## A wall of small voices'
contains rows 'Poor Mr Tregear!'

run_sample one -j 1 --format markdown --comments --favor precision
run_sample eight -j 8 --format markdown --comments --favor precision
same one eight

for wrong in "--format html" "--favor both" "--comments=yes"; do
	# shellcheck disable=SC2086 # two words
	expect_exit 2 "$THRESH" extract $wrong "$page"
	one_message stderr
done

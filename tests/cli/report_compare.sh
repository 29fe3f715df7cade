# thresh report --compare: two runs side by side; 1 if a rate moved by more than --drift percent.
. "$TESTS/lib.sh"

# Enough of everything that small numbers do not matter.
mkdir day
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do cp "$SAMPLE" "day/part-$i.warc.gz"; done
expect_exit 1 "$THRESH" run -q --dedup none -o one day
expect_exit 1 "$THRESH" run -q --dedup none --source other -o two day
expect_exit 1 "$THRESH" run -q --dedup exact -o deduplicated day
run_sample small --dedup none
run_sample smaller

expect_exit 0 "$THRESH" report --compare one two
[ ! -s stderr ] || fail "has something to say"
for row in written http-status 'text a document' ' en ' 'harbour-news.example'; do
	contains stdout "$row"
done
lacks stdout drift
awk 'length($0) > 80 { print; bad = 1 } END { exit bad }' stdout || fail "the table is wider than 80 columns"

expect_exit 1 "$THRESH" report --compare one deduplicated
grep '^  written ' stdout | grep -q 'drift$' || fail "less was written, and nobody noticed"
grep '^  duplicate-exact ' stdout | grep -q ' new  drift$' || fail "a new reason is a drift"
! grep '^  http-status ' stdout | grep drift || fail "http-status did not move"
contains stdout "moved by more than 20 %"
expect_exit 0 "$THRESH" report --compare one two --drift 1
expect_exit 1 "$THRESH" report --compare deduplicated one

# A few records more or less are no drift, and neither is what --drift allows.
expect_exit 0 "$THRESH" report --compare small smaller
grep '^  written ' stdout | grep -q ' -3.*%$' || fail "less was written"
expect_exit 1 "$THRESH" report --compare one deduplicated --drift 95
expect_exit 1 "$THRESH" report --compare one deduplicated --drift 10000 # what is new has no percentage

expect_exit 3 "$THRESH" report --compare one nowhere
one_message stderr
contains stderr nowhere/stats.json
expect_exit 3 "$THRESH" report --compare nowhere one
expect_exit 2 "$THRESH" report --compare one
one_message stderr
expect_exit 2 "$THRESH" report --compare one two -o table
expect_exit 2 "$THRESH" report --compare one two --drift 0
expect_exit 3 sh -c 'exec "$0" report --compare one two >/dev/full' "$THRESH"

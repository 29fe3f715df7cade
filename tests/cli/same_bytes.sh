# The same bytes in every file of the output, however many threads work on it (law 1).
. "$TESTS/lib.sh"

# More than one batch of input, so that threads have something to mix up.
mkdir in
for i in 1 2 3 4 5 6; do cp "$SAMPLE" "in/part-$i.warc.gz"; done
i=0
while [ $i -lt 60 ]; do cat "$SAMPLE"; i=$((i + 1)); done >in/large.warc.gz

for jobs in 1 2 8; do
	expect_exit 1 "$THRESH" run --quiet -j "$jobs" --shard-size 1M --dedup none -o "none-$jobs" in
	expect_exit 1 "$THRESH" run --quiet -j "$jobs" --shard-size 1M -o "exact-$jobs" in
done
for jobs in 2 8; do
	same none-1 "none-$jobs"
	same exact-1 "exact-$jobs"
done
is_there none-1/part-00001.jsonl.zst
expect_exit 1 "$THRESH" run --quiet -j 8 --shard-size 1M --dedup none -o again in
same none-1 again

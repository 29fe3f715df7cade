# --memory bounds the process whatever the input is: pages of nothing but nodes, texts packed a thousand times, batches
# that are far larger than the memory for one. Fewer threads then, and the same bytes.
. "$TESTS/lib.sh"

case $MODE in release | debug) megabytes=3 ;; *) megabytes=1 ;; esac
python3 "$TESTS/hostile.py" in $megabytes
expect_exit 0 "$THRESH" run -q -j1 --shard-size 8M --dedup none -o free in
expect_exit 0 "$THRESH" run -q -j4 --shard-size 8M --dedup none -o four in
same free four
case $MODE in release | debug) limits="2500 1700" ;; *) limits=1700 ;; esac
for limit in $limits; do
	expect_exit 0 "$THRESH" run -j4 --shard-size 8M --dedup none --memory ${limit}M -o held-$limit in
	contains stderr "of 4 threads"
	same free held-$limit
	case $MODE in
	release | debug)
		python held-$limit $limit <<-'PY'
			peak = json.loads(Path(sys.argv[1], "times.json").read_text())["peak_rss_bytes"]
			check(peak < int(sys.argv[2]) * 1.1 * 2**20, peak)
		PY
		;;
	esac
done

expect_exit 2 "$THRESH" run --memory 100M -o out in
contains stderr "--max-record"

# What follows does not hang on how the program was built.
case $MODE in release | debug) ;; *) exit 0 ;; esac

# Killed in the middle of a batch that is worked on in parts: it goes on from before it.
"$THRESH" run -q -j2 --shard-size 1M --dedup none -o killed in &
pid=$!
while [ ! -e killed/.resume/checkpoint ]; do sleep 0.01; done
sleep 0.3
kill -9 $pid
wait $pid 2>/dev/null || :
expect_exit 0 "$THRESH" run -q -j2 --shard-size 1M --dedup none -o killed in
expect_exit 0 "$THRESH" run -q -j1 --shard-size 1M --dedup none -o whole in
same whole killed

# A worker that gets no more memory ends the run, which then goes on where there is more.
code=0
(ulimit -d 120000 && exec "$THRESH" run -q -j1 --shard-size 1M --dedup none -o capped in) 2>stderr || code=$?
[ $code -eq 3 ] || fail "exit code $code, not 3, without memory"
contains stderr "out of memory"
no_unfinished capped
expect_exit 0 "$THRESH" run -q -j2 --shard-size 1M --dedup none -o capped in
same whole capped

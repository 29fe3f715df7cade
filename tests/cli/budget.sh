# What a page may cost is counted, not timed: the same pages are over it with any number of threads, each is one reject
# that says where, and everything else is done.
. "$TESTS/lib.sh"

case $MODE in release | debug) kilobytes=1000 milliseconds=20 ;; *) kilobytes=200 milliseconds=4 ;; esac
python3 "$TESTS/hostile.py" in $kilobytes
expect_exit 0 "$THRESH" run -q -j1 --dedup none -o all in
expect_exit 0 "$THRESH" run -q -j1 --dedup none --page-ms $milliseconds -o one in
expect_exit 0 "$THRESH" run -q -j4 --dedup none --page-ms $milliseconds -o four in
same one four
python one all <<'PY'
reasons = {out: [row["detail"] for row in rejects(out) if row["reason"] == "budget"] for out in sys.argv[1:]}
check(len(reasons["one"]) > 20, reasons)
check(set(reasons["one"]) <= {"charset", "tree", "article", "nodes"} and "article" in reasons["one"], reasons)
check(not reasons["all"], reasons)
counts = [manifest(out)["totals"] for out in sys.argv[1:]]
check(counts[0]["records"] == counts[1]["records"], counts)
PY
expect_exit 2 "$THRESH" run --page-ms 0 -o out in

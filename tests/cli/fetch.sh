# Inputs over HTTP: the same documents and rejects as from the file, however the connection breaks.
# Stalls, waits and S3 are in tests/unit/test_fetch.c, where time can be made short.
. "$TESTS/lib.sh"

unset http_proxy all_proxy ALL_PROXY AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
mkdir files
cp "$SAMPLE" files/sample.warc.gz
python3 -B "$TESTS/http_server.py" files >port &
server=$!
trap 'kill "$server" 2>/dev/null || :' EXIT
trap 'exit 1' INT TERM
tries=0
while [ ! -s port ]; do
	tries=$((tries + 1))
	[ "$tries" -le 200 ] && kill -0 "$server" || fail "the test server does not start"
	sleep 0.1
done
url=http://127.0.0.1:$(cat port)

# All of the rows but the name of the file, which is the URL here.
rows_of() { # OUT
	python "$1" <<'PY'
for kind, all_rows in (("document", documents(sys.argv[1])), ("reject", rejects(sys.argv[1]))):
    for row in all_rows:
        check([row.pop("warc_file", None), row.get("metadata", {}).pop("warc_file", None)] != [None, None],
              f"no warc_file in {row}")
        print(kind, json.dumps(row, sort_keys=True))
PY
}
run_sample local
rows_of local >local.rows
grep -q '^document' local.rows && grep -q '^reject' local.rows || fail "no rows to compare with"

for way in ok chunked redirect drop drop_chunked norange 503; do
	expect_exit 1 "$THRESH" run --quiet -o "$way" "$url/$way/sample.warc.gz"
	finished "$way"
	rows_of "$way" >"$way.rows"
	same local.rows "$way.rows"
done

# What cannot be read is one message and exit code 1, and the others are run.
expect_exit 1 "$THRESH" run --quiet -o missing "$url/404/sample.warc.gz" "$SAMPLE"
one_message stderr
contains stderr "$url/404/sample.warc.gz: HTTP status 404"
finished missing
rows_of missing >missing.rows
same local.rows missing.rows

# Two versions of a file are not put together: the first half's whole records, and the loss is said.
expect_exit 1 "$THRESH" run --quiet -o changed "$url/changed/sample.warc.gz"
contains stderr "$url/changed/sample.warc.gz: changed while it was read"
finished changed
documents changed >changed.rows
[ "$(wc -l <changed.rows)" -lt "$(grep -c '^document' local.rows)" ] || fail "nothing is lost of a changed file"
rejects changed | grep -q truncated || fail "a changed file's end is no loss"

# A run that waits for a server stops when asked to, in good order.
"$THRESH" run --quiet -o slow "$url/slow/sample.warc.gz" >stdout 2>stderr &
run=$!
sleep 1
kill -TERM "$run"
code=0
wait "$run" || code=$?
[ "$code" -eq 3 ] || { cat stderr; fail "stopped with exit code $code, not 3"; }
is_gone slow/_SUCCESS slow/manifest.json
no_unfinished slow

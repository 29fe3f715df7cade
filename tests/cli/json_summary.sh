# --json prints one JSON object to stdout and nothing else; --quiet prints nothing there.
. "$TESTS/lib.sh"

run_sample plain
expect_exit 1 "$THRESH" run --json -o out "$SAMPLE"
python <<'PY'
report = json.loads(Path("stdout").read_text())
check(isinstance(report, dict) and report, "an object")
PY
same plain out # what is printed changes nothing that is written
run_sample quiet
[ ! -s stdout ] || fail "--quiet prints to stdout"
[ ! -s stderr ] || fail "--quiet has something to say"
expect_exit 1 "$THRESH" run -o said "$SAMPLE"
[ ! -s stdout ] || fail "the summary for people is not output"
contains stderr "records read"
awk 'length($0) > 60 { print; bad = 1 } END { exit bad }' stderr || fail "the summary is wider than 60 columns"
lacks stderr "$(printf '\r')" # progress is for terminals

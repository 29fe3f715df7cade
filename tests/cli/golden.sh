# The pages of tests/golden give what is expected of them: one of each kind, many languages, in each
# format. `make golden` writes anew what is expected, after a change that is meant to change it.
. "$TESTS/lib.sh"

expect_exit 0 "$ROOT/scripts/golden" "$THRESH"
cp stdout whole
contains whole " pages"

# The comparison can fail: another program's output is not what is expected.
cat >other <<PROGRAM
#!/bin/sh
exec "$THRESH" "\$@" --comments
PROGRAM
chmod +x other
expect_exit 1 "$ROOT/scripts/golden" ./other article-en
contains stdout "does not hold"
contains stdout "+++ now"

# Each kind of page and each way of writing that the project promises is among them.
for kind in article forum product collection listing documentation service; do
	ls "$ROOT"/tests/golden/$kind-*.expect >/dev/null 2>&1 || fail "no golden page of kind $kind"
done
for language in en de fr es ru zh ja ar th; do
	ls "$ROOT"/tests/golden/*-$language.expect >/dev/null 2>&1 || fail "no golden page in $language"
done

# Help says every option, fits the terminal, and goes to stdout with exit code 0.
. "$TESTS/lib.sh"

expect_exit 0 "$THRESH" --version
grep -Eq '^thresh [0-9]+\.[0-9]+\.[0-9]+$' stdout || fail "version: $(cat stdout)"
fits() { # ARGUMENT...
	for columns in 40 60 80 100; do
		expect_exit 0 env COLUMNS=$columns "$THRESH" "$@"
		[ -s stdout ] && [ ! -s stderr ] || fail "thresh $*: help goes to stdout"
		awk -v width=$columns 'length($0) > width { print; bad = 1 } END { exit bad }' stdout ||
			fail "thresh $*: wider than $columns columns"
	done
}
fits --help
fits -h
fits help
commands >names
contains names run
while read -r command; do
	fits "$command" --help
	fits "$command" -h
	fits help "$command"
done <names
env COLUMNS=80 "$THRESH" run --help >run.help
for option in --jobs --output --dedup --shard-size --force --json --quiet --help; do
	contains run.help "$option"
done

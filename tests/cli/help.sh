# Help says every option, fits the terminal, and goes to stdout with exit code 0.
. "$TESTS/lib.sh"

expect_exit 0 "$THRESH" --version
grep -Eq '^thresh [0-9]+\.[0-9]+\.[0-9]+$' stdout || fail "version: $(cat stdout)"
for columns in 40 60 80 100; do
	for words in "--help" "-h" "help" "run --help" "run -h" "extract --help" "help run" "help extract" "help help"; do
		# shellcheck disable=SC2086
		expect_exit 0 env COLUMNS=$columns "$THRESH" $words
		[ -s stdout ] && [ ! -s stderr ] || fail "thresh $words: help goes to stdout"
		awk -v width=$columns 'length($0) > width { print; bad = 1 } END { exit bad }' stdout ||
			fail "thresh $words: wider than $columns columns"
	done
done
env COLUMNS=80 "$THRESH" run --help >run.help
for option in --jobs --output --dedup --shard-size --force --json --quiet --help; do
	contains run.help "$option"
done

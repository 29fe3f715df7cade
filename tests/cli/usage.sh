# Wrong usage: one line that says what is wrong, exit code 2, nothing on stdout, nothing written.
. "$TESTS/lib.sh"

bad() { # ARGUMENT...
	expect_exit 2 "$THRESH" "$@"
	one_message stderr
	[ ! -s stdout ] || fail "output on stdout: $*"
	is_gone out
}

bad rnu
contains stderr "did you mean run?"
bad run
bad run -o out
bad run "$SAMPLE"
bad run -o out -j 0 "$SAMPLE"
bad run -o out -j -1 "$SAMPLE"
bad run -o out --jobs many "$SAMPLE"
bad run -o out --dedup some "$SAMPLE"
contains stderr 'thresh run: --dedup: "some" is not one of none, url, exact, near'
bad run -o out --bands 20 --rows 8 "$SAMPLE"
contains stderr "--bands times --rows is more than 128"
bad run -o out --shingle 0 "$SAMPLE"
bad run -o out --min-similarity 101 "$SAMPLE"
bad run -o out --shard-size 0 "$SAMPLE"
bad run -o out --shard-size 10Q "$SAMPLE"
bad run -o out --forse "$SAMPLE"
contains stderr "did you mean --force?"
bad run -o out --quiet=yes "$SAMPLE"
bad run "$SAMPLE" -o
bad help nothing
bad help --completion tcsh

# Without a command: the overview, but on stderr.
expect_exit 2 "$THRESH"
[ ! -s stdout ] || fail "the overview is on stdout"
contains stderr "Usage: thresh"

# shellcheck shell=sh
# What CLI tests use: begin one with `. "$TESTS/lib.sh"`. Each runs by `sh -eu` in an empty folder,
# with THRESH (the program), SAMPLE (the shipped archive), ROOT (of the sources) and TESTS set.

fail() {
	echo "FAILED: $*"
	exit 1
}

skip() {
	echo "$*"
	exit 77
}

# Runs a command, which must end with CODE. Its output is in the files `stdout` and `stderr`.
expect_exit() { # CODE COMMAND...
	wanted_code=$1
	shift
	code=0
	"$@" >stdout 2>stderr || code=$?
	[ "$code" -eq "$wanted_code" ] && return 0
	echo "--- stdout (end)"
	tail -n 20 stdout
	echo "--- stderr (end)"
	tail -n 60 stderr
	fail "exit code $code, not $wanted_code: $*"
}

# The sample has one damaged record: a run of it ends with 1.
run_sample() { # OUT [OPTION OR INPUT]...
	out=$1
	shift
	expect_exit 1 "$THRESH" run --quiet -o "$out" "$@" "$SAMPLE"
}

rows() { # FILE...: JSON lines
	zstdcat -- "$@"
}

documents() { # OUT
	rows "$1"/part-*.jsonl.zst
}

rejects() { # OUT
	rows "$1"/rejects-*.jsonl.zst
}

# Two files or folders hold the same bytes; of runs, all but what the clock says.
same() { # A B
	diff -r -x times.json -x report.html -x metrics.prom "$1" "$2" >difference || { head -n 20 difference; fail "$1 and $2 differ"; }
}

contains() { # FILE TEXT
	grep -qF -e "$2" "$1" || { head -n 20 "$1"; fail "$1 does not contain: $2"; }
}

lacks() { # FILE TEXT
	! grep -F -e "$2" "$1" || fail "$1 contains: $2"
}

# Just one line, which begins with "thresh".
one_message() { # FILE
	[ "$(wc -l <"$1")" -eq 1 ] && grep -q '^thresh' "$1" || { cat "$1"; fail "$1 is not one message"; }
}

is_there() {
	for path; do
		[ -e "$path" ] || fail "$path is not there"
	done
}

is_gone() {
	for path; do
		[ ! -e "$path" ] || fail "$path is there"
	done
}

# A finished run: everything under its final name and nothing else.
finished() { # OUT
	is_there "$1/part-00000.jsonl.zst" "$1/rejects-00000.jsonl.zst" "$1/manifest.json" "$1/_SUCCESS"
	no_unfinished "$1"
}

no_unfinished() { # OUT
	left=$(find "$1" -name '*.tmp*')
	[ -z "$left" ] || fail "left behind: $left"
}

# The names of all commands, as the overview has them.
commands() {
	COLUMNS=100 "$THRESH" help | awk '/^Commands:/ { on = 1; next } /^$/ { on = 0 } on && /^  [^ ]/ { print $1 }'
}

# Python with the helpers of lib.py; the script is read from standard input.
python() { # ARGUMENT...
	{ cat "$TESTS/lib.py" -; } >script.py
	python3 -B script.py "$@"
}

# The same with the helpers of resume.py; calls are failed by $INJECT, where a build allows that.
python_resume() { # ARGUMENT...
	INJECT=${THRESH%/thresh}/tests/inject.so
	export INJECT
	{ cat "$TESTS/lib.py" "$TESTS/resume.py" -; } >script.py
	python3 -B script.py "$@"
}

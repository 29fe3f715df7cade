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

# A run in tasks (thresh submit) that is finished has what a run on one machine has, in other shards.
like_the_run() { # RUN OUT
	python "$1" "$2" <<'PY'
one, many = sys.argv[1:3]
for name, get in (("documents", documents), ("rejects", rejects)):
    a, b = ([json.dumps(row, sort_keys=True) for row in get(out)] for out in (one, many))
    check(a == b, f"{many}: other {name}, of {len(a)} {len(b)}, {len(set(a) ^ set(b))} of them others")
a, b = manifest(one), manifest(many)
for key in a:
    if key not in ("shards", "reject_shards"):
        check(a[key] == b[key], f"{many}: {key} is another\n{str(a[key])[:500]}\n{str(b[key])[:500]}")
for key in ("shards", "reject_shards"):
    for member in ("rows", "raw_bytes"):
        check(sum(s[member] for s in a[key]) == sum(s[member] for s in b[key]), f"{many}: {member} of {key}")
check(Path(one, "stats.json").read_bytes() == Path(many, "stats.json").read_bytes(), f"{many}: other stats")
PY
	is_there "$2/_SUCCESS" "$2/part-00000-00000.jsonl.zst"
	is_gone "$2/.tasks"
	no_unfinished "$2"
	"$THRESH" verify -q "$2" || fail "$2 is not what its manifest says"
}

# Two indexes of the same runs. The catalogue has the hash of each run's manifest, which names its shards.
same_index() { # FOLDER FOLDER, of an index "i"
	[ "$(ls "$1")" = "$(ls "$2")" ] || fail "other files of the index: $(ls "$1" "$2")"
	for file in "$1"/*.segment-*; do
		cmp "$file" "$2/${file##*/}" || fail "another segment"
	done
	for catalogue in "$1/i" "$2/i"; do
		awk '/^run / { $NF = "" } !/^end / { print }' "$catalogue" >"catalogue-${catalogue%%/*}"
	done
	cmp "catalogue-$1" "catalogue-$2" || fail "another catalogue"
}

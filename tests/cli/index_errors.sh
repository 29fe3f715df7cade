# What can be wrong with an index: each is one message that names the file, and nothing is changed by it.
. "$TESTS/lib.sh"

expect_exit 1 "$THRESH" run -q -o out --index seen.index "$SAMPLE"
cp seen.index good
segment=seen.index.segment-000001
cp $segment good.segment

refused() { # TEXT OPTION...
	text=$1
	shift
	expect_exit 3 "$THRESH" run -q -o refused --index seen.index "$@" "$SAMPLE"
	one_message stderr
	contains stderr seen.index
	contains stderr "$text"
	is_gone refused/_SUCCESS refused/manifest.json
}

# Other keys, and one that is in use.
refused 'is of "near 14 bands 8 rows 5 words", not of "exact"' --dedup exact
refused 'not of "near 20 bands 5 rows 5 words"' --bands 20 --rows 5
expect_exit 2 "$THRESH" run -q -o refused --dedup none --index seen.index "$SAMPLE"
python <<'PY'
import fcntl

lock = open("seen.index.lock")
fcntl.flock(lock, fcntl.LOCK_EX)
for command in (["run", "-q", "-o", "refused", "--index", "seen.index", os.environ["SAMPLE"]],
                ["index", "stat", "seen.index"]):
    got = subprocess.run([os.environ["THRESH"], *command], capture_output=True, text=True)
    check(got.returncode == 3 and "in use by another process" in got.stderr, got.stderr)
fcntl.flock(lock, fcntl.LOCK_SH)  # readers share it, a writer waits for none
got = subprocess.run([os.environ["THRESH"], "index", "check", "seen.index"], capture_output=True)
check(got.returncode == 0, "two readers at once")
got = subprocess.run([os.environ["THRESH"], "index", "merge", "seen.index"], capture_output=True)
check(got.returncode == 3, "a writer beside a reader")
PY

# Damage: a bit of the catalogue or of a segment.
python "$segment" <<'PY'
def check_damage(path, at, change):
    raw = bytearray(Path(path).read_bytes())
    raw[at] ^= change
    Path(path).write_bytes(raw)
    got = subprocess.run([os.environ["THRESH"], "index", "check", "seen.index"], capture_output=True, text=True)
    raw[at] ^= change
    Path(path).write_bytes(raw)
    check(got.returncode == 3 and got.stderr.count("\n") == 1 and "seen.index" in got.stderr,
          f"{path}, byte {at}: {got.returncode} {got.stderr}")


segment = sys.argv[1]
for at in range(0, Path("seen.index").stat().st_size, 3):
    check_damage("seen.index", at, 0x11)
size = Path(segment).stat().st_size
for at in sorted({*range(0, size, 997), size - 1, size - 8, size - 4096}):
    check_damage(segment, at, 0x40)
PY
truncate -s 100 $segment
refused "the index is damaged"
rm $segment
refused "cannot open"
cp good.segment $segment
: >seen.index
refused "no index of thresh"

# Another format, later or earlier, is said before anything else is read of it.
for version in 0 2 10; do
	sed "1s/.*/thresh-index $version/" good >seen.index
	refused "seen.index: the index has format $version, this program knows 1"
	for command in stat check merge export; do
		expect_exit 3 "$THRESH" index $command seen.index
		one_message stderr
		contains stderr "the index has format $version, this program knows 1"
	done
done
sed "1s/.*/thresh-index one/" good >seen.index
refused "no format version"
cp "$SAMPLE" seen.index
refused "no index of thresh"
cp good seen.index

# What a killed process may leave goes; what only looks like it stays.
touch seen.index.segment-000777 seen.index.segment-000009.tmp seen.index.tmp seen.index.20260101 seen.index.segment-mine
expect_exit 1 "$THRESH" run -q -o refused --index seen.index "$SAMPLE"
is_gone seen.index.segment-000777 seen.index.segment-000009.tmp seen.index.tmp
is_there seen.index.20260101 seen.index.segment-mine $segment
cmp good seen.index && cmp good.segment $segment || fail "the index has changed"

for arguments in "stat missing.index" "merge missing.index"; do
	# shellcheck disable=SC2086
	expect_exit 3 "$THRESH" index $arguments
	one_message stderr
	contains stderr "missing.index: no such index"
	is_gone missing.index
done
for arguments in "expire seen.index" "expire --older-than soon seen.index" "stat --older-than 3d seen.index" "look seen.index"; do
	# shellcheck disable=SC2086
	expect_exit 2 "$THRESH" index $arguments
	one_message stderr
done

# A full disk: exit code 3, one message with the path, and no file under a final name that is not whole.
. "$TESTS/lib.sh"

mkdir disk
mount -t tmpfs -o size=16k tmpfs disk 2>/dev/null || skip "cannot mount a small disk"
trap 'umount disk' EXIT

expect_exit 3 "$THRESH" run --quiet -o disk/out "$SAMPLE"
contains stderr "No space left on device"
contains stderr disk/out
one_message stderr
is_gone disk/out/_SUCCESS
no_unfinished disk/out
for shard in disk/out/*.zst; do
	[ ! -e "$shard" ] || zstd -tq "$shard" || fail "$shard is not whole"
done

# Only the damaged record is lost (law 3), and it is named with file, offset, length and cause.
. "$TESTS/lib.sh"

run_sample out
python "$SAMPLE" <<'PY'
import zlib

data, at, bad = Path(sys.argv[1]).read_bytes(), 0, None
while at < len(data):
    member = zlib.decompressobj(31)
    try:
        member.decompress(data[at:])
        at = len(data) - len(member.unused_data)
    except zlib.error:
        end = data.index(b"\x1f\x8b\x08\0\0\0\0\0\x02\xff", at + 1)
        bad, at = (at, end - at), end
damaged = [row for row in rejects("out") if row["reason"] in manifest("out")["totals"]["damaged"]]
check(len(damaged) == 1, f"{len(damaged)} damaged records")
row = damaged[0]
check(row["warc_file"] == sys.argv[1], f"file: {row['warc_file']}")
check((row["warc_offset"], row["warc_length"]) == bad,
      f"offset and length {row['warc_offset']}, {row['warc_length']}, not {bad}")
PY

# Random damage: whatever is lost, the identity holds and records elsewhere are there.
python "$SAMPLE" <<'PY'
import random

data = Path(sys.argv[1]).read_bytes()
random.seed(7)
for number in range(12):
    copy = bytearray(data)
    start = random.randrange(len(copy) - 300)
    if number % 3 == 0:
        copy[start:start + 100] = bytes(100)
    elif number % 3 == 1:
        del copy[start:start + 77]
    else:
        copy[start:start] = random.randbytes(91)
    Path(f"damaged-{number}.warc.gz").write_bytes(bytes(copy))
PY
whole=$(documents out | wc -l)
for file in damaged-*.warc.gz; do
	expect_exit 1 "$THRESH" run --quiet -o "out-$file" "$file"
	finished "out-$file"
	got=$(documents "out-$file" | wc -l)
	[ "$got" -ge $((whole - 3)) ] || fail "$file: $got of $whole documents are left"
done

# An archive that ends early loses its last record only, and says so.
. "$TESTS/lib.sh"

python "$SAMPLE" <<'PY'
import zlib

# Members behind the damaged one, as an archive of their own.
data = Path(sys.argv[1]).read_bytes()
mark = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
starts = [at for at in range(len(data)) if data.startswith(mark, at)]
data, starts = data[starts[-12]:], [s - starts[-12] for s in starts[-12:]]
Path("whole.warc.gz").write_bytes(data)
last = starts[-1]
points = [last + 1, last + 9, last + 10, last + 12, last + 200, (last + len(data)) // 2,
          len(data) - 9, len(data) - 8, len(data) - 4, len(data) - 1]
for number, point in enumerate(points):
    Path(f"cut-{number}.warc.gz").write_bytes(data[:point])
Path("at-border.warc.gz").write_bytes(data[:last])

# The same for records that are not compressed.
records, at = [], 0
while at < len(data):
    member = zlib.decompressobj(31)
    records.append(member.decompress(data[at:]))
    at = len(data) - len(member.unused_data)
plain = b"".join(records)
last = len(plain) - len(records[-1])
for number, point in enumerate([last + 3, last + 40, last + 300, len(plain) - 200]):
    Path(f"cut-{number}.warc").write_bytes(plain[:point])
PY

expect_exit 0 "$THRESH" run --quiet --dedup none -o whole whole.warc.gz
documents whole | sed 's/"warc_file":"[^"]*","warc_offset":[0-9]*,"warc_length":[0-9]*//' >whole.rows
sed '$d' whole.rows >all-but-last.rows

expect_exit 0 "$THRESH" run --quiet --dedup none -o border at-border.warc.gz
for file in cut-*.warc.gz cut-*.warc; do
	expect_exit 1 "$THRESH" run --quiet --dedup none -o "out-$file" "$file"
	documents "out-$file" | sed 's/"warc_file":"[^"]*","warc_offset":[0-9]*,"warc_length":[0-9]*//' >got.rows
	same all-but-last.rows got.rows
	# Of a first byte alone nobody can say what it was to become.
	case $file in cut-0.*) reason='"reason":"[tg]' ;; *) reason='"reason":"truncated"' ;; esac
	rejects "out-$file" | grep -q "$reason" || { rejects "out-$file"; fail "$file: the loss has no row"; }
done

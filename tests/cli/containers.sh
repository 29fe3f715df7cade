# The same records as gzip, plain, zstd by record, or as one stream: the same documents.
. "$TESTS/lib.sh"

# The sample without its damaged record, in five ways.
python "$SAMPLE" <<'PY'
import gzip
import zlib

data, at, records = Path(sys.argv[1]).read_bytes(), 0, []
while at < len(data):
    member = zlib.decompressobj(31)
    try:
        record = member.decompress(data[at:])
        at = len(data) - len(member.unused_data)
        records.append(record)
    except zlib.error:
        at = data.index(b"\x1f\x8b\x08\0\0\0\0\0\x02\xff", at + 1)
Path("parts").mkdir()
for number, record in enumerate(records):
    Path(f"parts/{number:03}").write_bytes(record)
Path("members.warc.gz").write_bytes(b"".join(gzip.compress(r, mtime=0) for r in records))
Path("stream.warc.gz").write_bytes(gzip.compress(b"".join(records), mtime=0))
Path("plain.warc").write_bytes(b"".join(records))
PY
zstd -q --no-progress -o stream.warc.zst plain.warc
for part in parts/*; do zstd -qc "$part"; done >frames.warc.zst
# Names say nothing: the first bytes do.
cp frames.warc.zst named-wrongly.warc.gz

ids() { documents "$1" | python3 -c 'import json,sys
for line in sys.stdin: row = json.loads(line); print(row["id"], json.dumps(row["text"]))'; }

expect_exit 0 "$THRESH" run --quiet -o members members.warc.gz
ids members >members.ids
[ "$(wc -l <members.ids)" -gt 20 ] || fail "few documents"
for file in plain.warc stream.warc.gz stream.warc.zst frames.warc.zst named-wrongly.warc.gz; do
	expect_exit 0 "$THRESH" run --quiet -o "out-$file" "$file"
	[ ! -s stderr ] || { cat stderr; fail "$file: messages"; }
	ids "out-$file" >"$file.ids"
	same members.ids "$file.ids"
done

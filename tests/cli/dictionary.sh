# A .warc.zst whose frames need the dictionary in its first, skippable frame.
. "$TESTS/lib.sh"

python "$THRESH" "$SAMPLE" <<'PY'
import struct

thresh, sample = sys.argv[1:]
listed = subprocess.run([thresh, "ls", sample], capture_output=True, text=True).stdout
records = [subprocess.run([thresh, "cat", f"{sample}@{line.split()[0]}"], capture_output=True).stdout
           for line in listed.split("\n") if line and "!" not in line.split("\t")[2]]
Path("parts").mkdir()
for number, record in enumerate(records):
    Path(f"parts/{number}").write_bytes(record)
subprocess.run("zstd -q --train parts/* --maxdict=8192 -o dictionary", shell=True, check=True)
zstd = lambda data, *options: subprocess.run(["zstd", "-qc", *options], input=data, capture_output=True, check=True).stdout
frames = b"".join(zstd(record, "-D", "dictionary") for record in records)
raw = Path("dictionary").read_bytes()
for name, content in (("plain", raw), ("packed", zstd(raw))):
    head = struct.pack("<II", 0x184D2A5D, len(content)) + content
    Path(f"{name}.warc.zst").write_bytes(head + frames)
Path("whole.warc").write_bytes(b"".join(records))
Path("one.warc.zst").write_bytes(struct.pack("<II", 0x184D2A5D, len(raw)) + raw
                                 + zstd(b"".join(records), "-D", "dictionary"))
PY
expect_exit 0 "$THRESH" run -q -o whole whole.warc
for name in plain packed one; do
	expect_exit 0 "$THRESH" run -q -j 2 -o $name $name.warc.zst
	python whole $name <<'PY'
a, b = (documents(out) for out in sys.argv[1:])
key = lambda row: (row["id"], row["text"])
check(len(a) > 20 and list(map(key, a)) == list(map(key, b)), "the same documents")
PY
done

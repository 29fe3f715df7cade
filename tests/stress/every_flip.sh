# The sample with every STEP-th byte flipped in turn, as gzip, zstd and plain: never a crash or a hang, every
# record that the byte is not part of is listed, and the bytes add up.
. "$TESTS/lib.sh"

zcat "$SAMPLE" 2>/dev/null >sample.warc || true # one member is damaged on purpose
cp "$SAMPLE" sample.warc.gz
"$THRESH" ls sample.warc >sample.ls || true

python "$THRESH" "${STEP:-11}" <<'PY'
thresh, step = sys.argv[1], int(sys.argv[2])

def ls(path):
    got = subprocess.run([thresh, "ls", path], capture_output=True, timeout=60)
    check(got.returncode in (0, 1), f"exit code {got.returncode}: {got.stderr[-300:]}")
    rows = [line.split("\t") for line in got.stdout.decode(errors="replace").split("\n") if line]
    return [(int(r[0]), int(r[1]), r[2], r[5]) for r in rows]

def by_frames():
    """The plain sample as a zstd frame for each record."""
    raw, out = Path("sample.warc").read_bytes(), b""
    for offset, length, *_ in ls("sample.warc"):
        out += subprocess.run(["zstd", "-qc"], input=raw[offset:offset + length], capture_output=True, check=True).stdout
    Path("sample.warc.zst").write_bytes(out)

by_frames()
flips = 0
for path in ("sample.warc.gz", "sample.warc.zst", "sample.warc"):
    raw, whole = bytearray(Path(path).read_bytes()), ls(path)
    check(sum(r[1] for r in whole) <= len(raw), f"{path}: more bytes than there are")
    for at in range(0, len(raw), step):
        raw[at] ^= 0x55
        Path("flipped").write_bytes(raw)
        raw[at] ^= 0x55
        rows = set(ls("flipped"))
        lost = [r for r in whole if r not in rows and not r[0] <= at < r[0] + r[1] and not r[2].startswith("!")]
        check(not lost, f"{path}, byte {at}: lost {lost[:3]}")
        flips += 1
print(f"{flips} flips")
PY

# A small archive cut at every byte: never a crash, whole records are all there, the loss is counted.
. "$TESTS/lib.sh"

python <<'PY'
import gzip


def record(number):
    html = (f"<html><head><title>Page {number}</title></head><body><p>This is page {number} of a very "
            "small archive. It has a sentence or two, so that there is a text, and no more than "
            "that.</p></body></html>").encode()
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html
    return (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/{number}\r\n"
            f"WARC-Date: 2026-01-01T00:00:0{number}Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            ).encode() + block + b"\r\n\r\n"


def zstd(data):
    return subprocess.run(["zstd", "-qc", "--check"], input=data, check=True, capture_output=True).stdout


records = [record(i) for i in range(2)]
forms = {"gzip": gzip.compress, "zstd": zstd, "plain": bytes}
for name, form in forms.items():
    first, second = (form(r) for r in records)
    data, cuts = first + second, []
    for size in range(len(data) + 1):
        cuts.append(f"{name}-{size:05}")
        Path(cuts[-1]).write_bytes(data[:size])
    Path("list.txt").write_text("\n".join(cuts))
    run = subprocess.run([os.environ["THRESH"], "run", "--quiet", "--dedup", "none", "-o", f"out-{name}",
                          "@list.txt"], capture_output=True, text=True)
    check(run.returncode == 1, f"{name}: exit code {run.returncode}: {run.stderr[-3000:]}")
    inputs = manifest(f"out-{name}")["inputs"]
    check(len(inputs) == len(cuts), f"{name}: {len(inputs)} inputs")
    # The blank lines behind a plain record carry nothing.
    slack = 4 if name == "plain" else 0
    for size, entry in enumerate(inputs):
        whole = (size >= len(first) - slack) + (size >= len(data) - slack)
        got = entry["documents"]["written"]["records"]
        check(got == whole, f"{entry['path']}: {got} documents, not {whole}")
        lost = sum(part["records"] for part in entry["damaged"].values())
        if size in (len(first), len(data)):
            check(lost == 0 and not entry["problem"], f"{entry['path']}: nothing is damaged")
        elif not slack:
            check(lost == 1 or entry["problem"], f"{entry['path']}: the loss is not counted")
PY

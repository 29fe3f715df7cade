# A small archive cut at every byte: never a crash, the identity holds, whole records are all there.
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


parts = [gzip.compress(record(i), mtime=0) for i in range(2)]
step = int(os.environ.get("CUT_STEP", "1" if os.environ["MODE"] == "release" else "7"))
program, failures = os.environ["THRESH"], []
data, first = b"".join(parts), len(parts[0])
for size in range(0, len(data) + 1, step):
    Path("cut.warc.gz").write_bytes(data[:size])
    result = subprocess.run([program, "run", "--quiet", "--force", "-o", "out", "cut.warc.gz"],
                            capture_output=True, text=True)
    wanted = 0 if size in (first, len(data)) else 1
    check(result.returncode == wanted, f"cut at {size}: exit code {result.returncode}, not {wanted}: {result.stderr}")
    whole = (size >= first) + (size >= len(data))
    got = len(documents("out"))
    check(got == whole, f"cut at {size}: {got} documents, not {whole}")
PY

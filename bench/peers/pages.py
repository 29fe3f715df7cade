"""The pages of a WARC file, with nothing but the standard library, and the rows that the adapters
beside it write: {"url", "text"}, a line each, as scripts/score and thresh's own rows have them.

Bodies are as they are stored, as in the archives that bench/corpus makes: no transfer or content
coding is undone.
"""
import gzip
import json
import sys

BLANK_LINE = b"\r\n\r\n"


def read_head(file):
    """The lines of a record's head, in lower case but for their values; None at the end."""
    line = file.readline()
    while line in (b"\r\n", b"\n"):
        line = file.readline()
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise ValueError(f"no record begins with {line[:20]!r}")
    fields = {}
    while (line := file.readline().strip()):
        name, _, value = line.partition(b":")
        fields[name.strip().lower().decode()] = value.strip().decode("utf-8", "replace")
    return fields


def pages(path):
    """URL and body of each response."""
    with open(path, "rb") as stored:
        is_gzip = stored.peek(2)[:2] == b"\x1f\x8b"
        file = gzip.GzipFile(fileobj=stored) if is_gzip else stored
        while (fields := read_head(file)) is not None:
            block = file.read(int(fields["content-length"]))
            if fields.get("warc-type") == "response":
                yield fields.get("warc-target-uri", "").strip("<>"), block.partition(BLANK_LINE)[2]


def write_row(url, text):
    sys.stdout.write(json.dumps({"url": url, "text": text or ""}, ensure_ascii=False) + "\n")


def begin():
    """Texts may hold anything, also what is no character; then rows are still UTF-8."""
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")

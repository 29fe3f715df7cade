"""What the tests of resuming share: an input of several kinds of files, runs that are killed, and what must come
out. Put between lib.py and the script (see resume_kill.sh)."""
import gzip
import random
import shutil
import signal
import time
import zipfile
import zlib

THRESH = os.environ["THRESH"]
INJECT = os.environ["INJECT"]
WORDS = [a + b + c for a in "bdfgklmnprst" for b in "aeiou" for c in ("", "n", "rk", "st")]

REPEATED = "The ferry to the outer islands leaves the harbour at seven every morning, if the weather allows it to."


def text(dice, words):
    return " ".join(dice.choice(WORDS) for _ in range(words)) + "."


def warc_record(url, kind, content_type, block):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-11-24T00:00:00Z\r\n"
            f"WARC-Payload-Digest: sha1:{zlib.crc32(block[:4000]):032X}\r\n"
            f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def page(dice, url, words):
    lines = [text(dice, 30) for _ in range(words // 30)]
    return warc_record(url, "conversion", "text/plain", "\n".join(lines + [REPEATED]).encode())


def make_inputs(folder, scale=1):
    """Files that can be cut, one with records longer than a batch, a compressed stream, a container, damage, and
    nothing; documents repeat between them."""
    dice = random.Random(7)
    os.mkdir(folder)
    for number in range(4 * scale):
        pages = [page(dice, f"http://a.example/{number}/{i}", 300) for i in range(12)]
        pages.append(page(random.Random(i := number % 3), f"http://again.example/{number}", 300))
        data = b"".join(map(gzip.compress, pages))
        Path(folder, f"a{number:04d}.warc.gz").write_bytes(data if number != 1 else data[:-100])
    filler = warc_record("http://b.example/film", "resource", "video/mp4", bytes(5 << 20))
    film = warc_record("http://b.example/long", "resource", "video/mp4", bytes(14 << 20))
    for number in range(1 + scale // 5):
        with open(f"{folder}/b{number or ''}.warc", "wb") as f:
            for i in range(3):
                f.write(page(dice, f"http://b.example/{i}", 3000) + filler + page(dice, f"http://b.example/c{i}", 900))
                f.write(film if i == 1 else b"")
    stream = b"".join(page(dice, f"http://c.example/{i}", 300) for i in range(20)) + filler
    Path(folder, "c.warc.gz").write_bytes(gzip.compress(stream + page(dice, "http://c.example/end", 3000), 1))
    with zipfile.ZipFile(f"{folder}/d.zip", "w") as z:
        for i in range(3):
            z.writestr(f"archive/{i}.warc.gz", b"".join(gzip.compress(page(dice, f"http://d.example/{i}/{k}", 900))
                                                       for k in range(8)))
    Path(folder, "e.warc.gz").write_bytes(b"")
    pages = [page(random.Random(i), f"http://f.example/{i}", 300) for i in range(5)]
    Path(folder, "f.warc.gz").write_bytes(b"".join(map(gzip.compress, pages)))


def make_few_inputs(folder, cut=20):
    """Just enough for three shards and an input that is done with; each lacks its last `cut` bytes."""
    os.mkdir(folder)
    for number in range(3):
        dice = random.Random(number)
        pages = [page(dice, f"http://few.example/{number}/{i}", 300) for i in range(5)] * 2
        Path(folder, f"{number}.warc.gz").write_bytes(b"".join(map(gzip.compress, pages))[:-cut or None])


def folder_bytes(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(Path(folder).rglob("*"))
            if p.is_file() and p.name not in TIMED}


def run(command, **environment):
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})


def injected(command, **what):
    return run(command, LD_PRELOAD=INJECT, **{f"INJECT_{name}": str(value) for name, value in what.items()})


def difference(a, b):
    return sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))


def check_same(got, whole, how):
    check(got == whole, f"{how}: other bytes: {difference(got, whole)}")


def check_whole_names(out, how):
    """Nothing half-written has a final name."""
    for shard in Path(out).glob("*.zst"):
        check(subprocess.run(["zstd", "-tq", str(shard)]).returncode == 0, f"{how}: {shard} is not whole")
    if Path(out, "manifest.json").exists():
        json.loads(Path(out, "manifest.json").read_text())

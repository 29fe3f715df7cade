"""Put before every Python script of the CLI tests (see `python` in lib.sh)."""
import json
import os
import subprocess
import sys
from pathlib import Path

KINDS = ("documents", "skipped", "rejected", "damaged")
TIMED = ("times.json", "report.html", "metrics.prom")  # what the clock has its part in


def fail(message):
    sys.exit(f"FAILED: {message}")


def check(holds, message):
    if not holds:
        fail(message)


def rows(path):
    """The rows of a shard, or of all shards whose names match a pattern."""
    path = Path(path)
    text = b"".join(subprocess.run(["zstd", "-dcq", str(shard)], check=True, capture_output=True).stdout
                    for shard in sorted(path.parent.glob(path.name)))
    return [json.loads(line) for line in text.decode("utf-8", "strict").split("\n") if line]


def documents(out):
    return rows(f"{out}/part-*.jsonl.zst")


def rejects(out):
    return rows(f"{out}/rejects-*.jsonl.zst")


def manifest(out):
    return json.loads(Path(out, "manifest.json").read_text())


def sample_list():
    """(outcome, shows, language, charset, url) of each record of the sample, in its order."""
    command = [f"{os.environ['ROOT']}/scripts/make-sample", "--list"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [line.split("\t") for line in text.splitlines()]

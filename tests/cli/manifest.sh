# The manifest names every shard with its checksum, rows and bytes, and no time and no machine.
. "$TESTS/lib.sh"

run_sample out --shard-size 1M
finished out
python <<'PY'
import hashlib

m = manifest("out")
# Two objects, one per series, or one list of shards: either way each file is named once.
found = []


def walk(value):
    if isinstance(value, dict):
        if "sha256" in value and "rows" in value:
            found.append(value)
        for part in value.values():
            walk(part)
    elif isinstance(value, list):
        for part in value:
            walk(part)


walk(m)
names = sorted(shard["name"] for shard in found)
there = sorted(p.name for p in Path("out").iterdir() if p.name.endswith(".zst"))
check(names == there, f"manifest names {names}, there are {there}")
for shard in found:
    data = Path("out", shard["name"]).read_bytes()
    check(hashlib.sha256(data).hexdigest() == shard["sha256"], f"sha256 of {shard['name']}")
    check(len(data) == shard["bytes"], f"bytes of {shard['name']}")
    check(len(rows(f"out/{shard['name']}")) == shard["rows"], f"rows of {shard['name']}")
PY
lacks out/manifest.json "$(pwd)/out"

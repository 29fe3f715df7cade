# What Arrow asks of JSON lines, by a strict reader: one schema for all rows of all shards, members in the
# same order, and no type that changes from row to row, not even from whole numbers to others.
. "$TESTS/lib.sh"

cat >fields.rules <<'R'
rule own-fields
extract
pattern: ^(?<metadata_first_word>\w+) (?<metadata_second_word>\w+)
matches: one two
gives: metadata.first_word=one
R
python <<'PY'
import random

random.seed(1)
pages = {f"https://e{i}.org/": " ".join(random.choice(("one", "page", "of", "words")) for _ in range(90)) for i in range(30)}
with open("set.jsonl", "w") as items, open("pages.jsonl", "w") as out:
    item = " ".join(f"item{i}" for i in range(14))
    items.write(json.dumps({"id": "i", "text": item}) + "\n")
    for i, (url, text) in enumerate(pages.items()):
        text += f"\nWrite to somebody{i}@example{i}.com." if i % 2 else ""
        text += f"\n\nA line before.\n\nSome words and {item} and more.\n\nA line behind." if i % 3 == 0 else ""
        out.write(json.dumps({"id": f"p{i}", "text": text, "url": url}) + "\n")
PY
run() { # OUT [OPTION]...
	run_sample "$@" --shard-size 1K pages.jsonl
}
run plain
run near --dedup near --min-similarity 10
run lines --dedup-lines 2
run preset --preset c4
run annotate --annotate --format markdown
run masked --pii mask --annotate --preset fineweb
run cut --decontaminate set.jsonl --decontaminate-by cut --pii drop
run fields --rules fields.rules
run all --rules fields.rules --annotate --pii mask --decontaminate set.jsonl --decontaminate-by cut --sample 0.7
run attributes --annotate --dolma-attributes
expect_exit 0 "$THRESH" refilter annotate -o refiltered --preset gopher

python <<'PY'
try:
    from zstandard import ZstdDecompressor
except ImportError:
    ZstdDecompressor = None


def plain_bytes(shard):
    """By a reader that stops behind the first frame, where the machine has it."""
    if ZstdDecompressor:
        with open(shard, "rb") as file:
            return ZstdDecompressor().stream_reader(file).read()
    return subprocess.run(["zstd", "-dcq", str(shard)], check=True, capture_output=True).stdout


def members(pairs):
    names = [name for name, _ in pairs]
    check(len(set(names)) == len(names), f"a member twice: {names}")
    return dict(pairs)


def not_json(constant):
    fail(f"{constant} is no JSON")


def type_of(value):
    """Arrow's type: a struct of named types in order, a list of one type (None: it is empty), or a plain one."""
    if isinstance(value, dict):
        return "struct", tuple((name, type_of(part)) for name, part in value.items())
    if isinstance(value, list):
        kind = None
        for part in value:
            part = type_of(part)
            # Dolma's spans: within one list Arrow makes float64 of both, if all such lists have both
            mixed = {kind, part} <= {"int", "float", "number"} and kind != part
            kind = "number" if mixed else merged(kind, part, "in a list")
        return "list", kind
    check(value is not None, "null has no type")
    return type(value).__name__


def merged(a, b, where):
    if a is None or b is None or a == b:
        return b if a is None else a
    check(isinstance(a, tuple) and isinstance(b, tuple) and a[0] == b[0], f"{where}: {a} and {b}")
    if a[0] == "list":
        return "list", merged(a[1], b[1], where)
    check([name for name, _ in a[1]] == [name for name, _ in b[1]], f"{where}: members differ")
    return "struct", tuple((name, merged(x, y, f"{where}.{name}")) for (name, x), (_, y) in zip(a[1], b[1]))


def open_lists(kind, where=""):
    if isinstance(kind, tuple) and kind[0] == "struct":
        return [found for name, part in kind[1] for found in open_lists(part, f"{where}.{name}")]
    return [where] if kind == ("list", None) else []


def differ(a, b):
    try:
        merged(type_of(a), type_of(b), "")
    except SystemExit:
        return True
    return False


check(differ(1, 1.0) and differ(["a"], [1]) and differ([], "") and differ([1], [1, 2.0]) and differ({"a": 1, "b": 1}, {"b": 1, "a": 1}), "the reader")
check(not differ([], ["a"]) and not differ({"a": [1]}, {"a": []}), "the reader is too strict")
decoder = json.JSONDecoder(object_pairs_hook=members, parse_constant=not_json)
lists = {"part": "shards", "rejects": "reject_shards", "attributes/thresh/part": "attribute_shards"}
schemas = {}
for out in sys.argv[1:] or sorted(path.parent.name for path in Path().glob("*/_SUCCESS")):
    for series in ("part", "rejects") + (("attributes/thresh/part",) if out == "attributes" else ()):
        schema, count = None, 0
        shards = sorted(Path(out).glob(f"{series}-*.jsonl.zst"))
        for shard in shards:
            text = plain_bytes(shard).decode("utf-8", "strict")
            check(not text or text.endswith("\n"), f"{shard}: the last line is not whole")
            for line in text.split("\n")[:-1]:
                count += 1
                schema = merged(schema, type_of(decoder.decode(line)), f"{shard} {count}")
        rows_said = sum(shard["rows"] for shard in manifest(out)[lists[series]])
        check(count == rows_said and count > 10, f"{out}: {count} rows, {rows_said} in the manifest")
        check((out, series) != ("plain", "part") or len(shards) > 1, f"{out}: all rows are in one shard")
        check(not open_lists(schema), f"{out}: no row tells the type of {open_lists(schema)}")
        schemas[out, series] = dict(schema[1])

check(len({str(schema) for (_, series), schema in schemas.items() if series == "rejects"}) == 1, "schemas of rejects")
metadata = {out: dict(schema["metadata"][1]) for (out, series), schema in schemas.items() if series == "part"}
for out, parts in metadata.items():
    check(parts["lang_score"] == "float" and parts["warc_offset"] == "int", f"{out}: numbers")
    check(("signals" in parts) == (out in ("preset", "annotate", "attributes", "masked", "all", "refiltered")), f"{out}: signals")
check(schemas["near", "rejects"]["similarity"] == "float", "similarity")
check(metadata["plain"] == metadata["lines"] == metadata["near"], "one schema whatever duplicates are")
spans = dict(schemas["attributes", "attributes/thresh/part"]["attributes"][1])
check(set(spans.values()) == {("list", ("list", "number"))} and len(spans) > 50, "attributes")
signals = {out: parts["signals"] for out, parts in metadata.items() if "signals" in parts}
check(len(set(map(str, signals.values()))) == 1, "one schema of signals whatever the preset is")
check(metadata["all"]["first_word"] == metadata["all"]["cut_for"] == "str" and "pii" in metadata["all"], "all of it")
PY

# --route: documents in folders with shards of their own, by language or kind; all else as without. The same on any
# number of threads, gone on with, from refilter, and in tasks.
. "$TESTS/lib.sh"

run_sample plain --annotate
run_sample lang -j 1 --route lang --annotate --dolma-attributes
run_sample lang8 -j 8 --route lang --annotate --dolma-attributes
same lang lang8
run_sample kind --route kind
for out in lang kind; do
	expect_exit 0 "$THRESH" verify $out
	is_gone $out/part-00000.jsonl.zst
	no_unfinished $out
done
cmp plain/rejects-00000.jsonl.zst lang/rejects-00000.jsonl.zst
cmp plain/stats.json lang/stats.json

python <<'PY'
plain = {row["id"]: row for row in documents("plain")}
order = {id: number for number, id in enumerate(plain)}


def routes(out):
    return {path.parent.name: rows(f"{path.parent}/part-*.jsonl.zst") for path in Path(out).glob("*/part-00000.jsonl.zst")}


for out, field in (("lang", "lang"), ("kind", "kind")):
    parts = routes(out)
    check(len(parts) > 3, f"{out}: only {list(parts)}")
    for route, documents_of in parts.items():
        check({row["metadata"][field] or "other" for row in documents_of} == {route}, f"{out}: {route}")
        places = [order[row["id"]] for row in documents_of]
        check(places == sorted(places), f"{out}: the order in {route}")
    together = [row for documents_of in parts.values() for row in documents_of]
    check({row["id"] for row in together} == set(plain) and len(together) == len(plain), f"{out}: other documents")
    names = [shard["name"] for shard in manifest(out)["shards"]]
    check(names == sorted(f"{route}/part-00000.jsonl.zst" for route in parts), f"{out}: {names}")
    check(manifest(out)["config"]["route"] == field, "the manifest's config")
for route, documents_of in routes("lang").items():
    check(all(row == plain[row["id"]] for row in documents_of), "rows are others")
    beside = rows(f"lang/attributes/thresh/{route}/part-*.jsonl.zst")
    check([row["id"] for row in beside] == [row["id"] for row in documents_of], f"attributes of {route}")
PY

# ---- refiltered, and what a finished run can be asked ----
run_sample direct --preset gopher --route lang --sample 0.8 --dolma-attributes
expect_exit 0 "$THRESH" refilter plain -o again --preset gopher --route lang --sample 0.8 --dolma-attributes
diff -r -x times.json -x report.html -x metrics.prom -x stats.json -x README.md direct again || fail "refiltered"
"$THRESH" what-if plain --preset c4 >want
"$THRESH" what-if lang --preset c4 >got
cmp want got
expect_exit 2 "$THRESH" refilter lang -o no --preset c4
contains stderr "its documents are in folders by --route"

# ---- tasks ----
expect_exit 1 "$THRESH" submit -q -o tasks --tasks 3 --local 2 --annotate --route lang --dolma-attributes "$SAMPLE"
expect_exit 0 "$THRESH" verify tasks
for folder in lang/*/ lang/attributes/thresh/*/; do
	case $folder in */attributes/) continue ;; esac
	zstdcat "$folder"part-*.zst >want
	zstdcat "tasks/${folder#lang/}"part-*.zst >got
	cmp want got || fail "$folder"
done
left=$(find tasks -name '.tasks*' -o -name '*+*')
[ -z "$left" ] || fail "left behind: $left"

# ---- stopped and gone on with, also where shards are open ----
python_resume <<'PY'
make_inputs("in")
for name in ("x", "y"):
    for number, words in enumerate(("the ferry leaves the harbour every morning and the weather is good for the islands",
                                    "die Fähre verlässt jeden Morgen den Hafen und das Wetter ist gut für die Inseln",
                                    "le bateau quitte le port tous les matins et le temps est beau pour les îles")):
        dice = random.Random(f"{name}{number}")
        pages = []
        for i in range(30):
            line = words.split()
            dice.shuffle(line)
            block = (words + ". " + " ".join(line) + f". {name} {i}.\n" + " ".join(dice.choice(words.split()) for _ in range(200)) + ".")
            pages.append(warc_record(f"http://{name}.example/{number}/{i}", "conversion", "text/plain", block.encode()))
        Path("in", f"{name}{number}.warc.gz").write_bytes(b"".join(map(gzip.compress, pages)))
base = [THRESH, "run", "-q", "--shard-size", "60K", "--route", "lang", "--annotate", "--dolma-attributes"]
check(run(base + ["-o", "whole", "in"]).returncode == 1, "the whole run")
whole = folder_bytes("whole")
shards = [name for name in whole if "part-" in name and not name.startswith("attributes")]
check(len({os.path.dirname(name) for name in shards}) > 2 and any("part-00002" in name for name in shards), f"{shards}")
check(run([THRESH, "verify", "whole"]).returncode == 0, "verify")
stopped = 0
for after in range(1, 9):
    process = subprocess.Popen(base + ["-o", "resumed", "in"], stderr=subprocess.DEVNULL)
    while process.poll() is None and len(list(Path("resumed").glob("*/part-*.zst"))) < 2 * after:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL if after % 2 else signal.SIGTERM)
    stopped += process.wait() not in (0, 1)
    result = run(base + ["-o", "resumed", "in"])
    check(result.returncode in (1, 2), result.stderr)
    check_same(folder_bytes("resumed"), whole, f"stopped behind shard {after}")
    shutil.rmtree("resumed")
check(stopped > 2, f"stopped {stopped} times")

os.mkfifo("between")
words = [THRESH, "run", "-j2", "-q", "--route", "lang", "in/x0.warc.gz", "in/x1.warc.gz", "between", "in/y0.warc.gz", "-o"]
for out, number in (("open-whole", None), ("open", signal.SIGTERM), ("open", signal.SIGTERM), ("open", None)):
    process = subprocess.Popen(words + [out], stderr=subprocess.DEVNULL)
    with open("between", "wb") as writer:
        if number:
            time.sleep(0.3)
            process.send_signal(number)
            time.sleep(0.1)
        writer.write(Path("in/x2.warc.gz").read_bytes())
    process.wait()
    check(process.returncode == (3 if number else 0), f"{process.returncode}")
    check(not number or len(list(Path(out, ".resume").glob("*+part"))) > 1, "open shards are not kept")
check_same(folder_bytes("open"), folder_bytes("open-whole"), "stopped where shards are open")
PY

# ---- what an earlier run has left goes, and nothing else ----
: >lang/en/notes
: >lang/keep
run_sample lang --force
is_there lang/en/notes lang/keep lang/part-00000.jsonl.zst
is_gone lang/de lang/en/part-00000.jsonl.zst lang/attributes
expect_exit 0 "$THRESH" verify lang
cp -r plain stray
mkdir stray/xx
cp stray/part-00000.jsonl.zst stray/xx/part-00000.jsonl.zst
expect_exit 1 "$THRESH" verify stray
contains stdout "stray/xx/part-00000.jsonl.zst: not in the manifest"

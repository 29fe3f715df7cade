# --keep longest and newest: of documents that share a key the best is kept, whatever the order of the input,
# the number of threads and the memory.
. "$TESTS/lib.sh"

python <<'PY'
import random

random.seed(9)
WORDS = ["".join(random.choice("abcdefghijklmnop") for _ in range(6)) for _ in range(900)]


def story():
    return [random.choice(WORDS) for _ in range(150)]


# Each story several times, with some words more or less and at another time; of some the address is the same.
stories = [story() for _ in range(400)]
number = 0
Path("in").mkdir()
for part in range(3):
    with open(f"in/{part}.jsonl", "w") as f:
        for _ in range(800):
            which = random.randrange(len(stories))
            words = stories[which][: 150 - random.choice((0, 0, 0, 1, 3, 5, 60))] + random.sample(WORDS, random.choice((0, 0, 1, 4)))
            date = "" if random.random() < 0.05 else \
                f"2026-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}T{random.randrange(24):02}:{random.randrange(60):02}:00Z"
            f.write(json.dumps({"id": f"{number:032x}", "url": f"http://a.example/{which % 250}", "added": date,
                                "text": " ".join(words)}) + "\n")
            number += 1
PY

run() { # OUT OPTION...
	out=$1
	shift
	expect_exit 0 "$THRESH" run -q -o "$out" "$@" in
}

run unsaid
ls unsaid >names
for keep in longest newest; do
	run $keep-1 --keep $keep -j 1
	run $keep-8 --keep $keep -j 8
	run $keep-small --keep $keep -j 2 --dedup-memory 256K
	run $keep-url --keep $keep --dedup url
	same $keep-1 $keep-8
	same $keep-1 $keep-small
	ls $keep-1 >got
	cmp -s names got || fail "more is left than a run has"
done
run first --keep first
same first unsaid
run all --dedup none
python <<'PY'
everything = documents("all")
order = {row["id"]: n for n, row in enumerate(everything)}
rows_by_id = {row["id"]: row for row in everything}
best_first = {"first": lambda row: order[row["id"]],
              "longest": lambda row: (-len(row["text"].encode()), order[row["id"]]),
              "newest": lambda row: (tuple(-ord(c) for c in row["added"].ljust(20, "\0")), order[row["id"]])}

# By the definition, where keys can be seen from outside.
for keep in ("longest", "newest"):
    best = {}
    for row in sorted(everything, key=best_first[keep]):
        best.setdefault(row["metadata"]["url"], row["id"])
    wanted = [row["id"] for row in everything if best[row["metadata"]["url"]] == row["id"]]
    check([row["id"] for row in documents(f"{keep}-url")] == wanted, f"--keep {keep} --dedup url: others kept")
    for row in rejects(f"{keep}-url"):
        check(row["duplicate_of"] == best[row["url"]], f"{row['id']}: duplicate of another than the best")

counts = {}
for keep, out in (("first", "first"), ("longest", "longest-1"), ("newest", "newest-1")):
    kept = {row["id"] for row in documents(out)}
    duplicate_of = {row["id"]: row["duplicate_of"] for row in rejects(out)}
    check(kept | set(duplicate_of) == set(order) and not kept & set(duplicate_of), f"{keep}: not each document once")
    for one, other in duplicate_of.items():
        check(best_first[keep](rows_by_id[other]) < best_first[keep](rows_by_id[one]),
              f"{keep}: {one} is a duplicate of a worse one")
        while other not in kept:
            other = duplicate_of[other]  # always a better one: this ends

    # Of documents joined by shared keys, as far as rows tell, the best is kept.
    group = {i: i for i in order}

    def root(i):
        while group[i] != i:
            i = group[i]
        return i

    for one, other in duplicate_of.items():
        group[root(one)] = root(other)
    members = {}
    for i in order:
        members.setdefault(root(i), []).append(rows_by_id[i])
    for rows_of_group in members.values():
        check(min(rows_of_group, key=best_first[keep])["id"] in kept, f"{keep}: the best of a group is lost")
    counts[keep] = (len(kept), sum(len(rows_by_id[i]["text"]) for i in kept) / len(kept))
print(counts)
check(counts["longest"][1] > counts["first"][1], "no longer than the first ones")
check(400 <= counts["longest"][0] < 900, f"{counts['longest'][0]} documents of 400 stories kept")
config = manifest("longest-1")["config"]
check(config["keep"] == "longest" and manifest("first")["config"]["keep"] == "first", "the manifest has no --keep")
PY

# Lines are counted in the documents that are kept.
for jobs in 1 8; do
	run lines-$jobs --keep longest --dedup-lines 1 -j $jobs
done
same lines-1 lines-8
python <<'PY'
rest = [r["id"] for r in rejects("lines-1") if r["reason"] == "repeated-lines"]
check(sorted([d["id"] for d in documents("lines-1")] + rest) == sorted(d["id"] for d in documents("longest-1")), "others kept")
PY

# A night with an index: earlier nights win, and a night again adds nothing and changes nothing.
night() { # OUT INPUT
	expect_exit 0 "$THRESH" run -q -o "$1" --index seen.index --keep longest -j 3 "$2"
}
night night1 in/0.jsonl
night night2 in/1.jsonl
cat seen.index seen.index.segment-* >index.bytes
night again2 in/1.jsonl
cat seen.index seen.index.segment-* | cmp - index.bytes || fail "a night run again changes the index"
expect_exit 0 "$THRESH" index check seen.index
python <<'PY'
check(documents("again2") == [], "a night run again has documents")
first = {row["id"] for row in documents("night1") + rejects("night1")}
of_first = [row for row in rejects("night2") if row["duplicate_of"] in first]
texts = {row["id"]: len(row["text"]) for row in documents("all")}
check(any(texts[r["id"]] > texts[r["duplicate_of"]] for r in of_first), "no longer text of the second night was dropped")
PY

# A revisit is a duplicate of whatever its original is one of, and damage costs what it costs.
cp "$SAMPLE" a.warc.gz
for keep in first longest; do
	expect_exit 1 "$THRESH" run --json --keep $keep -o sample-$keep a.warc.gz
	mv stdout $keep.json
	grep -c 'a.warc.gz' stderr >$keep.said || :
done
cmp first.said longest.said || fail "problems are said twice"
python <<'PY'
a, b = (json.loads(Path(f"{keep}.json").read_text()) for keep in ("first", "longest"))
for name in ("records", "bytes", "skipped", "damaged", "overhead"):
    check(a[name] == b[name], f"{name}: {a[name]} and {b[name]}")
check(a["rejected"]["revisit"] == b["rejected"]["revisit"], "revisits")
PY

# What can be read only once, and what changes in between.
expect_exit 2 "$THRESH" run -q --keep longest -o wrong - <in/0.jsonl
one_message stderr
contains stderr "reads inputs twice"
is_gone wrong
mkfifo pipe
expect_exit 2 "$THRESH" run -q --keep newest -o wrong pipe
one_message stderr
expect_exit 2 "$THRESH" run -q --keep longest --dedup none -o wrong in/0.jsonl
one_message stderr
expect_exit 2 "$THRESH" run -q --keep shortest -o wrong in/0.jsonl
python <<'PY'
import http.server
import signal
import threading

for name in list(os.environ):
    if name.lower().endswith("_proxy"):
        del os.environ[name]
good = Path("in/0.jsonl").read_bytes()
lines = good.splitlines(keepends=True)
changes = {"another": lines[1:] + lines[:1], "fewer": lines[:-1], "more": lines + [lines[0].replace(b'"id": "0', b'"id": "f')]}
served = {}
half_sent, over = threading.Event(), threading.Event()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        name = self.path.strip("/")
        served[name] = served.get(name, 0) + 1
        body = good if served[name] == 1 or name in ("same", "stalls") else b"".join(changes[name])
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if name == "stalls":
            self.wfile.write(body[: len(body) // 2])
            half_sent.set()
            over.wait(60)
            return
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
for name in ("same", *changes):
    url = f"http://127.0.0.1:{server.server_address[1]}/{name}"
    command = [os.environ["THRESH"], "run", "-q", "--keep", "longest", "-o", f"served-{name}", url]
    got = subprocess.run(command, capture_output=True, text=True)
    if name == "same":
        check(got.returncode == 0 and documents("served-same"), got.stderr)
        continue
    check(got.returncode == 3 and "have changed since they were read first" in got.stderr, f"{name}: {got.returncode} {got.stderr}")
    check(got.stderr.count("\n") == 1, got.stderr)
    check(not Path(f"served-{name}/_SUCCESS").exists() and not Path(f"served-{name}/manifest.json").exists(), name)

# A signal while the inputs are read for the first time.
url = f"http://127.0.0.1:{server.server_address[1]}/stalls"
process = subprocess.Popen([os.environ["THRESH"], "run", "--keep", "longest", "-o", "stopped", "in/1.jsonl", url],
                           stderr=subprocess.PIPE, text=True)
check(half_sent.wait(60), "the URL was not fetched")
process.send_signal(signal.SIGINT)
said = process.communicate(timeout=60)[1]
over.set()
check(process.returncode == 3 and "stopped by a signal" in said, f"{process.returncode} {said}")
check(sorted(os.listdir("stopped")) == [], f"left behind: {os.listdir('stopped')}")
server.shutdown()
PY

# What a killed process may have left goes; where a file cannot be made, that is said.
mkdir left
touch left/keep.notes left/keep.verdicts left/keep.mine
expect_exit 0 "$THRESH" run -q -o left in/0.jsonl
is_gone left/keep.notes left/keep.verdicts
is_there left/keep.mine
mkdir -p refused/keep.ranks
expect_exit 3 "$THRESH" run -q --keep longest -o refused in/0.jsonl
one_message stderr
contains stderr refused/keep.ranks
is_gone refused/_SUCCESS

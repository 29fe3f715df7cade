# A run on many machines gives what one on this machine gives: rows, counts, index; in any number of tasks and
# ranges, in any order, with damage in the midst of an input and where it is cut.
. "$TESTS/lib.sh"

cat >archives.py <<'PY'
import base64
import gzip
import hashlib
import random

random.seed(11)
WORDS = ["".join(random.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(random.randint(3, 9))) for _ in range(20000)]
PROFILE = "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\n"
number = 0


def sha1(payload):
    return "sha1:" + base64.b32encode(hashlib.sha1(payload).digest()).decode()


def record(kind, block, digest, extra=""):
    global number
    number += 1
    return (f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://site{number % 7}.example/{number}\r\n"
            f"WARC-Date: 2026-01-0{number % 9 + 1}T00:00:00Z\r\nWARC-Record-ID: <urn:x:{number}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nWARC-Payload-Digest: {digest}\r\n{extra}"
            f"Content-Length: {len(block)}\r\n\r\n").encode() + block + b"\r\n\r\n"


def page(words):
    body = "<html><title>t</title><body>" + "".join(
        f"<p>{' '.join(words[i:i + 40])}.</p>" for i in range(0, len(words), 40)) + "</body></html>"
    return body.encode()


def words(n):
    return random.choices(WORDS, k=n)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
texts = [words(150) for _ in range(40)]  # of all archives


def records(count, size):
    """Pages, of which some are alike within the archive or over all, and revisits of some before and behind."""
    payloads = []
    for _ in range(count):
        kind = random.random()
        if kind < 0.05 and payloads:
            yield record("revisit", HEAD, sha1(random.choice(payloads)), PROFILE)
            continue
        if kind < 0.07:
            yield record("revisit", HEAD, sha1(page(random.choice(texts))), PROFILE)
            continue
        if kind < 0.3:
            text = list(random.choice(texts))
            for _ in range(random.choice((0, 1, 4, 12))):
                text[random.randrange(len(text))] = random.choice(WORDS)
        else:
            text = words(size)
        payload = page(text)
        payloads.append(payload)
        yield record("response", HEAD + payload, sha1(payload))
PY
{ cat archives.py; cat <<'PY'; } >make.py
folder = Path("in")
folder.mkdir()
with open(folder / "a-large.warc.gz", "wb") as f:
    for one in records(2600, 800):
        f.write(gzip.compress(one, 1, mtime=0))
(folder / "b-plain.warc").write_bytes(b"".join(records(1500, 500)))
subprocess.run(["zstd", "-q", "-o", "in/c-frames.warc.zst"], input=b"".join(records(200, 200)), check=True)
with open(folder / "c-frames.warc.zst", "ab") as f:
    for one in records(300, 300):
        f.write(subprocess.run(["zstd", "-qc"], input=one, check=True, capture_output=True).stdout)
(folder / "d-small.warc.gz").write_bytes(b"".join(gzip.compress(one, mtime=0) for one in records(60, 100)))
# Two that are damaged: a member in the midst, and some bytes of a plain one; and one that is cut short.
large = bytearray((folder / "a-large.warc.gz").read_bytes())
for at in (len(large) // 5, len(large) // 2):
    large[at:at + 40] = bytes(40)
(folder / "e-damaged.warc.gz").write_bytes(large[:len(large) * 2 // 3])
plain = bytearray((folder / "b-plain.warc").read_bytes())
plain[len(plain) // 3:len(plain) // 3 + 20000] = bytes(20000)
(folder / "f-damaged.warc").write_bytes(plain)
PY
python <make.py
cp "$SAMPLE" in/g-sample.warc.gz

cat >compare.py <<'PY'
one, many = sys.argv[1:3]
for name, get in (("documents", documents), ("rejects", rejects)):
    a, b = ([json.dumps(row, sort_keys=True) for row in get(out)] for out in (one, many))
    check(a == b, f"{many}: other {name}, of {len(a)} {len(b)}, {len(set(a) ^ set(b))} of them others")
a, b = manifest(one), manifest(many)
for key in a:
    if key not in ("shards", "reject_shards"):
        check(a[key] == b[key], f"{many}: {key} is another\n{str(a[key])[:500]}\n{str(b[key])[:500]}")
for key in ("shards", "reject_shards"):
    for member in ("rows", "raw_bytes"):
        check(sum(s[member] for s in a[key]) == sum(s[member] for s in b[key]), f"{many}: {member} of {key}")
check(Path(one, "stats.json").read_bytes() == Path(many, "stats.json").read_bytes(), f"{many}: other stats")
PY
like_the_run() { # RUN OUT
	python "$1" "$2" <compare.py
	finished_tasks "$2"
	"$THRESH" verify -q "$2" || fail "$2 is not what its manifest says"
}

finished_tasks() { # OUT
	is_there "$1/_SUCCESS" "$1/manifest.json" "$1/part-00000-00000.jsonl.zst"
	is_gone "$1/.tasks"
	no_unfinished "$1"
}

expect_exit 1 "$THRESH" run -q -o run in
for n in 1 3 16; do
	for r in 1 4; do
		expect_exit 1 "$THRESH" submit -q -o many-$n-$r --tasks $n --ranges $r --local 2 in
		like_the_run run many-$n-$r
	done
	same many-$n-1 many-$n-4
	# Tasks are as many as asked for, and those of the large input are several.
	[ "$(ls many-$n-1 | grep -c '^part-.*-00000')" -eq $n ] || fail "not $n tasks: $(ls many-$n-1)"
done

# Damage right where an input is cut: of the same cuts, for they are looked for from the same bytes on.
"$THRESH" submit -q -o cuts --tasks 8 --dry-run in/a-large.warc.gz in/b-plain.warc >/dev/null
python <<'PY'
Path("cut").mkdir()
lines = [line.split("\t") for line in Path("cuts/.tasks/plan").read_text().splitlines()]
inputs, cuts = [line[1] for line in lines if line[0] == "input"], {}
for line in lines:
    if line[0] == "slice" and int(line[2]) > 0:
        cuts.setdefault(inputs[int(line[1])], []).append(int(line[2]))
check(len(cuts) == 2 and all(len(at) >= 2 for at in cuts.values()), f"not cut: {cuts}")
for path, at in cuts.items():
    data = bytearray(Path(path).read_bytes())
    data[at[0]:at[0] + 8] = b"\x1f\x8b\x08\x00WARC"  # where a record begins
    data[at[1] - 30:at[1]] = bytes(30)               # the end of the one before
    data[at[-1] - 3:at[-1] + 3] = bytes(6)
    Path("cut", Path(path).name).write_bytes(data)
PY
expect_exit 1 "$THRESH" run -q -o cut-run cut
for n in 3 8; do
	expect_exit 1 "$THRESH" submit -q -o cut-$n --tasks $n --ranges 2 --local 2 cut
	like_the_run cut-run cut-$n
done

# Other options: what duplicates are, and none; a preset, which asks before rows are written; markdown.
for options in "--dedup none" "--dedup url" "--dedup exact" "--min-similarity 80" "--preset gopher --format markdown" "--shard-size 1M"; do
	# shellcheck disable=SC2086
	expect_exit 1 "$THRESH" run -q --force -o other-run $options in/b-plain.warc in/f-damaged.warc in/g-sample.warc.gz
	# shellcheck disable=SC2086
	expect_exit 1 "$THRESH" submit -q --force -o other --tasks 5 --ranges 3 --local 2 $options in/b-plain.warc in/f-damaged.warc in/g-sample.warc.gz
	case $options in
	"--dedup none") ;; # a revisit stays one: docs/cluster.md
	*) like_the_run other-run other ;;
	esac
done

# Three nights with an index: the same segments and the same rows. The catalogue has the hash of each run's
# manifest, which names other shards.
same_index() { # FOLDER FOLDER
	[ "$(ls "$1")" = "$(ls "$2")" ] || fail "other files of the index: $(ls "$1" "$2")"
	for file in "$1"/*.segment-*; do
		cmp "$file" "$2/${file##*/}" || fail "another segment"
	done
	for catalogue in "$1/i" "$2/i"; do
		awk '/^run / { $NF = "" } !/^end / { print }' "$catalogue" >"catalogue-${catalogue%%/*}"
	done
	cmp "catalogue-$1" "catalogue-$2" || fail "another catalogue"
}
night() { # NUMBER INPUT...
	number=$1
	shift
	code=0
	case $* in *damaged*) code=1 ;; esac
	expect_exit $code "$THRESH" run -q -o night-run$number --index one/i "$@"
	expect_exit $code "$THRESH" submit -q -o night$number --tasks 7 --ranges 3 --local 2 --index many/i "$@"
	like_the_run night-run$number night$number
	same_index one many
}
mkdir one many
night 1 in/b-plain.warc in/d-small.warc.gz
night 2 in/c-frames.warc.zst in/f-damaged.warc
night 3 in/a-large.warc.gz in/b-plain.warc

# Inputs that are not there, and a folder without an archive: as the run says it.
mkdir none
echo text >none/notes.txt
expect_exit 1 "$THRESH" run -q -o missing-run in/d-small.warc.gz not-there.warc none
expect_exit 1 "$THRESH" submit -q -o missing --tasks 2 --local 1 in/d-small.warc.gz not-there.warc none
like_the_run missing-run missing

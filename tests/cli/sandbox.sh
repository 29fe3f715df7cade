# The threads that parse pages can open, connect and start nothing, and what comes out is the same as without that.
. "$TESTS/lib.sh"

# Names in containers are no paths: what has them here would be read, or written over, if they were.
mkdir -p in deep/er
for i in 1 2 3 4 5 6 7 8; do cp "$SAMPLE" "in/part-$i.warc.gz"; done
echo "not to be touched" >planted
cp planted deep/planted
python "$SAMPLE" <<'PY'
import io
import tarfile
import zipfile

data = Path(sys.argv[1]).read_bytes()
names = ["../../planted", "/etc/passwd", str(Path("planted").resolve()), "..", "a/../../../planted", "ä/日本.warc.gz"]
with zipfile.ZipFile("deep/er/evil.zip", "w") as z, tarfile.open("deep/er/evil.tar", "w") as t:
    for name in names:
        z.writestr(zipfile.ZipInfo(name), data)
        member = tarfile.TarInfo(name)
        member.size = len(data)
        t.addfile(member, io.BytesIO(data))
    for name, kind in (("link", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE)):
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd"
        t.addfile(member)
with zipfile.ZipFile("deep/er/evil.wacz", "w") as z:
    z.writestr("datapackage.json", '{"resources": [{"path": "../../planted"}]}')
    z.writestr("../../planted", data)
PY
(cd deep/er && expect_exit 1 "$THRESH" run --quiet --dedup none -o out evil.zip evil.tar evil.wacz)
find . -type f ! -path './deep/er/out/*' ! -name 'std*' ! -name script.py ! -name files | sort >files
[ "$(wc -l <files)" -eq 13 ] || { cat files; fail "files that nobody has asked for"; }
same planted deep/planted
contains planted "not to be touched"
python deep/er/out <<'PY'
names = [row["metadata"]["warc_file"] for row in documents(sys.argv[1])]
counts = [names.count(name) for name in ("evil.zip!../../planted", "evil.tar!/etc/passwd", "evil.wacz!../../planted")]
check(counts[0] > 20 and counts == counts[:1] * 3, f"members are not what they hold: {counts}")
PY

# The same bytes, whoever works.
run_all() { # OUT [OPTION]...
	out=$1
	shift
	expect_exit 1 "$THRESH" run --quiet --shard-size 50K -o "$out" "$@" in deep/er/evil.zip
	[ ! -s stderr ] || { cat stderr; fail "messages"; }
}
for kind in "--dedup none" "--keep longest --dedup-lines 3"; do
	run_all without --force --no-sandbox -j1 $kind
	for jobs in 1 4; do
		run_all with --force -j "$jobs" $kind
		same without with
		run_all threads --force --no-sandbox -j "$jobs" $kind
		same without threads
	done
	[ "$kind" != "--dedup none" ] || is_there without/part-00001.jsonl.zst
done

expect_exit 1 "$THRESH" run --log json -o log "$SAMPLE"
! grep -q "without a sandbox" stderr || skip "the kernel allows no sandbox"

# While a run waits for more of a pipe, its threads are in the sandbox, but one.
mkfifo pipe.warc.gz
python "$SAMPLE" <<'PY'
import time

THRESH, data = os.environ["THRESH"], Path(sys.argv[1]).read_bytes()


def filters_of(pid):
    """How many threads have no filter, and how many have one."""
    status = [Path(f"/proc/{pid}/task/{task}/status").read_text() for task in os.listdir(f"/proc/{pid}/task")]
    modes = [line.split()[1] for text in status for line in text.splitlines() if line.startswith("Seccomp:")]
    return modes.count("0"), modes.count("2")


def look(options, is_right):
    run = subprocess.Popen([THRESH, "run", "-q", "--force", "-j2", "-o", "piped", "pipe.warc.gz"] + options)
    with open("pipe.warc.gz", "wb") as pipe:
        pipe.write(data[:len(data) // 2])
        pipe.flush()
        for _ in range(300):
            filters = filters_of(run.pid)
            if is_right(*filters):
                break
            time.sleep(0.1)
        else:
            check(False, f"{options}: {filters[0]} threads without a filter, {filters[1]} with one")
        pipe.write(data[len(data) // 2:])
    check(run.wait() == 1, f"{options}: exit code {run.returncode}")


own = 1 if os.environ["MODE"] == "tsan" else 0  # ThreadSanitizer has a thread of its own
look([], lambda free, held: free == 1 + own and held >= 2)
look(["--no-sandbox"], lambda free, held: free >= 2 and held == 0)
PY

INJECT=${THRESH%/thresh}/tests/inject.so
[ -e "$INJECT" ] || exit 0 # a build with sanitizers cannot be preloaded into

injected() { # CALLS AT COMMAND...
	calls=$1 at=$2
	shift 2
	env LD_PRELOAD="$INJECT" INJECT_CALLS="$calls" INJECT_AT="$at" INJECT_TIMES=one "$@"
}

# Who asks for a socket ends the run, which can be gone on with, also without the sandbox.
escape() { # OPTION...
	injected escape 9 "$THRESH" run --quiet -j1 --dedup none --shard-size 50K -o escaped "$@" in
}
expect_exit 3 escape
one_message stderr
contains stderr "(socket), which the sandbox does not allow"
is_gone escaped/_SUCCESS
expect_exit 1 "$THRESH" run -j1 --dedup none --shard-size 50K -o escaped --no-sandbox in
contains stderr "going on with the unfinished run in escaped"
expect_exit 1 "$THRESH" run --quiet -j1 --dedup none --shard-size 50K -o unescaped in
same unescaped escaped
expect_exit 1 escape --force --no-sandbox
same unescaped escaped

# Where the kernel allows no sandbox, a run goes without, and only a log that tells all says so.
expect_exit 1 env LD_PRELOAD="$INJECT" INJECT_CALLS=sandbox INJECT_AT=1 "$THRESH" run -q -j2 --dedup none --shard-size 50K -o denied in
[ ! -s stderr ] || { cat stderr; fail "messages"; }
same unescaped denied
expect_exit 1 env LD_PRELOAD="$INJECT" INJECT_CALLS=sandbox INJECT_AT=1 "$THRESH" run --log json -o denied --force "$SAMPLE"
contains stderr "without a sandbox, which the kernel does not allow here"

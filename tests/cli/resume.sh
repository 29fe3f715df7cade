# A run that was stopped goes on; what is not the same run is refused, with the difference named; --restart begins
# anew; the lock names who has it; SIGUSR1 tells how far it is.
. "$TESTS/lib.sh"

python_resume <<'PY'
import http.server
import threading

base = [THRESH, "run", "--shard-size", "40K"]
make_inputs("in")
copy = {name: (Path("in", name).read_bytes(), os.stat(f"in/{name}").st_mtime_ns) for name in os.listdir("in")}


def stop(out, words=(), number=signal.SIGTERM, after=1, jobs=2):
    """A run that is sent a signal when it has made its `after`-th shard; what it ended with and said."""
    process = subprocess.Popen(base + [f"-j{jobs}", *words, "-o", out, "in"], stderr=subprocess.PIPE, text=True)
    while process.poll() is None and not Path(out, f"part-{after - 1:05d}.jsonl.zst").exists():
        time.sleep(0.001)
    process.send_signal(number)
    said = process.communicate()[1]
    return process.returncode, said


def restore():
    for name, (data, changed) in copy.items():
        Path("in", name).write_bytes(data)
        os.utime(f"in/{name}", ns=(changed, changed))


result = run(base + ["-q", "-o", "whole", "in"])
check(result.returncode == 1 and len(list(Path("whole").glob("part-*"))) > 4, result.stderr)
whole = folder_bytes("whole")

# Stopped at each shard, by either signal, and gone on with other threads: the same bytes.
stopped = 0
for after in range(1, 7):
    for number, jobs in ((signal.SIGTERM, 1), (signal.SIGINT, 4)):
        out = f"out-{after}-{jobs}"
        code, said = stop(out, number=number, after=after, jobs=jobs)
        if code == 1:  # it was done before the signal came
            continue
        check(code == 3 and "run the same again" in said, f"{code}: {said}")
        check(not Path(out, "_SUCCESS").exists() and not list(Path(out).glob("*.tmp")), "something half was left")
        check(Path(out, ".resume/checkpoint").exists() and not Path(out, ".lock").exists(), "no checkpoint was left")
        stopped += 1
        result = run(base + [f"-j{5 - jobs}", "-o", out, "in"])
        check(result.returncode == 1 and f"going on with the unfinished run in {out}" in result.stderr, result.stderr)
        check_same(folder_bytes(out), whole, f"stopped behind shard {after}")
        times = json.loads(Path(out, "times.json").read_text())
        for what in ("records", "bytes", "page_bytes"):
            check(sum(slot[what] for slot in times["slots"]) == manifest(out)["totals"][what], f"{what} over time")
        check(0 < times["wall_us"] < 600e6 and times["cpu_us"] > 0 and len(times["slowest"]) == 20, times)
check(stopped > 3, f"stopped {stopped} times")

# Stopped where shards are open: what they hold is kept. The signal comes while the run waits for its second input.
os.mkfifo("between")
words = base[:2] + ["-j2", "in/a0000.warc.gz", "between", "in/b.warc", "-o"]
for out, number in (("open-whole", None), ("open", signal.SIGTERM), ("open", signal.SIGTERM), ("open", None)):
    process = subprocess.Popen(words + [out], stderr=subprocess.PIPE, text=True)
    with open("between", "wb") as writer:
        if number:
            time.sleep(0.3)
            process.send_signal(number)
            time.sleep(0.1)
        writer.write(copy["a0002.warc.gz"][0])
    said = process.communicate()[1]
    check(process.returncode == (3 if number else 0), f"{process.returncode}: {said}")
    check(not number or Path(out, ".resume/part").exists(), "open shards are not kept")
check_same(folder_bytes("open"), folder_bytes("open-whole"), "stopped where shards are open")

# The same with what is remembered of lines and of the order of preference, and without duplicates: revisits read again.
for name, words in {"lines": ["--dedup-lines", "3"], "longest": ["--keep", "longest", "--index", "longest.index"],
                    "none": ["--dedup", "none"], "little": ["--dedup-memory", "256K"]}.items():
    result = run(base + ["-q", *words, "-o", f"{name}-whole", "in"])
    check(result.returncode == 1, result.stderr)
    for index in Path(".").glob("longest.index*"):
        index.unlink()
    if name == "lines":
        check(manifest(f"{name}-whole")["repeated_lines"]["dropped"] > 10, "no line is repeated")
    for after in (2, 4):
        out = f"{name}-{after}"
        code, said = stop(out, words, after=after)
        check(code == 3 and Path(out, ".resume/checkpoint").exists(), f"{name}: {code}: {said}")
        result = run(base + [*words, "-o", out, "in"])
        check(result.returncode == 1 and "going on" in result.stderr, f"{name}: {result.stderr}")
        check_same(folder_bytes(out), folder_bytes(f"{name}-whole"), name)
        for index in Path(".").glob("longest.index*"):
            index.unlink()

# With a URL nothing tells beforehand that it was changed: of the two times that --keep reads it, the first one does.
for name in list(os.environ):
    if name.lower().endswith("_proxy"):
        del os.environ[name]
served = [copy["a0002.warc.gz"][0]]


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(served[-1])))
        self.end_headers()
        self.wfile.write(served[-1])

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
words = base + ["-q", "--keep", "longest", "-o", "served", f"http://127.0.0.1:{server.server_address[1]}/a.warc.gz", "in"]
process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
while process.poll() is None and not Path("served/part-00001.jsonl.zst").exists():
    time.sleep(0.001)
process.send_signal(signal.SIGTERM)
said = process.communicate()[1]
check(process.returncode == 3 and Path("served/.resume/checkpoint").exists(), said)
members = [gzip.compress(page(random.Random(i), f"http://changed.example/{i}", 300)) for i in range(13)]
served.append(b"".join(members))
result = run(words)
check(result.returncode == 3 and "inputs have changed since the run began" in result.stderr, result.stderr)
served.pop()
result = run(words)
check(result.returncode == 1 and "cannot" not in result.stderr, result.stderr)
again = run([word if word != "served" else "served-whole" for word in words])
check_same(folder_bytes("served"), folder_bytes("served-whole"), "from a URL")
server.shutdown()

# The log of both runs together has each shard once; all of it is JSON.
logged = []
for number in (signal.SIGTERM, None):
    if number:
        code, said = stop("logged", ["--log", "json"], after=3)
    else:
        said = run(base + ["--log", "json", "-o", "logged", "in"]).stderr
    logged.append([json.loads(line) for line in said.splitlines()])
kinds = [[event["event"] for event in events] for events in logged]
starts = [event["goes_on"] for events in logged for event in events if event["event"] == "start"]
check(starts == [False, True], starts)
check([events[-1]["stopped"] for events in logged] == [True, False], logged)
check(any("to go on with" in event.get("text", "") for event in logged[0]), logged[0])
check(any("going on with" in event.get("text", "") for event in logged[1]), logged[1])
shards = sorted(event["name"] for events in logged for event in events if event["event"] == "shard")
m = manifest("logged")
check(shards == sorted(shard["name"] for shard in m["shards"] + m["reject_shards"]), shards)

# What is not the same run.
code, said = stop("out")
check(code == 3, said)
state = folder_bytes("out")


def refused(words, difference, inputs=("in",)):
    result = run(base + ["-q", *words, "-o", "out", *inputs])
    check(result.returncode == 2 and result.stderr.count("\n") == 1, f"{result.returncode}: {result.stderr}")
    check(difference in result.stderr and "--restart" in result.stderr, f"not told: {difference}: {result.stderr}")
    check_same(folder_bytes("out"), state, f"refused for {difference}")


refused(["--dedup", "exact"], '--dedup is "exact", and was "near"')
refused(["--shard-size", "41K"], "--shard-size is 41984, and was 40960")
refused(["--min-similarity", "80"], "--min-similarity is 80, and was 0")
refused(["--source", "other"], '--source is "other", and was "thresh"')
refused(["--verify"], "--verify is true, and was false")
refused(["--format", "markdown"], '--format is "markdown", and was "text"')
refused(["--no-default-rules"], "the rules are others")
refused(["--preset", "gopher"], "the preset is another (--preset)")
refused(["--annotate"], "--annotate is true, and was false")
Path("block.txt").write_text("nobody.example\n")
refused(["--block", "block.txt"], "the files of --block are others")
refused(["--index", "new.index"], "--index is true, and was false")
refused(["--force", "--bands", "9"], "--bands is 9, and was 14")
Path("in/0.warc.gz").write_bytes(copy["f.warc.gz"][0])
refused([], 'where the input "in/a0000.warc.gz" was is now "in/0.warc.gz"')
os.remove("in/0.warc.gz")
Path("in/z.warc.gz").write_bytes(b"")
refused([], 'the input "in/z.warc.gz" is new')
os.remove("in/z.warc.gz")
os.remove("in/f.warc.gz")
refused([], 'the input "in/f.warc.gz" is missing')
restore()
Path("in/c.warc.gz").write_bytes(copy["c.warc.gz"][0] + b"\n")
refused([], 'the input "in/c.warc.gz" was changed')
restore()
os.utime("in/d.zip", ns=(1, 1))
refused([], 'the input "in/d.zip" was changed')
restore()

# A shard of it that is gone, a journal or a checkpoint that was damaged: no run goes on from that, and --restart does.
for name, text in (("part-00000.jsonl.zst", None), ("part-00000.jsonl.zst", b"short"), (".resume/journal", b"\0" * 99),
                   (".resume/journal", state[".resume/journal"][:-1] + b"\xff"), (".resume/checkpoint", b"thrshcp1")):
    if text is None:
        os.remove(f"out/{name}")
    else:
        Path("out", name).write_bytes(text)
    if name == ".resume/journal" and len(text) > 99:
        Path("out", name).write_bytes(bytes([text[40] ^ 1 if i == 40 else byte for i, byte in enumerate(text)]))
    result = run(base + ["-q", "-o", "out", "in"])
    check(result.returncode == 3 and name.split("/")[-1] in result.stderr, f"{name}: {result.returncode} {result.stderr}")
    for kept_name, data in state.items():
        os.makedirs("out/.resume", exist_ok=True)
        Path("out", kept_name).write_bytes(data)
result = run(base + ["-q", "--restart", "--dedup", "none", "-o", "out", "in"])
check(result.returncode == 1, result.stderr)
check(len(documents("out")) > len(documents("whole")) and not Path("out/.resume").exists(), "it has not begun anew")
result = run(base + ["-q", "--restart", "-o", "out", "in"])
check(result.returncode == 2 and "--force" in result.stderr, f"a finished run was thrown away: {result.stderr}")

# --force overwrites what is finished; on what is not, it goes on.
check(run(base + ["-q", "--force", "--dedup", "exact", "-o", "out", "in"]).returncode == 1, "--force has not run")
check(manifest("out")["config"]["dedup"] == "exact", "--force has not begun anew")
shutil.rmtree("out")
code, said = stop("out", ["--force"])
check(code == 3 and not Path("out/manifest.json").exists(), said)
result = run(base + ["--force", "-o", "out", "in"])
check(result.returncode == 1 and "going on" in result.stderr, result.stderr)
check_same(folder_bytes("out"), whole, "--force")

# Standard input: the same bytes must come again.
data = b"".join(copy[f"a{i:04d}.warc.gz"][0] for i in (0, 2, 3)) * 300
words = base + ["-q", "--dedup", "none", "-o", "piped", "-"]


def pipe(given, number=None):
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stderr=open("said", "wb"))
    try:
        process.stdin.write(given[:6 << 20])
        process.stdin.flush()
        while number and not Path("piped/part-00000.jsonl.zst").exists():
            time.sleep(0.01)
        if number:
            process.send_signal(number)
        process.stdin.write(given[6 << 20:])
        process.stdin.close()
    except BrokenPipeError:
        pass  # it has ended, and why is looked at below
    return process.wait(60), Path("said").read_text()


check(pipe(data)[0] == 0, "cannot be read from a pipe")
os.rename("piped", "piped-whole")
code, said = pipe(data, signal.SIGTERM)
check(code == 3 and Path("piped/.resume/checkpoint").exists(), f"{code}: {said}")
code, said = pipe(data[1:])
check(code == 3 and "not what it was" in said, f"other bytes were taken: {code} {said}")
code, said = pipe(data[:1 << 20])
check(code == 3, f"a shorter pipe was taken: {code} {said}")
code, said = pipe(data)
check(code == 0, f"{code}: {said}")
check_same(folder_bytes("piped"), folder_bytes("piped-whole"), "from a pipe")

# A run that waits for its input: its lock, its state, and a second signal.
os.mkfifo("fifo")
waiting = subprocess.Popen(base + ["-o", "busy", "in/a0000.warc.gz", "fifo", "in/f.warc.gz"], stderr=subprocess.PIPE,
                           text=True)
while not Path("busy/.lock").exists() or not Path("busy/.lock").read_text():
    time.sleep(0.01)
result = run(base + ["-o", "busy", "in"])
check(result.returncode == 3 and f"process {waiting.pid} on" in result.stderr, f"{result.returncode} {result.stderr}")
writer = os.open("fifo", os.O_WRONLY)
waiting.send_signal(signal.SIGUSR1)
os.write(writer, copy["a0002.warc.gz"][0])
os.close(writer)
said = waiting.communicate()[1]
check(waiting.returncode == 0 and " kept of " not in said, said)
check("records, " in said and " of 3" in said, f"no state was told: {said}")
check(not Path("busy/.lock").exists(), "the lock was left")
waiting = subprocess.Popen(base + ["--log", "json", "-o", "told", "in/a0000.warc.gz", "fifo"], stderr=subprocess.PIPE,
                           text=True)
writer = os.open("fifo", os.O_WRONLY)
waiting.send_signal(signal.SIGUSR1)
os.write(writer, copy["a0002.warc.gz"][0])
os.close(writer)
states = [event for event in map(json.loads, waiting.communicate()[1].splitlines()) if event["event"] == "state"]
check(len(states) == 1 and states[0]["records"] > 0 and states[0]["inputs"] == 2, states)
Path("stale").mkdir()
Path("stale/.lock").write_text("process 1 on elsewhere\n")
check(run(base + ["-q", "-o", "stale", "in/a0000.warc.gz"]).returncode == 0, "a lock that nobody holds was in the way")
if os.environ["MODE"] != "tsan":  # which holds signals back while the thread that they are for waits in open()
    waiting = subprocess.Popen(base + ["-o", "twice", "fifo"], stderr=subprocess.DEVNULL)
    while not Path("twice/.lock").exists():
        time.sleep(0.01)
    time.sleep(0.2)
    waiting.send_signal(signal.SIGINT)
    time.sleep(0.1)
    check(waiting.poll() is None, "the first signal stopped a run that was waiting")
    waiting.send_signal(signal.SIGTERM)
    check(waiting.wait(20) == -signal.SIGTERM, "the second signal, another one, did not stop it")
PY

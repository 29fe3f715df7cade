# kill -9, and the same command again: it goes on, and ends with the bytes of a run that nobody has killed. In place
# of each call that changes a file, where a build can be preloaded into, and at $KILLS random moments, of a plain run
# and of one that reads its inputs twice and drops lines.
. "$TESTS/lib.sh"

python_resume "${KILLS:-8}" "${SCALE:-1}" <<'PY'
kills, scale = int(sys.argv[1]), int(sys.argv[2])
gone_on = 0


def command(inputs, jobs, shard_size, *options):
    return [THRESH, "run", "-q", f"-j{jobs}", "--shard-size", shard_size, "--index", "index/i", *options, "-o", "out",
            inputs]


def begin():
    for folder in ("out", "index"):
        shutil.rmtree(folder, ignore_errors=True)
    os.mkdir("index")


def undisturbed(words, shards):
    """What must come out, and how long that takes."""
    begin()
    started = time.monotonic()
    result = run(words)
    check(result.returncode == 1 and len(list(Path("out").glob("part-*"))) > shards, result.stderr)
    return folder_bytes("out"), folder_bytes("index"), time.monotonic() - started


def go_on(words, whole, index, how):
    """Whatever was killed, the next run that is not ends with the same bytes."""
    global gone_on
    check_whole_names("out", how)
    if not Path("out/_SUCCESS").exists():
        gone_on += Path("out/.resume/checkpoint").exists()
        again = injected(words) if Path(INJECT).exists() else run(words)
        check(again.returncode == 1, f"{how}, again: {again.returncode} {again.stderr}")
    got = folder_bytes("out")
    check_same({name: got[name] for name in got if not name.startswith(".")}, whole, how)
    check_same(folder_bytes("index"), index, how)


calls = 0
if Path(INJECT).exists():
    make_few_inputs("few")
    few = command("few", 1, "8K", "--dedup-lines", "1")
    whole, index, _ = undisturbed(few, 2)
    while True:
        begin()
        if injected(few, CALLS="change", AT=calls + 1, DO="kill").returncode != -signal.SIGKILL:
            break
        calls += 1
        if calls % 4 == 0:  # and the one that goes on is killed as well
            injected(few, CALLS="change", AT=calls // 4, DO="kill")
        go_on(few, whole, index, f"killed at call {calls}")
    check(calls > 50 and gone_on > 20, f"only {calls} calls, {gone_on} checkpoints")
make_inputs("in", scale)
dice = random.Random(kills)
at_calls = gone_on
for options in ([], ["--keep", "longest", "--dedup-lines", "2"]):
    many = command("in", 2, "40K", *options)
    whole, index, duration = undisturbed(many, 4)
    killed = gone_on = 0
    while killed < kills:
        begin()
        while killed < kills:
            process = subprocess.Popen(many, stderr=subprocess.DEVNULL)
            behind_checkpoint = killed % 2 == 1  # on a busy machine chance alone may miss them all
            while behind_checkpoint and process.poll() is None and not Path("out/.resume/checkpoint").exists():
                time.sleep(0.001)
            time.sleep(dice.uniform(0, duration / 20 if behind_checkpoint else duration))
            process.send_signal(signal.SIGKILL)
            if process.wait() != -signal.SIGKILL:
                break
            killed += 1
            if behind_checkpoint or dice.random() < 0.6:
                break
        go_on(many, whole, index, f"{options}, killed at a random moment")
    check(gone_on > kills // 10, f"{options}: only {gone_on} runs had a checkpoint to go on from")
    print(f"{options}: killed {killed} times, gone on from {gone_on} checkpoints")
print(f"killed at {calls} calls, gone on from {at_calls} checkpoints")
PY

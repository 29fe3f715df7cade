# Each call to the file system fails in turn: the disk is full, or broken, or read-only, there are no descriptors left,
# an input is gone. The run says so and ends with 3, or with 1 where it is an input that cannot be read; nothing half-written
# has a final name; and the same command again ends with the bytes of a run without faults.
. "$TESTS/lib.sh"
[ "$MODE" = release ] || [ "$MODE" = debug ] || skip "a build with sanitizers cannot be preloaded into"

python_resume "${FAULTS:-change}" <<'PY'
import errno

command = [THRESH, "run", "-q", "-j1", "--shard-size", "8K", "--dedup-memory", "256K", "--index", "index/i", "-o", "out",
           "in/0.warc.gz", "in/1.warc.gz", "in/2.warc.gz"]


def begin():
    for folder in ("out", "index"):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree("base", "index")
    Path("hit").unlink(missing_ok=True)


make_few_inputs("in", cut=0)
os.mkdir("base")
Path("before.jsonl").write_text("".join(json.dumps({"url": f"http://before.example/{i}", "text": text(random, 90)}) + "\n"
                                        for i in range(20)))
check(run([THRESH, "run", "-q", "--index", "base/i", "-o", "before", "before.jsonl"]).returncode == 0, "no index")
begin()
check(run(command).returncode == 0 and len(list(Path("out").glob("part-*"))) > 2, "no run")
whole, index = folder_bytes("out"), folder_bytes("index")


def look(result, how):
    """What a run with a fault has left, and what the same command makes of it."""
    names = ("finished" if Path("out/_SUCCESS").exists() else "unfinished", result.returncode)
    check_whole_names("out", how)
    check(not list(Path("out").rglob("*.tmp")), f"{how}: a .tmp was left")
    said = result.stderr
    if result.returncode == 3:
        lines = said.splitlines()
        check(lines and lines[-1].startswith("thresh run: "), f"{how}: not told: {said}")
        check(len(lines) == 1 or all("in/" in line for line in lines[:-1]), f"{how}: not one message: {said}")
        check(not Path("out/_SUCCESS").exists(), f"{how}: finished all the same")
    elif result.returncode == 1:
        check("in/" in said or "index" in said, f"{how}: not told: {said}")
    else:
        check(result.returncode == 0, f"{how}: {result.returncode} {said}")
        got = folder_bytes("out")
        check_same({name: got[name] for name in got if not name.startswith(".")}, whole, how)
    told = result.returncode == 1 or said.count("\n") > 1  # of an input, which is for whoever runs it to see
    again = injected(command) if result.returncode == 3 else result
    check(again.returncode in ((0, 1) if told else (0,)), f"{how}, again: {again.returncode} {again.stderr}")
    if again.returncode == 1:
        shutil.rmtree("index")
        shutil.copytree("base", "index")
        check(injected(command + ["--force"]).returncode == 0, f"{how}: --force fails")
    check_same(folder_bytes("out"), whole, f"{how}, again")
    check_same(folder_bytes("index"), index, f"{how}, again")
    return result.returncode


def every_call(kind, what, least, codes, step=1, **more):
    """Faults of a kind at each call, and so many of them at least, and these exit codes and no others."""
    number, seen = 0, set()
    while True:
        begin()
        number += step
        result = injected(command, CALLS=kind, AT=number, DO=what, LOG="hit", **more)
        if not Path("hit").stat().st_size:
            break
        seen.add(look(result, f"{errno.errorcode[what]} at call {number} that is {kind} {more}"))
    check(number > least * step, f"{kind}: only {number} calls")
    check(seen == codes, f"{kind} {errno.errorcode[what]}: exit codes {seen}, not {codes}")
    print(f"{errno.errorcode[what]}: {number} calls to {kind}")
    return number // step


if sys.argv[1] == "change":
    every_call("change", errno.ENOSPC, 40, {0, 3})  # 0: behind _SUCCESS
    every_call("change", errno.EIO, 10, {0, 3}, step=3, TIMES="one")
    every_call("change", errno.EROFS, 8, {3}, step=7)
else:
    every_call("open", errno.EMFILE, 2, {3})
    every_call("open", errno.ENOENT, 2, {1, 3}, TIMES="one")
    every_call("read", errno.EIO, 5, {1, 3}, TIMES="one")
    every_call("read", errno.EIO, 2, {1, 3}, step=4)
    begin()
    check(injected(command, CALLS="clock").returncode == 0, "a clock that jumps stops a run")
    check_same(folder_bytes("out"), whole, "by a clock that jumps")
PY

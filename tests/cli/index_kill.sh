# kill -9 while a run takes its pages into the index: the index is the old one or the new one, never anything
# else, and the run done again ends as if it had never been killed. At random moments, $KILLS of them, and, in a
# build that can be preloaded into, in place of each call that changes the file system.
. "$TESTS/lib.sh"

python "$PWD" <<'PY'
import random

random.seed(9)
WORDS = ["".join(random.choice("abcdefghijklmnop") for _ in range(6)) for _ in range(900)]
number = 0
for night, count in ((1, 300), (2, 200), (3, 250)):
    with open(f"night{night}.jsonl", "w") as f:
        for _ in range(count):
            number += 1
            text = " ".join(random.choice(WORDS) for _ in range(80))
            f.write(json.dumps({"id": f"{number:032x}", "url": f"http://n.example/{number}", "text": text}) + "\n")
PY
mkdir base
for n in 1 2; do
	expect_exit 0 "$THRESH" run -q -o base-out$n --index base/i night$n.jsonl
done

inject=${THRESH%/thresh}/tests/inject.so
python "${KILLS:-12}" "$inject" <<'PY'
import hashlib
import random
import shutil
import signal
import time

kills, inject = int(sys.argv[1]), sys.argv[2]
thresh = os.environ["THRESH"]
command = [thresh, "run", "-q", "-j2", "-o", "out", "--index", "index/i", "night3.jsonl"]
random.seed(kills)


def begin():
    for folder in ("index", "out"):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree("base", "index")


def state():
    """The index as it is opened: the catalogue and the segments that it lists."""
    text = Path("index/i").read_bytes()
    sums = hashlib.sha256(text)
    for line in text.decode().splitlines():
        if line.startswith("segment "):
            sums.update(Path(f"index/i.segment-{int(line.split()[1]):06d}").read_bytes())
    return sums.hexdigest()


def folder_bytes(folder):
    """All files, and the bytes of those in which no time is."""
    return {str(p.relative_to(folder)): None if p.name in TIMED else p.read_bytes()
            for p in sorted(Path(folder).rglob("*")) if p.is_file()}


begin()
old = state()
started = time.monotonic()
subprocess.run(command, check=True)
duration = time.monotonic() - started
new, out_whole, index_whole = state(), folder_bytes("out"), folder_bytes("index")
check(old != new and len(documents("out")) == 250, "the night brings nothing")
found = {old: 0, new: 0}


def look(how):
    """What a killed run has left is old or new; and doing it again makes it the new one, with all its output."""
    got = state()
    check(got in found, f"{how}: the index is neither the old nor the new one")
    found[got] += 1
    checked = subprocess.run([thresh, "index", "check", "index/i"], capture_output=True, text=True)
    check(checked.returncode == 0, f"{how}: {checked.stderr}")
    if Path("out/_SUCCESS").exists():
        return
    again = subprocess.run(command, capture_output=True, text=True)
    check(again.returncode == 0, f"{how}, again: {again.stderr}")
    check(state() == new and folder_bytes("index") == index_whole, f"{how}, again: another index")
    check(folder_bytes("out") == out_whole, f"{how}, again: another output")


killed = 0
while killed < kills:
    begin()
    process = subprocess.Popen(command)
    time.sleep(random.uniform(0, duration * 1.1))
    process.send_signal(signal.SIGKILL)
    if process.wait() == -signal.SIGKILL:
        killed += 1
        look("killed at a random moment")
calls = 0
if Path(inject).exists():
    while True:
        begin()
        environment = {**os.environ, "LD_PRELOAD": inject, "INJECT_CALLS": "change", "INJECT_DO": "kill",
                       "INJECT_AT": str(calls + 1)}
        if subprocess.run(command, env=environment).returncode != -signal.SIGKILL:
            break
        calls += 1
        look(f"killed at call {calls}")
    check(calls > 20 and found[old] > 10 and found[new] > 1, f"{calls} calls, {found}: too few to tell")
print(f"killed {killed} times and at {calls} calls: {found[old]} times the old index, {found[new]} times the new one")
PY

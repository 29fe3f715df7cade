# What goes wrong with tasks: never a document twice or lost, never half a file under a final name, and what is
# damaged is refused by whoever reads it.
. "$TESTS/lib.sh"

python <<'PY'
import random

random.seed(5)
WORDS = ["".join(random.choice("abcdefghijklmnop") for _ in range(6)) for _ in range(3000)]
number = 0
for name in "abcd":
    with open(f"{name}.jsonl", "w") as f:
        for _ in range(400):
            number += 1
            random.seed(number % 1000)
            text = " ".join(random.choices(WORDS, k=90))
            f.write(json.dumps({"id": f"{number:032x}", "url": f"http://n.example/{number}", "text": text}) + "\n")
PY
inputs="a.jsonl b.jsonl c.jsonl d.jsonl"
# shellcheck disable=SC2086
submit() { # OUT [OPTION]...
	submitted=$1
	shift
	"$THRESH" submit -q -o "$submitted" --tasks 4 --ranges 2 "$@" $inputs
}
task() { # COMMAND TASK OUT
	"$THRESH" "$1" -q --jobs 1 --task "$2" "$3"
}

# --- usage

usage() { # TEXT COMMAND...
	text=$1
	shift
	expect_exit 2 "$THRESH" "$@"
	contains stderr "$text"
	one_message stderr
}
usage "needs INPUT" submit -o u --tasks 2
usage "--output DIR is missing" submit --tasks 2 a.jsonl
usage "--tasks N is missing" submit -o u a.jsonl
usage "--keep" submit -o u --tasks 2 --keep newest a.jsonl
usage "--dedup-lines" submit -o u --tasks 2 --dedup-lines 3 a.jsonl
usage "other machines cannot read it" submit -o u --tasks 2 --local 1 -
is_gone u/.tasks/plan
expect_exit 0 submit planned --dry-run
for command in map dedup reduce; do
	usage "--task I/N is missing" $command planned
	usage "plan" $command --task 0/4 not-there
	for bad in 4/4 0/5 0 /4 x/4 -1/4; do
		usage "this run has 0/" $command --task $bad planned
	done
done
usage "plan" finish not-there
usage "no run was submitted" status not-there
expect_exit 2 submit planned --dry-run --dedup exact
contains stderr '--dedup is "exact"'
expect_exit 2 submit planned --dry-run --whole-inputs --tasks 3
contains stderr "its tasks are others"
expect_exit 2 "$THRESH" run -q -o planned a.jsonl
contains stderr "unfinished run of many machines"
expect_exit 0 submit planned --local 3 --jobs 1 --memory 2G # other threads are the same run
expect_exit 2 submit planned --local 2
contains stderr "--force overwrites it"
for command in "map --task 0/4" "dedup --task 0/2" "reduce --task 0/4" finish; do
	# shellcheck disable=SC2086
	expect_exit 0 "$THRESH" ${command%% *} ${command#"${command%% *}"} planned # of a finished run: nothing left to do
done

# --- the same bytes, in whichever order and however often

expect_exit 3 submit good --local 2 --index good.index/i
contains stderr "good.index/i"
is_gone good
mkdir one good.index order.index broken.index killed.index late.index again.index
expect_exit 0 "$THRESH" run -q -o run --index one/i $inputs
expect_exit 0 submit good --local 2 --index good.index/i
"$THRESH" verify -q good
[ "$(documents good | sort | sha256sum)" = "$(documents run | sort | sha256sum)" ] || fail "other documents than a run's"
stage_by_stage() { # OUT COMMAND TASK...
	out=$1
	command=$2
	shift 2
	for t; do task "$command" "$t" "$out"; done
}
expect_exit 0 submit order --dry-run --index order.index/i
stage_by_stage order map 3/4 1/4 0/4 2/4 1/4
stage_by_stage order dedup 1/2 0/2 1/2
stage_by_stage order reduce 2/4 3/4 0/4 1/4 3/4
rm -r order/.tasks/reduce-00003 # its folder shows late, and it is run again
stage_by_stage order reduce 3/4
expect_exit 0 "$THRESH" finish -q order
as_good() { # OUT
	for file in manifest.json stats.json; do cmp good/$file "$1/$file" || fail "$1: another $file"; done
	for file in good/*.zst; do cmp "$file" "$1/${file#good/}" || fail "$1: another ${file#good/}"; done
	[ "$(ls good/*.zst | wc -l)" -eq "$(ls "$1"/*.zst | wc -l)" ] || fail "$1 has more shards"
	is_there "$1/_SUCCESS"
	is_gone "$1/.tasks"
	no_unfinished "$1"
}
as_good order
diff good.index order.index || fail "another index"

# --- two copies at once

twice() { # COMMAND TASK: three, in truth, and one that is stopped and goes on when all is over
	for _ in 1 2 3; do task "$1" "$2" zombie & done
	task "$1" "$2" zombie &
	zombie=$!
	kill -STOP $zombie 2>/dev/null || :
	zombies="$zombies $zombie"
	sleep 0.3
}
expect_exit 0 submit zombie --dry-run
zombies=
all_there() { # STAGE COUNT
	for _ in $(seq 100); do
		[ "$(ls -d zombie/.tasks/"$1"-* 2>/dev/null | wc -l)" -eq "$2" ] && return 0
		sleep 0.1
	done
	fail "the tasks of $1 are not done: $(ls zombie/.tasks)"
}
for t in 0 1 2 3; do twice map $t/4; done
all_there map 4
for t in 0 1; do twice dedup $t/2; done
all_there dedup 2
for t in 0 1 2 3; do twice reduce $t/4; done
all_there reduce 4
expect_exit 0 "$THRESH" finish -q zombie &
expect_exit_pid=$!
wait $expect_exit_pid
# shellcheck disable=SC2086
kill -CONT $zombies 2>/dev/null || :
wait
expect_exit 0 submit plain --local 2
for file in plain/*.zst; do cmp "$file" "zombie/${file#plain/}" || fail "zombies have changed ${file#plain/}"; done
cmp plain/manifest.json zombie/manifest.json || fail "zombies have changed the manifest"

# --- a change of what is read

changed() { # TEXT COMMAND...
	text=$1
	shift
	expect_exit 3 "$THRESH" "$@"
	contains stderr "$text"
	one_message stderr
}
cp a.jsonl kept.jsonl
expect_exit 0 submit stale --dry-run --index good.index/i
echo >>a.jsonl
changed "a.jsonl: not what it was" map -q --task 0/4 stale
[ "$("$THRESH" status stale | grep -c '^map 0 failed: a.jsonl: not what it was')" -eq 1 ] || fail "status does not tell why"
cp -p kept.jsonl a.jsonl
cat kept.jsonl >a.jsonl
expect_exit 2 submit stale --dry-run --index good.index/i
contains stderr 'the input "a.jsonl" was changed'
expect_exit 0 submit stale --dry-run --index good.index/i --restart
for t in 0 1 2 3; do task map $t/4 stale; done
task dedup 0/2 stale
cp -r good.index kept.index
echo '{"id":"x","url":"http://m.example/","text":"something else that is new to the index and to all"}' >e.jsonl
expect_exit 0 "$THRESH" run -q -o e --index good.index/i e.jsonl
changed "not the index that it was" dedup -q --task 1/2 stale
changed "not the index that it was" reduce -q --task 1/4 stale
changed "not the index that it was" finish -q stale
rm -r good.index
mv kept.index good.index

# --- damage: a byte of each kind of file in turn; one that does not matter must not be noticed

expect_exit 0 submit broken --dry-run --index broken.index/i
stage_by_stage broken map 0/4 1/4 2/4 3/4
stage_by_stage broken dedup 0/2 1/2
stage_by_stage broken reduce 0/4 1/4 2/4 3/4
python <<'PY'
import shutil

thresh = os.environ["THRESH"]
readers = {
    "map-00001/entries": [["reduce", "--task", "1/4"]],
    "map-00001/keys": [["dedup", "--task", "0/2"], ["dedup", "--task", "1/2"]],
    "map-00003/result": [["reduce", "--task", "3/4"]],
    "map-00000/documents": [["reduce", "--task", "3/4"], ["finish"]],
    "map-00003/documents": [["reduce", "--task", "3/4"], ["finish"]],
    "map-00000/urls": [["finish"]],
    "map-00001/documents": [["finish"]],
    "dedup-00000/hits": [["reduce", "--task", "3/4"]],
    "dedup-00001/owned": [["finish"]],
    "dedup-00001/result": [["finish"]],
    "reduce-00001/result": [["finish"]],
    "plan": [["map", "--task", "0/4"], ["finish"]],
}
for file, commands in readers.items():
    whole = Path("broken/.tasks", file).read_bytes()
    places = {0, len(whole) // 3, len(whole) // 2, len(whole) - 1, len(whole) - 30}
    for at in sorted(places):
        shutil.rmtree("copy", ignore_errors=True)
        shutil.rmtree("copy.index", ignore_errors=True)
        shutil.copytree("broken", "copy")
        shutil.copytree("broken.index", "copy.index")
        data = bytearray(whole)
        data[at] ^= 0x11
        Path("copy/.tasks", file).write_bytes(data)
        said = []
        for command in commands:
            if any(code for code, _ in said):
                break
            if command[0] != "finish":
                shutil.rmtree(f"copy/.tasks/{command[0]}-0000{command[2][0]}", ignore_errors=True)
            done = subprocess.run([thresh, command[0], "-q", *command[1:], "copy"], capture_output=True, text=True)
            said.append((done.returncode, done.stderr))
        refused = [(code, text) for code, text in said if code != 0]
        # In the frame of the entries there are bits that change nothing that is read.
        if file.endswith("entries") and not refused:
            continue
        check(refused, f"{file}: a wrong byte at {at} of {len(whole)} was not noticed")
        for code, text in refused:
            check(code in (2, 3) and text.count("\n") == 1 and file in text, f"{file} at {at}: code {code}, {text}")
        check(not Path("copy/_SUCCESS").exists(), f"{file} at {at}: finished")
PY

# --- kill -9 at random moments; the same again goes on

python "${KILLS:-10}" <<'PY'
import random
import shutil
import signal
import time

thresh = os.environ["THRESH"]
random.seed(1)
inputs = [f"{name}.jsonl" for name in "abcd"]
command = [thresh, "submit", "-q", "-o", "killed", "--tasks", "4", "--ranges", "2", "--local", "2", "--jobs", "2",
           "--index", "killed.index/i", *inputs]
good = {p.name: p.read_bytes() for p in Path("good").glob("*.zst")}
begun = time.monotonic()
subprocess.run(command, check=True)
whole = time.monotonic() - begun
shutil.rmtree("killed")
shutil.rmtree("killed.index")
os.mkdir("killed.index")
lost = 0
for kill in range(int(sys.argv[1])):
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(random.random() * whole)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for path in Path("killed").glob("*.zst"):
        check(path.read_bytes() == good[path.name], f"{path} is not whole")
    if Path("killed/_SUCCESS").exists():
        break
    told = subprocess.run([thresh, "status", "--json", "killed"], capture_output=True, text=True)
    lost += told.stdout.count('"state":"lost"')
if not Path("killed/_SUCCESS").exists():
    subprocess.run(command, check=True)
for path in Path("good").iterdir():
    if path.name not in TIMED:
        check(path.read_bytes() == Path("killed", path.name).read_bytes(), f"{path.name} is another")
check(not Path("killed/.tasks").exists(), "tasks are left")
for path in Path("good.index").iterdir():
    check(path.read_bytes() == Path("killed.index", path.name).read_bytes(), f"index: {path.name}")
PY

# A finish that is killed when the index has taken the run in: again, it only writes _SUCCESS.
expect_exit 0 submit late --dry-run --index late.index/i
stage_by_stage late map 0/4 1/4 2/4 3/4
stage_by_stage late dedup 0/2 1/2
stage_by_stage late reduce 0/4 1/4 2/4 3/4
cp -r late/.tasks kept.tasks
expect_exit 0 "$THRESH" finish -q late
rm late/_SUCCESS
mv kept.tasks late/.tasks
expect_exit 0 "$THRESH" finish -q late
as_good late
diff good.index late.index || fail "the index has taken it in twice"

# The same, found by submitting again.
expect_exit 0 submit again --dry-run --index again.index/i
stage_by_stage again map 0/4 1/4 2/4 3/4
stage_by_stage again dedup 0/2 1/2
stage_by_stage again reduce 0/4 1/4 2/4 3/4
cp -r again/.tasks kept.tasks
expect_exit 0 "$THRESH" finish -q again
rm again/_SUCCESS
mv kept.tasks again/.tasks
expect_exit 0 submit again --local 2 --index again.index/i
as_good again
diff good.index again.index || fail "the index has taken it in twice"

# --- a rename that shows late, by some seconds; one that never does is a failure

expect_exit 0 submit slow --dry-run
stage_by_stage slow map 0/4 1/4 2/4 3/4
mv slow/.tasks/map-00002 hidden
(sleep 1.5 && mv hidden slow/.tasks/map-00002) &
task dedup 0/2 slow
wait
task dedup 1/2 slow
stage_by_stage slow reduce 0/4 1/4 2/4
mv slow/part-00001-00000.jsonl.zst hidden
mv slow/.tasks/dedup-00001 hidden-2
(sleep 1.5 && mv hidden-2 slow/.tasks/dedup-00001) &
task reduce 3/4 slow
wait
(sleep 1.5 && mv hidden slow/part-00001-00000.jsonl.zst) &
expect_exit 0 "$THRESH" finish -q slow
wait
cmp slow/manifest.json plain/manifest.json || fail "another manifest"
expect_exit 0 submit never --dry-run
"$THRESH" dedup --task 0/2 never 2>stderr &
waiting=$!
sleep 1
kill -TERM $waiting
code=0
wait $waiting || code=$?
[ $code -eq 3 ] || fail "exit code $code of a task that waits for nothing"
contains stderr "map-00000: not there"

# --- a full disk

mkdir disk
if mount -t tmpfs -o size=200k tmpfs disk 2>/dev/null; then
	trap 'umount disk' EXIT
	expect_exit 3 submit disk/out --local 1
	contains stderr "No space left on device"
	is_gone disk/out/_SUCCESS
	for file in disk/out/*.zst; do
		[ ! -e "$file" ] || zstd -tq "$file" || fail "$file is not whole"
	done
	mount -o remount,size=64m disk
	expect_exit 0 submit disk/out --local 2
	for file in plain/*.zst; do cmp "$file" "disk/out/${file#plain/}" || fail "another ${file#plain/}"; done
fi

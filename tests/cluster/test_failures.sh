# A task is requeued, another one killed, a third one runs on two nodes at once, the node of a fourth is lost for
# good: submitted again, the run ends as if nothing had been.
. "$CLUSTER_TESTS/lib.sh"

python <<'PY'
import random

random.seed(4)
WORDS = ["".join(random.choice("abcdefghijklmnop") for _ in range(6)) for _ in range(4000)]
Path("in").mkdir()
for part in range(6):
    with open(f"in/{part}.jsonl", "w") as f:
        for i in range(6000):
            text = " ".join(random.choices(WORDS, k=150)) if i % 5 else f"the same page {i % 50}, " * 40
            f.write(json.dumps({"id": f"{part:016x}{i:016x}", "url": f"http://n.example/{part}/{i}", "text": text}) + "\n")
PY
expect_exit 0 "$THRESH" run -q -o run in
submit() {
	expect_exit 0 "$THRESH" submit -o out --tasks 6 --ranges 2 --jobs 1 --memory 2G in
}

# The process of a task as soon as there is one, stopped.
catch() { # TASK
	caught=
	for _ in $(seq 1500); do
		for process in $(grep -lzx -e "$1/6" /proc/[0-9]*/cmdline 2>/dev/null | cut -d/ -f3); do
			kill -STOP "$process" 2>/dev/null && caught=$process && return 0
		done
		sleep 0.02
	done
	squeue -r -t all
	fail "task $1 did not run"
}
node_of() { # PROCESS
	tr '\0' '\n' <"/proc/$1/environ" | sed -n 's/^SLURMD_NODENAME=//p'
}
task_state() { # TASK
	squeue -h -r -t all -j "$map" -o "%K %T" | awk -v task="$1" '$1 == task { print $2 }'
}
task_is() { # TASK STATE
	[ "$(task_state "$1")" = "$2" ]
}
state_is() { # STAGE STATE COUNT
	"$THRESH" status --json out >status.json || :
	python "$@" <<'PY'
stage, state, count = sys.argv[1:4]
check({s["stage"]: s for s in json.loads(Path("status.json").read_text())["stages"]}[stage][state] == int(count),
      f"{stage}: not {count} {state}: {Path('status.json').read_text()}")
PY
}

submit
map=$(awk '$1 == "map" { print $3 }' out/slurm/jobs)
catch 0 && first=$caught
catch 1 && killed=$caught
catch 2 && zombie=$caught
catch 3 && orphan=$caught
orphan_node=$(node_of "$orphan")
state_is map running 4
state_is dedup waiting 2
case $(node_of "$zombie") in n1) other_node=n2 ;; *) other_node=n1 ;; esac

scontrol requeue "${map}_0"
kill -KILL "$killed"
within 20 task_is 1 FAILED
within 40 task_is 0 COMPLETED
[ ! -e "/proc/$first/cmdline" ] || fail "the requeued task's first process is there"

# The same task on the other node; the first one goes on when that is done.
copy=$(sbatch --parsable -w "$other_node" --mem=100 -o copy.log --wrap "exec '$THRESH' map --quiet --jobs 1 --task 2/6 out")
within 30 in_state "$copy" COMPLETED
is_there out/.tasks/map-00002
kill -CONT "$zombie"
within 20 task_is 2 COMPLETED

slurm kill-node "$orphan_node"
within 60 task_is 3 COMPLETED
within 30 task_is 4 COMPLETED
within 30 task_is 5 COMPLETED
expect_exit 1 "$THRESH" status out
contains stdout "map 1 failed"
is_gone out/_SUCCESS
[ -z "$(ls out/*.zst 2>/dev/null)" ] || fail "shards of a run whose map tasks are not done"

# Only what is missing.
submit
grep -q '^map  *1  ' stdout || { cat stdout; fail "not just task 1 was submitted again"; }
within 60 test -e out/_SUCCESS
like_the_run run out

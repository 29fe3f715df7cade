# The Slurm that the other tests rely on: arrays and what depends on them, requeued tasks, a lost node.
. "$CLUSTER_TESTS/lib.sh"

# Six tasks, then six more that begin when all of the first have ended well.
first=$(sbatch --parsable --array=0-5 --mem=100 -o first-%a --wrap 'sleep 0.3; touch done-$SLURM_ARRAY_TASK_ID')
second=$(sbatch --parsable --array=0-5 --dependency="afterok:$first" -o second-%a --wrap 'ls done-* | wc -l')
within 30 in_state "$second" COMPLETED
in_state "$first" COMPLETED || fail "the first array: $(states_of "$first")"
[ "$(cat second-? | sort -u)" = 6 ] || fail "a task began before what it depends on had ended"
[ "$(cat second-? | wc -l)" -eq 6 ] || fail "not every task ran"

# What depends on a task that fails never runs.
bad=$(sbatch --parsable --array=0-1 -o bad-%a --wrap 'exit $SLURM_ARRAY_TASK_ID')
after=$(sbatch --parsable --dependency="afterok:$bad" -o after --wrap 'true')
within 20 grep -q "$bad.*FAILED" "$CLUSTER/finished.txt"
in_state "$after" PENDING || fail "ran after a failure: $(states_of "$after")"
scancel "$after"

# Two tasks that wait, on one node each. One is requeued, the other's node is lost.
wait_for_go='echo "$SLURMD_NODENAME ${SLURM_RESTART_COUNT:-0}"; until [ -e go ]; do sleep 0.2; done'
lost=$(sbatch --parsable --open-mode=append -o lost.out --wrap "$wait_for_go")
within 10 test -s lost.out
lost_node=$(cut -d' ' -f1 lost.out)
case $lost_node in n1) other_node=n2 ;; *) other_node=n1 ;; esac
requeued=$(sbatch --parsable --open-mode=append -w "$other_node" -o requeued.out --wrap "$wait_for_go")
within 10 test -s requeued.out

scontrol requeue "$requeued"
slurm kill-node "$lost_node"
within 30 grep -qx "$other_node 1" requeued.out
within 60 grep -qx "$other_node 1" lost.out
touch go
within 10 in_state "$requeued" COMPLETED
within 10 in_state "$lost" COMPLETED
grep -qx "$lost_node 0" lost.out || fail "the lost task's first run left no trace"

# The node comes back.
slurm start-node "$lost_node"
back=$(sbatch --parsable -w "$lost_node" -o back --wrap 'true')
within 30 in_state "$back" COMPLETED

# The whole chain by thresh submit on a real Slurm, over two nights with an index: what a run gives.
. "$CLUSTER_TESTS/lib.sh"

python <<'PY'
import random

random.seed(3)
WORDS = ["".join(random.choice("abcdefghijklmnop") for _ in range(6)) for _ in range(4000)]
number = 0
for name in ("one", "two"):
    Path(name).mkdir()
    for part in range(3):
        with open(f"{name}/{part}.jsonl", "w") as f:
            for _ in range(3000):
                number += 1
                random.seed(number % 7000)  # those of the second night are in part those of the first
                text = " ".join(random.choices(WORDS, k=110))
                f.write(json.dumps({"id": f"{number:032x}", "url": f"http://n.example/{number}", "text": text}) + "\n")
PY
cp "$SAMPLE" one/sample.warc.gz
mkdir run.index many.index

night() { # NUMBER CODE INPUT
	expect_exit "$2" "$THRESH" run -q -o "run$1" --index run.index/i "$3"
	expect_exit 0 "$THRESH" submit -o "many$1" --tasks 5 --ranges 2 --jobs 1 --memory 2G --index many.index/i "$3"
	within 90 test -e "many$1/_SUCCESS"
	like_the_run "run$1" "many$1"
	same_index run.index many.index
	[ "$("$THRESH" status "many$1")" = finished ] || fail "status does not say that it is finished"
	[ "$(wc -l <"many$1/slurm/jobs")" -eq 4 ] || fail "not four jobs: $(cat "many$1/slurm/jobs")"
}
night 1 1 one
night 2 0 two

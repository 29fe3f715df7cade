# thresh status tells what is done, running, lost, failed and waiting, with Slurm and without it.
. "$TESTS/lib.sh"

for name in a b c d; do
	for i in 1 2 3; do
		echo "{\"id\":\"$name$i\",\"url\":\"http://n.example/$name/$i\",\"text\":\"page $i of $name, which has words of its own: $name$name $i$i\"}"
	done >$name.jsonl
done
export PATH="$PWD/bin:$PATH"
mkdir bin
expect_exit 0 "$THRESH" submit -q -o out --tasks 4 --ranges 2 --dry-run a.jsonl b.jsonl c.jsonl d.jsonl

told() { # CODE: by the JSON
	expect_exit "$1" "$THRESH" status --json out
	cp stdout status.json
	expect_exit "$1" "$THRESH" status out
}
stage_is() { # STAGE WAITING DONE RUNNING FAILED LOST
	python "$@" <<'PY'
stage, *wanted = sys.argv[1:]
told = json.loads(Path("status.json").read_text())
check(not told["finished"], "it is not finished")
(found,) = [s for s in told["stages"] if s["stage"] == stage]
got = [found[name] for name in ("waiting", "done", "running", "failed", "lost")]
check(got == [int(n) for n in wanted], f"{stage}: {got}, not {wanted}")
check(found["tasks"] == sum(got), f"{stage}: {found}")
check((found["eta_seconds"] > 0) == (0 < found["done"] < found["tasks"]), f"{stage}: ETA {found}")
line = [x for x in Path("stdout").read_text().splitlines() if x.startswith(stage + " ") and x.split()[1].isdigit()]
check([int(n) for n in line[0].split()[1:7]] == [found["tasks"]] + got, f"the text says {line}")
PY
}

# Without Slurm: what attempts leave.
told 0
stage_is map 4 0 0 0 0
stage_is dedup 2 0 0 0 0
stage_is finish 1 0 0 0 0
"$THRESH" map -q --task 0/4 out
mkdir "out/.tasks/try-map-00001.0.$(uname -n)-$$"        # of this shell, which lives
mkdir "out/.tasks/try-map-00002.0.$(uname -n)-999999999" # of nobody
mkdir out/.tasks/try-map-00003.0.elsewhere-7             # of another machine, and silent
touch -d '20 minutes ago' out/.tasks/try-map-00003.0.elsewhere-7/entries
told 1
stage_is map 0 1 1 0 2
contains stdout "map 2 lost"
contains stdout "thresh submit with the same options tries these again"
touch out/.tasks/try-map-00003.0.elsewhere-7/entries
rmdir out/.tasks/try-map-00002.*
mv b.jsonl hidden
expect_exit 3 "$THRESH" map -q --task 1/4 out
rmdir out/.tasks/try-map-00001.*
mv hidden b.jsonl
told 1
stage_is map 1 1 1 1 0
contains stdout "map 1 failed: b.jsonl: not what it was"
contains status.json '"reason":"b.jsonl: not what it was'

# With one that says what it is told to say: map 1 runs again, 2 waits, 3 was lost with its node; others of its
# jobs and of other runs are not ours.
cat >bin/squeue <<'END'
#!/bin/sh
cat queue
END
cat >bin/sacct <<'END'
#!/bin/sh
cat accounting
END
chmod +x bin/*
printf 'map 0 70\ndedup 0 71\nreduce 0 72\nfinish 0 73\nmap 0 80\n' >out/slurm/jobs
printf '80|1|RUNNING\n70|1|FAILED\n70|2|PENDING\n70|9|RUNNING\n71|0|PENDING\n73|N/A|PENDING\n99|0|RUNNING\n\nrubbish\n' >queue
printf '70_1|TIMEOUT\n70_3|NODE_FAIL\n70_[4-7]|PENDING\n72_0|CANCELLED by 0\n' >accounting
told 1
stage_is map 1 1 1 0 1
stage_is dedup 2 0 0 0 0
stage_is reduce 4 0 0 0 0
stage_is finish 1 0 0 0 0
printf '80|1|OUT_OF_MEMORY\n' >queue
told 1
stage_is map 1 1 0 1 1

# Submitted again: what waits is taken back, what runs is let run and waited for, the rest is submitted.
cat >bin/scancel <<'END'
#!/bin/sh
echo "$@" >>cancelled
END
cat >bin/sbatch <<'END'
#!/bin/sh
echo "$@" >>submitted
echo $((100 + $(wc -l <submitted)))
END
chmod +x bin/*
printf '80|1|RUNNING\n70|2|PENDING\n71|0|PENDING\n71|1|PENDING\n73|N/A|PENDING\n' >queue
expect_exit 0 "$THRESH" submit -o out --tasks 4 --ranges 2 a.jsonl b.jsonl c.jsonl d.jsonl
[ "$(sed 's/.* //' cancelled | sort -u | tr '\n' ' ')" = "70 71 73 " ] || fail "cancelled: $(cat cancelled)"
lacks cancelled " 80"
grep -q -e '--array=2-3\|--array=2,3' submitted || fail "submitted: $(cat submitted)"
grep -q -e '--array=0,1.*--dependency=afterok:101:80_1 \|--array=0-1.*--dependency=afterok:101:80_1 ' submitted || fail "submitted: $(cat submitted)"
[ "$(tail -n 1 submitted | grep -c 'dependency=afterok:103 .*finish.sbatch')" -eq 1 ] || fail "submitted: $(cat submitted)"
[ "$(wc -l <out/slurm/jobs)" -eq 9 ] || fail "jobs: $(cat out/slurm/jobs)"

rm -r bin
rm -r out/.tasks/try-*
expect_exit 0 "$THRESH" submit -q -o out --tasks 4 --ranges 2 --local 2 a.jsonl b.jsonl c.jsonl d.jsonl
expect_exit 0 "$THRESH" status out
[ "$(cat stdout)" = finished ] || fail "not finished"
expect_exit 0 "$THRESH" status --json out
contains stdout '"finished":true'

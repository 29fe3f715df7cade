# What the output folder may be: new, empty, or of a run that did not finish; a finished run is kept.
. "$TESTS/lib.sh"

run_sample out/deep/er
finished out/deep/er

cp -r out/deep/er kept
expect_exit 2 "$THRESH" run -o out/deep/er "$SAMPLE"
one_message stderr
contains stderr out/deep/er
contains stderr --force
same kept out/deep/er

# --force replaces it, and leaves nothing of the run before.
cp out/deep/er/part-00000.jsonl.zst out/deep/er/part-00007.jsonl.zst
run_sample out/deep/er --force
same kept out/deep/er

# A folder in which a run was stopped can be used again.
rm out/deep/er/_SUCCESS out/deep/er/manifest.json
echo half >out/deep/er/part-00000.jsonl.zst.tmp
run_sample out/deep/er
same kept out/deep/er

expect_exit 2 "$THRESH" run "$SAMPLE"
one_message stderr
contains stderr --output

# What is not thresh's stays.
mkdir mine
echo "do not touch" >mine/notes.txt
run_sample mine
contains mine/notes.txt "do not touch"

: >in-the-way
for bad in in-the-way in-the-way/out /proc/no-such-folder; do
	expect_exit 3 "$THRESH" run --quiet -o "$bad" "$SAMPLE"
	one_message stderr
	contains stderr "$bad"
done

if [ "$(id -u)" -ne 0 ]; then
	mkdir locked
	chmod 555 locked
	expect_exit 3 "$THRESH" run --quiet -o locked/out "$SAMPLE"
	one_message stderr
fi

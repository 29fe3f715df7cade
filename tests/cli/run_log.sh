# --log json: each line on standard error is one JSON object; without it, text as ever.
. "$TESTS/lib.sh"

mkdir empty
cp "$SAMPLE" 'in"put.warc.gz'
cp "$SAMPLE" more.warc.gz
expect_exit 1 "$THRESH" run --log json --shard-size 20K -o out --dedup none 'in"put.warc.gz' more.warc.gz "$(printf 'gone\377\n')" empty
[ ! -s stdout ] || fail "the log is no output"
mv stderr log
python <<'PY'
lines = Path("log").read_bytes().decode("utf-8", "strict").split("\n")
check(lines.pop() == "", "ends with a line end")
events = [json.loads(line) for line in lines]
for event in events:
    check(list(event)[:2] == ["time", "event"] and event["time"] > 1.7e9, event)
kinds = [event["event"] for event in events]
check(kinds[0] == "start" and events[0]["output"] == "out" and events[0]["inputs"] == 3 and not events[0]["goes_on"], events[0])
inputs = [event for event in events if event["event"] == "input"]
check(len(inputs) == 1 and inputs[0]["input"].startswith("gone"), inputs)
check("cannot open" in inputs[0]["problem"], inputs)
m = manifest("out")
shards = {event["name"]: event for event in events if event["event"] == "shard"}
check(kinds.count("shard") == len(shards) and len(m["shards"]) > 1, "each shard once")
for shard in m["shards"] + m["reject_shards"]:
    check(shards.pop(shard["name"])["rows"] == shard["rows"], shard)
check(not shards, shards)
messages = [event["text"] for event in events if event["event"] == "message"]
check(messages == ["empty: no archives in this folder"], messages)
check(kinds[-1] == "end" and kinds.count("end") == 1, kinds)
check(events[-1]["exit_code"] == 1 and events[-1]["stopped"] is False, events[-1])
for member in ("records", "bytes", "documents", "rejected", "damaged"):
    check(events[-1][member] == m["totals"][member], member)
PY

# What is written does not depend on it, and what cannot be done is said in it too.
expect_exit 1 "$THRESH" run --log text --shard-size 20K -o text --dedup none 'in"put.warc.gz' more.warc.gz "$(printf 'gone\377\n')" empty
same out text
contains stderr "records read"
contains stderr "thresh run: empty: no archives in this folder"
expect_exit 1 "$THRESH" run -q --log json -o quiet "$SAMPLE" gone.warc.gz
[ "$(wc -l <stderr)" -eq 1 ] || fail "quiet, it says more than what is wrong"
contains stderr '"event":"input","input":"gone.warc.gz"'
expect_exit 2 "$THRESH" run --log json -o out "$SAMPLE"
contains stderr '"event":"message","text":"out holds a finished run'
[ "$(wc -l <stderr)" -eq 1 ] || fail "more than one line"
expect_exit 3 "$THRESH" run --log json -o /proc/no-such-folder "$SAMPLE"
contains stderr '"event":"message","text":"/proc/no-such-folder: cannot create folder'
contains stderr '"exit_code":3'
expect_exit 2 "$THRESH" run --log xml -o other "$SAMPLE"

# ls, cat and check agree with one another, with run, and with the archive's bytes.
. "$TESTS/lib.sh"

expect_exit 1 "$THRESH" ls "$SAMPLE"
cp stdout sample.ls
run_sample out --dedup none
python <<'PY'
lines = [line.split("\t") for line in Path("sample.ls").read_text().split("\n") if line]
totals = manifest("out")["totals"]
check(len(lines) == totals["records"], "ls and run count the same records")
check(sum(int(line[1]) for line in lines) == totals["bytes"], "the lengths add up to the file")
places = {(int(line[0]), int(line[1])): line for line in lines}
for row in documents("out"):
    line = places[(row["metadata"]["warc_offset"], row["metadata"]["warc_length"])]
    check(line[5] == row["metadata"]["url"], f"{line} is {row['metadata']['url']}")
damaged = [line for line in lines if line[2].startswith("!")]
check([line[2] for line in damaged] == ["!bad-data"], damaged)
row = documents("out")[0]
Path("offset").write_text(str(row["metadata"]["warc_offset"]))
Path("text").write_text(row["text"] + "\n")
Path("damaged").write_text(damaged[0][0])
PY
offset=$(cat offset)

expect_exit 0 "$THRESH" cat --text "$SAMPLE@$offset"
same stdout text
expect_exit 0 "$THRESH" cat "$SAMPLE@$offset"
tail -c "+$((offset + 1))" "$SAMPLE" | zcat 2>/dev/null | head -c "$(wc -c <stdout)" >record
same stdout record
expect_exit 0 "$THRESH" cat --headers "$SAMPLE@$offset"
contains stdout WARC/1.0
contains stdout HTTP/1.1
lacks stdout '<html'
expect_exit 0 "$THRESH" cat --body "$SAMPLE@$offset"
contains stdout '<html'
lacks stdout HTTP/1.1

expect_exit 1 "$THRESH" cat "$SAMPLE@$(cat damaged)"
one_message stderr
contains stderr bad-data
expect_exit 1 "$THRESH" cat "$SAMPLE@1"
one_message stderr
expect_exit 2 "$THRESH" cat "$SAMPLE"
expect_exit 1 "$THRESH" cat nowhere.warc.gz@0
one_message stderr

# A stream has offsets too: those of what it inflates to.
"$THRESH" cat "$SAMPLE@$offset" >one.warc
{ cat one.warc; cat one.warc; cat one.warc; } | gzip >stream.warc.gz
expect_exit 0 "$THRESH" ls stream.warc.gz
[ "$(wc -l <stdout)" -eq 3 ] || fail "three records in a stream"
second=$(sed -n 2p stdout | cut -f1)
expect_exit 0 "$THRESH" cat --text "stream.warc.gz@$second"
same stdout text

expect_exit 1 "$THRESH" check "$SAMPLE" one.warc
contains stdout "$(printf '%s\t%s' "$SAMPLE" "$(cat damaged)")"
contains stdout "sample.warc.gz: damaged:"
contains stdout "one.warc: sound:"
expect_exit 0 "$THRESH" check -q one.warc
[ ! -s stdout ] || fail "a sound file is not mentioned with -q"
expect_exit 1 "$THRESH" check nowhere.warc.gz
one_message stderr

expect_exit 1 "$THRESH" ls --cdxj "$SAMPLE"
cp stdout sample.cdxj
python <<'PY'
for line in Path("sample.cdxj").read_text().split("\n"):
    if line:
        key, stamp, text = line.split(" ", 2)
        entry = json.loads(text)
        check({"url", "offset", "length", "filename", "mime"} <= set(entry), line)
        check((")/" in key) == entry["url"].startswith("http") and len(stamp) == 14, line)
PY

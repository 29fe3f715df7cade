# `thresh verify` passes what a run has written, and names whatever was changed in it.
. "$TESTS/lib.sh"

i=0
while [ $i -lt 3 ]; do cp "$SAMPLE" $i.warc.gz; i=$((i + 1)); done
expect_exit 1 "$THRESH" run -q --dedup none --shard-size 1K -o whole 0.warc.gz 1.warc.gz 2.warc.gz
is_there whole/part-00002.jsonl.zst
expect_exit 0 "$THRESH" verify whole
contains stdout "whole: as it should be"
expect_exit 0 "$THRESH" verify -q whole
[ ! -s stdout ] || fail "something is told of a folder in which all is right"

changed() { # WORDS FILE: of a copy that was changed in `out`, a line must name FILE and have WORDS
	expect_exit 1 "$THRESH" verify out
	grep -F "out/$2: " stdout | grep -qF "$1" || { cat stdout; fail "not told of $2: $1"; }
	contains stdout "out: not as it should be"
	rm -rf out
	cp -r whole out
}

cp -r whole out
shard=part-00001.jsonl.zst
python "$shard" <<'PY'
path = f"out/{sys.argv[1]}"
data = bytearray(Path(path).read_bytes())
data[len(data) // 2] ^= 1
Path(path).write_bytes(data)
PY
changed damaged $shard
rm out/$shard
changed "No such file" $shard
truncate -s -3 out/$shard
changed "not whole" $shard
: >out/$shard
changed "not whole" $shard

edit() { # SHARD SED: the rows of a shard edited, and compressed again
	zstdcat "whole/$1" | sed "$2" | zstd -q -f -o "out/$1"
}
edit $shard 's/"source":"thresh"/"source":"theirs"/'
changed sha256 $shard
edit $shard '1d'
changed "rows is" $shard
edit $shard '1s/.$//'
changed "row 1: not a JSON object" $shard
edit $shard '1s/"created"/"made"/'
changed "row 1: not the members" $shard
edit $shard "1s/thresh/$(printf '\377')/"
changed "row 1: not UTF-8" $shard
edit rejects-00000.jsonl.zst '1s/"reason":"[a-z-]*"/"reason":"mood"/'
changed "row 1: a reason that there is not" rejects-00000.jsonl.zst
edit rejects-00000.jsonl.zst '1s/"reason":"[a-z-]*"/"reason":"segment"/'
changed "segment: " manifest.json
printf '{' | zstd -q -f -o out/$shard
changed "the last row is not whole" $shard
cp out/$shard out/part-00007.jsonl.zst
changed "not in the manifest" part-00007.jsonl.zst
rm out/_SUCCESS
changed "not finished" _SUCCESS
rm out/manifest.json
changed "No such file" manifest.json
sed -i 's/"records":[0-9]*,"bytes"/"records":1,"bytes"/' out/manifest.json
changed "not those counted" manifest.json
truncate -s -9 out/manifest.json
changed "not JSON" manifest.json
sed -i 's/"totals":{"records":\([0-9]*\),"bytes":[0-9]*/"totals":{"records":\1,"bytes":7/' out/manifest.json
changed "do not add up" manifest.json
expect_exit 1 "$THRESH" verify nowhere
contains stdout nowhere/manifest.json
expect_exit 1 "$THRESH" verify -q whole nowhere
expect_exit 2 "$THRESH" verify

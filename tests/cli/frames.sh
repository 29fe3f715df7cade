# Each shard is one zstd frame with a checksum; a small shard size gives more shards of the same rows.
. "$TESTS/lib.sh"

i=0
while [ $i -lt 60 ]; do cat "$SAMPLE"; i=$((i + 1)); done >large.warc.gz
expect_exit 1 "$THRESH" run --quiet --dedup none -o whole large.warc.gz
expect_exit 1 "$THRESH" run --quiet --dedup none --shard-size 1M -o parts large.warc.gz
is_there parts/part-00001.jsonl.zst
is_gone whole/part-00001.jsonl.zst
for shard in whole/*.zst parts/*.zst; do
	zstd -lv "$shard" >list 2>&1 || fail "zstd -l does not take $shard"
	grep -Eq '(# Zstandard Frames|Number of Frames|Zstandard Frames)[^0-9]*1$' list || { cat list; fail "$shard is not one frame"; }
	grep -q '^Check: XXH64' list || { cat list; fail "$shard has no checksum"; }
	zstd -tq "$shard" || fail "zstd -t fails on $shard"
done
documents whole >whole.rows
documents parts >parts.rows
same whole.rows parts.rows

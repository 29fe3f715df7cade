#!/bin/sh
# Pages with known near-duplicates: removed as often as the S-curve says, others hardly ever, one of each
# article always kept. And 579 text pages that tell 250 stories: 250 remain.
. "$TESTS/lib.sh"
archive=$THRESH_DATA/near-dup.warc.gz
network=$THRESH_DATA/network-dev.warc.wet.gz
[ -e "$archive" ] && [ -e "$network" ] || skip "no $archive"

for jobs in 1 8; do
	"$THRESH" run -q -j $jobs -o near$jobs "$archive"
done
same near1 near8
"$THRESH" run -q -o network "$network"
"$THRESH" run -q --dedup none -o all "$archive"
documents network >network.jsonl
kept=$(wc -l <network.jsonl)
echo "network: $kept kept"
[ "$kept" -ge 245 ] && [ "$kept" -le 255 ] || fail "$kept documents of the network remain, not 250 within 2 %"

[ -n "${THRESH_TOOLS:-}" ] || exit 0
documents near1 >kept.jsonl
documents all >all.jsonl
python3 "$THRESH_TOOLS/score_dedup.py" --truth "$THRESH_DATA/near-dup.truth.tsv" --output kept.jsonl \
	--before all.jsonl --json >score.json
python <<'PY'
score = json.loads(Path("score.json").read_text())
shown = ("kept", "removal_recall", "false_removal", "lost_content", "clusters_lost", "url_repeats_kept")
print({name: score[name] for name in shown})
check(score["removal_recall"] >= 0.92, "pairs at 0.8 and above: fewer removed than the S-curve says")
high = [row for row in score["curve"] if row["from"] >= 0.9]
share = sum(row["removed"] * row["pairs"] for row in high) / sum(row["pairs"] for row in high)
print(f"at 0.9 and above: {share:.4f}")
check(share >= 0.99, "pairs at 0.9 and above: fewer removed than the S-curve says")
check(score["false_removal"] <= 0.01, "pages removed that are like no other")
check(score["clusters_lost"] == 0 and score["url_repeats_kept"] == 0, "articles lost, or URLs repeated")
PY

#!/bin/sh
# --keep longest on pages with known near-duplicates: of each article one page is kept, and the longest is it;
# the same bytes however many threads work on it. --keep newest loses no article either.
. "$TESTS/lib.sh"
archive=$THRESH_DATA/near-dup.warc.gz
network=$THRESH_DATA/network-dev.warc.wet.gz
[ -e "$archive" ] && [ -e "$network" ] || skip "no $archive"

for pair in "near $archive" "network $network"; do
	name=${pair%% *} input=${pair#* }
	for keep in longest newest; do
		for jobs in 1 8; do
			"$THRESH" run -q -j $jobs --keep $keep -o "$name-$keep-$jobs" "$input"
		done
		same "$name-$keep-1" "$name-$keep-8"
	done
	"$THRESH" run -q --dedup none -o "$name-all" "$input"
done
zstdcat "$THRESH_DATA/network-dev.truth.jsonl.zst" >network.truth
python "$THRESH_DATA/near-dup.truth.tsv" network.truth <<'PY'
import csv

with open(sys.argv[1], newline="") as f:
    near = {row["url"]: row["article"] for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)}
network = {row["url"]: row["article"] for row in map(json.loads, open(sys.argv[2]))}
for name, article_of in (("near", near), ("network", network)):
    articles = {}
    for row in documents(f"{name}-all"):
        articles.setdefault(article_of[row["metadata"]["url"]], []).append(row)
    for keep in ("longest", "newest"):
        kept = {row["id"] for row in documents(f"{name}-{keep}-1")}
        lost = sum(not any(row["id"] in kept for row in pages) for pages in articles.values())
        longest = sum(max(pages, key=lambda row: len(row["text"].encode()))["id"] in kept for pages in articles.values())
        print(f"{name}, {keep}: {len(kept)} pages of {len(articles)} articles kept, of {longest} the longest")
        check(lost == 0, f"{name}, {keep}: {lost} articles lost")
        check(keep != "longest" or longest == len(articles), f"{name}: of {len(articles) - longest} the longest is lost")
        if name == "network":
            check(245 <= len(kept) <= 255, f"{len(kept)} documents of the network remain, not 250 within 2 %")
PY

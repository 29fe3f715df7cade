#!/bin/sh
# The quality filters on 708 texts beside what datatrove's, DCLM's and Dolma's own code says of them:
# verdict, rule, values to nine digits, texts as the repairs leave them. What differs has to stand in
# filters/exceptions.tsv, and what stands there has to differ.
. "$TESTS/lib.sh"
golden=$THRESH_DATA/filters-golden.jsonl.zst
[ -e "$golden" ] || skip "no $golden"

signals=$(dirname "$THRESH")/bench/signals
zstdcat "$golden" >golden.jsonl
"$signals" "$ROOT"/tests/data/filters/*.preset <golden.jsonl >ours.jsonl
python3 "$ROOT/tests/data/filters/compare.py" golden.jsonl ours.jsonl "$ROOT/tests/data/filters/exceptions.tsv"

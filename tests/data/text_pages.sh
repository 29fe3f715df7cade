#!/bin/sh
# Text pages: a seed page comes out to the letter, and a made-up network of copy sites mostly does.
. "$TESTS/lib.sh"
seed=$THRESH_DATA/seed-page.txt expected=$THRESH_DATA/seed-page.expected.json
network=$THRESH_DATA/network-dev
[ -e "$seed" ] && [ -e "$network.warc.wet.gz" ] || skip "no $seed or $network.warc.wet.gz"

"$THRESH" extract --json "$seed" >seed.json
python3 - seed.json "$expected" <<'PY'
import json, sys
row, want = (json.load(open(path)) for path in sys.argv[1:])
got = {**row['metadata'], 'text': row['text']}
for name, value in want.items():
    assert got[name] == value, f'{name}: {got[name]!r}, not {value!r}'
PY

"$THRESH" run -q --dedup none -o out "$network.warc.wet.gz"
"$ROOT/scripts/score-fields" "$network.truth.jsonl.zst" out title=0.97 date=0.97 site=0.9 section=0.95 tags=0.97

[ -n "${THRESH_TOOLS:-}" ] || exit 0
python3 "$THRESH_TOOLS/score.py" --truth "$network.truth.jsonl.zst" --output out --json >score.json
python3 - <<'PY'
import json
f1 = json.load(open('score.json'))['overall']['f1']
print('F1 %.4f' % f1)
assert f1 >= 0.97, f1
PY

#!/bin/sh
# The 1,497 real pages of WCXB dev: every record accounted for, the same bytes at any -j, and a mean
# word F1 of at least 0.75 without deduplication.
. "$TESTS/lib.sh"
archive=$THRESH_DATA/wcxb-dev.warc.gz
[ -e "$archive" ] || skip "no $archive"

for jobs in 1 2 8; do
	"$THRESH" run -q -j $jobs --dedup none -o out$jobs "$archive"
	(cd out$jobs && sha256sum -- *.zst manifest.json stats.json) >sums$jobs
done
cmp sums1 sums2
cmp sums1 sums8

python3 - out1 <<'PY'
import json, sys
m = json.load(open(sys.argv[1] + '/manifest.json'))['totals']
kinds = [m[k] for k in ('documents', 'skipped', 'rejected', 'damaged')]
assert m['records'] == 1 + 2 * 1497, m['records']
assert m['records'] == sum(o['records'] for k in kinds for o in k.values())
assert sum(o['records'] for k in (m['documents'], m['rejected']) for o in k.values()) == 1497
assert not any(o['records'] for o in m['damaged'].values()), m['damaged']
PY

[ -n "${THRESH_TOOLS:-}" ] || exit 0
python3 "$THRESH_TOOLS/score.py" --truth "$THRESH_DATA/wcxb-dev.truth.jsonl.zst" --output out1 --json >score.json
python3 - <<'PY'
import json
f1 = json.load(open('score.json'))['overall']['f1']
print('F1 %.4f' % f1)
assert f1 >= 0.75, f1
PY

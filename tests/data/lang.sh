#!/bin/sh
# Languages on the sentences that the table was fitted to: each is told nearly as often as when it was made.
# What other sentences give is in docs/training.md; this one tells if text and table no longer fit together.
. "$TESTS/lib.sh"
sentences=$THRESH_DATA/lang-dev.tsv.zst
[ -e "$sentences" ] || skip "no $sentences"

zstdcat "$sentences" >sentences.tsv
cut -f2 sentences.tsv | "$THRESH" lang - >told.tsv
python <<'PY'
truth = [line.split("\t")[0] for line in Path("sentences.tsv").read_text().split("\n")[:-1]]
told = [line.split("\t") for line in Path("told.tsv").read_text().split("\n")[:-1]]
check(len(truth) == len(told), "a line for each sentence")
right = {}
for language, (code, score) in zip(truth, told):
    right.setdefault(language, []).append(code == language)
shares = {language: sum(list_of) / len(list_of) for language, list_of in right.items()}
mean = sum(shares.values()) / len(shares)
sure = sum(float(score) >= 0.5 for code, score in told) / len(told)
print(f"right {mean:.4f} of {len(shares)} languages, score of 0.5 and more {sure:.4f}")
check(len(shares) == 79, "languages")
check(mean >= 0.994, "languages are told less often than when the table was fitted")
check(min(shares.values()) >= 0.94, sorted(shares.items(), key=lambda item: item[1])[:5])
check(sure >= 0.97, "scores are lower than when the table was fitted")
PY

# Each record of the sample becomes what it was made to become, and with near duplicates dropped the same
# but for the near copies.
. "$TESTS/lib.sh"

run_sample out --dedup exact
run_sample near
python <<'PY'
from collections import Counter

texts = Counter(row["metadata"]["url"] for row in documents("out"))
wanted, expected, skipped = [], Counter(), Counter()
for outcome, shows, lang, charset, url in sample_list():
    if outcome == "written or duplicate-exact":
        outcome = "written" if url in texts else "duplicate-exact"
    if outcome == "written":
        expected[url] += 1
    elif outcome in ("warcinfo", "request", "metadata", "resource"):
        skipped[outcome] += 1
    else:
        wanted.append((outcome, url))

check(texts == expected, f"missing {expected - texts}, too many {texts - expected}")
# A damaged record has no URL any more.
got = sorted((row["reason"], "" if row["reason"] == "bad-data" else row["url"]) for row in rejects("out"))
wanted = sorted((r, "" if r == "bad-data" else u) for r, u in wanted)
check(got == wanted, f"missing {set(wanted) - set(got)}, too many {set(got) - set(wanted)}")
counted = {name: part["records"] for name, part in manifest("out")["totals"]["skipped"].items()
           if part["records"]}
check(counted == skipped, f"skipped {counted}, not {dict(skipped)}")

ids = {row["id"]: row["metadata"]["url"] for row in documents("out")}
copies = {url for outcome, shows, lang, charset, url in sample_list() if shows == "near copy"}
near = {row["url"] for row in rejects("near") if row["reason"] == "duplicate-near"}
check(len(copies) >= 5 and copies <= near, f"near copies kept: {copies - near}")
check({ids[row["id"]] for row in documents("near")} == set(texts) - near, "other documents than those")
PY

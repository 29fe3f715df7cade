# OUT/metrics.prom is valid text for Prometheus, with the counts of the manifest.
. "$TESTS/lib.sh"

source='a "quoted\ name
of two lines'
expect_exit 1 "$THRESH" run -q --source "$source" -o out "$SAMPLE"
no_unfinished out
python "$source" <<'PY'
import re

# https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"'
SAMPLE = re.compile(rf'([a-zA-Z_:][a-zA-Z0-9_:]*)\{{({LABEL}(?:,{LABEL})*)\}} ([0-9]+(?:\.[0-9]+)?)')
text = Path("out/metrics.prom").read_bytes().decode("utf-8", "strict")
check(text.endswith("\n"), "ends with a line end")
types, helped, seen, values, current = {}, set(), set(), {}, None
for line in text[:-1].split("\n"):
    if line.startswith("# HELP "):
        current = line.split(" ")[2]
        check(current not in helped, f"two groups of {current}")
        helped.add(current)
        continue
    if line.startswith("# TYPE "):
        _, _, name, kind = line.split(" ")
        check(name == current and kind == "gauge", line)
        types[name] = kind
        continue
    match = SAMPLE.fullmatch(line)
    check(match, f"no sample: {line}")
    name, labels, value = match.groups()
    check(name == current and name in types, f"not in its group: {line}")
    check((name, labels) not in seen, f"twice: {line}")
    seen.add((name, labels))
    labels = dict(re.findall(r'([a-z_]+)="((?:[^"\\]|\\.)*)"', labels))
    for key, other in labels.items():
        labels[key] = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], other)
    # a control character in a name is shown as "?" (stats.json has no others)
    check(labels.pop("source") == sys.argv[1].replace("\n", "?"), line)
    values[name, *labels.values()] = float(value)
total = manifest("out")["totals"]
check(values["thresh_run_records_read",] == total["records"], "records read")
for kind in ("documents", "skipped", "rejected", "damaged"):
    for outcome, counts in total[kind].items():
        check(values["thresh_run_records", outcome] == counts["records"], outcome)
        check(values["thresh_run_bytes", outcome] == counts["bytes"], outcome)
check(values["thresh_run_exit_code",] == 1, "exit code")
check(values["thresh_run_end_timestamp_seconds",] > 1.7e9, "end")
check(values["thresh_run_seconds",] > 0, "seconds")
check(("thresh_run_stage_cpu_seconds", "page") in values, "stages")
check(values["thresh_run_language_documents", "en"] > 0, "languages")
PY
if command -v promtool >/dev/null 2>&1; then
	promtool check metrics <out/metrics.prom || fail "promtool does not take it"
fi

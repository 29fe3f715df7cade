# Rules: `thresh rules`, what they do in a run, and the examples of the manual page.
. "$TESTS/lib.sh"

# ---- thresh rules ----
expect_exit 0 "$THRESH" rules test
contains stdout " 0 do not; "
contains stdout "without an example: 0"
for file in "$ROOT"/share/thresh/*.rules "$ROOT"/share/thresh/rules/*.rules; do
	expect_exit 0 "$THRESH" rules test "$file"
	contains stdout "without an example: 0"
done
expect_exit 0 "$THRESH" rules list
contains stdout "read-more "
contains stdout "default/boilerplate.rules:"
expect_exit 0 "$THRESH" rules list --no-default-rules
[ ! -s stdout ] || fail "rules without any"

printf 'page: html\nhost: a.org, b.org\nrule one\n cut from here\n pattern: ^b"\n' >one.rules
expect_exit 0 "$THRESH" rules list --json --no-default-rules one.rules
python <<'PY'
[rule] = [json.loads(line) for line in Path("stdout").read_text().splitlines()]
check(rule == {"name": "one", "kind": "cut from here", "file": "one.rules", "line": 3,
               "patterns": ['^b"'], "hosts": ["a.org", "b.org"], "urls": [], "languages": [],
               "pages": ["html"], "examples": 0}, rule)
PY

printf 'rule no\n drop line\n pattern: ^b\n matches: a\n rejects: c\n' >wrong.rules
expect_exit 1 "$THRESH" rules test wrong.rules
contains stdout "wrong.rules:4: rule no does not match: a"
contains stdout "1 examples hold, 1 do not"
printf 'rule no\n drop line\n pattern: (b\n' >broken.rules
for command in "rules test broken.rules" "extract --rules broken.rules page.txt" \
	"run -o out --rules broken.rules page.txt" "explain --rules broken.rules page.txt"; do
	# shellcheck disable=SC2086 # a command line
	expect_exit 2 "$THRESH" $command
	one_message stderr
	contains stderr "broken.rules:3: the pattern, at byte 3:"
done
expect_exit 2 "$THRESH" rules test nowhere.rules
one_message stderr
expect_exit 2 "$THRESH" rules
expect_exit 2 "$THRESH" rules tests
one_message stderr
expect_exit 2 "$THRESH" rules list --rules x

printf 'Share on Facebook\nThe weir was opened at noon.\n' >text.txt
expect_exit 0 "$THRESH" rules bench --in text.txt
contains stdout " 2 lines: "
contains stdout "dropped or changed: 1"
printf '\377\n' >bytes.txt
expect_exit 1 "$THRESH" rules bench --in bytes.txt
one_message stderr

# ---- a page ----
cat >my.rules <<'RULES'
rule signature
	cut from here
	pattern: ^Written in haste
rule mail
	replace with: <mail>
	pattern: \w+@\w+\.org
rule ferry
	extract
	pattern: ^Ferry no\. (?<metadata_ferry>\d+)
rule slow
	drop line
	pattern: ^(?:a|aa|[^b])*c$
rule gone
	drop page
	pattern: ^This page has moved
RULES
slow=$(printf 'a%.0s' $(seq 400))cb
prose='The weir was opened at noon, and the water took its time before it came down to us in the valley.'
cat >page.txt <<PAGE
The weir was opened
$prose It was cold, and nobody had thought of gloves, but the keeper wrote to him@example.org all the same.
Ferry no. 12 had left an hour ago, as it does on each day of the week but Sunday, whatever the weather may be.
Share on Facebook
Then $prose The bakery had bread until four, and the square was full of people who had come to look at the river.
$slow
Written in haste, with cold hands, by the keeper of the weir, on the evening of the day it was opened again.
PAGE
expect_exit 0 "$THRESH" extract --rules my.rules page.txt
contains stdout "wrote to <mail> all"
lacks stdout "Written in haste"
lacks stdout "Share on Facebook"
expect_exit 0 "$THRESH" extract --no-default-rules page.txt
contains stdout "him@example.org"
expect_exit 0 "$THRESH" explain --json --rules my.rules page.txt
python <<'PY'
rows = [json.loads(line) for line in Path("stdout").read_text().splitlines()]
by_rule = {row["rule"]: row for row in rows if row["rule"]}
check(set(by_rule) == {"signature", "mail", "share"}, set(by_rule))
check(by_rule["mail"]["kept"] and by_rule["mail"]["verdict"] == "kept", "changed")
for name in ("signature", "share"):
    check(not by_rule[name]["kept"] and by_rule[name]["verdict"] == "rule", name)
PY
expect_exit 0 "$THRESH" explain --rules my.rules page.txt
contains stdout "rule signature"
contains stdout "changed by rule mail"
expect_exit 0 "$THRESH" explain --html out.html --rules my.rules page.txt
contains out.html '<section class="block rule"'
{ echo "This page has moved"; cat page.txt; } >moved.txt
expect_exit 0 "$THRESH" extract --rules my.rules moved.txt
[ ! -s stdout ] || fail "a dropped page is printed"
contains stderr "dropped by rule gone"
expect_exit 0 "$THRESH" explain --rules my.rules moved.txt
contains stdout "rule gone"

# ---- a run ----
mkdir in
for i in 1 2 3 4 5 6; do cp "$SAMPLE" "in/part-$i.warc.gz"; done
i=0
while [ $i -lt 40 ]; do cat "$SAMPLE"; i=$((i + 1)); done >in/large.warc.gz
cat >run.rules <<'RULES'
rule the
	replace with: THE
	pattern: \bthe\b
rule first-word
	extract
	first: 1
	pattern: ^(?<metadata_word>\w+)
rule said
	drop line
	ignore case
	pattern: \bsaid\b
rule about-rain
	drop page
	pattern: \brain\b
RULES
for jobs in 1 8; do
	expect_exit 1 "$THRESH" run --quiet -j "$jobs" --dedup none --rules run.rules -o "out-$jobs" in
done
same out-1 out-8
expect_exit 1 "$THRESH" run --json --dedup none --rules run.rules -o pages "$SAMPLE"
mv stdout summary.json
expect_exit 0 "$THRESH" run --json --rules my.rules -o texts page.txt moved.txt
mv stdout texts.json
documents texts >texts.jsonl
rejects texts >texts-rejects.jsonl
documents pages >pages.jsonl
run_sample plain --no-default-rules
documents plain >plain.jsonl
python "$THRESH" <<'PY'
import hashlib, subprocess


def rows(name):
    def unique(pairs):
        names = [pair[0] for pair in pairs]
        check(len(names) == len(set(names)), f"a member twice: {names}")
        return dict(pairs)
    return [json.loads(line, object_pairs_hook=unique) for line in Path(name).read_text().splitlines()]


manifest = json.loads(Path("pages/manifest.json").read_text())
files = manifest["config"]["rules"]
check(files[0]["sha256"] == hashlib.sha256(Path("run.rules").read_bytes()).hexdigest(), "sha256")
check(files[0]["rules"] == 4 and len(files) > 1, files)
totals = manifest["totals"]
kinds = [totals[k] for k in ("documents", "skipped", "rejected", "damaged")]
check(totals["records"] == sum(o["records"] for k in kinds for o in k.values()), "identity")
check(totals["rejected"]["rule"]["records"] > 0, "no page was dropped")
did = {rule["name"]: rule for rule in manifest["rules"]}
check(did["the"]["lines"] > 0 and did["the"]["aborted"] == 0, did)
check(json.loads(Path("summary.json").read_text())["rules"] == manifest["rules"], "summary")
pages = rows("pages.jsonl")
check(pages and all(" the " not in page["text"] for page in pages), "replaced")
check(all(list(page["metadata"]) == list(pages[0]["metadata"]) for page in pages), "members")
check(any(page["metadata"]["word"] for page in pages), "extracted")

[text] = rows("texts.jsonl")
check(text["metadata"]["ferry"] == "12", text)
[gone] = rows("texts-rejects.jsonl")
check(gone["reason"] == "rule" and gone["detail"] == "gone", gone)
did = {rule["name"]: rule for rule in json.loads(Path("texts.json").read_text())["rules"]}
check(did["slow"] == {"name": "slow", "lines": 0, "aborted": 2}, did)

# No member of a row can be claimed by a rule a second time.
for name in rows("plain.jsonl")[0]["metadata"]:
    Path("claim.rules").write_text(f"rule a\nextract\npattern: (?<metadata_{name}>x)\n")
    run = subprocess.run([sys.argv[1], "rules", "list", "claim.rules"], capture_output=True, text=True)
    check(run.returncode == 2 and "already" in run.stderr, f"metadata.{name} can be claimed")
PY
expect_exit 0 "$THRESH" run --force --rules my.rules -o texts page.txt moved.txt
contains stderr "rule aborted: slow, on pages: 2"

# ---- what a response's head claims; a document of an earlier corpus ----
python <<'PY'
page = """<title>Die Wehr</title><p>""" + "Die Wehr wurde am Mittag geöffnet, und das Wasser kam. " * 9
record = ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Language: de-AT\r\n\r\n" + page).encode()
Path("de.warc").write_bytes(
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\n"
    b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n" % len(record) + record + b"\r\n\r\n")
Path("earlier.jsonl").write_text(json.dumps({"text": "Share on Facebook\nFerry no. 7"}) + "\n")
PY
for language in de fr; do
	printf 'rule a\n replace with: Wehr-%s\n pattern: Wehr\n language: %s\n' $language $language >$language.rules
done
expect_exit 0 "$THRESH" run --rules de.rules --rules fr.rules --rules my.rules -o heads de.warc earlier.jsonl
documents heads >heads.jsonl
contains heads.jsonl "Die Wehr-de wurde"
contains heads.jsonl '"text":"Share on Facebook\nFerry no. 7"'
[ "$(grep -c '"ferry":""' heads.jsonl)" -eq 2 ] || fail "a row without the member ferry"

# ---- the manual page ----
python "$THRESH" "$ROOT/man/thresh-rules.5" <<'PY'
import re, subprocess
page = Path(sys.argv[2]).read_text()
blocks = re.findall(r"^\.nf\n(.*?)^\.fi$", page, re.M | re.S)
check(len(blocks) >= 4, "examples")
for block in blocks:
    Path("man.rules").write_text(block.replace("\\-", "-").replace("\\e", "\\"))
    run = subprocess.run([sys.argv[1], "rules", "test", "man.rules"], capture_output=True, text=True)
    check(run.returncode == 0 and "without an example: 0" in run.stdout, run.stdout + run.stderr + block)
options = subprocess.run([sys.argv[1], "help", "run"], capture_output=True, text=True).stdout
check("--rules" in options and "--no-default-rules" in options, "options")
PY
if command -v man >/dev/null 2>&1; then
	man --warnings -l "$ROOT/man/thresh-rules.5" >man.page 2>warnings || fail "man does not take it"
	[ ! -s warnings ] || { cat warnings; fail "thresh-rules.5 has faults"; }
fi

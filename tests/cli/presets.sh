# Presets: those that the program brings, what is wrong with a file, and that a run with a preset, a
# refiltered run and what-if all say the same.
. "$TESTS/lib.sh"

# ---- thresh presets ----
expect_exit 0 "$THRESH" presets
for name in c4 dclm fineweb gopher none refinedweb; do
	contains stdout "$name "
	"$THRESH" presets show $name >shown
	cmp shown "$ROOT/share/thresh/presets/$name.preset"
	"$THRESH" presets show "$ROOT/share/thresh/presets/$name.preset" >shown
	cmp shown "$ROOT/share/thresh/presets/$name.preset"
done
expect_exit 0 "$THRESH" presets signals
contains stdout "dclm_dup_5_gram                share "
expect_exit 2 "$THRESH" presets show gofer
contains stderr 'no preset "gofer"; did you mean gopher?'
expect_exit 2 "$THRESH" presets show nowhere.preset
expect_exit 2 "$THRESH" presets list

# ---- what is wrong is named with file and line ----
wrong() { # LINE MESSAGE
	printf '# a comment\nwords split\n%s\n' "$1" >wrong.preset
	expect_exit 2 "$THRESH" presets show wrong.preset
	contains stderr "$2"
}
wrong 'drop gopher_wrods < 50' 'wrong.preset:3: no such signal: "gopher_wrods"'
wrong 'drop datatrove_words < 50.5' 'wrong.preset:3: a whole number is wanted, not "50.5"'
wrong 'drop datatrove_words < many' 'wrong.preset:3: not a number: "many"'
wrong 'drop datatrove_alpha_words < 80' 'wrong.preset:3: a share from 0 to 1 is wanted, not "80"'
wrong 'drop datatrove_words = 50' 'wrong.preset:3: one of < <= > >= is wanted, not "="'
wrong 'drop datatrove_words <' 'wrong.preset:3: drop SIGNAL '
wrong 'drop dclm_removed_words > 0.05' 'wrong.preset:3: not computed without a line "count_words" before'
wrong 'repair lines' 'wrong.preset:3: no such repair: "lines"'
wrong 'repair dclm_uppercase' 'wrong.preset:3: one number is wanted behind "dclm_uppercase"'
wrong 'repair dclm_policy 3' 'wrong.preset:3: no number is wanted behind "dclm_policy"'
wrong 'repair c4_lines words 3' 'wrong.preset:3: repair c4_lines words NUMBER end_marks yes|no is wanted'
wrong 'languages EN' 'wrong.preset:3: not the code of a language, as en: "EN"'
wrong 'languages en >= 0.655' 'wrong.preset:3: a score has two decimals at most'
wrong 'words simple' 'wrong.preset:3: a second line "words"'
wrong 'keep all' 'wrong.preset:3: words, drop, repair, languages or count_words is wanted, not "keep"'
printf 'drop datatrove_words < 50\n' >wrong.preset
expect_exit 2 "$THRESH" presets show wrong.preset
contains stderr 'wrong.preset:1: a line "words simple"'
expect_exit 2 "$THRESH" run -o wrong --preset wrong.preset "$SAMPLE"
[ ! -e wrong ] || fail "a folder for a run that was refused"

# ---- a run, a refiltered run and what-if agree ----
cat >mine.preset <<'P'
words simple
drop datatrove_words < 100
repair dclm_line_words 4
drop fineweb_lines < 3
drop datatrove_stop_words < 2
P
run_sample plain
run_sample none --preset none
same plain none
run_sample annotated --annotate
for preset in mine.preset gopher c4 fineweb refinedweb dclm; do
	rm -rf direct direct8 again
	run_sample direct -j 1 --preset $preset
	run_sample direct8 -j 8 --preset $preset
	same direct direct8
	for from in plain annotated; do
		rm -rf again
		expect_exit 0 "$THRESH" refilter $from -o again --preset $preset
		for file in part-00000.jsonl.zst rejects-00000.jsonl.zst manifest.json; do
			cmp direct/$file again/$file || fail "$preset of $from: $file"
		done
		expect_exit 0 "$THRESH" verify again
		"$THRESH" what-if $from --preset $preset --json >answer-$from.json
	done
	cmp answer-plain.json answer-annotated.json
	cp -r direct "direct-$(basename $preset .preset)"
	mv answer-plain.json "answer-$(basename $preset .preset).json"
done
expect_exit 0 "$THRESH" refilter plain -o again --force --preset mine.preset --annotate
run_sample annotated-mine --annotate --preset mine.preset
cmp again/part-00000.jsonl.zst annotated-mine/part-00000.jsonl.zst

python <<'PY'
plain = {row["id"]: row for row in documents("plain")}
check(all("signals" not in row["metadata"] for row in plain.values()), "signals without a preset")
annotated = documents("annotated")
check([row["id"] for row in annotated] == list(plain), "--annotate keeps all")
members = {tuple(row["metadata"]["signals"]) for row in annotated}
check(len(members) == 1, "one schema")
for row in annotated:
    check(row["text"] == plain[row["id"]]["text"], "--annotate changes a text")
    check(row["metadata"]["filter"] == {"preset": "none", "keep": True, "reason": ""}, row["metadata"]["filter"])
mine = {row["id"]: row for row in documents("annotated-mine")}
check(set(mine) == set(plain), "--annotate with a preset keeps all")
dropped_mine = {i for i, row in mine.items() if not row["metadata"]["filter"]["keep"]}
check({row["id"] for row in documents("direct-mine")} == set(mine) - dropped_mine, "the verdicts are those of a run")
for name in ("mine", "gopher", "c4", "fineweb", "refinedweb", "dclm"):
    kept = documents(f"direct-{name}")
    dropped = [row for row in rejects(f"direct-{name}") if row["reason"] == "filter"]
    answer = json.loads(Path(f"answer-{name}.json").read_text())
    check(answer["documents"] == len(plain) and answer["kept"] == len(kept), f"{name}: what-if")
    check(sum(step["dropped"] for step in answer["steps"]) == len(dropped), f"{name}: what-if, by step")
    check(answer["kept_bytes"] == sum(len(row["text"].encode()) for row in kept), f"{name}: what-if, bytes")
    for row in kept:
        filtered = row["metadata"]["filter"]
        check(filtered["keep"] and filtered["preset"] == name and not filtered["reason"], filtered)
    signals = {step["step"].split()[1] for step in answer["steps"] if step["step"].startswith("drop")}
    for row in dropped:
        parts = row["detail"].split()
        named = parts[0] in signals and len(parts) == 4 and parts[2] in ("<", "<=", ">", ">=")
        of_language = row["detail"].startswith("language ") and name in ("c4", "fineweb", "refinedweb", "dclm")
        check(named or of_language or row["detail"].endswith(" left nothing"), f"{name}: {row['detail']}")
PY

# ---- the order of thresholds changes no signal ----
{ echo words simple; grep ^drop mine.preset | sort -r; } >turned.preset
{ echo words simple; grep ^drop mine.preset; } >straight.preset
run_sample turned --annotate --preset turned.preset
run_sample straight --annotate --preset straight.preset
python <<'PY'
turned, straight = ([row["metadata"] for row in documents(out)] for out in ("turned", "straight"))
check([row["signals"] for row in turned] == [row["signals"] for row in straight], "signals")
check([row["filter"]["keep"] for row in turned] == [row["filter"]["keep"] for row in straight], "verdicts")
PY

# ---- what cannot be ----
expect_exit 2 "$THRESH" what-if direct --preset c4
contains stderr "what --preset dclm dropped or changed is not there any more"
expect_exit 2 "$THRESH" refilter direct -o no --preset c4
expect_exit 2 "$THRESH" what-if nowhere --preset c4
contains stderr "no finished run in this folder"
expect_exit 2 "$THRESH" what-if annotated
expect_exit 2 "$THRESH" refilter annotated -o annotated --force --preset c4
expect_exit 2 "$THRESH" refilter annotated -o again --preset c4
contains stderr "holds a finished run"

# ---- the manual page ----
sed -n '/^\.nf/,/^\.fi/p' "$ROOT/man/thresh-presets.5" | grep -v '^\.' >manual.preset
expect_exit 0 "$THRESH" presets show manual.preset
contains stdout "drop dclm_removed_words > 0.05"
for repair in $(sed -n '/^        {"/s/^        {"\([a-z0-9_]*\)", .*NUMBER_.*/\1/p' "$ROOT/core/filter/preset.c") c4_lines; do
	contains "$ROOT/man/thresh-presets.5" "\\fB$repair"
done
if command -v man >/dev/null; then
	man --warnings -l "$ROOT/man/thresh-presets.5" >man.page 2>warnings || fail "man does not take it"
	[ ! -s warnings ] || { cat warnings; fail "thresh-presets.5 has faults"; }
fi

# thresh lang: a line of answer for each line of input, whatever the bytes are; rows of a run have the same
# answer for their text, and the claim of the page beside it.
. "$TESTS/lib.sh"

printf 'The bridge was closed for most of the winter.\n\nDie Brücke war fast den ganzen Winter gesperrt.\r\n\377\376\n123' >lines
expect_exit 0 "$THRESH" lang lines
cut -f1 stdout >codes
printf 'en\nund\nde\nund\nund\n' >wanted
same codes wanted
grep -qvE "^([a-z]{2}	(0\.[0-9]{2}|1\.00)|und	0\.00)$" stdout && fail "a line is no code and score"
cp stdout once
expect_exit 0 "$THRESH" lang - <lines
same stdout once
expect_exit 0 "$THRESH" lang lines lines
cat once once >twice
same stdout twice

: >empty
expect_exit 0 "$THRESH" lang empty
[ -s stdout ] && fail "an empty file has a line"
expect_exit 1 "$THRESH" lang missing lines
one_message stderr
contains stderr missing
same stdout once
expect_exit 2 "$THRESH" lang

# a line of any length is one line, and the next one is another
python <<'PY'
line = b"The bridge was closed for most of the winter, and people had to walk. "
long = [line * (n // len(line)) + b"x" * (n % len(line)) for n in (65535, 65536, 1 << 20, (1 << 20) + 1, 5 << 20)]
Path("long").write_bytes(b"\n".join(long) + "\nМост был закрыт почти всю зиму.\n".encode())
PY
expect_exit 0 "$THRESH" lang long
printf 'en\nen\nen\nen\nen\nru\n' >wanted
cut -f1 stdout >codes
same codes wanted

run_sample out --dedup none
python <<'PY'
rows = documents("out")
lines = "".join(" ".join(row["text"].split("\n")) + "\n" for row in rows)
told = subprocess.run([os.environ["THRESH"], "lang", "-"], input=lines.encode(), capture_output=True).stdout.decode()
claims = {url: lang for outcome, shows, lang, charset, url in sample_list() if lang not in ("-", "")}
for row, line in zip(rows, told.splitlines(), strict=True):
    metadata = row["metadata"]
    code, score = line.split("\t")
    check(metadata["lang"] == code and f"{metadata['lang_score']:.2f}" == score, (line, metadata))
    check(metadata["lang"] != "und" or metadata["lang_score"] == 0, metadata)
    if metadata["url"] in claims:
        check(metadata["lang"] == claims[metadata["url"]], (metadata, claims[metadata["url"]]))
check(any(row["metadata"]["lang_claimed"] == "" for row in rows), "no page without a claim")
check(sum(row["metadata"]["lang_score"] >= 0.8 for row in rows) > len(rows) / 2, "few are sure")
languages = json.loads(Path("out/stats.json").read_text())["languages"]["names"]
check({item["name"] for item in languages} == {row["metadata"]["lang"] for row in rows}, languages)

# a document of an earlier corpus: told anew, its claim kept
row = dict(rows[0], metadata=dict(rows[0]["metadata"], lang="xx", lang_score=0.01, lang_claimed="mt"))
Path("earlier.jsonl").write_text(json.dumps(row) + "\n")
PY
expect_exit 0 "$THRESH" run -q -o again earlier.jsonl
python <<'PY'
first, again = documents("out")[0]["metadata"], documents("again")[0]["metadata"]
check(again["lang"] == first["lang"] and again["lang_score"] == first["lang_score"], again)
check(again["lang_claimed"] == "mt", again)
PY

# a preset that wants languages goes by what is identified, in a run and on its rows
printf 'languages de fr >= 0.65\n' >wanted.preset
run_sample chosen --dedup none --preset wanted.preset
run_sample marked --dedup none --preset wanted.preset --annotate
python <<'PY'
def is_wanted(metadata):
    return metadata["lang"] in ("de", "fr") and metadata["lang_score"] >= 0.65

whole = documents("out")
wanted = {row["id"] for row in whole if is_wanted(row["metadata"])}
check(wanted and len(wanted) < len(whole), "the sample has both kinds")
check({row["id"] for row in documents("chosen")} == wanted, "others are kept")
check({row["id"] for row in documents("marked") if row["metadata"]["filter"]["keep"]} == wanted, "others are marked")
reasons = {row["metadata"]["filter"]["reason"] for row in documents("marked")} - {""}
check("language en is not wanted" in reasons, reasons)
PY
expect_exit 0 "$THRESH" what-if --preset wanted.preset marked

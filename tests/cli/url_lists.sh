# --block, --allow, --block-words, --soft-words: pages are rejected for their URL, the list and the entry named.
. "$TESTS/lib.sh"

python <<'PY'
urls = """http://bad.example/a
http://www.bad.example/b
http://good.bad.example/c
http://part.example/dir/x
http://part.example/directory
http://hosts.example/
http://one.example/casino
http://one.example/free-things
http://one.example/free/bonus
http://adult.example/
http://far.example/gambling/x
http://fine.example/""".split()
texts = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "last", "other"]
with open("in.jsonl", "w") as f:
    for n, (url, word) in enumerate(zip(urls, texts)):
        text = " ".join(f"The {word} page says what no page has said, {word} {i} times." for i in range(9))
        f.write(json.dumps({"id": f"{n:032x}", "url": url, "text": text}) + "\n")
PY
printf '# domains\nbad.example\npart.example/dir/\n0.0.0.0 hosts.example\nno entry\nnor this\n' >block.txt
printf 'good.bad.example\n' >allow.txt
printf 'casino\n' >hard.txt
printf 'free\nbonus\n' >soft.txt
mkdir -p ut1/adult ut1/gambling ut1/empty
echo adult.example >ut1/adult/domains
echo http://far.example/gambling >ut1/gambling/urls
echo 'a usage note' >ut1/adult/usage
ln -s adult ut1/porn

lists='--block block.txt --block ut1 --allow allow.txt --block-words hard.txt --soft-words soft.txt'
run() { # OUT [OPTION]...
	out=$1
	shift
	# shellcheck disable=SC2086
	expect_exit 0 "$THRESH" run --quiet --dedup none -o "$out" "$@" $lists in.jsonl
}
run out -j1
contains stderr 'block.txt: 2 lines are no entries of --block, the first is line 5'
run out4 -j4
same out out4

OUT=out python <<'PY'
why = {r["url"]: (r["reason"], r["detail"]) for r in rejects("out")}
expected = {
    "http://bad.example/a": "block.txt: bad.example",
    "http://www.bad.example/b": "block.txt: bad.example",
    "http://part.example/dir/x": "block.txt: part.example/dir",
    "http://hosts.example/": "block.txt: hosts.example",
    "http://one.example/casino": "hard.txt: casino",
    "http://one.example/free/bonus": "soft.txt: free, bonus",
    "http://adult.example/": "adult: adult.example",
    "http://far.example/gambling/x": "gambling: far.example/gambling",
}
check(why == {url: ("url-blocked", detail) for url, detail in expected.items()}, why)
written = [r["metadata"]["url"] for r in documents("out")]
check(written == ["http://good.bad.example/c", "http://part.example/directory", "http://one.example/free-things",
                   "http://fine.example/"], written)
config = manifest("out")["config"]
check([f["entries"] for f in config["block"]] == [3, 1, 1], config)
check([len(config[name]) for name in ("allow", "block_words", "soft_words")] == [1, 1, 1], config)
PY
expect_exit 0 "$THRESH" verify out

# A page of an archive is blocked before anything of it is read, its HTTP status as well.
echo harbour-news.example >harbour.txt
run_sample blocked --block harbour.txt
python <<'PY'
here = [r for r in rejects("blocked") if "//harbour-news.example/" in r["url"]]
check(len(here) > 3 and {r["reason"] for r in here} <= {"url-blocked", "revisit"}, here)
check(not [r for r in documents("blocked") if "//harbour-news.example/" in r["metadata"]["url"]], "a blocked page")
PY

# A list that is none, or not there, is an error.
printf 'no entry\nnor this\n' >junk.txt
expect_exit 2 "$THRESH" run --quiet -o x --block junk.txt in.jsonl
contains stderr 'junk.txt:1: no entry of --block'
expect_exit 2 "$THRESH" run --quiet -o x --block absent.txt in.jsonl
contains stderr 'absent.txt: cannot open'
mkdir nothing
expect_exit 2 "$THRESH" run --quiet -o x --block nothing in.jsonl
contains stderr 'nothing: no files "domains" or "urls"'
printf 'aa\n*aa*\n' >short.txt
expect_exit 0 "$THRESH" run --quiet -o short --block-words short.txt in.jsonl
contains stderr 'short.txt: 1 lines are no entries of --block-words, the first is line 2'

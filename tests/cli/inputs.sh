# Files, folders, lists and standard input; what is wrong with one input does not stop the others.
. "$TESTS/lib.sh"

mkdir -p in/deep empty-folder no-archives
cp "$SAMPLE" in/a.warc.gz
cp "$SAMPLE" in/deep/b.warc.gz
echo "not an archive" >in/notes.txt
echo "words" >no-archives/words.bin
: >empty.warc.gz
run_sample reference --dedup none
documents reference >reference.rows

ids() { documents "$1" | python3 -c 'import json,sys
for line in sys.stdin: row = json.loads(line); print(row["id"], json.dumps(row["text"]))'; }
ids reference >reference.ids

# A folder: its archives in order; what else is in it is passed over in silence.
expect_exit 1 "$THRESH" run --quiet --dedup none -o folder in
[ "$(documents folder | wc -l)" -eq $((2 * $(wc -l <reference.rows))) ] || fail "a folder gives its archives"
lacks stderr notes.txt

# A list, with comments; the order is the list's.
printf '%s\n' '# all' in/deep/b.warc.gz '' in/a.warc.gz >list.txt
expect_exit 1 "$THRESH" run --quiet --dedup none -o list @list.txt
documents list | head -n 1 | grep -q '"warc_file":"in/deep/b.warc.gz"' || fail "the list's first file comes first"

# Standard input gives the same documents as the file, but for a revisit's, whose original cannot be
# read again.
run_sample exact
ids exact >exact.ids
expect_exit 1 sh -c '"$0" run --quiet -o stdin - <"$1"' "$THRESH" "$SAMPLE"
ids stdin >stdin.ids
same exact.ids stdin.ids
expect_exit 1 sh -c 'cat "$1" | "$0" run --quiet --dedup none -o pipe -' "$THRESH" "$SAMPLE"
rejects reference | grep '"reason":"revisit"' | wc -l >reference.revisits
rejects pipe | grep '"reason":"revisit"' | sed 's/^{"id":"//; s/".*//' >pipe.revisits
[ "$(wc -l <pipe.revisits)" -eq $(($(cat reference.revisits) + 1)) ] || fail "the revisit is no reject"
ids pipe >pipe.ids
grep -vFf pipe.revisits reference.ids >rest.ids
same rest.ids pipe.ids

# Bad inputs: one message each with its path, exit code 1, and the others are run.
for bad in missing.warc.gz empty.warc.gz no-archives/words.bin; do
	out=bad-$(basename "$bad")
	expect_exit 1 "$THRESH" run --quiet --dedup none -o "$out" "$bad" "$SAMPLE"
	contains stderr "$bad"
	one_message stderr
	finished "$out"
	ids "$out" >bad.ids
	same reference.ids bad.ids
done
contains stderr "not an archive"

# Nothing but bad inputs is still a run that ended.
expect_exit 1 "$THRESH" run --quiet -o only-bad missing.warc.gz
finished only-bad
[ "$(documents only-bad | wc -l)" -eq 0 ] || fail "rows out of nothing"

# A folder without archives: said, or it would look like success.
for folder in empty-folder no-archives; do
	code=0
	"$THRESH" run --quiet -o "from-$folder" "$folder" >stdout 2>stderr || code=$?
	[ "$code" -ne 0 ] || fail "a run of $folder looks like success"
	contains stderr "$folder"
done

# A list that is not there is no list of inputs: nothing is done.
code=0
"$THRESH" run --quiet -o no-list @nowhere.txt >stdout 2>stderr || code=$?
[ "$code" -ne 0 ] || fail "a run of a list that is not there looks like success"
contains stderr nowhere.txt

# Pages by themselves: a file, or a folder that holds no archive.
mkdir pages
echo '<!DOCTYPE html><title>One</title><p>The first page has a sentence that is long enough to be kept, and another.' >pages/one.html
echo 'The second page is plain text, one line of it, and says what a text file says about nothing at all.' >pages/two.txt
head -c 300 /dev/zero >pages/picture.png
expect_exit 0 "$THRESH" run --quiet -o pages-out pages
[ "$(documents pages-out | wc -l)" -eq 2 ] || fail "two pages in a folder"
documents pages-out | head -n 1 | grep -q '"url":"pages/one.html"' || fail "a page by itself is named by its file"
expect_exit 0 "$THRESH" run --quiet -o page-out pages/two.txt
[ "$(documents page-out | wc -l)" -eq 1 ] || fail "a page by itself"

# A corpus made earlier, plain and compressed, gives the same rows again.
documents reference >corpus.jsonl
zstd -q corpus.jsonl
gzip -k corpus.jsonl
for corpus in corpus.jsonl corpus.jsonl.zst corpus.jsonl.gz; do
	expect_exit 0 "$THRESH" run --quiet --dedup none -o "again-$corpus" "$corpus"
	ids "again-$corpus" >again.ids
	same reference.ids again.ids
done

# A list may be gzip, with a prefix put before its paths.
printf 'a.warc.gz\ndeep/b.warc.gz\n' | gzip >paths.gz
expect_exit 1 "$THRESH" run --quiet --dedup none --prefix in/ -o prefixed @paths.gz
[ "$(documents prefixed | wc -l)" -eq $((2 * $(wc -l <reference.rows))) ] || fail "a list with a prefix"

# What a folder holds and cannot be read is said, and what stands behind it is read.
deep=broken/a
for level in $(seq 70); do
	deep=$deep/d
done
mkdir -p "$deep" broken/b
cp "$SAMPLE" "$deep/too-deep.warc.gz"
cp "$SAMPLE" broken/z.warc.gz
ln -s nowhere broken/dangling
ln -s .. broken/b/loop
if [ "$(id -u)" -ne 0 ]; then # who may read all
	chmod a-r broken/b
fi
expect_exit 1 "$THRESH" run --quiet --dedup none -o broken-out broken
ids broken-out >broken.ids
same reference.ids broken.ids
contains stderr "broken/a/d/d"
if [ "$(id -u)" -ne 0 ]; then
	contains stderr "broken/b: cannot open: Permission denied"
fi
lacks stderr dangling

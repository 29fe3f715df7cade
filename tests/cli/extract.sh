# `thresh extract` gives the text of one page, from a file or from standard input.
. "$TESTS/lib.sh"

cat >page.html <<'PAGE'
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>The bell of Saint Orm | Parish Paper</title>
<meta name="author" content="Dora Finch"><meta property="article:published_time" content="2026-02-03T08:00:00Z">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/about">About us</a></li></ul></nav>
<div class="cookie-banner">We use cookies. <button>Accept</button></div>
<main><article><h1>The bell of Saint Orm</h1>
<p>For two hundred years the bell of Saint Orm has been rung by hand, every evening at six, by a member of the
same family. On Sunday the last of them climbed the tower for the last time, and the café below kept its lights on.</p>
<p>Nobody had been asked to come, but by half past five the square was full. When the bell had fallen silent the
people stayed where they were for a while, as if there were something more to hear.</p>
<p>From Monday on a motor will do the work. It was paid for by a raffle, it never has a cold, and it is, as the
priest remarked, entirely without a sense of occasion.</p></article></main>
<aside class="related"><h3>Read next</h3><a href="/1">Choir looks for tenors</a></aside>
<footer>© 2026 Parish Paper. All rights reserved.</footer></body></html>
PAGE

expect_exit 0 "$THRESH" extract page.html
contains stdout "For two hundred years the bell of Saint Orm has been rung by hand"
contains stdout "entirely without a sense of occasion."
contains stdout "café"
lacks stdout "About us"
lacks stdout "cookies"
lacks stdout "All rights reserved"
mv stdout from-file

expect_exit 0 sh -c '"$0" extract - <page.html' "$THRESH"
same from-file stdout
expect_exit 0 sh -c 'cat page.html | "$0" extract -' "$THRESH"
same from-file stdout

expect_exit 0 "$THRESH" extract --json page.html
cp stdout page.json
python <<'PY'
row = json.loads(Path("page.json").read_text())


def find(name, value):
    """A member, at the top or in `metadata`."""
    return value.get(name, value.get("metadata", {}).get(name))


check(find("title", row) == "The bell of Saint Orm", f"title: {find('title', row)}")
check(find("author", row) == "Dora Finch", f"author: {find('author', row)}")
check((find("published", row) or "").startswith("2026-02-03"), f"published: {find('published', row)}")
check(find("lang", row) == "en", f"lang: {find('lang', row)}")
text = Path("from-file").read_text().strip()
check(row["text"].strip() in text, "the text is another one with --json")
PY

# A page in another charset, and text that is no HTML.
iconv -f utf-8 -t windows-1252 page.html | sed 's/charset="utf-8"/charset="windows-1252"/' >latin.html
expect_exit 0 "$THRESH" extract latin.html
same from-file stdout
printf 'Home\nNews\nThe weir was opened at noon, and the water took its time before it came down to us.\n' >page.txt
expect_exit 0 "$THRESH" extract page.txt
contains stdout "The weir was opened at noon"

# No input, no page.
expect_exit 1 "$THRESH" extract nowhere.html
contains stderr nowhere.html
one_message stderr

# The articles of the sample come out whole, in every charset, and without the boilerplate.
. "$TESTS/lib.sh"

run_sample out
python <<'PY'
sys.dont_write_bytecode = True
sys.path.insert(0, os.environ["ROOT"] + "/scripts")
import re
from sample_pages import ARTICLES, FOREIGN, WORDS

by_url = {row["metadata"]["url"]: row for row in documents("out")}


def folded(text):
    return re.sub(r"\s+", " ", re.sub(r"(?m)^(## |- )", "", text)).strip()


for article in ARTICLES + FOREIGN:
    row = by_url.get(article["url"])
    if row is None:
        fail(f"no document for {article['url']}")
    got = folded(row["text"])
    for paragraph in article["text"].strip().split("\n\n"):
        check(folded(paragraph) in got or paragraph.startswith("- "),
              f"{article['url']}: lost: {paragraph[:70]}")
    words = WORDS[row["metadata"]["lang"]]
    for boilerplate in (words[5], words[6]):
        check(boilerplate not in got, f"{article['url']}: kept: {boilerplate}")
    title = row["metadata"]["title"]
    check(title == article["title"], f"{article['url']}: title: {title}")

charsets = {a["url"]: a["charset"] for a in FOREIGN}
for url, charset in charsets.items():
    got = by_url[url]["metadata"]["charset"].lower()
    same = {"iso-8859-1": ("windows-1252", "iso-8859-1"), "utf-16": ("utf-16le",)}.get(charset, (charset,))
    check(got in same, f"{url}: charset {got}, not {charset}")
PY

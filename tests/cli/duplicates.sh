# A text that an earlier document had is rejected and names that document, kept or not.
. "$TESTS/lib.sh"

cp "$SAMPLE" a.warc.gz
cp "$SAMPLE" b.warc.gz
expect_exit 1 "$THRESH" run --quiet --dedup exact -o exact a.warc.gz b.warc.gz
expect_exit 1 "$THRESH" run --quiet --dedup none -o none a.warc.gz b.warc.gz
python <<'PY'
import re

kept, everything, rejected = documents("exact"), documents("none"), rejects("exact")
duplicates = [row for row in rejected if row["reason"] == "duplicate-exact"]
others = [row for row in rejected if row["reason"] != "duplicate-exact"]
check(len(kept) + len(duplicates) == len(everything), "documents and duplicates are not all documents")
check(len(duplicates) >= len(kept), "the second file is the first again")
check(not any(r["reason"] == "duplicate-exact" for r in rejects("none")), "--dedup none finds no duplicates")
check(all(row["duplicate_of"] == "" for row in others), "only a duplicate names another document")


def key(text):
    return re.sub(r"\s+", " ", text).strip()


# What must come out, by the definition: the first document of a text is kept.
first, order = {}, {}
for row in everything:
    first.setdefault(key(row["text"]), row["id"])
    order.setdefault(row["id"], len(order))
wanted = [row["id"] for row in everything if first[key(row["text"])] == row["id"]]
# The same page in two files has one id: it is kept the first time only.
wanted = list(dict.fromkeys(wanted))
check([row["id"] for row in kept] == wanted, "other documents kept than the first of each text")
texts = {row["id"]: key(row["text"]) for row in everything}
for row in duplicates:
    earlier = row["duplicate_of"]
    check(earlier in {k["id"] for k in kept}, f"{row['url']} names no document: {earlier!r}")
    check(texts[earlier] == texts[row["id"]], f"{row['url']} names a document with another text")

mirrored = "http://old-mirror.example/log/0412.html"
check(any(row["url"] == mirrored for row in duplicates), f"{mirrored} is a copy")
near = "https://coast-wire.example/stories/oysters-return"
check(any(row["metadata"]["url"] == near for row in kept), f"{near} is no exact copy")
PY

# Every row is JSON with the same members in the same order and types; text is in paragraphs.
. "$TESTS/lib.sh"

run_sample out
python <<'PY'
import re

DOCUMENT = ["id", "text", "source", "added", "created", "metadata"]
REJECT = ["id", "url", "warc_file", "warc_offset", "warc_length", "reason", "duplicate_of", "band", "similarity", "detail"]
NEEDED = {"url", "warc_file", "warc_offset", "warc_length", "record_id", "date", "http_status",
          "content_type", "charset", "charset_from", "lang", "lang_score", "lang_claimed", "kind", "title",
          "author", "published", "modified", "site", "canonical", "description", "section", "license", "image", "tags",
          "lines_dropped", "sources"}


def shape(row):
    return [(name, shape(value) if isinstance(value, dict) else type(value).__name__)
            for name, value in row.items()]


docs, bad = documents("out"), rejects("out")
check(len(docs) > 20 and len(bad) > 5, f"only {len(docs)} documents and {len(bad)} rejects")
check(list(docs[0]) == DOCUMENT, f"members of a document: {list(docs[0])}")
check(NEEDED <= set(docs[0]["metadata"]), f"no {NEEDED - set(docs[0]['metadata'])} in metadata")
SOURCES = {"", "json-ld", "og", "meta", "itemprop", "time", "link", "html", "title", "h1", "text",
           "update", "url", "http"}
KINDS = {"article", "forum", "product", "collection", "listing", "documentation", "service"}
for row in docs:
    metadata = row["metadata"]
    is_html = metadata["content_type"] != "text/plain"
    check(metadata["kind"] in (KINDS if is_html else {""}), f"kind: {metadata['kind']}")
    for name, source in metadata["sources"].items():
        check(source in SOURCES, f"source of {name}: {source}")
        value = metadata["lang_claimed" if name == "lang" else name]
        check(bool(source) == bool(value), f"source of {name} without it: {metadata['url']}")
    check(shape(row) == shape(docs[0]), f"another shape: {row['metadata']['url']}")
    text = row["text"]
    check(text == text.strip() and text, f"empty or untrimmed text: {row['metadata']['url']}")
    check("\n\n\n" not in text, f"two blank lines: {row['metadata']['url']}")
    check(not re.search(r"[ \t]\n", text), f"white space before a line's end: {row['metadata']['url']}")
    check("\r" not in text and "\0" not in text, f"control characters: {row['metadata']['url']}")
    check(all(isinstance(tag, str) for tag in row["metadata"]["tags"]), "tags are strings")
for row in bad:
    check(list(row) == REJECT, f"members of a reject: {list(row)}")
    check(shape(row) == shape(bad[0]), f"another shape: {row}")
long_ones = [row for row in docs if len(row["text"]) > 700 and row["metadata"]["lang"] == "en"]
check(long_ones and all("\n\n" in row["text"] for row in long_ones), "paragraphs are not parted")
ids = [row["id"] for row in docs]
check(len(set(ids)) == len(ids), "two documents have one id")
check(all(re.fullmatch("[0-9a-f]{32}", i) for i in ids), "an id is 32 hex digits")
PY

# Markdown says what text says: read by another program (cmark-gfm), it gives the same characters,
# with nothing of them taken for markup.
. "$TESTS/lib.sh"

command -v cmark-gfm >/dev/null 2>&1 || skip "no cmark-gfm"
python <<'PY'
import html
import random
import re
from html.parser import HTMLParser

ODD = ["*", "**", "_", "__", "`", "``", "```", "~~", "~~~", "[x]", "](u)", "[a]: b", "<b>", "</b>", "<", "&amp;",
       "&", "\\", "\\*", "#", "##", ">", "-", "+", "1.", "1)", "12.", "---", "===", "***", "___", "|", "| a | b |",
       "|---|---|", "a_b", "!", "![i](u)", "(x)", ":", "<br>", "*a*", "_b_", "C#", "é", "漢字", "“q”", "~a~", "<!--",
       "-->", "<?", "&#38;", "&lt"]
PROSE = "The farmer went down to the river, looked at the water for a while, and came back home before dark."


class Page:
    """A page of random structure with text that is markup almost everywhere."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def text(self):
        words = [self.random.choice(ODD) + (self.random.choice(ODD) if self.random.random() < .2 else "")
                 for _ in range(self.random.randint(1, 5))]
        if self.random.random() < .7:
            words.insert(self.random.randint(0, len(words)), PROSE)
        return html.escape(" ".join(words))

    def lines(self):
        return "<br>".join(self.text() for _ in range(self.random.choice((1, 1, 2))))

    def item(self, depth):
        return self.random.choice((self.lines(), self.lines() + self.blocks(depth + 1), self.blocks(depth + 1)))

    def block(self, depth):
        kind = self.random.choice(("p", "p", "p", "h", "quote", "ul", "ol", "pre", "table")[:9 if depth < 4 else 4])
        if kind == "p":
            return f"<p>{self.lines()}</p>"
        if kind == "h":
            level = self.random.randint(1, 6)
            return f"<h{level}>{self.lines()}</h{level}>"
        if kind == "quote":
            return f"<blockquote>{self.blocks(depth + 1)}</blockquote>"
        if kind == "pre":
            return "<pre><code>" + "\n".join(self.text() for _ in range(3)) + "</code></pre>"
        if kind == "table":
            row = lambda: "<tr>" + "".join(f"<td>{self.lines()}</td>" for _ in range(3)) + "</tr>"
            return "<table>" + row() + row() + row() + "</table>"
        start = f" start={self.random.randint(0, 120)}" if kind == "ol" and self.random.random() < .3 else ""
        return f"<{kind}{start}>" + "".join(f"<li>{self.item(depth)}</li>" for _ in range(3)) + f"</{kind}>"

    def blocks(self, depth):
        return "".join(self.block(depth) for _ in range(self.random.randint(1, 3)))

    def html(self):
        frame = f"<p>{PROSE} {PROSE}</p>"
        return f"<!DOCTYPE html><html lang=en><article><h1>Page</h1>{frame}{self.blocks(0)}{frame}</article></html>"


class Text(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts = []

    def handle_data(self, data):
        self.parts.append(data)


def rendered(markdown):
    command = ["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "tasklist", "-t", "html"]
    parser = Text()
    parser.feed(subprocess.run(command, input=markdown, check=True, capture_output=True).stdout.decode())
    parser.close()
    return "".join(parser.parts)


def extract(path, form):
    command = [os.environ["THRESH"], "extract", "--favor", "recall", "--format", form, path]
    return subprocess.run(command, check=True, capture_output=True).stdout


def folded(text):
    return re.sub(r"\s+", "", text)


PAGES = 50
golden = sorted(Path(os.environ["ROOT"], "tests/golden").glob("*.html"))
check(len(golden) > 0, "no golden pages")
odd = 0
for seed in range(PAGES):
    Path(f"{seed}.html").write_text(Page(seed).html())
for path in [*golden, *(Path(f"{seed}.html") for seed in range(PAGES))]:
    text, markdown = extract(path, "text"), extract(path, "markdown")
    check(len(text) > 200, f"{path}: hardly any text")
    odd += b"\\" in markdown
    got, want = folded(rendered(markdown)), folded(text.decode())
    if got != want:
        at = next((i for i, (a, b) in enumerate(zip(got, want)) if a != b), min(len(got), len(want)))
        print(markdown.decode())
        fail(f"{path}: read back as …{got[max(0, at - 40):at + 40]}… not …{want[max(0, at - 40):at + 40]}…")
check(odd >= 40, f"escapes in {odd} pages only")
PY

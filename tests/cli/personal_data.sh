# --pii: e-mail and public IP addresses, phone and card numbers, IBANs and keys are masked, or reject a page; they are counted
# by kind and never logged. All of them are made up.
. "$TESTS/lib.sh"

python <<'PY'
# keys in parts, so that nothing that looks for keys finds them
key = "AK" + "IA" + "ABCD2345" * 2
body = "A page about a garden of many words, with roses and lilies, number {n} of its kind, for all to read. " * 3
spans = [
    "Write to kay.lee@mail.example or to lee@mail.example.",
    "The server was 8.8.4.4, and 192.168.1.1 at home; version 1.2.3.4.",
    "Call +1 212 555 0166 by 2024-05-06.",
    "Paid with 4111 1111 1111 1111 for ISBN 978-3-16-148410-0.",
    "To DE89 3704 0044 0532 0130 00, please.",
    f"The key is {key}.",
    "Nothing to hide.",
]
with open("in.jsonl", "w") as f:
    for n, span in enumerate(spans):
        row = {"id": f"{n:032x}", "url": f"https://pages.example/{n}", "title": f"Title of kay@mail.example {n}" if n == 0 else f"T{n}",
               "author": "Kay (kay@mail.example)" if n == 0 else "Lee", "text": body.format(n=n) + span}
        f.write(json.dumps(row) + "\n")
    twin = "Two pages that differ in what is masked alone, both of them long enough to be told from others. "
    for n, name in enumerate(("kay", "lee")):
        row = {"id": f"{n + 50:032x}", "url": f"https://twin.example/{n}", "text": twin * 2 + f"Ask {name}@mail.example."}
        f.write(json.dumps(row) + "\n")
PY

for how in keep mask drop; do
	for jobs in 1 4; do
		expect_exit 0 "$THRESH" run -j$jobs --dedup exact --pii $how --log json -o $how$jobs in.jsonl
		lacks stderr mail.example
		lacks stderr 4111
		lacks stderr 8.8.4.4
	done
	same ${how}1 ${how}4
	expect_exit 0 "$THRESH" verify ${how}1
done
expect_exit 0 "$THRESH" run -q --dedup exact -o default in.jsonl
same default keep1

python <<'PY'
texts = {r["id"]: r for r in documents("mask1")}
kinds = ["email", "ip", "phone", "card", "iban", "secret"]
ends = {
    0: "Write to [email] or to [email].",
    1: "The server was [ip], and 192.168.1.1 at home; version 1.2.3.4.",
    2: "Call [phone] by 2024-05-06.",
    3: "Paid with [card] for ISBN 978-3-16-148410-0.",
    4: "To [iban], please.",
    5: "The key is [secret].",
    6: "Nothing to hide.",
}
for n, end in ends.items():
    row = texts[f"{n:032x}"]
    check(row["text"].endswith(end), row["text"][-100:])
    counts = row["metadata"]["pii"]
    check(list(counts) == kinds, counts)
    check(sum(counts.values()) == {0: 4, 6: 0}.get(n, 1), counts)
check(texts["0" * 32]["metadata"]["title"] == "Title of [email] 0", texts["0" * 32]["metadata"])
check(texts["0" * 32]["metadata"]["author"] == "Kay ([email])", texts["0" * 32]["metadata"])
totals = {"email": 6, "ip": 1, "phone": 1, "card": 1, "iban": 1, "secret": 1}
check(manifest("mask1")["totals"]["pii"] == totals, manifest("mask1")["totals"]["pii"])
check(json.loads(Path("mask1/stats.json").read_text())["totals"]["pii"] == totals, "stats.json")

# Masked first, then compared.
check([(r["reason"], r["duplicate_of"]) for r in rejects("mask1")] == [("duplicate-exact", f"{50:032x}")], rejects("mask1"))

kept = documents("keep1")
check(len(kept) == 9 and all("pii" not in r["metadata"] for r in kept), "keep")
check(manifest("keep1")["totals"]["pii"] == dict.fromkeys(kinds, 0), "keep counts nothing")

dropped = rejects("drop1")
check({r["reason"] for r in dropped} == {"personal-data"} and len(dropped) == 8, dropped)
check([r["detail"] for r in dropped[:2]] == ["email 4", "ip 1"], dropped)
check([r["metadata"]["pii"] for r in documents("drop1")] == [dict.fromkeys(kinds, 0)], "drop")
for out in ("mask1", "drop1"):
    for path in Path(out).glob("*"):
        data = subprocess.run(["zstdcat", path], capture_output=True).stdout if path.suffix == ".zst" else path.read_bytes()
        check(b"mail.example" not in data and b"4111 1111" not in data, f"{path} tells personal data")
PY

# A corpus that was masked goes through again as it is.
expect_exit 0 "$THRESH" run -q --dedup none --pii mask -o again mask1/part-00000.jsonl.zst
python <<'PY'
check([r["text"] for r in documents("again")] == [r["text"] for r in documents("mask1")], "masked twice")
PY

"""What core/filter says of the golden texts beside what the published code says: verdicts, reasons,
values and repaired texts.

usage: compare.py GOLDEN.jsonl OURS.jsonl EXCEPTIONS.tsv

OURS is what build/MODE/bench/signals writes with all presets of this folder. EXCEPTIONS has a line
for each documented difference: id, variant, what differs, why. Any other difference is a failure,
and so is an exception that is none any more.
"""
import collections
import json
import re
import sys

ABSENT = object()
QUALITY = {"gopher_short_doc": "datatrove_words <", "gopher_long_doc": "datatrove_words >",
           "gopher_below_avg_threshold": "datatrove_mean_word_length <",
           "gopher_above_avg_threshold": "datatrove_mean_word_length >",
           "gopher_too_many_hashes": "datatrove_hashes", "gopher_too_many_ellipsis": "datatrove_ellipses",
           "gopher_too_many_bullets": "datatrove_bullet_lines",
           "gopher_too_many_end_ellipsis": "datatrove_ellipsis_lines",
           "gopher_below_alpha_threshold": "datatrove_alpha_words",
           "gopher_enough_stop_words": "datatrove_stop_words"}
QUALITY_VALUES = {"non_symbol_words": "datatrove_words", "mean_word_length": "datatrove_mean_word_length",
                  "hash_ratio": "datatrove_hashes", "ellipsis_ratio": "datatrove_ellipses",
                  "bullet_lines_ratio": "datatrove_bullet_lines",
                  "ellipsis_lines_ratio": "datatrove_ellipsis_lines",
                  "alpha_words_ratio": "datatrove_alpha_words", "distinct_stop_words": "datatrove_stop_words"}
REPETITION = {"dup_para_frac": "dup_paragraphs", "dup_para_char_frac": "dup_paragraph_chars",
              "dup_line_frac": "dup_lines", "dup_line_char_frac": "dup_line_chars",
              **{f"top_{n}_gram": f"top_{n}_gram" for n in (2, 3, 4)}}
DATATROVE = {**{k: "datatrove_" + v for k, v in REPETITION.items()},
             **{f"duplicated_{n}_n_grams": f"datatrove_dup_{n}_gram" for n in range(5, 11)}}
DCLM = {**{k: "dclm_" + v for k, v in REPETITION.items()},
        **{f"dup_{n}_gram": f"dclm_dup_{n}_gram" for n in range(5, 11)}, "empty": "dclm_segments"}
FINEWEB = {"line_punct_ratio": "fineweb_end_mark_lines", "short_line_ratio": "fineweb_short_lines",
           "char_dup_ratio": "fineweb_dup_line_chars", "list_ratio": "fineweb_newlines"}
C4 = {"too_few_sentences": "c4_sentences", "curly_bracket": "c4_curly_bracket", "lorem_ipsum": "c4_lorem_ipsum"}
C4_VALUES = {"sentences": "c4_sentences", "lines_total": "c4_lines", "lines_kept": "c4_kept_lines",
             "lines_filter-too_long_word": "c4_long_word_lines",
             "lines_filter-no_terminal_punc": "c4_no_end_mark_lines",
             "lines_filter-too_few_words": "c4_few_words_lines",
             "lines_filter-javascript": "c4_javascript_lines", "lines_filter-policy": "c4_policy_lines"}
DCLM_QUALITY = {"words_fasttext": "dclm_words", "mean_word_length": "dclm_mean_word_length",
                "symbol_ratio": "dclm_symbols", "bullet_lines_ratio": "dclm_bullet_lines",
                "ellipsis_lines_ratio": "dclm_ellipsis_lines", "non_alpha_words_ratio": "dclm_non_alpha_words",
                "stop_words": "dclm_stop_words", "chars": "dclm_chars", "sentences": "dclm_sentences"}
DOLMA = {"word_count": "dolma_words", "median_word_length": "dolma_median_word_length",
         "symbol_to_word_ratio": "dolma_symbols", "fraction_of_words_with_alpha_character": "dolma_alpha_words",
         "required_word_count": "dolma_stop_words",
         "fraction_of_lines_starting_with_bullet_point": "dolma_bullet_lines",
         "fraction_of_lines_ending_with_ellipsis": "dolma_ellipsis_lines",
         "fraction_of_duplicate_lines": "dolma_dup_lines",
         "fraction_of_characters_in_duplicate_lines": "dolma_dup_line_chars",
         **{f"fraction_of_characters_in_most_common_{n}grams": f"dolma_top_{n}_gram" for n in (2, 3, 4)},
         **{f"fraction_of_characters_in_duplicate_{n}grams": f"dolma_dup_{n}_gram" for n in range(5, 11)}}
DCLM_STEPS = {"url_removal_modifier": "repair dclm_urls", "page_length_filter:word:100000:50": "drop dclm_words",
              "word_length_filter:10:3": "drop dclm_mean_word_length", "symbol_ratio_filter": "drop dclm_symbols",
              "bullet_count_filter": "drop dclm_bullet_lines", "ellipsis_count_filter": "drop dclm_ellipsis_lines",
              "alphabetic_word_ratio_filter:0.2": "drop dclm_non_alpha_words",
              "stop_word_filter": "drop dclm_stop_words",
              "massive_web_repetition_filters": "drop dclm_(segments|dup|top)",
              "uppercase_ratio_line_modifier:0.5": "repair dclm_uppercase",
              "word_removal_ratio_filter": "drop dclm_removed_words",
              "page_length_filter:char:190000": "drop dclm_chars",
              "word_length_modifier:1000": "repair dclm_long_words",
              "punctuation_line_modifier": "repair dclm_end_marks", "line_length_modifier:5": "repair dclm_line_words",
              "substring_filter:lorem ipsum": "drop dclm_lorem_ipsum",
              "substring_line_modifier:javascript": "repair dclm_javascript",
              "substring_filter:{": "drop dclm_curly_bracket", "page_length_filter:sentence:3": "drop dclm_sentences"}

counts = collections.Counter()
differences = collections.OrderedDict()
values_compared = 0


def differ(row, variant, what, theirs, ours):
    differences.setdefault((row["id"], variant), []).append(f"{what}: {theirs!r}, ours {ours!r}")


def number(pair):
    return None if pair[1] == 0 else pair[0] / pair[1]


def compare_values(row, variant, names, theirs, signals):
    global values_compared
    for name, signal in names.items():
        want = theirs.get(name, ABSENT)
        if want is ABSENT or (want is None and "stopped" in theirs):
            continue  # null behind where their code ended early
        got = number(signals[signal])
        values_compared += 1
        if (want is None) != (got is None) or (want is not None and abs(want - got) > 1e-9):
            differ(row, variant, signal, want, got)


def compare_verdict(row, variant, theirs, ours, reasons):
    """`reasons`: what their reason is as a step of ours, a pattern for its beginning."""
    counts[variant] += 1
    if theirs["keep"] != ours["keep"]:
        differ(row, variant, "keep", (theirs["keep"], theirs["reason"]), (ours["keep"], ours["step"]))
    elif not theirs["keep"]:
        pattern = reasons(theirs["reason"])
        if not re.match(f"({pattern})( |_|$)", ours["step"]):
            differ(row, variant, "reason", theirs["reason"], ours["step"])
    if theirs["keep"] and "text_after" in theirs and theirs["text_after"] != ours["text"]:
        differ(row, variant, "text", "", "")
        at = next((i for i, (a, b) in enumerate(zip(theirs["text_after"], ours["text"])) if a != b), -1)
        differ(row, variant, "text at", theirs["text_after"][at - 20:at + 40], ours["text"][at - 20:at + 40])


def drop_of(table):
    return lambda reason: "drop " + re.escape(table.get(reason, "?" + reason))


def compare_datatrove(row, ours):
    golden = row["datatrove"]
    for suffix in ("", "_split", "_treebank"):
        for family, preset, names, values in (("gopher_quality", "quality", QUALITY, QUALITY_VALUES),
                                              ("gopher_repetition", "repetition", DATATROVE, DATATROVE),
                                              ("fineweb", "fineweb", FINEWEB, FINEWEB)):
            variant = family + suffix
            mine = ours[preset + suffix]
            signals = row["ours"][suffix[1:] or "simple"]
            reasons = drop_of({**names, "empty": "fineweb_lines"})
            compare_verdict(row, variant, golden[variant], mine, reasons)
            compare_values(row, variant, values, golden[variant]["signals"], signals)
    for variant in ("c4", "c4_fineweb", "c4_tfds"):
        compare_verdict(row, variant, golden[variant], ours[variant], drop_of(C4))
    compare_values(row, "c4_tfds", C4_VALUES, golden["c4_tfds"]["signals"], row["ours"]["simple"])
    compare_verdict(row, "mc4_paragraphs", golden["mc4_paragraphs"], ours["mc4"], lambda reason: "drop mc4_long_lines")
    chain = {**QUALITY, **DATATROVE, **FINEWEB, **C4}
    theirs = {**golden["fineweb_chain"]}
    if theirs["keep"]:  # before its last step, PII: the text as C4's rules left it
        theirs["text_after"] = golden["c4_fineweb"]["text_after"]
    compare_verdict(row, "fineweb_chain", theirs, ours["fineweb_chain"], drop_of(chain))


def compare_dclm(row, ours):
    golden = row["dclm"]
    signals = row["ours"]["simple"]
    compare_values(row, "dclm.signals", DCLM_QUALITY, golden["signals"], signals)
    compare_verdict(row, "dclm.gopher_repetition", golden["gopher_repetition"], ours["dclm_repetition"], drop_of(DCLM))
    if golden["gopher_repetition"]["reason"] != "empty":
        compare_values(row, "dclm.gopher_repetition", DCLM, golden["gopher_repetition"]["signals"], signals)
    steps = lambda reason: DCLM_STEPS.get(reason, "?" + reason)
    compare_verdict(row, "dclm.c4", golden["c4"], ours["dclm_c4"], steps)
    compare_verdict(row, "dclm.refinedweb", golden["refinedweb"], ours["dclm_refinedweb"], steps)


def compare_dolma(row, ours):
    signals = row["ours"]["simple"]
    compare_values(row, "dolma_gopher", DOLMA, row["dolma_gopher"], signals)
    v2 = {name: signal.replace("dolma_", "dolma_v2_") for name, signal in DOLMA.items() if "lines" in name}
    compare_values(row, "dolma_gopher_v2", v2, {**row["dolma_gopher"], **row["dolma_gopher_v2"]}, signals)

    def reasons(reason):
        name = DOLMA.get(re.match("[a-z_0-9]+", reason)[0], "?" + reason)
        return "drop " + name + "|drop " + name.replace("dolma_", "dolma_v2_")
    for variant, preset in (("as_written", "dolma_as_written"), ("names_mended", "dolma"), ("v2_names_mended", "dolma_v2")):
        compare_verdict(row, "dolma_mix." + variant, row["dolma_mix_v1_6"][variant], ours[preset], reasons)
    lines = row["dolma_c4"]["v1"]["line_count"]
    theirs = {name: row["dolma_c4"]["v1"].get("lines_with_" + name, 0) / lines
              for name in ("no_ending_punctuation", "too_few_words")}
    compare_values(row, "dolma_c4", {"no_ending_punctuation": "dolma_c4_no_end_mark_lines",
                                     "too_few_words": "dolma_c4_few_words_lines"}, theirs, signals)
    flags = {"v1": {"has_javascript": "dolma_c4_javascript", "has_lorem_ipsum": "dclm_lorem_ipsum",
                    "has_curly_brace": "dclm_curly_bracket"}, "v2": {"has_javascript": "dolma_c4_v2_javascript"}}
    for version, names in flags.items():
        theirs = {name: int(bool(row["dolma_c4"][version].get(name))) for name in names}
        compare_values(row, "dolma_c4", names, theirs, signals)


def main():
    golden, ours, exceptions = sys.argv[1:]
    with open(ours, encoding="utf-8", newline="\n") as f:
        mine = {row["id"]: row for row in map(json.loads, f)}
    rows = 0
    with open(golden, encoding="utf-8", newline="\n") as f:
        for row in map(json.loads, f):
            rows += 1
            assert mine[row["id"]]["text"] == row["text"], f"{row['id']}: another text was judged"
            presets = {path.rsplit("/", 1)[-1].removesuffix(".preset"): verdict
                       for path, verdict in mine[row["id"]]["presets"].items()}
            for verdict in presets.values():
                verdict.setdefault("text", row["text"])
            row["ours"] = mine[row["id"]]["signals"]
            compare_datatrove(row, presets)
            compare_dclm(row, presets)
            compare_dolma(row, presets)
    with open(exceptions, encoding="utf-8") as f:
        known = {tuple(line.split("\t")[:2]) for line in f.read().splitlines() if line and line[0] != "#"}
    variants = sorted(set(counts) | {variant for _, variant in differences})
    for variant in variants:
        failed = [key for key in differences if key[1] == variant]
        documented = sum(key in known for key in failed)
        print(f"{variant}: {rows - len(failed)} of {rows} agree, {documented} differ as documented")
    print(f"{values_compared} values compared")
    unknown = [key for key in differences if key not in known]
    for key in unknown[:60]:
        print("\t".join(key), "; ".join(differences[key]), sep="\t")
    for key in sorted(known - set(differences)):
        print("\t".join(key), "is no exception any more", sep="\t")
    sys.exit(1 if unknown or known - set(differences) else 0)


main()

/*
 * All signals: what a preset can ask about a text. A row is SIGNAL(name, kind, group, what it is):
 * a COUNT is a whole number; a SHARE is one number over another, kept as both of them; a MEAN is
 * the same, but not a part of a whole. Rows of a group are computed together, by the file that is
 * named at its head, which says where the rules come from.
 */
#ifndef CORE_FILTER_SIGNAL_TABLE_H
#define CORE_FILTER_SIGNAL_TABLE_H

/* clang-format off */
#define SIGNAL_TABLE(SIGNAL)                                                                       \
	/* gopher_quality.c: Rae et al. 2021, arXiv 2112.11446, A1.1 */                            \
	SIGNAL(datatrove_words,              COUNT, DATATROVE_QUALITY, "words that are not all punctuation") \
	SIGNAL(datatrove_mean_word_length,   MEAN,  DATATROVE_QUALITY, "characters of those words")        \
	SIGNAL(datatrove_hashes,             MEAN,  DATATROVE_QUALITY, "\"#\" for each word")              \
	SIGNAL(datatrove_ellipses,           MEAN,  DATATROVE_QUALITY, "\"...\" and \"…\" for each word")  \
	SIGNAL(datatrove_bullet_lines,       SHARE, DATATROVE_QUALITY, "lines that begin with • or -; blank lines count") \
	SIGNAL(datatrove_ellipsis_lines,     SHARE, DATATROVE_QUALITY, "lines that end with an ellipsis; blank lines count") \
	SIGNAL(datatrove_alpha_words,        SHARE, DATATROVE_QUALITY, "words with a letter, of all, punctuation too") \
	SIGNAL(datatrove_stop_words,         COUNT, DATATROVE_QUALITY, "different ones of the 8 stop words, case as it is") \
	SIGNAL(dclm_words,                   COUNT, DCLM_QUALITY, "fastText's words that begin with a letter or digit") \
	SIGNAL(dclm_mean_word_length,        MEAN,  DCLM_QUALITY, "characters of what stands between white space") \
	SIGNAL(dclm_symbols,                 MEAN,  DCLM_QUALITY, "\"#\", \"...\", \". . .\" and \"…\" for each word") \
	SIGNAL(dclm_bullet_lines,            SHARE, DCLM_QUALITY, "lines that begin with ● • * or -, of those not blank") \
	SIGNAL(dclm_ellipsis_lines,          SHARE, DCLM_QUALITY, "lines that end with \"...\", \". . .\" or \"…\"") \
	SIGNAL(dclm_non_alpha_words,         SHARE, DCLM_QUALITY, "words without a letter")               \
	SIGNAL(dclm_stop_words,              COUNT, DCLM_QUALITY, "uses of the 8 stop words, in any case") \
	SIGNAL(dolma_words,                  COUNT, DOLMA_QUALITY, "what stands between white space")       \
	SIGNAL(dolma_median_word_length,     MEAN,  DOLMA_QUALITY, "the median, not the mean")              \
	SIGNAL(dolma_symbols,                SHARE, DOLMA_QUALITY, "words with \"#\" or \"…\" in them")     \
	SIGNAL(dolma_alpha_words,            SHARE, DOLMA_QUALITY, "words with a letter")                   \
	SIGNAL(dolma_stop_words,             COUNT, DOLMA_QUALITY, "uses of the 8 stop words, case as it is") \
	SIGNAL(dolma_bullet_lines,           SHARE, DOLMA_QUALITY, "lines that begin with * or -; blank lines count") \
	SIGNAL(dolma_ellipsis_lines,         SHARE, DOLMA_QUALITY, "lines that end with \"…\"; blank lines count") \
	SIGNAL(dolma_v2_bullet_lines,        SHARE, DOLMA_QUALITY, "the same, blank lines do not count")     \
	SIGNAL(dolma_v2_ellipsis_lines,      SHARE, DOLMA_QUALITY, "the same, blank lines do not count")     \
	/* gopher_repetition.c: Rae et al. 2021, table A1 */                                       \
	SIGNAL(datatrove_dup_paragraphs,     SHARE, DATATROVE_REPETITION, "paragraphs seen before in the text")  \
	SIGNAL(datatrove_dup_paragraph_chars, SHARE, DATATROVE_REPETITION, "their characters, of all")           \
	SIGNAL(datatrove_dup_lines,          SHARE, DATATROVE_REPETITION, "lines seen before in the text")       \
	SIGNAL(datatrove_dup_line_chars,     SHARE, DATATROVE_REPETITION, "their characters, of all")            \
	SIGNAL(datatrove_top_2_gram,         MEAN,  DATATROVE_REPETITION, "characters of the most frequent 2-gram, all copies") \
	SIGNAL(datatrove_top_3_gram,         MEAN,  DATATROVE_REPETITION, "of the most frequent 3-gram")         \
	SIGNAL(datatrove_top_4_gram,         MEAN,  DATATROVE_REPETITION, "of the most frequent 4-gram")         \
	SIGNAL(datatrove_dup_5_gram,         SHARE, DATATROVE_REPETITION, "characters of 5-grams seen before, without overlap") \
	SIGNAL(datatrove_dup_6_gram,         SHARE, DATATROVE_REPETITION, "of 6-grams")                         \
	SIGNAL(datatrove_dup_7_gram,         SHARE, DATATROVE_REPETITION, "of 7-grams")                         \
	SIGNAL(datatrove_dup_8_gram,         SHARE, DATATROVE_REPETITION, "of 8-grams")                         \
	SIGNAL(datatrove_dup_9_gram,         SHARE, DATATROVE_REPETITION, "of 9-grams")                         \
	SIGNAL(datatrove_dup_10_gram,        SHARE, DATATROVE_REPETITION, "of 10-grams")                        \
	SIGNAL(dclm_segments,                COUNT, DCLM_REPETITION, "lines that are not blank")                 \
	SIGNAL(dclm_dup_lines,               SHARE, DCLM_REPETITION, "lines that occur twice or more, all copies") \
	SIGNAL(dclm_dup_paragraphs,          SHARE, DCLM_REPETITION, "paragraphs that do")                       \
	SIGNAL(dclm_dup_line_chars,          SHARE, DCLM_REPETITION, "characters of such lines, of all lines'")  \
	SIGNAL(dclm_dup_paragraph_chars,     SHARE, DCLM_REPETITION, "of such paragraphs")                       \
	SIGNAL(dclm_top_2_gram,              MEAN,  DCLM_REPETITION, "characters of the most frequent 2-gram, of all words'") \
	SIGNAL(dclm_top_3_gram,              MEAN,  DCLM_REPETITION, "of the most frequent 3-gram")              \
	SIGNAL(dclm_top_4_gram,              MEAN,  DCLM_REPETITION, "of the most frequent 4-gram")              \
	SIGNAL(dclm_dup_5_gram,              SHARE, DCLM_REPETITION, "characters of words in 5-grams that occur twice or more") \
	SIGNAL(dclm_dup_6_gram,              SHARE, DCLM_REPETITION, "in 6-grams")                               \
	SIGNAL(dclm_dup_7_gram,              SHARE, DCLM_REPETITION, "in 7-grams")                               \
	SIGNAL(dclm_dup_8_gram,              SHARE, DCLM_REPETITION, "in 8-grams")                               \
	SIGNAL(dclm_dup_9_gram,              SHARE, DCLM_REPETITION, "in 9-grams")                               \
	SIGNAL(dclm_dup_10_gram,             SHARE, DCLM_REPETITION, "in 10-grams")                              \
	SIGNAL(dolma_dup_lines,              SHARE, DOLMA_REPETITION, "lines that occur twice or more; blank ones too") \
	SIGNAL(dolma_dup_line_chars,         MEAN,  DOLMA_REPETITION, "their characters, over those of words: can exceed 1") \
	SIGNAL(dolma_v2_dup_lines,           SHARE, DOLMA_REPETITION, "the same, blank lines do not count")       \
	SIGNAL(dolma_v2_dup_line_chars,      MEAN,  DOLMA_REPETITION, "the same, blank lines do not count")       \
	SIGNAL(dolma_top_2_gram,             MEAN,  DOLMA_REPETITION, "characters of the most frequent 2-gram, without spaces") \
	SIGNAL(dolma_top_3_gram,             MEAN,  DOLMA_REPETITION, "of the most frequent 3-gram")              \
	SIGNAL(dolma_top_4_gram,             MEAN,  DOLMA_REPETITION, "of the most frequent 4-gram")              \
	SIGNAL(dolma_dup_5_gram,             SHARE, DOLMA_REPETITION, "characters of 5-grams that occur twice or more, of all 5-grams'") \
	SIGNAL(dolma_dup_6_gram,             SHARE, DOLMA_REPETITION, "of 6-grams")                               \
	SIGNAL(dolma_dup_7_gram,             SHARE, DOLMA_REPETITION, "of 7-grams")                               \
	SIGNAL(dolma_dup_8_gram,             SHARE, DOLMA_REPETITION, "of 8-grams")                               \
	SIGNAL(dolma_dup_9_gram,             SHARE, DOLMA_REPETITION, "of 9-grams")                               \
	SIGNAL(dolma_dup_10_gram,            SHARE, DOLMA_REPETITION, "of 10-grams")                              \
	/* fineweb.c: Penedo et al. 2024, arXiv 2406.17557 */                                      \
	SIGNAL(fineweb_lines,                COUNT, FINEWEB, "lines that are not blank")                         \
	SIGNAL(fineweb_end_mark_lines,       SHARE, FINEWEB, "those that end with . ! ? or another script's")     \
	SIGNAL(fineweb_short_lines,          SHARE, FINEWEB, "those of at most 30 characters")                    \
	SIGNAL(fineweb_dup_line_chars,       SHARE, FINEWEB, "characters of lines seen before, of all but line ends") \
	SIGNAL(fineweb_newlines,             MEAN,  FINEWEB, "line ends for each word")                           \
	/* c4.c: Raffel et al. 2020, arXiv 1910.10683; lines as the step c4_lines has it, 5 words before it */ \
	SIGNAL(c4_lines,                     COUNT, C4, "lines")                                                 \
	SIGNAL(c4_kept_lines,                COUNT, C4, "lines that no rule drops")                              \
	SIGNAL(c4_long_word_lines,           COUNT, C4, "lines with a word of more than 1,000 characters")       \
	SIGNAL(c4_no_end_mark_lines,         COUNT, C4, "lines that do not end with . ? ! \\\" or '")              \
	SIGNAL(c4_few_words_lines,           COUNT, C4, "lines of too few words")                                \
	SIGNAL(c4_javascript_lines,          COUNT, C4, "lines that name javascript")                            \
	SIGNAL(c4_policy_lines,              COUNT, C4, "lines about cookies, privacy, terms of use")            \
	SIGNAL(c4_sentences,                 COUNT, C4, "sentences in kept lines")                               \
	SIGNAL(c4_lorem_ipsum,               COUNT, C4, "1 if a line with lorem ipsum ended the page")           \
	SIGNAL(c4_curly_bracket,             COUNT, C4, "1 if a line with { ended the page")                     \
	SIGNAL(mc4_long_lines,               COUNT, C4_PAGE, "lines of 200 characters and more")                 \
	SIGNAL(dclm_chars,                   COUNT, C4_PAGE, "characters")                                       \
	SIGNAL(dclm_sentences,               COUNT, C4_PAGE, "sentences")                                        \
	SIGNAL(dclm_lorem_ipsum,             COUNT, C4_PAGE, "1 if lorem ipsum is anywhere")                     \
	SIGNAL(dclm_curly_bracket,           COUNT, C4_PAGE, "1 if { is anywhere")                               \
	SIGNAL(dolma_c4_no_end_mark_lines,   SHARE, C4_PAGE, "lines that do not end with . ? ! or \\\"")           \
	SIGNAL(dolma_c4_few_words_lines,     SHARE, C4_PAGE, "lines of fewer than 3 words")                      \
	SIGNAL(dolma_c4_javascript,          COUNT, C4_PAGE, "1 if javascript is a word of the text")            \
	SIGNAL(dolma_c4_v2_javascript,       COUNT, C4_PAGE, "1 if javascript is anywhere")                      \
	/* refinedweb.c: Penedo et al. 2023, arXiv 2306.01116 */                                   \
	SIGNAL(dclm_removed_words,           SHARE, REFINEDWEB, "dclm_words lost since the step count_words")    \
	/* madlad.c: Kudugunta et al. 2023, arXiv 2309.04662, 2.3 */                               \
	SIGNAL(madlad_sentences,             COUNT, MADLAD, "sentences")                                         \
	SIGNAL(madlad_list_case,             SHARE, MADLAD, "sentences of 12 words and more, half of them with a capital (rule 2)") \
	SIGNAL(madlad_odd_length,            SHARE, MADLAD, "sentences of fewer than 20 or more than 500 characters (rule 3)") \
	SIGNAL(madlad_technical,             SHARE, MADLAD, "sentences of more than 20 % digits and 0-9{}+/()> (rule 4)") \
	SIGNAL(madlad_cursed,                SHARE, MADLAD, "sentences with a phrase of noisy pages (rule 5)")    \
	SIGNAL(madlad_questionable,          SHARE, MADLAD, "sentences that rules 2 to 5 doubt")                  \
	SIGNAL(madlad_rules_2_and_5,         SHARE, MADLAD, "sentences that rules 2 or 5 doubt")                  \
	/* ccnet.c: Wenzek et al. 2020, arXiv 1911.00359 */                                        \
	SIGNAL(ccnet_chars,                  COUNT, CCNET, "characters")                                         \
	SIGNAL(ccnet_paragraphs,             COUNT, CCNET, "lines that are not blank")                           \
	SIGNAL(ccnet_dup_paragraphs,         SHARE, CCNET, "those seen before in the text, case, digits and punctuation apart") \
	SIGNAL(ccnet_dup_chars,              SHARE, CCNET, "their characters, of all paragraphs'")                \
	/* nemo.c: NeMo Curator's heuristic filters */                                             \
	SIGNAL(nemo_non_alphanumeric,        SHARE, NEMO, "characters that are not a-z 0-9 ? ! , . or a line end") \
	SIGNAL(nemo_numbers,                 SHARE, NEMO, "digits")                                              \
	SIGNAL(nemo_url_chars,               SHARE, NEMO, "characters of URLs")                                  \
	SIGNAL(nemo_white_space,             SHARE, NEMO, "white space of ASCII")                                \
	SIGNAL(nemo_parentheses,             SHARE, NEMO, "brackets of all kinds")                               \
	SIGNAL(nemo_symbols,                 SHARE, NEMO, "words that are an ellipsis, or mostly #")             \
	SIGNAL(nemo_longest_word,            COUNT, NEMO, "characters of the longest word")                      \
	SIGNAL(nemo_bullet_lines,            SHARE, NEMO, "lines that begin with a bullet, of those not blank")  \
	SIGNAL(nemo_ellipsis_lines,          SHARE, NEMO, "lines that end with an ellipsis or read more")        \
	SIGNAL(nemo_no_end_mark_lines,       SHARE, NEMO, "lines that do not end with . ? ! \\\" or '")            \
	SIGNAL(nemo_boilerplate,             SHARE, NEMO, "paragraphs about cookies and privacy; all with lorem ipsum")
/* clang-format on */

#endif

/*
 * What the published filters ask about a character, as bits. They are Python, so "space", "letter"
 * and so on are what its str methods say (Unicode 14); word breaks are those of UAX 29.
 */
#ifndef CORE_FILTER_CHARACTERS_H
#define CORE_FILTER_CHARACTERS_H

#include <stdint.h>

enum { CHARACTER_BREAK_BITS = 0xf }; /* of the flags: an enum word_break */

/* Word_Break; Hebrew_Letter is a LETTER, Single_Quote a MID_NUM_LET, ZWJ an EXTEND. */
enum word_break {
	BREAK_OTHER,
	BREAK_CR,
	BREAK_LF,
	BREAK_NEWLINE,
	BREAK_EXTEND,
	BREAK_FORMAT,
	BREAK_KATAKANA,
	BREAK_LETTER,
	BREAK_MID_LETTER,
	BREAK_MID_NUM,
	BREAK_MID_NUM_LET,
	BREAK_NUMERIC,
	BREAK_EXTEND_NUM_LET,
};

enum character_flag {
	CHARACTER_SPACE = 1 << 4, /* str.isspace, and what str.split and str.strip take away */
	CHARACTER_ALNUM = 1 << 5,
	CHARACTER_WORD = 1 << 6, /* \w: ALNUM or "_"; combining marks are not */
	CHARACTER_ALPHA = 1 << 7,
	CHARACTER_UPPER = 1 << 8,
	CHARACTER_DIGIT = 1 << 9,
	CHARACTER_PUNCTUATION = 1 << 10,  /* of datatrove's set, from cc_net */
	CHARACTER_SENTENCE_END = 1 << 11, /* Sentence_Terminal: . ! ? and those of other scripts */
	CHARACTER_LINE_END = 1 << 12,     /* of str.splitlines */
	CHARACTER_ODD_SPACE = 1 << 13,    /* NUL, and SPACE but space \t \n \v \f \r */
	CHARACTER_STOP = 1 << 14,         /* . ! ? */
	CHARACTER_TECHNICAL = 1 << 15,    /* 0-9 { } + / ( ) >: of MADLAD */
};

uint16_t character_flags(uint32_t code_point);

#endif

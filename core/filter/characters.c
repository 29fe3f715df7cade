/* Two tables: the block of a character, then the character in it (scripts/gen-characters). */
#include "core/filter/characters.h"

#include "core/filter/character_table.h"

uint16_t character_flags(uint32_t code_point)
{
	enum { INDEX_COUNT = sizeof(character_index) / sizeof(*character_index) };
	uint32_t block = code_point / CHARACTER_BLOCK;
	if (block >= INDEX_COUNT)
		block = INDEX_COUNT - 1;
	return character_blocks[character_index[block]][code_point % CHARACTER_BLOCK];
}

/*
 * Jansson does the reading. It is strict, so the text is first copied with the common mistakes
 * mended, in one pass that also counts the depth: jansson's own limit is deeper than ours, and a
 * refused text should cost little. Its values are then copied into the arena, so that no caller
 * has to free anything.
 */
#include "core/base/json_read.h"

#include <jansson.h>
#include <sys/random.h>

/* What the mending pass keeps of the text before it. */
struct mender {
	char *out;
	size_t n;
	bool inside_string;
	bool escaped; /* behind a backslash inside a string */
	unsigned depth;
};

static void drop_trailing_comma(struct mender *mender)
{
	size_t n = mender->n;
	while (n && ascii_is_space((unsigned char)mender->out[n - 1]))
		n--;
	if (n && mender->out[n - 1] == ',')
		mender->n = n - 1;
}

/* Inside a string a control character becomes a space; behind a backslash that is still no JSON. */
static char mend_string_byte(struct mender *mender, char c)
{
	if ((unsigned char)c < 0x20)
		c = ' ';
	if (mender->escaped) {
		mender->escaped = false;
		if (c == ' ' || c == '\'')
			mender->n--; /* "\ " and "\'" are not JSON: the backslash goes */
	} else if (c == '\\') {
		mender->escaped = true;
	} else if (c == '"') {
		mender->inside_string = false;
	}
	return c;
}

/*
 * The offset behind what can be copied eight bytes at a time inside a string: no control character,
 * backslash or quotation mark.
 */
static size_t copy_plain(struct str text, size_t at, struct mender *mender)
{
	const uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;
	for (; text.n - at >= sizeof(uint64_t); at += sizeof(uint64_t)) {
		uint64_t x;
		memcpy(&x, text.p + at, sizeof(x));
		uint64_t quote = x ^ ones * '"', backslash = x ^ ones * '\\';
		uint64_t odd = ((x - ones * ' ') & ~x) | ((quote - ones) & ~quote) |
		               ((backslash - ones) & ~backslash);
		if (odd & highs)
			break;
		memcpy(mender->out + mender->n, &x, sizeof(x));
		mender->n += sizeof(x);
	}
	return at;
}

static bool mend(struct str text, struct mender *mender)
{
	for (size_t i = 0; i < text.n; i++) {
		if (mender->inside_string && !mender->escaped) {
			i = copy_plain(text, i, mender);
			if (i == text.n)
				break;
		}
		char c = text.p[i];
		if (mender->inside_string) {
			c = mend_string_byte(mender, c);
		} else if (c == '"') {
			mender->inside_string = true;
		} else if (c == '{' || c == '[') {
			if (++mender->depth > JSON_DEPTH_MAX)
				return false;
		} else if (c == '}' || c == ']') {
			drop_trailing_comma(mender);
			mender->depth -= mender->depth > 0;
		}
		mender->out[mender->n++] = c;
	}
	return true;
}

void json_read_prepare(void)
{
	size_t seed = 0;
	if (getrandom(&seed, sizeof(seed), GRND_NONBLOCK) != (ssize_t)sizeof(seed))
		seed = 0; /* which lets jansson look for a number itself */
	json_object_seed(seed);
}

static uint32_t count_values(const json_t *value)
{
	uint32_t count = 1;
	if (json_is_array(value))
		for (size_t i = 0; i < json_array_size(value) && count <= JSON_VALUES_MAX; i++)
			count += count_values(json_array_get(value, i));
	if (json_is_object(value)) {
		const char *name;
		json_t *member;
		json_object_foreach((json_t *)(uintptr_t)value, name, member)
		{
			if (count > JSON_VALUES_MAX)
				break;
			count += count_values(member);
		}
	}
	return count;
}

static struct str integer_text(struct arena *arena, json_int_t number)
{
	char digits[24];
	size_t at = sizeof(digits);
	unsigned long long rest =
	        number < 0 ? 0 - (unsigned long long)number : (unsigned long long)number;
	do
		digits[--at] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (number < 0)
		digits[--at] = '-';
	return arena_copy(arena, (struct str){digits + at, sizeof(digits) - at});
}

static void copy_value(const json_t *value, struct str name, struct arena *arena,
                       struct json_value *values, uint32_t *count)
{
	struct json_value *copy = &values[(*count)++];
	*copy = (struct json_value){.kind = JSON_KIND_OTHER, .name = name};
	if (json_is_string(value)) {
		copy->kind = JSON_KIND_STRING;
		copy->text = arena_copy(
		        arena, (struct str){json_string_value(value), json_string_length(value)});
	} else if (json_is_number(value)) {
		copy->kind = JSON_KIND_NUMBER;
		if (json_is_integer(value))
			copy->text = integer_text(arena, json_integer_value(value));
	} else if (json_is_array(value)) {
		copy->kind = JSON_KIND_ARRAY;
		for (size_t i = 0; i < json_array_size(value); i++)
			copy_value(json_array_get(value, i), (struct str){0}, arena, values, count);
	} else if (json_is_object(value)) {
		const char *member_name;
		json_t *member;
		copy->kind = JSON_KIND_OBJECT;
		json_object_foreach((json_t *)(uintptr_t)value, member_name, member) copy_value(
		        member, arena_copy(arena, str_from(member_name)), arena, values, count);
	}
	copy->end = *count;
}

bool json_read(struct str text, struct arena *arena, struct json *json)
{
	*json = (struct json){0};
	if (text.n == 0 || text.n > JSON_BYTES_MAX)
		return false;
	struct mender mender = {.out = arena_bytes(arena, text.n)};
	bool shallow = mend(text, &mender);
	json_error_t error;
	json_t *root = NULL;
	if (shallow)
		root = json_loadb(mender.out, mender.n,
		                  JSON_DISABLE_EOF_CHECK | JSON_DECODE_ANY | JSON_ALLOW_NUL,
		                  &error);
	arena_shrink(arena, mender.out, text.n, 0);
	if (root == NULL)
		return false;
	uint32_t count = count_values(root);
	if (count <= JSON_VALUES_MAX) {
		struct json_value *values = arena_array(arena, struct json_value, count);
		json->values = values;
		copy_value(root, (struct str){0}, arena, values, &json->count);
	}
	json_decref(root);
	return json->count > 0;
}

uint32_t json_member(const struct json *json, uint32_t object, struct str name)
{
	if (object >= json->count || json->values[object].kind != JSON_KIND_OBJECT)
		return 0;
	for (uint32_t i = object + 1; i < json->values[object].end; i = json->values[i].end)
		if (str_equal(json->values[i].name, name))
			return i;
	return 0;
}

/*
 * The tokenizer tests of html5lib (https://github.com/html5lib/html5lib-tests), where $THRESH_DATA
 * has them. Reported errors are not looked at: we report none.
 */
#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/html/tokenizer.h"
#include "core/text/utf8.h"
#include "tests/test.h"

enum { PATH_CHARS_MAX = 4096 };

static const struct {
	const char *name;
	enum html_tokenizer_state state;
} state_names[] = {
        {"Data state", HTML_DATA_STATE},           {"RCDATA state", HTML_RCDATA_STATE},
        {"RAWTEXT state", HTML_RAWTEXT_STATE},     {"Script data state", HTML_SCRIPT_DATA_STATE},
        {"PLAINTEXT state", HTML_PLAINTEXT_STATE}, {"CDATA section state", HTML_CDATA_STATE},
};

static json_t *json_text(struct str text)
{
	return text.p ? json_stringn_nocheck(text.p, text.n) : json_null();
}

static json_t *attributes_of(const struct html_tokenizer *tokenizer, const struct html_token *token)
{
	json_t *object = json_object();
	for (uint32_t i = 0; i < token->attribute_count; i++) {
		const struct html_attribute *attribute =
		        &tokenizer->attributes[token->first_attribute + i];
		json_t *name = json_text(attribute->name);
		json_object_set_new_nocheck(object, json_string_value(name),
		                            json_text(attribute->value));
		json_decref(name);
	}
	return object;
}

static json_t *doctype_of(const struct html_tokenizer *tokenizer, const struct html_token *token)
{
	json_t *ids = attributes_of(tokenizer, token);
	json_t *public_id = json_object_get(ids, "public"),
	       *system_id = json_object_get(ids, "system");
	json_t *list = json_pack("[s, o, O, O, b]", "DOCTYPE", json_text(token->text),
	                         public_id ? public_id : json_null(),
	                         system_id ? system_id : json_null(), !token->force_quirks);
	json_decref(ids);
	return list;
}

/* A token as the tests write it. */
static json_t *json_token(const struct html_tokenizer *tokenizer, const struct html_token *token)
{
	switch (token->kind) {
	case HTML_TOKEN_TEXT:
		return json_pack("[s, o]", "Character", json_text(token->text));
	case HTML_TOKEN_START_TAG:
		if (token->self_closing)
			return json_pack("[s, o, o, b]", "StartTag", json_text(token->text),
			                 attributes_of(tokenizer, token), 1);
		return json_pack("[s, o, o]", "StartTag", json_text(token->text),
		                 attributes_of(tokenizer, token));
	case HTML_TOKEN_END_TAG:
		return json_pack("[s, o]", "EndTag", json_text(token->text));
	case HTML_TOKEN_COMMENT:
		return json_pack("[s, o]", "Comment", json_text(token->text));
	default:
		return doctype_of(tokenizer, token);
	}
}

static bool is_text(json_t *token)
{
	return token && strcmp(json_string_value(json_array_get(token, 0)), "Character") == 0;
}

/* Texts that follow each other count as one. */
static void append_token(json_t *tokens, json_t *token)
{
	json_t *last = json_array_get(tokens, json_array_size(tokens) - 1);
	if (!is_text(token) || !is_text(last)) {
		json_array_append_new(tokens, token);
		return;
	}
	json_t *a = json_array_get(last, 1), *b = json_array_get(token, 1);
	size_t n = json_string_length(a), more = json_string_length(b);
	char *both = malloc(n + more);
	memcpy(both, json_string_value(a), n);
	memcpy(both + n, json_string_value(b), more);
	json_array_set_new(last, 1, json_stringn_nocheck(both, n + more));
	free(both);
	json_decref(token);
}

static json_t *tokens_of(struct str page, enum html_tokenizer_state state,
                         struct str last_start_tag)
{
	struct arena arena;
	struct html_tokenizer tokenizer;
	struct html_token token;
	json_t *tokens = json_array();
	arena_init(&arena);
	html_tokenizer_init(&tokenizer, page, &arena);
	html_tokenizer_switch(&tokenizer, state, last_start_tag);
	for (;;) {
		html_tokenizer_next(&tokenizer, &token);
		if (token.kind == HTML_TOKEN_END_OF_FILE)
			break;
		append_token(tokens, json_token(&tokenizer, &token));
	}
	arena_free(&arena);
	return tokens;
}

/* "\uXXXX" in a text that is escaped twice; lone surrogates become U+FFFD. */
static json_t *unescape(json_t *text)
{
	struct str rest = {json_string_value(text), json_string_length(text)};
	char *out = malloc(rest.n + 1);
	size_t n = 0;
	while (rest.n) {
		size_t used = 1;
		unsigned code_point;
		if (str_starts(rest, STR("\\u")) && sscanf(rest.p + 2, "%4x", &code_point) == 1) {
			n += utf8_put(out + n, code_point);
			used = 6;
		} else {
			out[n++] = *rest.p;
		}
		rest = str_slice(rest, used, rest.n);
	}
	json_t *result = json_stringn_nocheck(out, n);
	free(out);
	return result;
}

/* In place, in all strings within. */
static void unescape_all(json_t *value)
{
	size_t i;
	json_t *item;
	const char *key;
	json_array_foreach(value, i, item)
	{
		if (json_is_string(item))
			json_array_set_new(value, i, unescape(item));
		else
			unescape_all(item);
	}
	json_object_foreach(value, key, item) if (json_is_string(item))
	        json_object_set_new(value, key, unescape(item));
}

/* The wanted tokens with their texts joined. */
static json_t *joined(json_t *tokens)
{
	json_t *result = json_array(), *token;
	size_t i;
	json_array_foreach(tokens, i, token) append_token(result, json_deep_copy(token));
	return result;
}

static bool passes(json_t *test, json_t *input, json_t *want, const char *state_name)
{
	const char *last = json_string_value(json_object_get(test, "lastStartTag"));
	enum html_tokenizer_state state = HTML_TOKENIZER_STATES;
	for (size_t i = 0; i < sizeof(state_names) / sizeof(*state_names); i++)
		if (strcmp(state_names[i].name, state_name) == 0)
			state = state_names[i].state;
	if (state == HTML_TOKENIZER_STATES)
		return false;
	struct str page = {json_string_value(input), json_string_length(input)};
	json_t *got = tokens_of(page, state, str_from(last ? last : ""));
	bool pass = json_equal(got, want);
	if (!pass) {
		char *got_text = json_dumps(got, 0), *want_text = json_dumps(want, 0);
		fprintf(stderr, "%s (%s)\ngot  %s\nwant %s\n",
		        json_string_value(json_object_get(test, "description")), state_name,
		        got_text, want_text);
		free(got_text);
		free(want_text);
	}
	json_decref(got);
	return pass;
}

static void run_test(json_t *test, unsigned *passed, unsigned *run)
{
	json_t *input = json_incref(json_object_get(test, "input"));
	json_t *output = json_deep_copy(json_object_get(test, "output"));
	if (json_is_true(json_object_get(test, "doubleEscaped"))) {
		json_decref(input);
		input = unescape(json_object_get(test, "input"));
		unescape_all(output);
	}
	json_t *want = joined(output);
	json_t *states = json_object_get(test, "initialStates");
	size_t count = states ? json_array_size(states) : 1;
	for (size_t i = 0; i < count; i++) {
		json_t *state = json_array_get(states, i);
		++*run;
		*passed += CHECK(
		        passes(test, input, want, state ? json_string_value(state) : "Data state"));
	}
	json_decref(want);
	json_decref(output);
	json_decref(input);
}

TEST(html5lib_tokenizer)
{
	char folder[PATH_CHARS_MAX], path[PATH_CHARS_MAX + sizeof(((struct dirent *)0)->d_name)];
	if (test_data_folder() == NULL) {
		test_skip("no $THRESH_DATA");
		return;
	}
	snprintf(folder, sizeof(folder), "%s/html5lib-tests/tokenizer", test_data_folder());
	struct dirent **entries;
	int count = scandir(folder, &entries, NULL, alphasort);
	if (count < 0) {
		test_skip("no html5lib-tests in $THRESH_DATA");
		return;
	}
	unsigned passed = 0, run = 0;
	for (int i = 0; i < count; i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
		json_t *file = json_load_file(path, JSON_ALLOW_NUL, NULL), *test;
		size_t j;
		/* "xmlViolationTests" are for a mode of its own, which we have not. */
		json_array_foreach(json_object_get(file, "tests"), j, test)
		        run_test(test, &passed, &run);
		json_decref(file);
		free(entries[i]);
	}
	free(entries);
	printf("html5lib tokenizer: %u of %u\n", passed, run);
	CHECK(run > 0);
}

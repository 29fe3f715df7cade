/*
 * The objects that speak of the page itself are the top ones, those in an @graph, and what they
 * name as main entity. How far each is believed goes by its type; objects in them that speak of
 * something else (a comment, the parent site) are never looked into.
 */
#include "core/article/linked_data.h"

#include "core/article/byline.h"
#include "core/article/page_types.h"
#include "core/base/json_read.h"

enum {
	RANK_ARTICLE = 1,
	RANK_POST = 3,
	RANK_THING = 5,
	RANK_PAGE = 8,
	RANK_SITE = 9,
	RANK_ORGANIZATION = 9, /* as author: behind a person who is named on the page */
	AUTHORS_MAX = 16,      /* each may be a search through the graph */
};

static const struct {
	struct str ending; /* of the type's name */
	uint8_t rank;
} types[] = {
        {STR_INIT("Article"), RANK_ARTICLE},
        {STR_INIT("BlogPosting"), RANK_ARTICLE},
        {STR_INIT("Report"), RANK_ARTICLE},
        {STR_INIT("Recipe"), RANK_ARTICLE},
        {STR_INIT("Posting"), RANK_POST},
        {STR_INIT("Question"), RANK_POST},
        {STR_INIT("Product"), RANK_THING},
        {STR_INIT("Book"), RANK_THING},
        {STR_INIT("Course"), RANK_THING},
        {STR_INIT("Event"), RANK_THING},
        {STR_INIT("HowTo"), RANK_THING},
        {STR_INIT("SoftwareApplication"), RANK_THING},
        {STR_INIT("SoftwareSourceCode"), RANK_THING},
        {STR_INIT("Dataset"), RANK_THING},
        {STR_INIT("CreativeWork"), RANK_THING},
        {STR_INIT("Page"), RANK_PAGE},
        {STR_INIT("WebSite"), RANK_SITE},
};

static const struct {
	struct str name;
	enum field field;
} members[] = {
        {STR_INIT("headline"), FIELD_TITLE},
        {STR_INIT("name"), FIELD_TITLE},
        {STR_INIT("datePublished"), FIELD_PUBLISHED},
        {STR_INIT("dateCreated"), FIELD_PUBLISHED},
        {STR_INIT("dateModified"), FIELD_MODIFIED},
        {STR_INIT("author"), FIELD_AUTHOR},
        {STR_INIT("creator"), FIELD_AUTHOR},
        {STR_INIT("publisher"), FIELD_SITE},
        {STR_INIT("description"), FIELD_DESCRIPTION},
        {STR_INIT("articleSection"), FIELD_SECTION},
        {STR_INIT("keywords"), FIELD_TAG},
        {STR_INIT("image"), FIELD_IMAGE},
        {STR_INIT("thumbnailUrl"), FIELD_IMAGE},
        {STR_INIT("inLanguage"), FIELD_LANGUAGE},
        {STR_INIT("license"), FIELD_LICENSE},
};

static uint8_t rank_of_name(struct str type)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (str_ends(type, types[i].ending))
			return types[i].rank;
	return RANK_NONE;
}

/* The best rank among the types of an object. */
static uint8_t rank_of(const struct json *json, uint32_t object)
{
	uint32_t type = json_member(json, object, STR("@type"));
	uint8_t best = RANK_NONE;
	for (uint32_t i = type; type && i < json->values[type].end; i++) {
		uint8_t rank = rank_of_name(json->values[i].text);
		best = rank < best ? rank : best;
	}
	return best;
}

/* The object with the same "@id" and a name, for references into the graph. */
static uint32_t find_named(const struct json *json, struct str id)
{
	for (uint32_t i = 1; id.n && i < json->count; i++) {
		uint32_t own = json_member(json, i, STR("@id"));
		if (own && str_equal(json->values[own].text, id) &&
		    json_member(json, i, STR("name")))
			return i;
	}
	return 0;
}

/* What a person, organisation, picture or word is called: a string, or a member of an object. */
static struct str name_of(const struct json *json, uint32_t value, struct str member)
{
	const struct json_value *it = &json->values[value];
	if (it->kind == JSON_KIND_STRING)
		return it->text;
	if (it->kind != JSON_KIND_OBJECT)
		return (struct str){0};
	uint32_t name = json_member(json, value, member);
	if (name == 0) {
		uint32_t id = json_member(json, value, STR("@id"));
		uint32_t named = id ? find_named(json, json->values[id].text) : 0;
		name = named ? json_member(json, named, member) : 0;
	}
	if (name && json->values[name].kind == JSON_KIND_ARRAY && name + 1 < json->values[name].end)
		name++;
	return name && json->values[name].kind == JSON_KIND_STRING ? json->values[name].text
	                                                           : (struct str){0};
}

static bool is_name(struct str name)
{
	return name.n > 0 && !str_starts(name, STR("http")) && name.p[0] != '@';
}

static void join_author(struct str name, char *out, size_t *n)
{
	const struct str separator = STR("; ");
	name = byline_name(name);
	if (!is_name(name) || *n + separator.n + name.n > AUTHOR_BYTES_MAX ||
	    str_find((struct str){out, *n}, name, 0) != STR_NONE)
		return;
	if (*n) {
		memcpy(out + *n, separator.p, separator.n);
		*n += separator.n;
	}
	memcpy(out + *n, name.p, name.n);
	*n += name.n;
}

static bool is_organization(const struct json *json, uint32_t value)
{
	if (json->values[value].kind != JSON_KIND_OBJECT)
		return false;
	uint32_t type = json_member(json, value, STR("@type"));
	return type && json->values[type].kind == JSON_KIND_STRING &&
	       str_ends(json->values[type].text, STR("Organization"));
}

static void claim_authors(const struct json *json, uint32_t value, uint8_t rank,
                          struct claims *claims)
{
	char out[AUTHOR_BYTES_MAX];
	size_t n = 0;
	unsigned count = 0;
	const struct json_value *it = &json->values[value];
	if (it->kind != JSON_KIND_ARRAY)
		join_author(name_of(json, value, STR("name")), out, &n);
	else
		for (uint32_t i = value + 1; i < it->end && count++ < AUTHORS_MAX;
		     i = json->values[i].end)
			join_author(name_of(json, i, STR("name")), out, &n);
	if (rank < RANK_ORGANIZATION && is_organization(json, value))
		rank = RANK_ORGANIZATION;
	claim(claims, SOURCE_JSON_LD, FIELD_AUTHOR, rank, (struct str){out, n});
}

static void claim_tags(const struct json *json, uint32_t value, uint8_t rank, struct claims *claims)
{
	const struct json_value *it = &json->values[value];
	if (it->kind == JSON_KIND_STRING) {
		struct str rest = it->text, tag;
		while (str_next(&rest, ',', &tag))
			claim(claims, SOURCE_JSON_LD, FIELD_TAG, rank, tag);
		return;
	}
	unsigned count = 0;
	for (uint32_t i = value + 1;
	     it->kind == JSON_KIND_ARRAY && i < it->end && count++ < ARTICLE_TAGS_MAX;
	     i = json->values[i].end)
		claim(claims, SOURCE_JSON_LD, FIELD_TAG, rank, name_of(json, i, STR("name")));
}

static void claim_member(const struct json *json, uint32_t value, enum field field, uint8_t rank,
                         struct claims *claims)
{
	if (field == FIELD_AUTHOR) {
		claim_authors(json, value, rank, claims);
	} else if (field == FIELD_TAG) {
		claim_tags(json, value, rank, claims);
	} else {
		if (json->values[value].kind == JSON_KIND_ARRAY &&
		    value + 1 < json->values[value].end)
			value++;
		struct str member = field == FIELD_IMAGE ? STR("url") : STR("name");
		claim(claims, SOURCE_JSON_LD, field, rank, name_of(json, value, member));
	}
}

static void claim_object(const struct json *json, uint32_t object, struct claims *claims)
{
	uint8_t rank = rank_of(json, object);
	if (rank == RANK_NONE)
		return;
	if (rank == RANK_SITE) {
		uint32_t name = json_member(json, object, STR("name"));
		if (name)
			claim(claims, SOURCE_JSON_LD, FIELD_SITE, RANK_SITE,
			      json->values[name].text);
		return;
	}
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		uint32_t value = json_member(json, object, members[i].name);
		if (value)
			claim_member(json, value, members[i].field, rank, claims);
	}
}

/* Object `i` and those that it holds of the page; `i` may be an array of them. */
static void claim_value(const struct json *json, uint32_t value, unsigned depth,
                        struct claims *claims)
{
	enum { DEPTH_MAX = 4 };
	static const struct str inner[] = {STR_INIT("@graph"), STR_INIT("mainEntity"),
	                                   STR_INIT("mainEntityOfPage"), STR_INIT("subjectOf")};
	const struct json_value *it = &json->values[value];
	if (depth > DEPTH_MAX)
		return;
	if (it->kind == JSON_KIND_ARRAY)
		for (uint32_t i = value + 1; i < it->end; i = json->values[i].end)
			claim_value(json, i, depth + 1, claims);
	if (it->kind != JSON_KIND_OBJECT)
		return;
	claim_object(json, value, claims);
	for (size_t i = 0; i < sizeof(inner) / sizeof(inner[0]); i++) {
		uint32_t member = json_member(json, value, inner[i]);
		if (member)
			claim_value(json, member, depth + 1, claims);
	}
}

/* The types of all objects, also of those that speak of something else: what is shown on a page
 * tells its kind. */
static uint32_t types_of_all(const struct json *json)
{
	uint32_t set = 0;
	for (uint32_t i = 0; i < json->count; i++)
		if (str_equal(json->values[i].name, STR("@type")))
			for (uint32_t k = i; k < json->values[i].end; k++)
				set |= page_type_of_schema(json->values[k].text);
	return set;
}

void linked_data_claims(struct str script, struct claims *claims)
{
	struct json json;
	size_t start = 0; /* some pages wrap it into comments */
	while (start < script.n && script.p[start] != '{' && script.p[start] != '[')
		start++;
	if (!json_read(str_slice(script, start, script.n), claims->arena, &json))
		return;
	claim_value(&json, 0, 0, claims);
	claims->types |= types_of_all(&json);
}

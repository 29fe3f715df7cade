#include "cmd/series.h"

#include <stdio.h>
#include <string.h>

#include "io/file.h"

const char *const series_lists[SERIES_COUNT] = {[SERIES_DOCUMENTS] = "shards",
                                                [SERIES_REJECTS] = "reject_shards",
                                                [SERIES_ATTRIBUTES] = "attribute_shards"};

static const struct {
	const char *folder, *name;
	bool has_routes;
} series_paths[SERIES_COUNT] = {[SERIES_DOCUMENTS] = {"", "part", true},
                                [SERIES_REJECTS] = {"", "rejects", false},
                                [SERIES_ATTRIBUTES] = {"attributes/thresh/", "part", true}};

bool series_is_route(struct str route)
{
	for (size_t i = 0; i < route.n; i++) {
		char c = route.p[i];
		if (!(c >= 'a' && c <= 'z') && !ascii_is_digit((unsigned char)c) && c != '-' &&
		    c != '_')
			return false;
	}
	return route.n > 0 && route.n <= ROUTE_BYTES_MAX && !str_equal(route, STR("attributes"));
}

void series_name(enum series series, struct str route, char name[SHARD_NAME_BYTES])
{
	snprintf(name, SHARD_NAME_BYTES, "%s%.*s%s%s", series_paths[series].folder, STR_ARG(route),
	         route.n > 0 ? "/" : "", series_paths[series].name);
}

void series_folder(const char *output, enum series series, struct str route, char path[PATH_MAX])
{
	char name[SHARD_NAME_BYTES];
	series_name(series, route, name);
	char *slash = strrchr(name, '/');
	*(slash ? slash : name) = '\0';
	int n = snprintf(path, PATH_MAX, "%s%s%s", output, slash ? "/" : "", name);
	if (n < 0 || n >= PATH_MAX)
		path[0] = '\0'; /* opening it then fails, and says so */
}

bool series_has(enum series series, struct str path, struct str *route)
{
	struct str folder = str_from(series_paths[series].folder);
	*route = STR("");
	if (!str_starts(path, folder))
		return false;
	path = str_slice(path, folder.n, path.n);
	size_t slash = str_find_byte(path, '/', 0);
	if (slash != STR_NONE) {
		*route = str_slice(path, 0, slash);
		path = str_slice(path, slash + 1, path.n);
		if (!series_paths[series].has_routes || !series_is_route(*route))
			return false;
	}
	return shard_is_name(path, series_paths[series].name);
}

static void replace(char *name, char from, char to)
{
	for (; *name; name++)
		if (*name == from)
			*name = to;
}

void series_flatten(char *name)
{
	replace(name, '/', '+');
}

void series_unflatten(char *name)
{
	replace(name, '+', '/');
}

/* --- folders --- */

struct routes {
	enum status (*visit)(void *context, struct str route, struct error *error);
	void *context;
	enum status status;
	struct error *error;
};

static void take_route(void *context, const char *path)
{
	struct routes *routes = context;
	struct str route = str_from(strrchr(path, '/') + 1);
	if (routes->status == STATUS_OK && series_is_route(route) && file_is_folder(path))
		routes->status = routes->visit(routes->context, route, routes->error);
}

enum status series_each_route(const char *output,
                              enum status (*visit)(void *context, struct str route,
                                                   struct error *error),
                              void *context, struct error *error)
{
	struct routes routes = {visit, context, STATUS_OK, error};
	routes.status = visit(context, STR(""), error);
	for (int s = 0; s < SERIES_COUNT && routes.status == STATUS_OK; s++) {
		char folder[PATH_MAX];
		series_folder(output, (enum series)s, STR(""), folder);
		if (!series_paths[s].has_routes || !file_is_folder(folder))
			continue;
		enum status status = file_each(folder, "", take_route, &routes, error);
		if (status != STATUS_OK)
			return status;
	}
	return routes.status;
}

static enum status remove_route(void *context, struct str route, struct error *error)
{
	const char *output = context;
	enum status status = STATUS_OK;
	for (int s = 0; s < SERIES_COUNT && status == STATUS_OK; s++) {
		char name[SHARD_NAME_BYTES], folder[PATH_MAX];
		if (route.n > 0 && !series_paths[s].has_routes)
			continue;
		series_name((enum series)s, route, name);
		series_folder(output, (enum series)s, route, folder);
		status = shard_remove_old(output, name, 0, error);
		if (strcmp(folder, output) != 0)
			file_remove_folder(folder); /* one that has other files stays */
	}
	return status;
}

enum status series_remove_all(const char *output, struct error *error)
{
	char path[PATH_MAX];
	snprintf(path, sizeof(path), "%s", output);
	enum status status = series_each_route(output, remove_route, path, error);
	if (status != STATUS_OK)
		return status;
	series_folder(output, SERIES_ATTRIBUTES, STR(""), path);
	file_remove_folder(path);
	char *slash = strrchr(path, '/');
	if (slash)
		*slash = '\0';
	file_remove_folder(path);
	return STATUS_OK;
}

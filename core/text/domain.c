/* By libpsl and the list that is built into it: no file is read. */
#include "core/text/domain.h"

#include <libpsl.h>

static bool is_address(struct str host)
{
	for (size_t i = 0; i < host.n; i++)
		if (host.p[i] == ':')
			return true;
	for (size_t i = 0; i < host.n; i++)
		if (host.p[i] != '.' && !ascii_is_digit((unsigned char)host.p[i]))
			return false;
	return true;
}

struct str domain_registered(struct str host, struct arena *arena)
{
	if (host.n > 0 && host.p[host.n - 1] == '.')
		host.n--;
	char *name = arena_bytes(arena, host.n + 1);
	for (size_t i = 0; i < host.n; i++)
		name[i] = ascii_lower(host.p[i]);
	name[host.n] = '\0';
	struct str whole = {name, host.n};
	if (host.n > DOMAIN_BYTES_MAX || is_address(host))
		return whole;
	const char *registered = psl_registrable_domain(psl_builtin(), name);
	return registered ? str_from(registered) : whole;
}

bool domain_is_top_level(struct str name)
{
	char text[DOMAIN_BYTES_MAX + 1];
	if (name.n == 0 || name.n > DOMAIN_BYTES_MAX || memchr(name.p, '\0', name.n))
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] == '.' || (name.p[i] >= 'A' && name.p[i] <= 'Z'))
			return false;
	memcpy(text, name.p, name.n);
	text[name.n] = '\0';
	return psl_is_public_suffix2(psl_builtin(), text, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE);
}

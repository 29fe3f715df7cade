#include "core/article/crumbs.h"

#include "core/text/words.h"

enum {
	TRAIL_BYTES_MAX = 600,
	CRUMB_BYTES_MAX = 80,
	CRUMB_WORDS_MAX = 6,
	START_BYTES_MIN = 8, /* of a title that is cut short */
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct str leads[] = {
        STR_INIT("current"),         STR_INIT("current location"), STR_INIT("current position"),
        STR_INIT("you are here"),    STR_INIT("your position"),    STR_INIT("your location"),
        STR_INIT("location"),        STR_INIT("position"),         STR_INIT("breadcrumb"),
        STR_INIT("sie sind hier"),   STR_INIT("vous êtes ici"),    STR_INIT("estás aquí"),
        STR_INIT("usted está aquí"), STR_INIT("você está aqui"),   STR_INIT("tu sei qui"),
        STR_INIT("sei qui"),         STR_INIT("je bent hier"),     STR_INIT("jesteś tutaj"),
        STR_INIT("Вы здесь"),        STR_INIT("当前位置"),         STR_INIT("您的位置"),
        STR_INIT("您当前的位置"),    STR_INIT("您现在的位置"),     STR_INIT("當前位置"),
        STR_INIT("現在位置"),        STR_INIT("現在地"),           STR_INIT("현재 위치"),
        STR_INIT("أنت هنا")};

static const struct str homes[] = {
        STR_INIT("home"),          STR_INIT("homepage"),   STR_INIT("home page"),
        STR_INIT("main"),          STR_INIT("front page"), STR_INIT("index"),
        STR_INIT("start"),         STR_INIT("startseite"), STR_INIT("accueil"),
        STR_INIT("inicio"),        STR_INIT("portada"),    STR_INIT("início"),
        STR_INIT("strona główna"), STR_INIT("anasayfa"),   STR_INIT("ana sayfa"),
        STR_INIT("hem"),           STR_INIT("hjem"),       STR_INIT("forside"),
        STR_INIT("etusivu"),       STR_INIT("domů"),       STR_INIT("trang chủ"),
        STR_INIT("beranda"),       STR_INIT("Главная"),    STR_INIT("главная"),
        STR_INIT("Головна"),       STR_INIT("首页"),       STR_INIT("首頁"),
        STR_INIT("主页"),          STR_INIT("网站首页"),   STR_INIT("ホーム"),
        STR_INIT("トップ"),        STR_INIT("TOP"),        STR_INIT("홈"),
        STR_INIT("الرئيسية"),      STR_INIT("בית"),        STR_INIT("होम"),
        STR_INIT("หน้าแรก")};

/* Crumbs that say nothing: that this is the page itself. */
static const struct str empties[] = {STR_INIT("text"),   STR_INIT("article"), STR_INIT("content"),
                                     STR_INIT("detail"), STR_INIT("details"), STR_INIT("正文"),
                                     STR_INIT("内容"),   STR_INIT("详情"),    STR_INIT("本文")};

static bool is_one_of(struct str text, const struct str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal_nocase(text, words[i]))
			return true;
	return false;
}

/* Takes "You are here:" away. */
static bool cut_lead(struct str *line)
{
	for (size_t i = 0; i < COUNT(leads); i++) {
		if (!str_starts_nocase(*line, leads[i]))
			continue;
		struct str rest = str_trim(str_slice(*line, leads[i].n, line->n));
		size_t colon = str_starts(rest, STR(":")) ? 1 : STR("：").n;
		if (colon > 1 && !str_starts(rest, STR("：")))
			continue;
		*line = str_trim(str_slice(rest, colon, rest.n));
		return true;
	}
	return false;
}

/* The separator that a trail has most, or nothing. */
static struct str separator_of(struct str line)
{
	static const struct str marks[] = {STR_INIT(">"),  STR_INIT("»"),   STR_INIT("›"),
	                                   STR_INIT("→"),  STR_INIT(" / "), STR_INIT("＞"),
	                                   STR_INIT("::"), STR_INIT(" | "), STR_INIT("/")};
	for (size_t i = 0; i < COUNT(marks); i++)
		if (str_find(line, marks[i], 0) != STR_NONE)
			return marks[i];
	return (struct str){0};
}

/* The title, or, of a long one, the beginning. */
static bool is_of_title(struct str crumb, struct str title)
{
	while (str_ends(crumb, STR(".")))
		crumb.n--;
	if (str_ends(crumb, STR("…")))
		crumb.n -= STR("…").n;
	crumb = str_trim(crumb);
	return str_equal_nocase(crumb, title) ||
	       (crumb.n >= START_BYTES_MIN && str_starts_nocase(title, crumb));
}

static bool may_be_section(struct str crumb, struct str title)
{
	return crumb.n > 0 && crumb.n <= CRUMB_BYTES_MAX &&
	       words_measure(crumb) <= CRUMB_WORDS_MAX && !is_one_of(crumb, homes, COUNT(homes)) &&
	       !is_one_of(crumb, empties, COUNT(empties)) && !is_of_title(crumb, title);
}

struct str crumbs_section(struct str line, struct str title, struct str site)
{
	struct str section = {0};
	if (line.n > TRAIL_BYTES_MAX)
		return section;
	bool is_trail = cut_lead(&line);
	size_t at = title.n ? str_find(line, title, 0) : STR_NONE;
	line = at != STR_NONE ? str_slice(line, 0, at) : line;
	struct str separator = separator_of(line);
	for (size_t from = 0, count = 0; separator.n && from < line.n; count++) {
		size_t to = str_find(line, separator, from);
		to = to == STR_NONE ? line.n : to;
		struct str crumb = str_trim(str_slice(line, from, to));
		is_trail = is_trail || (count == 0 && (is_one_of(crumb, homes, COUNT(homes)) ||
		                                       (site.n && str_equal_nocase(crumb, site))));
		bool is_site = site.n && str_equal_nocase(crumb, site);
		if (!is_site && may_be_section(crumb, title))
			section = crumb;
		from = to + separator.n;
	}
	return is_trail ? section : (struct str){0};
}

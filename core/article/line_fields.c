/*
 * Labels are told by their colon, since their words stand in any text; a few need none at the
 * beginning of a line. One table has them for all languages: which one a page is in is not asked.
 */
#include "core/article/line_fields.h"

#include "core/article/byline.h"
#include "core/text/words.h"

enum {
	TAG_BYTES_MAX = 60,
	TAG_WORDS_MAX = 5,
};

struct label {
	struct str text; /* of ASCII letters the small ones */
	uint8_t field;   /* enum field */
};

#define LABEL(text, field)                                                                         \
	{                                                                                          \
		STR_INIT(text), field                                                              \
	}

/* The first BARE_LABELS need no colon at the beginning of a line. */
enum { BARE_LABELS = 6 };

static const struct label labels[] = {
        LABEL("posted in", FIELD_SECTION),
        LABEL("published in", FIELD_SECTION),
        LABEL("tagged", FIELD_TAG),
        LABEL("tagged with", FIELD_TAG),
        LABEL("tagged as", FIELD_TAG),
        LABEL("filed under", FIELD_TAG),
        LABEL("date", FIELD_PUBLISHED),
        LABEL("time", FIELD_PUBLISHED),
        LABEL("datetime", FIELD_PUBLISHED),
        LABEL("date published", FIELD_PUBLISHED),
        LABEL("publication date", FIELD_PUBLISHED),
        LABEL("publish date", FIELD_PUBLISHED),
        LABEL("publish time", FIELD_PUBLISHED),
        LABEL("release time", FIELD_PUBLISHED),
        LABEL("release date", FIELD_PUBLISHED),
        LABEL("post date", FIELD_PUBLISHED),
        LABEL("published", FIELD_PUBLISHED),
        LABEL("published on", FIELD_PUBLISHED),
        LABEL("published at", FIELD_PUBLISHED),
        LABEL("posted", FIELD_PUBLISHED),
        LABEL("posted on", FIELD_PUBLISHED),
        LABEL("posted at", FIELD_PUBLISHED),
        LABEL("added", FIELD_PUBLISHED),
        LABEL("created", FIELD_PUBLISHED),
        LABEL("updated", FIELD_MODIFIED),
        LABEL("updated on", FIELD_MODIFIED),
        LABEL("last updated", FIELD_MODIFIED),
        LABEL("last modified", FIELD_MODIFIED),
        LABEL("update time", FIELD_MODIFIED),
        LABEL("datum", FIELD_PUBLISHED),
        LABEL("veröffentlicht", FIELD_PUBLISHED),
        LABEL("veröffentlicht am", FIELD_PUBLISHED),
        LABEL("stand", FIELD_MODIFIED),
        LABEL("aktualisiert", FIELD_MODIFIED),
        LABEL("publié", FIELD_PUBLISHED),
        LABEL("publié le", FIELD_PUBLISHED),
        LABEL("mis à jour", FIELD_MODIFIED),
        LABEL("mis à jour le", FIELD_MODIFIED),
        LABEL("fecha", FIELD_PUBLISHED),
        LABEL("publicado", FIELD_PUBLISHED),
        LABEL("publicado el", FIELD_PUBLISHED),
        LABEL("publicado em", FIELD_PUBLISHED),
        LABEL("actualizado", FIELD_MODIFIED),
        LABEL("atualizado em", FIELD_MODIFIED),
        LABEL("data", FIELD_PUBLISHED),
        LABEL("data di pubblicazione", FIELD_PUBLISHED),
        LABEL("pubblicato", FIELD_PUBLISHED),
        LABEL("pubblicato il", FIELD_PUBLISHED),
        LABEL("aggiornato", FIELD_MODIFIED),
        LABEL("gepubliceerd", FIELD_PUBLISHED),
        LABEL("opublikowano", FIELD_PUBLISHED),
        LABEL("дата", FIELD_PUBLISHED),
        LABEL("Дата", FIELD_PUBLISHED),
        LABEL("Дата публикации", FIELD_PUBLISHED),
        LABEL("Опубликовано", FIELD_PUBLISHED),
        LABEL("опубликовано", FIELD_PUBLISHED),
        LABEL("Обновлено", FIELD_MODIFIED),
        LABEL("时间", FIELD_PUBLISHED),
        LABEL("日期", FIELD_PUBLISHED),
        LABEL("发布时间", FIELD_PUBLISHED),
        LABEL("发布日期", FIELD_PUBLISHED),
        LABEL("發布時間", FIELD_PUBLISHED),
        LABEL("發佈時間", FIELD_PUBLISHED),
        LABEL("更新时间", FIELD_MODIFIED),
        LABEL("投稿日", FIELD_PUBLISHED),
        LABEL("公開日", FIELD_PUBLISHED),
        LABEL("更新日", FIELD_MODIFIED),
        LABEL("日時", FIELD_PUBLISHED),
        LABEL("등록일", FIELD_PUBLISHED),
        LABEL("입력", FIELD_PUBLISHED),
        LABEL("author", FIELD_AUTHOR),
        LABEL("authors", FIELD_AUTHOR),
        LABEL("by", FIELD_AUTHOR),
        LABEL("writer", FIELD_AUTHOR),
        LABEL("reporter", FIELD_AUTHOR),
        LABEL("written by", FIELD_AUTHOR),
        LABEL("posted by", FIELD_AUTHOR),
        LABEL("autor", FIELD_AUTHOR),
        LABEL("autorin", FIELD_AUTHOR),
        LABEL("auteur", FIELD_AUTHOR),
        LABEL("autore", FIELD_AUTHOR),
        LABEL("Автор", FIELD_AUTHOR),
        LABEL("автор", FIELD_AUTHOR),
        LABEL("作者", FIELD_AUTHOR),
        LABEL("记者", FIELD_AUTHOR),
        LABEL("著者", FIELD_AUTHOR),
        LABEL("기자", FIELD_AUTHOR),
        LABEL("source", FIELD_SITE),
        LABEL("site", FIELD_SITE),
        LABEL("website", FIELD_SITE),
        LABEL("publisher", FIELD_SITE),
        LABEL("quelle", FIELD_SITE),
        LABEL("fuente", FIELD_SITE),
        LABEL("fonte", FIELD_SITE),
        LABEL("Источник", FIELD_SITE),
        LABEL("источник", FIELD_SITE),
        LABEL("来源", FIELD_SITE),
        LABEL("來源", FIELD_SITE),
        LABEL("文章来源", FIELD_SITE),
        LABEL("出典", FIELD_SITE),
        LABEL("출처", FIELD_SITE),
        LABEL("category", FIELD_SECTION),
        LABEL("categories", FIELD_SECTION),
        LABEL("section", FIELD_SECTION),
        LABEL("classify", FIELD_SECTION),
        LABEL("classification", FIELD_SECTION),
        LABEL("channel", FIELD_SECTION),
        LABEL("column", FIELD_SECTION),
        LABEL("topic", FIELD_SECTION),
        LABEL("rubrik", FIELD_SECTION),
        LABEL("ressort", FIELD_SECTION),
        LABEL("kategorie", FIELD_SECTION),
        LABEL("rubrique", FIELD_SECTION),
        LABEL("catégorie", FIELD_SECTION),
        LABEL("categoría", FIELD_SECTION),
        LABEL("sección", FIELD_SECTION),
        LABEL("categoria", FIELD_SECTION),
        LABEL("seção", FIELD_SECTION),
        LABEL("sezione", FIELD_SECTION),
        LABEL("kategoria", FIELD_SECTION),
        LABEL("Рубрика", FIELD_SECTION),
        LABEL("рубрика", FIELD_SECTION),
        LABEL("Категория", FIELD_SECTION),
        LABEL("Раздел", FIELD_SECTION),
        LABEL("分类", FIELD_SECTION),
        LABEL("分類", FIELD_SECTION),
        LABEL("栏目", FIELD_SECTION),
        LABEL("欄目", FIELD_SECTION),
        LABEL("频道", FIELD_SECTION),
        LABEL("カテゴリ", FIELD_SECTION),
        LABEL("カテゴリー", FIELD_SECTION),
        LABEL("카테고리", FIELD_SECTION),
        LABEL("tag", FIELD_TAG),
        LABEL("tags", FIELD_TAG),
        LABEL("in", FIELD_TAG),
        LABEL("labels", FIELD_TAG),
        LABEL("topics", FIELD_TAG),
        LABEL("related topics", FIELD_TAG),
        LABEL("more on", FIELD_TAG),
        LABEL("keyword", FIELD_TAG),
        LABEL("keywords", FIELD_TAG),
        LABEL("key words", FIELD_TAG),
        LABEL("schlagwörter", FIELD_TAG),
        LABEL("schlagworte", FIELD_TAG),
        LABEL("stichwörter", FIELD_TAG),
        LABEL("themen", FIELD_TAG),
        LABEL("mots-clés", FIELD_TAG),
        LABEL("étiquettes", FIELD_TAG),
        LABEL("etiquetas", FIELD_TAG),
        LABEL("temas", FIELD_TAG),
        LABEL("palabras clave", FIELD_TAG),
        LABEL("palavras-chave", FIELD_TAG),
        LABEL("parole chiave", FIELD_TAG),
        LABEL("trefwoorden", FIELD_TAG),
        LABEL("tagi", FIELD_TAG),
        LABEL("etiketler", FIELD_TAG),
        LABEL("Теги", FIELD_TAG),
        LABEL("теги", FIELD_TAG),
        LABEL("Метки", FIELD_TAG),
        LABEL("метки", FIELD_TAG),
        LABEL("标签", FIELD_TAG),
        LABEL("標籤", FIELD_TAG),
        LABEL("关键词", FIELD_TAG),
        LABEL("关键字", FIELD_TAG),
        LABEL("關鍵字", FIELD_TAG),
        LABEL("タグ", FIELD_TAG),
        LABEL("キーワード", FIELD_TAG),
        LABEL("태그", FIELD_TAG),
        LABEL("الوسوم", FIELD_TAG),
        LABEL("الكلمات المفتاحية", FIELD_TAG),
        LABEL("view", FIELD_NONE),
        LABEL("views", FIELD_NONE),
        LABEL("hits", FIELD_NONE),
        LABEL("reads", FIELD_NONE),
        LABEL("read", FIELD_NONE),
        LABEL("clicks", FIELD_NONE),
        LABEL("visits", FIELD_NONE),
        LABEL("likes", FIELD_NONE),
        LABEL("comments", FIELD_NONE),
        LABEL("editor", FIELD_NONE),
        LABEL("font size", FIELD_NONE),
        LABEL("share", FIELD_NONE),
        LABEL("print", FIELD_NONE),
        LABEL("aufrufe", FIELD_NONE),
        LABEL("vues", FIELD_NONE),
        LABEL("vistas", FIELD_NONE),
        LABEL("visitas", FIELD_NONE),
        LABEL("Просмотров", FIELD_NONE),
        LABEL("Просмотры", FIELD_NONE),
        LABEL("浏览", FIELD_NONE),
        LABEL("浏览量", FIELD_NONE),
        LABEL("阅读", FIELD_NONE),
        LABEL("点击", FIELD_NONE),
        LABEL("点击数", FIELD_NONE),
        LABEL("编辑", FIELD_NONE),
        LABEL("责任编辑", FIELD_NONE),
        LABEL("閲覧数", FIELD_NONE),
        LABEL("조회", FIELD_NONE),
};

enum { LABEL_COUNT = sizeof(labels) / sizeof(labels[0]) };

/* A label in a line, and where it and its colon are. */
struct found {
	const struct label *label; /* NULL: none */
	size_t start, end;         /* the value begins at `end` */
};

/* Where the next colon is that may be a label's, and its length; STR_NONE if there is none. */
static size_t find_colon(struct str text, size_t from, size_t *length)
{
	const struct str wide = STR("：");
	for (size_t at = from; at < text.n; at++) {
		if (text.p[at] != ':' && text.p[at] != wide.p[0])
			continue;
		struct str rest = str_slice(text, at, text.n);
		bool is_colon = text.p[at] == ':' && !str_starts(rest, STR("://"));
		if (!is_colon && !str_starts(rest, wide))
			continue;
		*length = is_colon ? 1 : wide.n;
		return at;
	}
	return STR_NONE;
}

/*
 * A label begins a line, or stands behind a mark, a digit ("10:20 Source: …") or a wide gap. Behind
 * another field any space will do, while "Developed by:" is no byline.
 */
static bool may_begin_label(struct str text, size_t at, bool is_behind_field)
{
	if (at == 0 || strchr("\t|[(", text.p[at - 1]) || (unsigned char)text.p[at - 1] >= 0x80)
		return true;
	if (text.p[at - 1] != ' ')
		return false;
	char before = at > 1 ? text.p[at - 2] : ' ';
	bool is_word = ascii_is_alpha((unsigned char)before) || (unsigned char)before >= 0x80;
	return is_behind_field || !is_word;
}

/* The longest label that a text ends in; where it begins. */
static const struct label *label_before(struct str text, bool is_behind_field, size_t *start)
{
	const struct label *best = NULL;
	for (size_t i = 0; i < LABEL_COUNT; i++) {
		struct str label = labels[i].text;
		if (text.n < label.n || (best && label.n <= best->text.n))
			continue;
		size_t at = text.n - label.n;
		if (ascii_lower(text.p[text.n - 1]) == ascii_lower(label.p[label.n - 1]) &&
		    str_equal_nocase(str_slice(text, at, text.n), label) &&
		    may_begin_label(text, at, is_behind_field)) {
			best = &labels[i];
			*start = at;
		}
	}
	return best;
}

/* The first label with a colon at or behind `from`, which is where a value begins, or 0. */
static struct found find_label(struct str text, size_t from)
{
	size_t length;
	for (size_t at = from; (at = find_colon(text, at, &length)) != STR_NONE; at += length) {
		struct found found = {.end = at + length};
		struct str before = str_slice(text, from, at);
		while (str_ends(before, STR(" ")))
			before.n--;
		found.label = label_before(before, from > 0, &found.start);
		found.start += from;
		if (found.label)
			return found;
	}
	return (struct found){0};
}

static struct found find_bare_label(struct str text)
{
	struct found found = {0};
	for (size_t i = 0; i < BARE_LABELS; i++) {
		const struct str label = labels[i].text;
		if (label.n > found.end && text.n > label.n && text.p[label.n] == ' ' &&
		    str_starts_nocase(text, label))
			found = (struct found){&labels[i], 0, label.n};
	}
	return found;
}

/* Two spaces, a tab, a bar: where a value ends; that of a list has bars between its parts. */
static size_t value_end(struct str text, size_t from, bool is_list)
{
	static const struct str ends[] = {
	        STR_INIT("  "),     STR_INIT("\t"), STR_INIT("\u00a0\u00a0"),
	        STR_INIT("\u3000"), STR_INIT("|"),  STR_INIT("｜")};
	enum { BARS = 2 };
	size_t count = sizeof(ends) / sizeof(ends[0]) - (is_list ? BARS : 0), end = text.n;
	for (size_t i = 0; i < count; i++) {
		size_t at = str_find(text, ends[i], from);
		end = at < end ? at : end;
	}
	return end;
}

bool line_fields_next(struct str *rest, struct line_field *field)
{
	struct str text = str_trim(*rest);
	if (text.n > FIELD_LINE_BYTES_MAX)
		return false;
	struct found found = find_label(text, 0), bare = find_bare_label(text);
	if (bare.label && (found.label == NULL || found.end > bare.end + 1))
		found = bare;
	if (found.label == NULL)
		return false;
	size_t from = found.end;
	while (from < text.n && ascii_is_space((unsigned char)text.p[from]))
		from++;
	size_t to = value_end(text, from, found.label->field == FIELD_TAG);
	struct found next = find_label(str_slice(text, 0, to), from);
	if (next.label)
		to = next.start;
	*field = (struct line_field){(enum field)found.label->field,
	                             str_trim(str_slice(text, from, to))};
	*rest = str_slice(text, to, text.n);
	return true;
}

struct str line_fields_unmarked(struct str line)
{
	static const struct str marks[] = {STR_INIT("- "), STR_INIT("* "), STR_INIT("•"),
	                                   STR_INIT("·"),  STR_INIT("– "), STR_INIT("#")};
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (str_starts(line, marks[i]))
			return str_trim(str_slice(line, marks[i].n, line.n));
	return line;
}

/* "1234 people liked this", "5 comments", but not "2024 election". */
static bool is_counter(struct str line)
{
	enum { YEAR_DIGITS = 4 };
	size_t digits = 0;
	while (digits < line.n && ascii_is_digit((unsigned char)line.p[digits]))
		digits++;
	bool is_year = digits == YEAR_DIGITS &&
	               (str_starts(line, STR("19")) || str_starts(line, STR("20")));
	return digits > 0 && !is_year && digits < line.n && strchr(" .,k", line.p[digits]);
}

bool line_fields_is_tag(struct str line)
{
	static const char no_tag[] = ":!?()[]©|>";
	if (line.n == 0 || line.n > TAG_BYTES_MAX || words_measure(line) > TAG_WORDS_MAX ||
	    words_count(line) == 0 || is_counter(line))
		return false;
	for (size_t i = 0; i < line.n; i++)
		if (strchr(no_tag, line.p[i]))
			return false;
	return !str_ends(line, STR(".")) && !str_ends(line, STR("。"));
}

/* What stands between the parts of a list, or nothing. */
static struct str separator_of(struct str list)
{
	static const struct str separators[] = {
	        STR_INIT(","),  STR_INIT("，"), STR_INIT("、"), STR_INIT("،"), STR_INIT(";"),
	        STR_INIT("；"), STR_INIT("|"),  STR_INIT("·"),  STR_INIT("•"), STR_INIT(" / "),
	        STR_INIT("#"),  STR_INIT("  "), STR_INIT("\t")};
	for (size_t i = 0; i < sizeof(separators) / sizeof(separators[0]); i++)
		if (str_find(list, separators[i], 1) != STR_NONE)
			return separators[i];
	return (struct str){0};
}

uint32_t line_fields_split(struct str list, struct str *tags, uint32_t most)
{
	uint32_t count = 0;
	struct str separator = separator_of(list);
	for (size_t from = 0; from < list.n && count < most;) {
		size_t to = separator.n ? str_find(list, separator, from) : STR_NONE;
		to = to == STR_NONE ? list.n : to;
		struct str tag = line_fields_unmarked(str_trim(str_slice(list, from, to)));
		from = to + separator.n;
		if (tag.n == 0)
			continue;
		if (!line_fields_is_tag(tag))
			return 0;
		tags[count++] = tag;
	}
	return count;
}

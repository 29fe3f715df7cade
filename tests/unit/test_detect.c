/* Detection, on text in the encodings that its language was written in before UTF-8. */
#include "tests/test.h"

#include <iconv.h>
#include <stdint.h>
#include <stdio.h>

#include "core/text/charset.h"
#include "core/text/detect.h"

#define RUSSIAN                                                                                                                           \
	"Все счастливые семьи похожи друг на друга, каждая несчастливая семья " \
	"несчастлива по-своему."
#define UKRAINIAN                                                                                                                         \
	"Реве та стогне Дніпр широкий, сердитий вітер завива, додолу верби гне " \
	"високі, горами хвилю підійма."
#define POLISH                                                                                     \
	"Litwo! Ojczyzno moja! ty jesteś jak zdrowie; ile cię trzeba cenić, "                   \
	"ten tylko się dowie, kto cię stracił. Dziś piękność twą w całej "                \
	"ozdobie widzę i opisuję, bo tęsknię po tobie."
#define GREEK                                                                                                               \
	"Σα βγεις στον πηγαιμό για την Ιθάκη, να εύχεσαι νάναι μακρύς ο " \
	"δρόμος, γεμάτος περιπέτειες, γεμάτος γνώσεις."
#define GERMAN                                                                                     \
	"Als Gregor Samsa eines Morgens aus unruhigen Träumen erwachte, fand "                    \
	"er sich in seinem Bett zu einem ungeheueren Ungeziefer verwandelt. Er "                   \
	"lag auf seinem panzerartig harten Rücken und sah, wenn er den Kopf "                     \
	"ein wenig hob, seinen gewölbten Bauch."
#define TURKISH                                                                                    \
	"Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl "           \
	"ve vicdana sahiptirler ve birbirlerine karşı kardeşlik zihniyeti ile "                 \
	"hareket etmelidirler."
#define HEBREW                                                                                                                     \
	"בראשית ברא אלהים את השמים ואת הארץ והארץ היתה תהו ובהו וחשך על פני " \
	"תהום"
#define THAI                                                                                                                                                          \
	"วันนี้อากาศดีมาก เราไปตลาดกับแม่เพื่อซื้อผลไม้และปลา " \
	"แล้วกลับบ้านตอนเย็น"
#define JAPANESE                                                                                                                               \
	"吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめし" \
	"た所でニャーニャー泣いていた事だけは記憶している。"
#define CHINESE "学而时习之，不亦说乎？有朋自远方来，不亦乐乎？人不知而不愠，不亦君子乎？"
#define CHINESE_TRADITIONAL                                                                        \
	"學而時習之，不亦說乎？有朋自遠方來，不亦樂乎？人不知而不慍，不亦君子乎？"
#define KOREAN                                                                                                                  \
	"나랏말이 중국과 달라 한자와는 서로 통하지 아니하니, 이런 까닭으로 어리석은 백성이 " \
	"말하고자 하는 것이 있어도 마침내 제 "                                                                   \
	"뜻을 펴지 못하는 사람이 많다."

enum { PAGE_BYTES_MAX = 64 << 10 };

static struct arena arena;

/* `text`, which is UTF-8, in an encoding that iconv knows; it lives until the next call. */
static struct str encode(const char *text, const char *encoding)
{
	static char page[PAGE_BYTES_MAX];
	char *from = (char *)(uintptr_t)text, *to = page;
	size_t left = strlen(text), room = sizeof(page);
	iconv_t converter = iconv_open(encoding, "UTF-8");
	CHECK(converter != (iconv_t)-1);
	CHECK(iconv(converter, &from, &left, &to, &room) != (size_t)-1);
	iconv_close(converter);
	return (struct str){page, sizeof(page) - room};
}

static struct str decode(struct str page, struct charset *charset)
{
	arena_reset(&arena);
	return charset_decode(page, STR(""), true, &arena, charset);
}

static const struct {
	const char *text, *encoding, *want;
} pages[] = {
        {RUSSIAN, "CP1251", "windows-1251"},
        {RUSSIAN, "KOI8-R", "koi8-u"},
        {RUSSIAN, "CP866", "ibm866"},
        {RUSSIAN, "ISO-8859-5", "iso-8859-5"},
        {RUSSIAN, "MAC-CYRILLIC", "x-mac-cyrillic"},
        {UKRAINIAN, "CP1251", "windows-1251"},
        {UKRAINIAN, "KOI8-U", "koi8-u"},
        {POLISH, "ISO-8859-2", "iso-8859-2"},
        {POLISH, "CP1250", "windows-1250"},
        {GREEK, "ISO-8859-7", "iso-8859-7"},
        {GERMAN, "CP1252", "windows-1252"},
        {TURKISH, "CP1254", "windows-1254"},
        {HEBREW, "CP1255", "windows-1255"},
        {THAI, "CP874", "windows-874"},
        {JAPANESE, "CP932", "shift_jis"},
        {JAPANESE, "EUC-JP", "euc-jp"},
        {CHINESE, "GB18030", "gb18030"},
        {CHINESE_TRADITIONAL, "BIG5", "big5"},
        {KOREAN, "CP949", "euc-kr"},
};

TEST(text_without_a_declared_charset_is_read_right)
{
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		struct charset charset;
		struct str page = encode(pages[i].text, pages[i].encoding);
		CHECK_STR(decode(page, &charset), str_from(pages[i].text));
		CHECK_STR(charset_source_name(charset.source), STR("detected"));
	}
}

TEST(the_name_is_that_of_the_standard)
{
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		struct str want = str_from(pages[i].want);
		struct str got = detect_charset(encode(pages[i].text, pages[i].encoding));
		CHECK_STR(got, want);
	}
}

TEST(tags_and_scripts_do_not_count)
{
	static char page[PAGE_BYTES_MAX];
	char *p = page;
	for (int i = 0; i < 400; i++)
		p += sprintf(p, "<div class='box'>in between</div><script>var a = 'b';</script>\n");
	struct str text = encode("<p>" RUSSIAN "</p>", "CP1251");
	memcpy(p, text.p, text.n);
	CHECK_STR(detect_charset((struct str){page, (size_t)(p - page) + text.n}),
	          STR("windows-1251"));
}

TEST(bytes_that_are_controls_in_iso_8859_mean_the_windows_code_page)
{
	struct str page = encode(POLISH " „Litwo”", "CP1250");
	CHECK_STR(detect_charset(page), STR("windows-1250"));
	page = encode(GREEK " “Ιθάκη”", "CP1253");
	CHECK_STR(detect_charset(page), STR("windows-1253"));
}

TEST(a_stray_letter_or_two_tell_nothing)
{
	CHECK(detect_charset(STR("")).p == NULL);
	CHECK(detect_charset(STR("all of it ASCII")).p == NULL);
	CHECK(detect_charset(STR("<p>\x93It\x92s a caf\xE9\x94 \x96 and \xA9 2001</p>")).p == NULL);
}

TEST(letters_that_are_rare_tell_nothing)
{
	static char page[PAGE_BYTES_MAX];
	char *p = page;
	for (int i = 0; i < 100; i++)
		p += sprintf(p, "<p>%0300d \xE8 %0300d</p>", 0, 0);
	CHECK(detect_charset((struct str){page, (size_t)(p - page)}).p == NULL);
}

TEST(utf8_with_some_damage_is_utf8)
{
	struct charset charset;
	CHECK_STR(decode(STR("<p>na\xC3\xAFve caf\xC3\xA9 \xE9t\xC3\xA9</p>"), &charset),
	          STR("<p>naïve café \xEF\xBF\xBDté</p>"));
	CHECK_STR(charset.name, STR("utf-8"));
	CHECK_STR(charset_source_name(charset.source), STR("detected"));
}

/* In windows-1251 these two letters are the bytes of a byte order mark. */
TEST(a_sample_does_not_begin_with_a_byte_order_mark)
{
	struct str page = encode("<p>юя " RUSSIAN "</p>", "CP1251");
	CHECK_STR(detect_charset(page), STR("windows-1251"));
	page = encode("<p>яю " RUSSIAN "</p>", "CP1251");
	CHECK_STR(detect_charset(page), STR("windows-1251"));
}

TEST(escape_sequences_never_make_a_page_unreadable)
{
	CHECK(!str_equal(detect_charset(STR("a\x1B$)C \x0E!\x0F \xE9\xE8\xEA")),
	                 STR("replacement")));
	CHECK(!str_equal(detect_charset(STR("a ~{VPND~} \xE9\xE8\xEA")), STR("replacement")));
}

TEST(the_end_of_the_sample_may_cut_a_character)
{
	static char page[PAGE_BYTES_MAX];
	struct str text = encode(JAPANESE, "CP932");
	size_t n = 0;
	page[n++] = ' ';
	for (; n + text.n < sizeof(page); n += text.n)
		memcpy(page + n, text.p, text.n);
	CHECK_STR(detect_charset((struct str){page, n}), STR("shift_jis"));
	CHECK_STR(detect_charset((struct str){page + 1, n - 1}), STR("shift_jis"));
}

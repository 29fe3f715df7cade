#include "core/text/lang.h"

#include <stdlib.h>
#include <string.h>

#include "core/text/lang_letters.h"
#include "tests/test.h"

static const char english[] =
        "The bridge was closed for most of the winter, and people had to walk "
        "around the lake to get to the market on the other side.";

static void check_code(const char *text, const char *code)
{
	CHECK_STR(lang_of(str_from(text)).code, str_from(code));
}

TEST(languages_are_told_apart)
{
	check_code(english, "en");
	check_code("Die Brücke war fast den ganzen Winter über gesperrt, und man musste um den See "
	           "gehen.",
	           "de");
	check_code(
	        "Le pont est resté fermé presque tout l'hiver et il fallait faire le tour du lac.",
	        "fr");
	check_code("Most był zamknięty przez większość zimy i trzeba było iść dookoła jeziora.",
	           "pl");
	check_code("Мост был закрыт почти всю зиму, и людям приходилось обходить озеро.", "ru");
	check_code("Міст був закритий майже всю зиму, і людям доводилося обходити озеро.", "uk");
	check_code("Cây cầu bị đóng gần hết mùa đông và mọi người phải đi vòng quanh hồ.", "vi");
	check_code("पुल लगभग पूरी सर्दी बंद रहा और लोगों को झील के चारों ओर जाना पड़ा।", "hi");
	check_code("كان الجسر مغلقا معظم الشتاء وكان على الناس أن يسيروا حول البحيرة.", "ar");
}

TEST(capitals_do_not_matter)
{
	struct language small = lang_of(STR("мост был закрыт почти всю зиму, řekl žák"));
	struct language large = lang_of(STR("МОСТ БЫЛ ЗАКРЫТ ПОЧТИ ВСЮ ЗИМУ, ŘEKL ŽÁK"));
	CHECK_STR(large.code, small.code);
	CHECK_NUMBER(large.score, small.score);
	check_code("THE BRIDGE WAS CLOSED FOR MOST OF THE WINTER", "en");
}

TEST(scripts_of_one_language_tell_it)
{
	check_code("Η γέφυρα ήταν κλειστή σχεδόν όλο τον χειμώνα.", "el");
	check_code("สะพานปิดเกือบตลอดฤดูหนาว", "th");
	check_code("다리는 겨울 내내 거의 닫혀 있었습니다.", "ko");
	check_code("ხიდი თითქმის მთელი ზამთარი დაკეტილი იყო.", "ka");
	check_code("הגשר היה סגור כמעט כל החורף והאנשים הלכו סביב האגם.", "he");
}

TEST(kana_make_the_difference_between_japanese_and_chinese)
{
	check_code("橋は冬の間ほとんど閉鎖されていた。", "ja");
	check_code("这座桥几乎整个冬天都关闭着，人们不得不绕着湖走。", "zh");
	check_code("这座桥几乎整个冬天都关闭着の，人们不得不绕着湖走。", "zh");
}

TEST(what_is_no_text_is_of_no_language)
{
	static const char *const none[] = {
	        "", " ", "\n", "12.5 - 13.9 (2024)", "...", "🙂🙂🙂🙂", "a b c", "xx1",
	};
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		struct language language = lang_of(str_from(none[i]));
		CHECK_STR(language.code, STR("und"));
		CHECK_NUMBER(language.score, 0);
	}
	CHECK_NUMBER(lang_of((struct str){0}).score, 0);
}

TEST(scripts_without_a_known_language_are_of_none)
{
	check_code("ស្ពានត្រូវបានបិទស្ទើរតែពេញរដូវរងារ", "und");       /* Khmer */
	check_code("ຂົວຖືກປິດເກືອບຕະຫຼອດລະດູຫນາວ", "und");             /* Lao */
	check_code("ဆောင်းရာသီတစ်လျှောက်လုံးနီးပါး တံတားပိတ်ထားသည်", "und"); /* Burmese */
	check_code("ಸೇತುವೆ ಚಳಿಗಾಲದುದ್ದಕ್ಕೂ ಮುಚ್ಚಿತ್ತು", "und");         /* Kannada */
}

TEST(unknown_languages_of_known_scripts_score_low)
{
	enum { SCORE_MAX = 50 };
	static const char *const texts[] = {
	        /* Maltese, Breton, Faroese, Luxembourgish, Kinyarwanda, Haitian, Kyrgyz, Yiddish */
	        "Il-pont kien magħluq għal ħafna mix-xitwa u n-nies kellhom jimxu madwar l-għadira.",
	        "Serret e oa bet ar pont e-pad ar goañv hag an dud a ranke mont tro-dro d'al lenn.",
	        "Brúgvin var stongd mestan part av vetrinum, og fólk máttu ganga runt um vatnið.",
	        "D'Bréck war bal de ganze Wanter zou an d'Leit hu misse ronderëm de Séi goen.",
	        "Ikiraro cyari gifunze igihe kinini cy'itumba kandi abantu bagombaga kuzenguruka ikiyaga.",
	        "Pon an te fèmen pifò nan sezon livè a epi moun yo te oblije mache toutotou lak la.",
	        "Көпүрө кыш бою дээрлик жабык болгондуктан, адамдар көлдү айланып өтүшкөн.",
	        "די בריק איז געווען פארמאכט כמעט דעם גאנצן ווינטער און מענטשן האבן געמוזט גיין ארום.",
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		CHECK(lang_of(str_from(texts[i])).score < SCORE_MAX);
}

TEST(a_text_in_two_scripts_is_of_the_larger_one_and_less_sure)
{
	struct language pure = lang_of(str_from(english));
	struct language mixed =
	        lang_of(STR("The bridge was closed for most of the winter, and people "
	                    "had to walk around the lake: мост был закрыт всю зиму"));
	CHECK_STR(mixed.code, STR("en"));
	CHECK(mixed.score < pure.score);
}

TEST(bytes_that_are_not_utf8_end_a_word_and_no_more)
{
	static const char broken[] = "The bridge\xff was\xc3 closed \xe2\x82 for most \x80of the "
	                             "winter, and people had to walk around\xf0\x9f\x98";
	check_code(broken, "en");
	check_code("\xc0\x80\xe0\x80\x80\xf0\x80\x80\x80\xc1\xa1\xc1\xa1", "und"); /* overlong */
	check_code("\xff\xfe\xfd\xc3\xe2\x82\xf0", "und");
	for (size_t n = 0; n <= sizeof(broken) - 1; n++) {
		char *copy = malloc(n + 1); /* just as long, for the sanitizers to see */
		memcpy(copy, broken, n);
		CHECK(lang_of((struct str){copy, n}).score <= 100);
		free(copy);
	}
}

/* A long text: `unit` again and again, up to n bytes, the last one cut. */
static struct str repeated(const char *unit, size_t n)
{
	char *bytes = malloc(n);
	size_t unit_bytes = strlen(unit);
	for (size_t i = 0; i < n; i++)
		bytes[i] = unit[i % unit_bytes];
	return (struct str){bytes, n};
}

TEST(windows_of_a_long_text_leave_out_the_characters_that_they_cut)
{
	/* one alphabet of two bytes a letter and one of three, in every place to the windows */
	for (size_t n = LANG_BYTES_MAX - 3; n < LANG_BYTES_MAX + 40; n++) {
		static const char *const units[] = {"мост был закрыт ", "สะพานปิดเกือบตลอด"};
		static const enum lang_script scripts[] = {LANG_CYRILLIC, LANG_THAI};
		for (int i = 0; i < 2; i++) {
			struct lang_letters letters;
			struct str text = repeated(units[i], n);
			lang_letters_of(text, &letters);
			for (int script = 0; script < LANG_NONE; script++)
				CHECK((letters.scripts[script] > 0) == (script == (int)scripts[i]));
			CHECK(letters.unit_count <= LANG_UNITS_MAX);
			free((void *)(uintptr_t)text.p);
		}
	}
}

TEST(a_long_text_is_looked_at_in_its_beginning_middle_and_end)
{
	enum { BYTES = 1 << 20, THIRD = BYTES / 3 };
	struct lang_letters letters;
	struct str text = repeated(" ", BYTES);
	char *bytes = (char *)(uintptr_t)text.p;
	memcpy(bytes, "begin", 5);
	memcpy(bytes + BYTES / 2, "middle", 6);
	memcpy(bytes + BYTES - 3, "end", 3);
	memcpy(bytes + THIRD, "passed over", 11);
	lang_letters_of(text, &letters);
	CHECK_NUMBER(letters.word_count, 3);
	CHECK_NUMBER(letters.scripts[LANG_LATIN], 5 + 6 + 3);
	free(bytes);
}

TEST(letters_are_small_and_words_a_space_apart)
{
	static const char want[] = " the end \xe9";
	struct lang_letters letters;
	lang_letters_of(STR("  THE -- end, \xc3\x89"), &letters);
	CHECK_NUMBER(letters.unit_count, sizeof(want));
	for (size_t i = 0; i + 1 < sizeof(want); i++)
		CHECK_NUMBER(letters.units[i], (unsigned char)want[i]);
	CHECK_NUMBER(letters.word_count, 3);
	CHECK_NUMBER(letters.starts[1], 5);
	CHECK_NUMBER(letters.starts[3], letters.unit_count);
}

TEST(every_text_of_few_or_many_words_has_its_rows)
{
	struct lang_letters letters;
	uint16_t rows[LANG_ROWS_MAX];
	struct str texts[] = {repeated("a ", LANG_BYTES_MAX), repeated("a", LANG_BYTES_MAX),
	                      repeated("ab", 1 << 16), repeated("a ", 1 << 16)};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		lang_letters_of(texts[i], &letters);
		uint32_t count = lang_rows_of(&letters, LANG_LATIN, 15, rows);
		CHECK_NUMBER(count, letters.unit_count - 3 + letters.word_count);
		CHECK(count <= LANG_ROWS_MAX);
		for (uint32_t k = 0; k < count; k++)
			CHECK(rows[k] < 1 << 15);
		free((void *)(uintptr_t)texts[i].p);
	}
}

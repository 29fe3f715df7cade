/*
 * All numbers, names and keys here are made up: numbers are of the ranges that are set aside for
 * examples where there are such, keys are in parts, so that nothing that looks for keys finds them.
 */
#include "core/filter/personal_data.h"

#include <stdio.h>

#include "core/base/buf.h"

#include "tests/test.h"

struct pii_case {
	const char *text, *masked; /* NULL: stays as it is */
};

static void check_cases(const struct pii_case *cases, size_t count)
{
	struct arena arena;
	arena_init(&arena);
	for (size_t i = 0; i < count; i++) {
		struct pii_counts counts = {{0}};
		struct str text = str_from(cases[i].text);
		const char *masked = cases[i].masked ? cases[i].masked : cases[i].text;
		CHECK_STR(pii_mask(text, &arena, &counts), str_from(masked));
		CHECK((pii_sum(&counts) > 0) == (cases[i].masked != NULL));
	}
	arena_free(&arena);
}

#define CHECK_CASES(cases) check_cases(cases, sizeof(cases) / sizeof(*(cases)))

TEST(mail_addresses_are_masked)
{
	static const struct pii_case cases[] = {
	        {"Write to ann.lee+news@mail.example.org today.", "Write to [email] today."},
	        {"to JOHN@EXAMPLE.COM or to o'neil@sub.domain.example.",
	         "to [email] or to [email]."},
	        {"<mailto:kay@example.com?subject=hi>", "<mailto:[email]?subject=hi>"},
	        {"'me@example.com', (you@example.com)", "'[email]', ([email])"},
	        {"j\xc3\xb6rg@b\xc3\xbc"
	         "cher.example",
	         "[email]"},
	        {"\xe9\x82\xae\xe7\xae\xb1kay@example.com", "\xe9\x82\xae\xe7\xae\xb1[email]"},
	        {"kay@xn--bcher-kva.example", "[email]"},
	        {"https://example.com/?to=kay@example.com", "https://example.com/?to=[email]"},
	        {"@kay@social.example", "@[email]"},
	        {"kay2024@example.com", "[email]"},
	        {"4111111111111111@example.com", "[email]"},
	        {"a@b.cd", "[email]"},
	        {"kay@example.org\xc3\xa2\xc2\x9f", "[email]\xc3\xa2\xc2\x9f"},
	        {"foo@bar, @handle, x@y, 3 @ 4.50, root@localhost", NULL},
	        {"icon@2x.png and react@18.2.0 and name@-bad.com", NULL},
	        {"git@github.com:some/thing, ssh://git@host.example", NULL},
	        {"http://localhost@other.com", NULL},
	        {"@", NULL},
	        {"a@", NULL},
	        {"me@exa_mple.com", NULL},
	};
	CHECK_CASES(cases);
}

TEST(public_addresses_are_masked_and_others_kept)
{
	static const struct pii_case cases[] = {
	        {"from 8.8.8.8 at night.", "from [ip] at night."},
	        {"8.8.4.4, 9.9.9.9:53, 9.9.9.0/24, http://8.8.8.8/x",
	         "[ip], [ip]:53, [ip]/24, http://[ip]/x"},
	        {"172.32.0.1 and 11.0.0.1.", "[ip] and [ip]."},
	        {"10.0.0.1 172.16.5.4 172.31.255.255 192.168.1.1 127.0.0.1", NULL},
	        {"169.254.10.10 100.64.0.1 0.0.0.0 255.255.255.255 224.0.0.1", NULL},
	        {"192.0.2.1 198.51.100.7 203.0.113.9 198.18.0.1", NULL},
	        {"Version 1.2.3.4 came after v2.0.11.3; build 4.5.6.7", NULL},
	        {"versions 1.2.3.4 and 1.2.4.0, 1.2.4.1", NULL},
	        {"version: 1.2.3.4, rev. 1.2.3.4, (v1.2.3.4)", NULL},
	        {"See\nSection\xc2\xa0"
	         "7.8.2.1 for Name/1.2.3.4",
	         NULL},
	        {"1.2.1.9. A heading\n3.2.2.5- Another", NULL},
	        {"version 1.2.3.4\n8.8.8.8", "version 1.2.3.4\n[ip]"},
	        {"999.1.1.1 256.1.1.1 1.2.3.256 1.2.3 01.02.03.04 1.2.3.4.5", NULL},
	        {"1234.5.6.7 8.8.8.8888 x8.8.8.8 8.8.8.8y", NULL},
	        {"[2a00:1450:4001:81b::200e]:443", "[[ip]]:443"},
	        {"2606:4700:4700::1111, 2606:4700:4700:0:0:0:0:64 and 2a00::",
	         "[ip], [ip] and [ip]"},
	        {"2001:db8::1 fe80::1 fc00::1 ::1 ff02::1 3fff::1 2001:10::1", NULL},
	        {"std::string 12:30:45 00:1a:2b:3c:4d:5e 2024:01:02", NULL},
	        {"2a00:1450:4001:81b:1:2:3:4:5 2a00:1:2", NULL},
	};
	CHECK_CASES(cases);
}

TEST(phone_numbers_are_masked)
{
	static const struct pii_case cases[] = {
	        {"Call +49 (30) 123456-78 or not.", "Call [phone] or not."},
	        {"+1 212 555 0166, +1 (855) 555-0164", "[phone], [phone]"},
	        {"+33 1 99 00 12 34 / +44(0)20 7946 0958", "[phone] / [phone]"},
	        {"tel:+4930123456", "tel:[phone]"},
	        {"India+91-5555003873\nUSA+1 (989) 555-0195Sales", "India[phone]\nUSA[phone]Sales"},
	        {"+48 123 456 789", "[phone]"},
	        {"Call (212) 555-0123 or 212-555-0199 or 212.555.0100",
	         "Call [phone] or [phone] or [phone]"},
	        {"1-800-555-0199, (608) 555 - 0192.", "[phone], [phone]."},
	        {"212-555-0123 2024", "[phone] 2024"},
	        {"030 1234567, 020 7946 0958, 0171-1234567", "[phone], [phone], [phone]"},
	        {"(01632) 960 123; 030/123 45 67; 03-1234-5678", "[phone]; [phone]; [phone]"},
	        {"01 99 00 12 34 and 01.99.00.12.34", "[phone] and [phone]"},
	        {"(11) 91234-5678, 8 (495) 123-45-67", "[phone], [phone]"},
	        {"Tel: 2125550142", "Tel: [phone]"},
	        {"Phone number: 912 345 678", "Phone number: [phone]"},
	        {"T\xc3\xa9l. : 5550142", "T\xc3\xa9l. : [phone]"},
	        {"\xe8\x81\x94\xe7\xb3\xbb\xe7\x94\xb5\xe8\xaf\x9d\xef\xbc\x9a"
	         "13800138000",
	         "\xe8\x81\x94\xe7\xb3\xbb\xe7\x94\xb5\xe8\xaf\x9d\xef\xbc\x9a[phone]"},
	        {"+49\xc2\xa0"
	         "30\xc2\xa0"
	         "123456",
	         "[phone]"},
	};
	CHECK_CASES(cases);
}

TEST(other_numbers_are_no_phone_numbers)
{
	static const struct pii_case cases[] = {
	        {"2024-05-06, 06.05.2024, 05/06/2024 10:30, 01-02-2024", NULL},
	        {"01.02.2024 - 03.02.2024, 1999-2005, 05/2024 123456", NULL},
	        {"2024-05-06T10:00:00+02:00, GMT+0100, 20240506101530", NULL},
	        {"$1,234,567.89, 10 000 000, +10 000 000, 1.234.567,00", NULL},
	        {"ISBN 978-3-16-148410-0, 0-306-40615-2, 978-0735211292, 0735211299", NULL},
	        {"ISSN 0317-8471, UPC 722325006016, order 302-4567890-1234567", NULL},
	        {"+40.7128, -74.0060; 40.712800, +52.520008", NULL},
	        {"The year was +2024; C++11 1234 5678 9012", NULL},
	        {"01 02 03 04 05, 1 2 3 4 5 6 7 8 9 10", NULL},
	        {"2125550142 or 1708604434000 or 360620266859", NULL},
	        {"012 013 023 123, 000 001 010 011 100 101, 7 010 0110 1001", NULL},
	        {"like +1 (415) 568-00XX", NULL},
	        {"100772 103048 106994 109760 117078", NULL},
	        {"https://example.com/212-555-0123/x?id=030-1234567", NULL},
	        {"212-555-0123-44, 3212-555-0123, A212-555-0123", NULL},
	        {"112-555-0123 and 212-155-0123", NULL},
	        {"Telefon GSM 900/1800", NULL},
	        {"Mobile 2019-2020, fax 12.05.2024, phone 10 000 000", NULL},
	        {"0123456789abcdef 0x1234567890", NULL},
	        {"1.5E+1000000000, 3-0-1, 007", NULL},
	};
	CHECK_CASES(cases);
}

TEST(card_numbers_are_masked_if_they_check)
{
	static const struct pii_case cases[] = {
	        {"Card 4111 1111 1111 1111 12/26.", "Card [card] 12/26."},
	        {"4111-1111-1111-1111, 4111111111111111", "[card], [card]"},
	        {"5555 5555 5555 4444 and 2223 0031 2200 3222", "[card] and [card]"},
	        {"3782 822463 10005 or 378282246310005", "[card] or [card]"},
	        {"3056 930902 5904, 6011 1111 1111 1117", "[card], [card]"},
	        {"1000 1007 4111 1111 1111 1111 6775 9878", NULL},
	        {"4111 1111 1111 1112, 4111 1111 1111", NULL},
	        {"1111 1111 1111 1117, 9111 1111 1111 1111", NULL},
	        {"41 1111 1111 1111 11, 4111 1111-1111 1111", NULL},
	        {"id=4111111111111111, /4111111111111111, x4111111111111111", NULL},
	        {"4111111111111111.5, 4111111111111111a", NULL},
	};
	CHECK_CASES(cases);
}

TEST(ibans_are_masked_if_they_check)
{
	static const struct pii_case cases[] = {
	        {"IBAN: DE89 3704 0044 0532 0130 00.", "IBAN: [iban]."},
	        {"GB82WEST12345698765432, NO9386011117947", "[iban], [iban]"},
	        {"FR14 2004 1010 0505 0001 3M02 606", "[iban]"},
	        {"DE88 3704 0044 0532 0130 00", NULL},
	        {"DE89 3704 0044 0532 0130", NULL},
	        {"ZZ89 3704 0044 0532 0130 00, XDE89370400440532013000", NULL},
	        {"DE89370400440532013000X", NULL},
	};
	CHECK_CASES(cases);
}

#define TEN "A1b2C3d4E5"
#define UPPER8 "ABCD2345"

TEST(keys_and_tokens_are_masked)
{
	static const struct pii_case cases[] = {
	        {"key = AK"
	         "IA" UPPER8 UPPER8 ";",
	         "key = [secret];"},
	        {"\"AS"
	         "IA" UPPER8 UPPER8 "\"",
	         "\"[secret]\""},
	        {"gh"
	         "p_" TEN TEN TEN "A1b2C3 x",
	         "[secret] x"},
	        {"github"
	         "_pat_" TEN TEN "_" TEN TEN TEN,
	         "[secret]"},
	        {"xo"
	         "xb-1234567890-" TEN TEN,
	         "[secret]"},
	        {"AI"
	         "za" TEN TEN TEN "A-b_C,",
	         "[secret],"},
	        {"sk"
	         "_live_" TEN TEN,
	         "[secret]"},
	        {"gl"
	         "pat-" TEN TEN,
	         "[secret]"},
	        {"sk"
	         "-ant-" TEN TEN TEN TEN,
	         "[secret]"},
	        {"token ey"
	         "J" TEN ".ey"
	         "J" TEN "." TEN TEN,
	         "token [secret]"},
	        {"AK"
	         "IA" UPPER8,
	         NULL},
	        {"AK"
	         "IA" UPPER8 UPPER8 "2",
	         NULL},
	        {"xAK"
	         "IA" UPPER8 UPPER8,
	         NULL},
	        {"gh"
	         "p_short, snake_case_word, ghp_",
	         NULL},
	        {"ey"
	         "J" TEN "." TEN TEN "." TEN TEN,
	         NULL},
	        {"ey"
	         "J" TEN ".ey"
	         "J" TEN,
	         NULL},
	        {"week-long desk-top sk-", NULL},
	};
	CHECK_CASES(cases);
}

TEST(private_keys_are_masked_whole)
{
	static const struct pii_case cases[] = {
	        {"a -----BEGIN "
	         "PRIVATE KEY-----\n" TEN "\n" TEN "=\n-----END "
	         "PRIVATE KEY----- b",
	         "a [secret] b"},
	        {"-----BEGIN RSA "
	         "PRIVATE KEY-----\n" TEN TEN "\n\n(cut)",
	         "[secret]\n\n(cut)"},
	        {"-----BEGIN PUBLIC KEY-----\n" TEN "\n-----END PUBLIC KEY-----", NULL},
	        {"-----BEGIN CERTIFICATE-----", NULL},
	        {"-----------------------------", NULL},
	        {"-----BEGIN ", NULL},
	};
	CHECK_CASES(cases);
}

TEST(kinds_are_counted)
{
	struct pii_counts counts = {{0}};
	pii_count(STR("kay@example.com, 8.8.8.8, lee@example.com, +1 212 555 0166"), &counts);
	CHECK_NUMBER(counts.of[PII_EMAIL], 2);
	CHECK_NUMBER(counts.of[PII_IP], 1);
	CHECK_NUMBER(counts.of[PII_PHONE], 1);
	CHECK_NUMBER(counts.of[PII_CARD] + counts.of[PII_IBAN] + counts.of[PII_SECRET], 0);
	CHECK_NUMBER(pii_sum(&counts), 4);
	CHECK_STR(str_from(pii_kind_name(PII_IBAN)), STR("iban"));
}

/* Wherever a span stands in the blocks that the scan goes by, and whatever is at the text's end. */
TEST(a_span_is_found_at_every_place)
{
	static const char *const spans[] = {"kay@example.com", "8.8.8.8", "+1 212 555 0166",
	                                    "AI"
	                                    "za" TEN TEN TEN "A-b_C",
	                                    "gh"
	                                    "p_" TEN TEN TEN "A1b2C3"};
	struct arena arena;
	size_t wrong = 0;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(spans) / sizeof(*spans); i++)
		for (size_t before = 0; before < 40; before++) {
			struct pii_counts counts = {{0}};
			struct buf text;
			buf_init(&text, 1000);
			for (size_t n = 0; n < before; n++)
				buf_append_byte(&text, ' ');
			buf_append(&text, str_from(spans[i]));
			wrong += pii_mask(buf_str(&text), &arena, &counts).p[before] != '[';
			wrong += pii_sum(&counts) != 1;
			buf_free(&text);
		}
	CHECK_NUMBER(wrong, 0);
	arena_free(&arena);
}

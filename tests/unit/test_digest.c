#include "core/base/digest.h"

#include "tests/test.h"

TEST(sha256_of_abc_is_that_of_the_standard)
{
	char hex[SHA256_HEX_CHARS + 1];
	struct sha256 *sha256 = sha256_new();
	sha256_add(sha256, STR("a"));
	sha256_add(sha256, STR("bc"));
	sha256_hex(sha256, hex);
	CHECK_STR(str_from(hex),
	          STR("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
	sha256_free(sha256);
}

TEST(sha256_begins_anew_after_a_reset)
{
	char hex[SHA256_HEX_CHARS + 1];
	struct sha256 *sha256 = sha256_new();
	sha256_add(sha256, STR("something else"));
	sha256_reset(sha256);
	sha256_hex(sha256, hex);
	CHECK_STR(str_from(hex),
	          STR("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
	sha256_free(sha256);
}

static enum digest_match match_hello(const char *labelled)
{
	return digest_matches(str_from(labelled), STR("hello"));
}

TEST(a_digest_in_base32_matches)
{
	CHECK_NUMBER(match_hello("sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N"), DIGEST_MATCHES);
	CHECK_NUMBER(match_hello("sha256:FTZE3OS7WCRQ4JXIHMVMLOPCTYNRMHS4D6TUEXTTAQZWFE4LTASA"),
	             DIGEST_MATCHES);
	CHECK_NUMBER(match_hello("md5:LVAUAKV4JMVHNOLRTWIRAF6FSI"), DIGEST_MATCHES);
}

TEST(a_digest_in_base16_matches)
{
	CHECK_NUMBER(match_hello("md5:5d41402abc4b2a76b9719d911017c592"), DIGEST_MATCHES);
	CHECK_NUMBER(match_hello("sha1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"), DIGEST_MATCHES);
	CHECK_NUMBER(
	        match_hello(
	                "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"),
	        DIGEST_MATCHES);
	CHECK_NUMBER(match_hello("sha224:ea09ae9cc6768c50fcee903ed054556e5bfc8347907f12598aa24193"),
	             DIGEST_MATCHES);
	CHECK_NUMBER(match_hello("sha384:59e1748777448c69de6b800d7a33bbfb9ff1b463e44354c3"
	                         "553bcdb9c666fa90125a3c79f90397bdf5f6a13de828684f"),
	             DIGEST_MATCHES);
	CHECK_NUMBER(
	        match_hello(
	                "sha512:9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca7"
	                "2323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043"),
	        DIGEST_MATCHES);
}

TEST(a_digest_in_base64_matches_in_both_alphabets)
{
	CHECK_NUMBER(match_hello("sha1:qvTGHdzF6KLavt4PO0gs2a6pQ00="), DIGEST_MATCHES);
	CHECK_NUMBER(match_hello("sha256:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="),
	             DIGEST_MATCHES);
	CHECK_NUMBER(digest_matches(STR("sha1:sdV4ERHYT3s/5FoIUuWXWM16h+U="), STR("10")),
	             DIGEST_MATCHES);
	CHECK_NUMBER(digest_matches(STR("sha1:sdV4ERHYT3s_5FoIUuWXWM16h-U="), STR("10")),
	             DIGEST_MATCHES);
}

TEST(names_of_algorithms_have_any_case_with_or_without_dash)
{
	CHECK_NUMBER(match_hello("SHA-1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N"), DIGEST_MATCHES);
	CHECK_NUMBER(match_hello("Sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N"), DIGEST_MATCHES);
	CHECK_NUMBER(
	        match_hello(
	                "sha-256:2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824"),
	        DIGEST_MATCHES);
	CHECK_NUMBER(match_hello("MD-5:5d41402abc4b2a76b9719d911017c592"), DIGEST_MATCHES);
}

TEST(base32_and_base16_have_any_case_and_base64_has_not)
{
	CHECK_NUMBER(match_hello("sha1:vl2mmho4yxukfwv63yhtwsbm3gxksq2n"), DIGEST_MATCHES);
	CHECK_NUMBER(match_hello("sha1:AAF4C61DDCC5E8A2DABEDE0F3B482CD9AEA9434D"), DIGEST_MATCHES);
	CHECK_NUMBER(match_hello("sha1:QVTGHdzF6KLavt4PO0gs2a6pQ00="), DIGEST_DIFFERS);
}

TEST(padding_and_white_space_around_do_not_count)
{
	CHECK_NUMBER(match_hello("md5:LVAUAKV4JMVHNOLRTWIRAF6FSI======"), DIGEST_MATCHES);
	CHECK_NUMBER(match_hello("md5:XUFAKrxLKna5cZ2REBfFkg=="), DIGEST_MATCHES);
	CHECK_NUMBER(match_hello("md5:XUFAKrxLKna5cZ2REBfFkg"), DIGEST_MATCHES);
	CHECK_NUMBER(match_hello(" sha1: VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N \r\n"), DIGEST_MATCHES);
}

TEST(the_digest_of_nothing_is_a_digest)
{
	CHECK_NUMBER(digest_matches(STR("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"), STR("")),
	             DIGEST_MATCHES);
	CHECK_NUMBER(digest_matches(STR("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"), (struct str){0}),
	             DIGEST_MATCHES);
	CHECK_NUMBER(match_hello("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"), DIGEST_DIFFERS);
}

TEST(another_digest_differs_wherever_it_is_changed)
{
	char labelled[] = "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N";
	for (size_t i = sizeof("sha1:") - 1; i < sizeof(labelled) - 1; i++) {
		char right = labelled[i];
		labelled[i] = right == 'A' ? 'B' : 'A';
		CHECK_NUMBER(match_hello(labelled), DIGEST_DIFFERS);
		labelled[i] = right;
	}
}

TEST(what_cannot_be_read_is_unknown)
{
	static const char *const labels[] = {
	        "",
	        ":",
	        "sha1",
	        "sha1:",
	        "sha1:====",
	        "VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N",
	        ":VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N",
	        "crc32:3610a686",
	        "averyveryverylongname:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N",
	        "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2",   /* a character short */
	        "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2NA", /* one over */
	        "sha1:1112H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ",  /* '1' is not in base32 */
	        "sha1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434g",
	        "sha1:qvTGHdzF6KLavt4PO0gs2a6p*00=",
	        "sha256:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N", /* of another algorithm's length */
	};
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		CHECK_NUMBER(match_hello(labels[i]), DIGEST_UNKNOWN);
}

/*
 * Most class values of a page repeat, so a small table remembers the answers: with one scan for
 * each distinct value (lexicon.h) the largest avoidable cost of extraction comes down to a lookup
 * an element.
 */
#include "core/article/families.h"

#include <string.h>

#include "core/article/lexicon.h"
#include "core/base/hash.h"

static const struct lexicon_word words[] = {
        {"content", FAMILY_CONTENT, LEXICON_ANYWHERE},
        {"article", FAMILY_CONTENT, LEXICON_ANYWHERE},
        {"entry", FAMILY_CONTENT, LEXICON_START},
        {"story", FAMILY_CONTENT, LEXICON_START},
        {"prose", FAMILY_CONTENT, LEXICON_WHOLE},
        {"markdown", FAMILY_CONTENT, LEXICON_START},
        {"rich-text", FAMILY_CONTENT, LEXICON_START},
        {"wysiwyg", FAMILY_CONTENT, LEXICON_START},
        {"blog", FAMILY_CONTENT, LEXICON_START},
        {"body", FAMILY_CONTENT, LEXICON_ANYWHERE},
        {"main", FAMILY_CONTENT, LEXICON_WHOLE},
        {"paragraph", FAMILY_CONTENT, LEXICON_START},
        {"post", FAMILY_POST, LEXICON_WHOLE},
        {"message", FAMILY_POST, LEXICON_START},
        {"thread", FAMILY_POST, LEXICON_START},
        {"topic", FAMILY_POST, LEXICON_START},
        {"reply", FAMILY_POST, LEXICON_START},
        {"answer", FAMILY_POST, LEXICON_START},
        {"question", FAMILY_POST, LEXICON_START},
        {"forum", FAMILY_POST, LEXICON_START},
        {"discuss", FAMILY_POST, LEXICON_START},
        {"cooked", FAMILY_POST, LEXICON_WHOLE},
        {"comment", FAMILY_COMMENT, LEXICON_ANYWHERE},
        {"disqus", FAMILY_COMMENT, LEXICON_START},
        {"respond", FAMILY_COMMENT, LEXICON_WHOLE},
        {"nav", FAMILY_NAV, LEXICON_START},
        {"navigation", FAMILY_NAV, LEXICON_ANYWHERE},
        {"navbar", FAMILY_NAV, LEXICON_ANYWHERE},
        {"menu", FAMILY_NAV, LEXICON_ANYWHERE},
        {"toc", FAMILY_NAV, LEXICON_WHOLE},
        {"table-of-content", FAMILY_NAV, LEXICON_START},
        {"skip", FAMILY_NAV, LEXICON_START},
        {"breadcrumb", FAMILY_BREADCRUMB, LEXICON_ANYWHERE},
        {"crumb", FAMILY_BREADCRUMB, LEXICON_START},
        {"sidebar", FAMILY_SIDEBAR, LEXICON_ANYWHERE},
        {"aside", FAMILY_SIDEBAR, LEXICON_START},
        {"rail", FAMILY_SIDEBAR, LEXICON_WHOLE},
        {"widget", FAMILY_SIDEBAR, LEXICON_START},
        {"secondary", FAMILY_SIDEBAR, LEXICON_WHOLE},
        {"side", FAMILY_SIDEBAR, LEXICON_WHOLE},
        {"related", FAMILY_RELATED, LEXICON_ANYWHERE},
        {"recommend", FAMILY_RELATED, LEXICON_START},
        {"similar", FAMILY_RELATED, LEXICON_START},
        {"trending", FAMILY_RELATED, LEXICON_START},
        {"popular", FAMILY_RELATED, LEXICON_START},
        {"latest", FAMILY_RELATED, LEXICON_START},
        {"recent", FAMILY_RELATED, LEXICON_WHOLE},
        {"recirc", FAMILY_RELATED, LEXICON_START},
        {"upsell", FAMILY_RELATED, LEXICON_START},
        {"cross-sell", FAMILY_RELATED, LEXICON_START},
        {"also", FAMILY_RELATED, LEXICON_WHOLE},
        {"read-more", FAMILY_RELATED, LEXICON_START},
        {"read-next", FAMILY_RELATED, LEXICON_START},
        {"up-next", FAMILY_RELATED, LEXICON_START},
        {"more", FAMILY_RELATED, LEXICON_WHOLE},
        {"most-read", FAMILY_RELATED, LEXICON_START},
        {"teaser", FAMILY_RELATED, LEXICON_START},
        {"share", FAMILY_SHARE, LEXICON_START},
        {"sharing", FAMILY_SHARE, LEXICON_START},
        {"social", FAMILY_SHARE, LEXICON_START},
        {"facebook", FAMILY_SHARE, LEXICON_START},
        {"twitter", FAMILY_SHARE, LEXICON_START},
        {"follow", FAMILY_SHARE, LEXICON_START},
        {"addtoany", FAMILY_SHARE, LEXICON_START},
        {"advert", FAMILY_ADVERT, LEXICON_START},
        {"ad", FAMILY_ADVERT, LEXICON_WHOLE},
        {"sponsor", FAMILY_ADVERT, LEXICON_START},
        {"promo", FAMILY_ADVERT, LEXICON_START},
        {"banner", FAMILY_ADVERT, LEXICON_START},
        {"taboola", FAMILY_ADVERT, LEXICON_START},
        {"outbrain", FAMILY_ADVERT, LEXICON_START},
        {"cta", FAMILY_ADVERT, LEXICON_WHOLE},
        {"cookie", FAMILY_POPUP, LEXICON_START},
        {"consent", FAMILY_POPUP, LEXICON_START},
        {"gdpr", FAMILY_POPUP, LEXICON_START},
        {"onetrust", FAMILY_POPUP, LEXICON_START},
        {"modal", FAMILY_POPUP, LEXICON_ANYWHERE},
        {"popup", FAMILY_POPUP, LEXICON_ANYWHERE},
        {"pop-over", FAMILY_POPUP, LEXICON_START},
        {"overlay", FAMILY_POPUP, LEXICON_START},
        {"dialog", FAMILY_POPUP, LEXICON_START},
        {"toast", FAMILY_POPUP, LEXICON_START},
        {"alert", FAMILY_POPUP, LEXICON_START},
        {"tooltip", FAMILY_POPUP, LEXICON_START},
        {"drawer", FAMILY_POPUP, LEXICON_START},
        {"offcanvas", FAMILY_POPUP, LEXICON_START},
        {"flyout", FAMILY_POPUP, LEXICON_START},
        {"lightbox", FAMILY_POPUP, LEXICON_START},
        {"footer", FAMILY_FOOTER, LEXICON_ANYWHERE},
        {"foot", FAMILY_FOOTER, LEXICON_WHOLE},
        {"copyright", FAMILY_FOOTER, LEXICON_START},
        {"colophon", FAMILY_FOOTER, LEXICON_START},
        {"legal", FAMILY_FOOTER, LEXICON_START},
        {"disclaimer", FAMILY_FOOTER, LEXICON_START},
        {"bottom", FAMILY_FOOTER, LEXICON_WHOLE},
        {"header", FAMILY_HEADER, LEXICON_ANYWHERE},
        {"masthead", FAMILY_HEADER, LEXICON_START},
        {"topbar", FAMILY_HEADER, LEXICON_START},
        {"top-bar", FAMILY_HEADER, LEXICON_START},
        {"logo", FAMILY_HEADER, LEXICON_START},
        {"head", FAMILY_HEADER, LEXICON_WHOLE},
        {"title", FAMILY_TITLE, LEXICON_ANYWHERE},
        {"headline", FAMILY_TITLE, LEXICON_ANYWHERE},
        {"heading", FAMILY_TITLE, LEXICON_START},
        {"price", FAMILY_PRICE, LEXICON_START},
        {"cart", FAMILY_PRICE, LEXICON_START},
        {"basket", FAMILY_PRICE, LEXICON_START},
        {"buy", FAMILY_PRICE, LEXICON_START},
        {"shipping", FAMILY_PRICE, LEXICON_START},
        {"delivery", FAMILY_PRICE, LEXICON_START},
        {"stock", FAMILY_PRICE, LEXICON_WHOLE},
        {"quantity", FAMILY_PRICE, LEXICON_START},
        {"qty", FAMILY_PRICE, LEXICON_WHOLE},
        {"checkout", FAMILY_PRICE, LEXICON_START},
        {"wishlist", FAMILY_PRICE, LEXICON_START},
        {"swatch", FAMILY_PRICE, LEXICON_START},
        {"card", FAMILY_CARD, LEXICON_ANYWHERE},
        {"tile", FAMILY_CARD, LEXICON_WHOLE},
        {"item", FAMILY_CARD, LEXICON_WHOLE},
        {"product", FAMILY_CARD, LEXICON_START},
        {"grid", FAMILY_CARD, LEXICON_WHOLE},
        {"listing", FAMILY_CARD, LEXICON_START},
        {"result", FAMILY_CARD, LEXICON_START},
        {"collection", FAMILY_CARD, LEXICON_START},
        {"archive", FAMILY_CARD, LEXICON_WHOLE},
        {"review", FAMILY_REVIEW, LEXICON_ANYWHERE},
        {"rating", FAMILY_REVIEW, LEXICON_START},
        {"testimonial", FAMILY_REVIEW, LEXICON_START},
        {"star", FAMILY_REVIEW, LEXICON_WHOLE},
        {"desc", FAMILY_DESCRIPTION, LEXICON_START},
        {"detail", FAMILY_DESCRIPTION, LEXICON_START},
        {"spec", FAMILY_DESCRIPTION, LEXICON_WHOLE},
        {"specification", FAMILY_DESCRIPTION, LEXICON_START},
        {"attribute", FAMILY_DESCRIPTION, LEXICON_START},
        {"feature", FAMILY_DESCRIPTION, LEXICON_START},
        {"overview", FAMILY_DESCRIPTION, LEXICON_START},
        {"summary", FAMILY_DESCRIPTION, LEXICON_START},
        {"excerpt", FAMILY_DESCRIPTION, LEXICON_START},
        {"intro", FAMILY_DESCRIPTION, LEXICON_START},
        {"about", FAMILY_DESCRIPTION, LEXICON_WHOLE},
        {"faq", FAMILY_DESCRIPTION, LEXICON_START},
        {"accordion", FAMILY_DESCRIPTION, LEXICON_START},
        {"byline", FAMILY_AUTHOR, LEXICON_ANYWHERE},
        {"author", FAMILY_AUTHOR, LEXICON_START},
        {"date", FAMILY_BYLINE, LEXICON_WHOLE},
        {"time", FAMILY_BYLINE, LEXICON_WHOLE},
        {"timestamp", FAMILY_BYLINE, LEXICON_START},
        {"meta", FAMILY_BYLINE, LEXICON_START},
        {"publish", FAMILY_BYLINE, LEXICON_START},
        {"avatar", FAMILY_BYLINE, LEXICON_START},
        {"bio", FAMILY_BYLINE, LEXICON_WHOLE},
        {"username", FAMILY_AUTHOR, LEXICON_START},
        {"user", FAMILY_BYLINE, LEXICON_START},
        {"profile", FAMILY_BYLINE, LEXICON_START},
        {"tag", FAMILY_TAGS, LEXICON_WHOLE},
        {"categor", FAMILY_TAGS, LEXICON_START},
        {"label", FAMILY_TAGS, LEXICON_START},
        {"badge", FAMILY_TAGS, LEXICON_START},
        {"chip", FAMILY_TAGS, LEXICON_WHOLE},
        {"newsletter", FAMILY_SIGNUP, LEXICON_ANYWHERE},
        {"subscri", FAMILY_SIGNUP, LEXICON_START},
        {"sign-up", FAMILY_SIGNUP, LEXICON_START},
        {"sign-in", FAMILY_SIGNUP, LEXICON_START},
        {"login", FAMILY_SIGNUP, LEXICON_START},
        {"register", FAMILY_SIGNUP, LEXICON_START},
        {"paywall", FAMILY_SIGNUP, LEXICON_START},
        {"account", FAMILY_SIGNUP, LEXICON_START},
        {"mailchimp", FAMILY_SIGNUP, LEXICON_START},
        {"form", FAMILY_FORM, LEXICON_WHOLE},
        {"search", FAMILY_FORM, LEXICON_START},
        {"input", FAMILY_FORM, LEXICON_START},
        {"filter", FAMILY_FORM, LEXICON_START},
        {"facet", FAMILY_FORM, LEXICON_START},
        {"sort", FAMILY_FORM, LEXICON_START},
        {"select", FAMILY_FORM, LEXICON_START},
        {"dropdown", FAMILY_FORM, LEXICON_ANYWHERE},
        {"button", FAMILY_FORM, LEXICON_START},
        {"btn", FAMILY_FORM, LEXICON_WHOLE},
        {"toolbar", FAMILY_FORM, LEXICON_START},
        {"control", FAMILY_FORM, LEXICON_WHOLE},
        {"action", FAMILY_FORM, LEXICON_WHOLE},
        {"paginat", FAMILY_PAGER, LEXICON_START},
        {"pager", FAMILY_PAGER, LEXICON_WHOLE},
        {"paging", FAMILY_PAGER, LEXICON_START},
        {"prev", FAMILY_PAGER, LEXICON_START},
        {"next", FAMILY_PAGER, LEXICON_WHOLE},
        {"load-more", FAMILY_PAGER, LEXICON_START},
        {"hidden", FAMILY_HIDDEN, LEXICON_START},
        {"hide", FAMILY_HIDDEN, LEXICON_START},
        {"sr-only", FAMILY_HIDDEN, LEXICON_START},
        {"visually", FAMILY_HIDDEN, LEXICON_START},
        {"screen-reader", FAMILY_HIDDEN, LEXICON_START},
        {"collapse", FAMILY_HIDDEN, LEXICON_START},
        {"invisible", FAMILY_HIDDEN, LEXICON_START},
        {"d-none", FAMILY_HIDDEN, LEXICON_START},
        {"noscript", FAMILY_HIDDEN, LEXICON_START},
        {"mobile", FAMILY_HIDDEN, LEXICON_START},
        {"gallery", FAMILY_MEDIA, LEXICON_ANYWHERE},
        {"carousel", FAMILY_MEDIA, LEXICON_ANYWHERE},
        {"slider", FAMILY_MEDIA, LEXICON_ANYWHERE},
        {"slide", FAMILY_MEDIA, LEXICON_START},
        {"swiper", FAMILY_MEDIA, LEXICON_START},
        {"image", FAMILY_MEDIA, LEXICON_START},
        {"img", FAMILY_MEDIA, LEXICON_START},
        {"photo", FAMILY_MEDIA, LEXICON_START},
        {"caption", FAMILY_MEDIA, LEXICON_START},
        {"video", FAMILY_MEDIA, LEXICON_START},
        {"credit", FAMILY_MEDIA, LEXICON_START},
        {"player", FAMILY_MEDIA, LEXICON_START},
        {"code", FAMILY_CODE, LEXICON_WHOLE},
        {"highlight", FAMILY_CODE, LEXICON_WHOLE},
        {"doc", FAMILY_CODE, LEXICON_WHOLE},
        {"quote", FAMILY_QUOTE, LEXICON_ANYWHERE},
        {"signature", FAMILY_QUOTE, LEXICON_START},
        {"footnote", FAMILY_QUOTE, LEXICON_START},
        {"reference", FAMILY_QUOTE, LEXICON_START},
};

enum {
	MEMO_SLOTS = 1024,      /* a power of two; distinct values of a usual page: some hundreds */
	MEMO_PROBES = 4,        /* a value that finds no slot so near is scanned again */
	VALUE_BYTES_MAX = 1024, /* of a longer value only the beginning is read */
};

_Static_assert(FAMILY_COUNT <= 32, "families are bits of 32");

struct family_scanner {
	struct lexicon *lexicon;
	struct {
		uint64_t hash; /* 0: free */
		uint32_t bits;
	} memo[MEMO_SLOTS];
};

struct family_scanner *family_scanner_new(struct arena *arena)
{
	return family_scanner_new_for(UINT32_MAX, arena);
}

struct family_scanner *family_scanner_new_for(uint32_t wanted, struct arena *arena)
{
	struct family_scanner *scanner = arena_alloc(arena, sizeof(*scanner));
	memset(scanner->memo, 0, sizeof(scanner->memo));
	scanner->lexicon = lexicon_new(words, sizeof(words) / sizeof(words[0]), wanted, arena);
	return scanner;
}

static uint32_t scan(const struct family_scanner *scanner, struct str value)
{
	if (value.n > VALUE_BYTES_MAX)
		value.n = VALUE_BYTES_MAX;
	return lexicon_scan(scanner->lexicon, value);
}

uint32_t family_scan(struct family_scanner *scanner, struct str value)
{
	return family_scan_hashed(scanner, value, hash64(value));
}

uint32_t family_scan_hashed(struct family_scanner *scanner, struct str value, uint64_t hash)
{
	hash += hash == 0;
	for (size_t i = 0; i < MEMO_PROBES; i++) {
		size_t slot = (hash + i) % MEMO_SLOTS;
		if (scanner->memo[slot].hash == hash)
			return scanner->memo[slot].bits;
		if (scanner->memo[slot].hash != 0)
			continue;
		scanner->memo[slot].hash = hash;
		return scanner->memo[slot].bits = scan(scanner, value);
	}
	return scan(scanner, value);
}

#include "core/base/markup.h"

static struct str escape_of(char c)
{
	switch (c) {
	case '&':
		return STR("&amp;");
	case '<':
		return STR("&lt;");
	case '>':
		return STR("&gt;");
	case '"':
		return STR("&quot;");
	case '\'':
		return STR("&#39;");
	case '\n':
	case '\t':
		return (struct str){0};
	}
	return (unsigned char)c < ' ' || c == 0x7F ? STR("\xEF\xBF\xBD") : (struct str){0};
}

void markup_text(struct buf *out, struct str text)
{
	size_t from = 0;
	for (size_t i = 0; i < text.n; i++) {
		struct str escape = escape_of(text.p[i]);
		if (escape.n == 0)
			continue;
		buf_append(out, str_slice(text, from, i));
		buf_append(out, escape);
		from = i + 1;
	}
	buf_append(out, str_slice(text, from, text.n));
}

static bool begins_code_point(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

void markup_text_cut(struct buf *out, struct str text, size_t chars_max)
{
	size_t chars = 0, last = 0; /* where the code point begins that gives way to the "…" */
	for (size_t i = 0; i < text.n; i++) {
		if (!begins_code_point(text.p[i]))
			continue;
		if (++chars == chars_max)
			last = i;
		if (chars > chars_max) {
			markup_text(out, str_slice(text, 0, last));
			buf_append(out, STR("\xE2\x80\xA6"));
			return;
		}
	}
	markup_text(out, text);
}

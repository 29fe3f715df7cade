/* Inputs that are one page: one record of type "resource" each. */
#ifndef IO_PAGE_FILE_H
#define IO_PAGE_FILE_H

#include "io/record.h"

/* Told by "<" and what HTML may begin with. */
extern const struct record_format html_format;

/* Plain text, which nothing in the bytes tells but that there is no zero byte. */
extern const struct record_format text_format;

#endif

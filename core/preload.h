/*
 * What libraries read from files when a page first makes them, read before there are pages: then
 * the steps of a page open nothing, and a sandbox (io/sandbox.h) can hold them to that.
 */
#ifndef CORE_PRELOAD_H
#define CORE_PRELOAD_H

struct preload;

struct preload *preload_new(void);
void preload_free(struct preload *preload); /* behind the last page; NULL is fine */

#endif

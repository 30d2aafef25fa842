/* Strings of bounded length. */
#ifndef FXPROF_TEXT_H
#define FXPROF_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Each writes a zero byte at the end and cuts what does not fit. */
void text_copy(char *to, size_t room, const char *from);
void text_join(char *to, size_t room, const char *a, const char *b, const char *c);
/* %s, %d (int64_t), %x (uint64_t) and %% alone; returns the length. */
size_t text_format(char *to, size_t room, const char *format, ...);
size_t text_format_list(char *to, size_t room, const char *format, va_list values);
/* The decimal number at the beginning, 0 if there is none, cut at nine quintillion. */
int64_t text_number(const char *from);
/*
 * Copies a name of at most 128 bytes that is valid UTF-8, whatever was given: what is longer is cut
 * between two characters, what is no character becomes a question mark. Returns the length.
 */
size_t text_name(char to[129], const char *from, size_t length);
bool text_begins(const char *text, const char *with);

#endif

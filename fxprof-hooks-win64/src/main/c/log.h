/* One line an event worth telling, to the file that FXPROF_LOG names or to the error stream. */
#ifndef FXPROF_LOG_H
#define FXPROF_LOG_H

void log_to(const char *path);
/* Formats as text_format does, at most 400 bytes. */
void log_line(const char *format, ...);
/* The last line, without what stands before each. */
const char *log_last(void);

#endif

/*
 * Which methods of C# are recorded: FXPROF_METHODS, a list of RESOURCE or RESOURCE/ASSEMBLY with commas.
 *
 * Assumptions: read before anything is asked, by one thread.
 */
#ifndef FXPROF_CHOICES_H
#define FXPROF_CHOICES_H

#include <stddef.h>
#include <stdint.h>

#define MOST_CHOICES 32

/* Reads the list, null for an empty one; how many choices it has. What it is not is said in the log. */
size_t choices_read(const char *list);
/* The choices that name a resource, and those that name an assembly, a bit each. */
uint32_t choices_of_resource(const char *resource);
uint32_t choices_of_assembly(const char *assembly);

#endif

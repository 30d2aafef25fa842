/*
 * What the agent exports, for a loader in the process: a C# resource by DllImport, a test by dlsym.
 */
#ifndef FXPROF_AGENT_H
#define FXPROF_AGENT_H

#include <stdint.h>

#ifdef _WIN32
#define FXPROF_API __declspec(dllexport)
#else
#define FXPROF_API __attribute__((visibility("default")))
#endif

/* Recording. */
#define FXPROF_OK 0
/* This agent records already; nothing was done. */
#define FXPROF_ALREADY 1
/*
 * Nothing has changed; the reason is the last line of the log and in fxprof_status. Also the answer while
 * another thread attaches or detaches, which may wait for the thread that asks.
 */
#define FXPROF_REFUSED (-1)

/*
 * Makes the segment, patches the slots and starts to record. May be called on any thread; best on the
 * one that runs the scripts. What cannot be hooked is left alone, one line of the log each.
 */
FXPROF_API int32_t fxprof_attach(void);

/*
 * Puts the slots back and closes the segment, which stays for whoever reads it. A slot that somebody
 * else has replaced meanwhile is left as it is. The library stays in the process, and may attach again.
 * Returns FXPROF_OK, FXPROF_ALREADY if nothing was attached, or FXPROF_REFUSED.
 */
FXPROF_API int32_t fxprof_detach(void);

/*
 * Writes one JSON object, ended by a zero byte and cut at size, and returns its length. Fields: attached,
 * segment, slots, refused, chained, entriesIn, entriesOut, jumped, tooDeep, scopesOutside,
 * methodsOutside, ringsWaiting, threadsRefused, reason.
 */
FXPROF_API int32_t fxprof_status(char *text, int32_t size);

#ifdef _WIN32
/*
 * Attaches when the server starts its first resource, in a process that has been launched suspended.
 * Returns FXPROF_OK, FXPROF_ALREADY where it awaits that or records, or FXPROF_REFUSED.
 */
FXPROF_API int32_t fxprof_await(void);
#endif

/* The server's own entry: makes a component whose Initialize attaches. */
FXPROF_API void *CreateComponent(void);

#endif

/** Async: work off the game thread. This version refuses all of it, in one sentence. */
package dev.fxprof.scheduler;

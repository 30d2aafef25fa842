/** Puts the daemon together: takes the spans of servers, and shows what became of them. */
package dev.fxprof.live.core;

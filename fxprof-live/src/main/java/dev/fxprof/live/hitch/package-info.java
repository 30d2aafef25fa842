/** Rules that say what a hitch is, and the words that say who is to blame. */
package dev.fxprof.live.hitch;

/** Reads programs and libraries of Windows: what they export, import, and which build they are. */
package dev.fxprof.hooks.win64.pe;

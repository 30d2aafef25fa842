/** The engines there are. */
package dev.fxprof.lua.engines;

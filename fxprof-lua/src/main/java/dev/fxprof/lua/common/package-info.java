/** What the engines share. */
package dev.fxprof.lua.common;

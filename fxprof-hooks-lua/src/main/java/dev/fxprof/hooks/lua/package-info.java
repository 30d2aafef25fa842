/** Hooks of an FXServer that need no native code, and the Java side that receives what they record. */
package dev.fxprof.hooks.lua;

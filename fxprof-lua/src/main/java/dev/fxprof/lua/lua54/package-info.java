/**
 * Lua 5.4.8 itself, in C, called through the foreign-function interface. It is the library that
 * luajava (party.iroiro.luajava) packs for each platform; of luajava's own Java and JNI code nothing
 * is used, since it has no debug hooks.
 *
 * <p>Two rules keep the process alive. Java calls no function of Lua that may raise an error outside
 * {@code lua_pcall} or {@code lua_resume}: an error is a longjmp, and it must not pass a Java frame.
 * And a function that Lua calls in Java returns a status, which a few lines of Lua turn into an
 * error or a yield ({@code runtime.lua}).
 */
package dev.fxprof.lua.lua54;

package dev.fxprof.lua.lua54;

/**
 * What is known of the functions of one prototype.
 *
 * @param name as written in the source
 * @param file chunk name as messages show it
 * @param line first line of the definition, 0 for a main chunk
 * @param lastLine last line, 0 for a main chunk
 * @param site its site, 0 if its calls are not recorded
 */
record FunctionInfo(String name, String file, int line, int lastLine, int site) {}

/** Reads libraries of Linux as far as hooks need it. */
package dev.fxprof.hooks.win64.elf;

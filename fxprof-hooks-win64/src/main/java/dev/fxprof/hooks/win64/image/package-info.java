/** What the readers of programs, libraries and symbol files share. */
package dev.fxprof.hooks.win64.image;

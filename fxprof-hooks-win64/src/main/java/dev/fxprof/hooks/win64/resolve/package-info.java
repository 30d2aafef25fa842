/** Says of a server's files which hooks will work on them, and makes the table of hooks for this build. */
package dev.fxprof.hooks.win64.resolve;

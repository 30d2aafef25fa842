/** The {@code fxprof} command: parse, wire, call, print. */
package dev.fxprof.cli;

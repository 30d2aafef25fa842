/**
 * Reads the CPU profiles of V8, which runs the JavaScript of a server.
 */
package dev.fxprof.export.cpuprofile;

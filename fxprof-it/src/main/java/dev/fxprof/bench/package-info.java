/** The benchmarks behind {@code fxprof bench}. */
package dev.fxprof.bench;

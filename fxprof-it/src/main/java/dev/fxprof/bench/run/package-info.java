/** Forks of measurements, interleaved, and what they gave. */
package dev.fxprof.bench.run;

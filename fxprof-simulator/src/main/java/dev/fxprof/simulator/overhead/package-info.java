/**
 * What the profiler costs, measured in one process: the same ticks with it and without, and the
 * price of its single steps.
 */
package dev.fxprof.simulator.overhead;

/**
 * From the thread that is profiled to the sinks: span stacks, one SPSC ring a producer, the drain
 * and the stage that turns records in end order into trees in begin order.
 */
package dev.fxprof.ringbuffer;

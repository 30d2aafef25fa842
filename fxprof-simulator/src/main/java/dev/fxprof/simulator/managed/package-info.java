/** Scripts in Java that stand in for C#: same entries, same calls, same spans, runtime {@code c#}. */
package dev.fxprof.simulator.managed;

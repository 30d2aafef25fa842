/** What the recorded thread pays: clock, span, Lua call, and their peers. */
package dev.fxprof.bench.cost;

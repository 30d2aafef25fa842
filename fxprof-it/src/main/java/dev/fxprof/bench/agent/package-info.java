/** What the native agent's hooks cost a call, measured in the host of fxprof-it/host. */
package dev.fxprof.bench.agent;

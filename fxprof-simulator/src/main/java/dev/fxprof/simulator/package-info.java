/**
 * CitizenFX without a game: one Lua VM a resource, events, exports, natives, state bags, commands,
 * players and the tick loop, in virtual time. A seed fixes everything but durations.
 */
package dev.fxprof.simulator;

/** What the agent in C is built from. */
package dev.fxprof.hooks.win64.agent;

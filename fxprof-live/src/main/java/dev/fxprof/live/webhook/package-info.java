/** Tells others of hitches, over HTTP. */
package dev.fxprof.live.webhook;

/**
 * Reads large JSON documents as streams, for readers of recordings.
 */
package dev.fxprof.export.json;

/** From one format to another, and the proof that nothing was lost on the way. */
package dev.fxprof.export.convert;

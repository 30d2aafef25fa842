/** Files that appear under their name once they are whole, and why one cannot be written. */
package dev.fxprof.export.output;

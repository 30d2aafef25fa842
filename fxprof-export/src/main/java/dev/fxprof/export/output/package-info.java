/** Files that appear under their name once they are whole. */
package dev.fxprof.export.output;

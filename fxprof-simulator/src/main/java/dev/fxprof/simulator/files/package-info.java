/** What several parts of the simulator do with files. */
package dev.fxprof.simulator.files;

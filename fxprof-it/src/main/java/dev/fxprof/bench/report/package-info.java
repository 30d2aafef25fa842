/** How results are told: as JSON, on a terminal, and as a page of the documentation. */
package dev.fxprof.bench.report;

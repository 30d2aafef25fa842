/** Tasks through the product's pool and through those of the JDK. */
package dev.fxprof.bench.scheduler;

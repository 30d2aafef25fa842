/** Records through a queue between two threads: the product's ring and its peers. */
package dev.fxprof.bench.queue;

/** The worker pool. */
package dev.fxprof.scheduler.pool;

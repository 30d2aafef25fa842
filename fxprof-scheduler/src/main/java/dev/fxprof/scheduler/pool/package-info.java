/** Workers that run the tasks of all resources, in proportion to the resources' weights. */
package dev.fxprof.scheduler.pool;

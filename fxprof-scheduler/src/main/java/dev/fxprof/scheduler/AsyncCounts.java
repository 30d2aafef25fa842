package dev.fxprof.scheduler;

/**
 * What became of the tasks of one resource.
 *
 * @param resource name of the resource
 * @param submitted tasks
 * @param done tasks whose results were delivered
 * @param failed tasks whose errors were delivered
 * @param cancelled tasks that were cancelled or missed their deadline
 * @param dropped results that came too late for their resource
 * @param rejected submissions that found the queue full
 * @param carriedOver deliveries that were put off to a later tick, once each tick
 * @param bytes of arguments, upvalues and results that were copied
 * @param queueNanos time that tasks waited for a worker, in nanoseconds of real time
 * @param runNanos time that workers spent on its tasks, in nanoseconds of real time
 */
public record AsyncCounts(String resource, long submitted, long done, long failed, long cancelled,
        long dropped, long rejected, long carriedOver, long bytes, long queueNanos,
        long runNanos) {}

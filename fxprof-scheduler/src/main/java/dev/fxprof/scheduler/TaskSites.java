package dev.fxprof.scheduler;

/**
 * The sites of the tasks of one name.
 *
 * @param name the tasks' name
 * @param submit of their submission, on the game thread
 * @param run of their work, in a worker
 * @param deliver of their delivery, on the game thread
 * @param resume of the moment in which a thread that waited for one goes on
 */
record TaskSites(String name, int submit, int run, int deliver, int resume) {}

package dev.fxprof.api;

/** What a task does with its time. */
public enum TaskKind {
    /** It computes, on one of the pool's workers. */
    COMPUTES,
    /** It blocks on files, sockets or processes, on a virtual thread of its own. */
    BLOCKS
}

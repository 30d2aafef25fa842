package dev.fxprof.api;

/** Which tasks go first; those that are passed over often enough get their turn all the same. */
public enum TaskPriority {
    /** Before all others. */
    HIGH,
    /** Where nothing is said. */
    NORMAL,
    /** When nothing else is to do. */
    LOW
}

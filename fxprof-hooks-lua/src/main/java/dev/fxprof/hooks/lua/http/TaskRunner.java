package dev.fxprof.hooks.lua.http;

import java.util.List;

/** Runs tasks that scripts of a server submit. Its methods may be called by any thread. */
public interface TaskRunner {
    /** How a task ended. */
    enum State {
        /** Its function returned. */
        DONE,
        /** It failed. */
        FAILED,
        /** It was cancelled, or its deadline passed. */
        CANCELLED
    }

    /**
     * The text of a function.
     *
     * @param chunk chunk name with its leading {@code @}
     * @param line line on which it begins, 1 or more
     * @param name its name, for traces
     * @param expression the function as an expression
     * @param names its upvalues
     */
    record Code(String chunk, int line, String name, String expression, List<String> names) {}

    /**
     * Values on their way.
     *
     * @param bytes the values, in version 1 of their form
     * @param count how many
     */
    record Values(byte[] bytes, int count) {
        /** No values. */
        public static final Values NONE = new Values(new byte[0], 0);
    }

    /**
     * A task.
     *
     * @param number by which its server knows it
     * @param code its function
     * @param upvalues values of the function's upvalues, in the order of their names
     * @param args its arguments
     * @param label its name in traces, or null for its function's
     * @param priority {@code high}, {@code normal} or {@code low}
     * @param deadlineMillis after how many milliseconds it is cancelled, 0 for never
     */
    record Task(long number, Code code, Values upvalues, Values args, String label,
            String priority, double deadlineMillis) {}

    /** Takes what becomes of tasks. Its methods may be called by any thread and return at once. */
    interface Outcomes {
        /**
         * A task is over.
         *
         * @param task its number
         * @param state how
         * @param values its results, or its error value if that is no text
         * @param message its error as a text, or null
         */
        void ended(long task, State state, Values values, String message);

        /**
         * A task has reported how far it is.
         *
         * @param task its number
         * @param value one value
         */
        void progress(long task, Values value);
    }

    /** One start of a resource of a server. */
    interface Session {
        /**
         * Submits a task; every one has exactly one outcome, unless {@link #close} comes first.
         *
         * @param task the task
         */
        void submit(Task task);

        /**
         * Cancels a task, if it is not over.
         *
         * @param task its number
         * @param reason why
         */
        void cancel(long task, String reason);

        /** Cancels all tasks; nothing more is heard of them. */
        void close();
    }

    /**
     * A resource has started.
     *
     * @param resource its name
     * @param outcomes takes what becomes of its tasks
     * @return where to submit them
     */
    Session open(String resource, Outcomes outcomes);

    /**
     * How many tasks of a resource may be on their way.
     *
     * @return count, 1 or more
     */
    int limit();
}

package dev.fxprof.api;

import java.util.Locale;
import java.util.Optional;

/**
 * A counter about one resource. A capture knows it by its site's name alone, such as {@code bytes of
 * client event: shop/shop:open}, since not every format tells more of a counter. Values of {@link
 * Subject#MEMORY} are as they stand; all others are amounts since the counter's value before.
 *
 * @param measure what is counted
 * @param subject of what
 * @param resource name of the resource, without a slash
 * @param name name of the event or key, or an empty string
 */
public record ResourceCounter(Measure measure, Subject subject, String resource, String name) {
    private static final String OF = " of ";
    private static final String RESOURCE = ": ";

    /** What is counted. */
    public enum Measure {
        /** Messages, whatever the number of recipients. */
        MESSAGES,
        /** Bytes: of memory, or of each message once. */
        BYTES,
        /** Players that messages went to. */
        RECIPIENTS,
        /** Time in nanoseconds. */
        NANOS,
        /** Entries, spans or records. */
        CALLS;

        private final String label = name().toLowerCase(Locale.ROOT);
    }

    /** What is measured. */
    public enum Subject {
        /** A net event that a client sent. */
        NET_EVENT("net event", true),
        /** An event sent to clients. */
        CLIENT_EVENT("client event", true),
        /** An event sent to clients in pieces. */
        LATENT_EVENT("latent client event", true),
        /** A value written to a state bag. */
        STATE_BAG("state bag", true),
        /** An event that the server or one of its scripts triggered. */
        EVENT("event", true),
        /** A request over HTTP. */
        HTTP_REQUEST("http request", true),
        /** Memory of the resource's script runtime. */
        MEMORY("memory", false),
        /** The server's own scheduler: from entering the runtime to entering the script, and back. */
        SCHEDULER("scheduler", false),
        /** The profiler itself. */
        PROFILER("profiler", false),
        /** Entries and spans that an overloaded agent did not record. */
        LEFT_OUT("left out", false);

        private final String label;
        private final boolean traffic;

        Subject(String label, boolean traffic) {
            this.label = label;
            this.traffic = traffic;
        }

        /**
         * The name that captures and reports print.
         *
         * @return the lower-case name
         */
        public String label() {
            return label;
        }

        /**
         * Whether it is about messages.
         *
         * @return true for all that has a name of its own
         */
        public boolean isTraffic() {
            return traffic;
        }
    }

    /**
     * The name of the counter's site.
     *
     * @return text that {@link #of} reads back
     */
    public String siteName() {
        return measure.label + OF + subject.label + RESOURCE + resource
                + (subject.traffic ? "/" + name : "");
    }

    /**
     * Reads the name of a counter's site.
     *
     * @param siteName any name
     * @return the counter, or empty if it is none about a resource
     */
    public static Optional<ResourceCounter> of(String siteName) {
        for (Measure measure : Measure.values()) {
            String start = measure.label + OF;
            if (siteName.startsWith(start)) {
                return of(measure, siteName.substring(start.length()));
            }
        }
        return Optional.empty();
    }

    private static Optional<ResourceCounter> of(Measure measure, String rest) {
        for (Subject subject : Subject.values()) {
            String start = subject.label + RESOURCE;
            if (rest.startsWith(start)) {
                String whose = rest.substring(start.length());
                int slash = subject.traffic ? whose.indexOf('/') : whose.length();
                return slash < 0
                        ? Optional.empty()
                        : Optional.of(new ResourceCounter(measure, subject,
                                whose.substring(0, slash), subject.traffic
                                        ? whose.substring(slash + 1)
                                        : ""));
            }
        }
        return Optional.empty();
    }
}

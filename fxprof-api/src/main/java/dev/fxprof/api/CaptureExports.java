package dev.fxprof.api;

/**
 * Takes what scripts want to have exported: what was recorded so far, in another format.
 *
 * <p>Called on the server's thread, which must not wait: the work is done elsewhere, later.
 */
@FunctionalInterface
public interface CaptureExports {
    /**
     * Refuses every request.
     *
     * @param reason why, as a sentence without its end
     * @return exports that refuse
     */
    static CaptureExports refusing(String reason) {
        return (resource, format, file) -> {
            throw new IllegalArgumentException(reason);
        };
    }

    /**
     * Asks for a file.
     *
     * @param resource the resource that asks, for messages
     * @param format name of the format
     * @param file name of the file, relative to the output folder and within it
     * @throws IllegalArgumentException if there can be no such file, or too many wait; the message is a
     *     sentence for the script
     */
    void request(String resource, String format, String file);
}

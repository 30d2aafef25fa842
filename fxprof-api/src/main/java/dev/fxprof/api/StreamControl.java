package dev.fxprof.api;

/**
 * Takes where scripts want to have live figures sent to.
 *
 * <p>Called on the server's thread, which must not wait: connecting and sending is done elsewhere, later.
 */
public interface StreamControl {
    /**
     * Refuses every request.
     *
     * @param reason why, as a sentence without its end
     * @return a stream that refuses
     */
    static StreamControl refusing(String reason) {
        return new StreamControl() {
            @Override
            public void address(String address) {
                throw new IllegalArgumentException(reason);
            }

            @Override
            public void enable() {
                throw new IllegalArgumentException(reason);
            }
        };
    }

    /**
     * Says where to. Replaces the address before.
     *
     * @param address a ws or wss address; any text may be given
     * @throws IllegalArgumentException if it is no such address, or one that the owner does not allow;
     *     the message is a sentence for the script
     */
    void address(String address);

    /**
     * Begins to send; nothing is new where it has begun already.
     *
     * @throws IllegalArgumentException if no address was given; the message is a sentence for the script
     */
    void enable();
}

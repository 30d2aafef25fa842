package dev.fxprof.export.report;

import java.util.Comparator;

/**
 * What one resource sent or received under one name.
 *
 * @param resource name of the resource
 * @param what {@code net event} for what it received; {@code client event}, {@code latent client event},
 *     {@code state bag} or {@code http request} for what it sent
 * @param name name of the event, key of the state bag, or address
 * @param messages how many
 * @param bytes of all messages, each counted once
 * @param recipients players that each message went to, added up
 */
public record TrafficRow(String resource, String what, String name, long messages, long bytes,
        long recipients) {
    static final Comparator<TrafficRow> BY_BYTES = Comparator
            .comparingLong(TrafficRow::bytesToAll).reversed()
            .thenComparing(TrafficRow::resource).thenComparing(TrafficRow::what)
            .thenComparing(TrafficRow::name);

    /**
     * Bytes that went over the network, as if all messages of the row were of one size and had as many
     * recipients.
     *
     * @return bytes
     */
    public long bytesToAll() {
        return messages == 0 ? bytes : Math.round((double) bytes / messages * recipients);
    }
}

package dev.fxprof.live.view;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that the daemon knows, seen from any thread.
 *
 * <p>Guarantees: as for {@link LiveView}.
 */
public interface LiveHub {
    /**
     * The servers.
     *
     * @return in the order in which they were named
     */
    List<? extends LiveView> servers();

    /**
     * One server.
     *
     * @param name its name
     * @return the server, or empty if there is none of that name
     */
    Optional<? extends LiveView> server(String name);

    /**
     * Waits until a server has a newer snapshot, or the time is over. To be called by one thread that
     * then asks each server for its snapshot.
     *
     * @param sequence sequence number of the newest snapshot that the caller has seen, 0 for none
     * @param millis how long to wait at most, 1 or more
     * @return sequence number of the newest snapshot there is
     * @throws InterruptedException if the caller is interrupted
     */
    long awaitAfter(long sequence, long millis) throws InterruptedException;

    /**
     * The captures in the store.
     *
     * @return the newest first
     */
    List<CaptureView> captures();

    /**
     * File of a capture, to be read at once: it may leave the store at any time.
     *
     * @param id id of a capture; any text may be asked for
     * @return the file, or empty if there is no such capture or its file is damaged, in which case it
     *     is set aside
     * @throws IOException if the file cannot be read
     */
    Optional<Path> capture(String id) throws IOException;

    /**
     * What a capture amounts to. Reads it on the caller's thread; the last few are remembered.
     *
     * @param id id of a capture; any text may be asked for
     * @return its ticks, resources and stacks, or empty as for {@link #capture}
     * @throws IOException if the file cannot be read
     */
    Optional<CaptureFigures> captureFigures(String id) throws IOException;

    /**
     * The data folder.
     *
     * @return sizes and counts
     */
    StoreView store();

    /**
     * What a person should read and no call has returned yet, such as what the last run lost.
     *
     * @return sentences, oldest first
     */
    List<String> news();

    /**
     * Type of the metrics text for a client.
     *
     * @param accept its header {@code Accept}, or null
     * @return content type for the response
     */
    String metricsType(String accept);

    /**
     * Writes the metrics, in Prometheus' or OpenMetrics' text form.
     *
     * @param accept header {@code Accept} of the client, or null
     * @param to takes the text as UTF-8; not closed
     * @throws IOException if it cannot be written
     */
    void writeMetrics(String accept, OutputStream to) throws IOException;
}

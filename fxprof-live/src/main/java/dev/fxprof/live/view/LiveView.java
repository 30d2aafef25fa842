package dev.fxprof.live.view;

import dev.fxprof.export.report.Report;
import java.util.List;

/**
 * One server, seen from any thread.
 *
 * <p>Guarantees: no call blocks the thread that takes the server's spans, and none throws because the
 * server is gone.
 */
public interface LiveView {
    /**
     * Name of the server.
     *
     * @return a name that is unique in this daemon and never empty
     */
    String name();

    /**
     * The newest snapshot. Costs nothing.
     *
     * @return never null; before the first span one without ticks
     */
    LiveSnapshot snapshot();

    /**
     * Single ticks, for those that missed snapshots. At least the last minute's are kept.
     *
     * @param number the first tick wanted, or 0 for all that are kept
     * @return ticks from it on, oldest first
     */
    List<TickPoint> ticks(long number);

    /**
     * The last 15 minutes by the second.
     *
     * @return seconds that are over, oldest first
     */
    List<HistoryPoint> history();

    /**
     * Minutes that the store keeps, those of earlier runs included. Reads files on the caller's thread.
     *
     * @param fromMillis the earliest end of a minute that is wanted
     * @param toMillis the latest
     * @return at most 1,500 minutes, oldest first; those in files that cannot be read are missing
     */
    List<MinuteView> minutes(long fromMillis, long toMillis);

    /**
     * Hitches of this server, those of earlier runs included.
     *
     * @return at most 1,000, the newest first
     */
    List<HitchView> hitches();

    /**
     * Where the time went. Takes milliseconds to seconds on the caller's thread, by how much is
     * recorded; a result is kept for a second, or four times as long as it took.
     *
     * @param seconds how many of the last seconds; the flight recorder limits it
     * @return the stacks
     */
    FlameView flame(int seconds);

    /**
     * All tables of {@code fxprof report} over the last seconds. Takes as long as
     * {@link #flame} or longer; a result is kept in the same way.
     *
     * @param seconds how many of the last seconds; the flight recorder limits it
     * @return the report
     */
    Report report(int seconds);

    /**
     * What an interval amounts to: by its spans as far as the flight recorder reaches back, else by
     * whole minutes of the store. Takes as long as {@link #report}.
     *
     * @param fromMillis its begin
     * @param toMillis its end, later than that
     * @return ticks and resources, and what of the interval they cover
     */
    IntervalView interval(long fromMillis, long toMillis);

    /**
     * What runs now.
     *
     * @return the threads, or why it is not known
     */
    RunningView running();

    /**
     * Saves what the flight recorder holds, and what comes in the next seconds, as a capture.
     *
     * @param reason who asks for it, at most 60 characters
     * @return id of the capture that is being made; empty if there were too many of late, or if nothing
     *     is recorded
     */
    String trigger(String reason);
}

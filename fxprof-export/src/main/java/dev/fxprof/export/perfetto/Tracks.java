package dev.fxprof.export.perfetto;

import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.CounterDescriptor;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.ProcessDescriptor;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.ThreadDescriptor;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TrackDescriptor;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The tracks of a file. Descriptors may come behind the first event, and a track of which none is ever
 * seen is shown too. All tracks with the same process and thread number are one.
 */
final class Tracks {
    private static final int MOST = 1 << 17;

    /** What is known of a track. */
    static final class Known {
        ReadTrack track;
        String name = "";
        CounterDescriptor counter;
    }

    private final CaptureBuilder builder;
    private final Map<Long, Known> byUuid = new HashMap<>();
    private final Map<Long, Known> byThread = new HashMap<>();
    private Known counters;
    private boolean named;
    private boolean own;

    Tracks(CaptureBuilder builder) {
        this.builder = builder;
    }

    /** Says that the file is a capture of ours, which shows threads without slices, too. */
    void own() {
        own = true;
    }

    void take(TrackDescriptor descriptor) throws IOException {
        if (byUuid.size() >= MOST) {
            builder.repaired("tracks beyond the limit", 1);
            return;
        }
        Known known = known(descriptor.getUuid());
        if (descriptor.hasThread()) {
            known = byThread.computeIfAbsent(key(descriptor.getThread()), _ -> new Known());
            Known before = byUuid.put(descriptor.getUuid(), known);
            known.track = known.track == null && before != null ? before.track : known.track;
            name(known, threadName(descriptor.getThread()));
        } else if (descriptor.hasCounter()) {
            known.counter = descriptor.getCounter();
        } else if (descriptor.hasProcess()) {
            process(descriptor.getProcess());
            name(known, descriptor.getProcess().getProcessName());
        }
        name(known, firstOf(descriptor.getName(), descriptor.getStaticName(),
                descriptor.getAtraceName()));
        if (own && descriptor.hasThread()) {
            of(known);
        }
    }

    private static String firstOf(String... names) {
        for (String name : names) {
            if (!name.isEmpty()) {
                return name;
            }
        }
        return "";
    }

    private static String threadName(ThreadDescriptor thread) {
        return thread.getThreadName().isEmpty()
                ? "thread " + thread.getTid()
                : thread.getThreadName();
    }

    private static long key(ThreadDescriptor thread) {
        return key(thread.getPid(), thread.getTid());
    }

    private static long key(long process, long thread) {
        return process << Integer.SIZE ^ thread;
    }

    /** The first process that has a name names the recording. */
    void process(ProcessDescriptor process) {
        if (!named && !process.getProcessName().isEmpty()) {
            named = true;
            builder.processName(process.getProcessName());
        }
    }

    private static void name(Known known, String name) {
        if (!name.isEmpty()) {
            known.name = name;
            if (known.track != null) {
                known.track.rename(name);
            }
        }
    }

    private Known known(long uuid) {
        return byUuid.computeIfAbsent(uuid, _ -> new Known());
    }

    /** Track by the id that an event names. */
    ReadTrack of(long uuid) throws IOException {
        Known known = byUuid.get(uuid);
        if (known == null) {
            known = known(byUuid.size() < MOST ? uuid : 0);
        }
        return of(known);
    }

    private ReadTrack of(Known known) throws IOException {
        if (known.track == null) {
            known.track = builder.track(known.name.isEmpty() ? "default track" : known.name);
        }
        return known.track;
    }

    /** Track of a thread that no descriptor gave an id. */
    ReadTrack ofThread(long process, long thread, String name) throws IOException {
        long key = key(process, thread);
        Known known = byThread.get(key);
        if (known == null && byThread.size() >= MOST) {
            return of(0);
        }
        if (known == null) {
            known = new Known();
            known.name = name;
            byThread.put(key, known);
        }
        return of(known);
    }

    /** Descriptor of a counter's track, or null if there is none. */
    CounterDescriptor counter(long uuid) {
        Known known = byUuid.get(uuid);
        return known == null ? null : known.counter;
    }

    String name(long uuid) {
        Known known = byUuid.get(uuid);
        return known == null ? "" : known.name;
    }

    /** Where the counters of others' files are shown. */
    ReadTrack counters() throws IOException {
        if (counters == null) {
            counters = new Known();
            counters.name = "counters";
        }
        return of(counters);
    }
}

package dev.fxprof.bench.export;

import dev.fxprof.api.SpanSink;
import dev.fxprof.bench.run.Depth;
import dev.fxprof.bench.run.ProcessMeasurement;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.Trace;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TracePacket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A process in which the product and protobuf-java write the same packets in turns. */
public final class PerfettoFork {
    /** Field and measurement of the product. */
    public static final String OURS = PerfettoContender.FXPROF.label();
    /** Field of the generated classes. */
    public static final String GENERATED = PerfettoContender.GENERATED.label();
    /** Field of the library's stream. */
    public static final String STREAM = PerfettoContender.STREAM.label();

    private static final double START_SECONDS = 1.5;
    private static final int TICKS = 16;

    private final SampleSites sites = new SampleSites();
    private final List<SampleTick> ticks = new ArrayList<>();

    private PerfettoFork() {
        for (int i = 0; i < TICKS; i++) {
            ticks.add(new SampleTick(i));
        }
    }

    /**
     * Slices a second into a sink that counts bytes.
     *
     * @return a measurement whose fields are those of this class
     */
    public static ProcessMeasurement write() {
        return new ProcessMeasurement("perfetto write", PerfettoFork.class, List.of(), "write",
                depth -> START_SECONDS + PerfettoContender.values().length
                        * (depth.warmups() + depth.iterations()) * depth.millis() / 1000.0);
    }

    /**
     * Prints a field and its value a line.
     *
     * @param args anything, then what a {@link ProcessMeasurement} adds
     * @throws IOException never, since nothing is written to a disk
     */
    public static void main(String[] args) throws IOException {
        Depth depth = ProcessMeasurement.depth(args);
        new Turns(works(), depth).run();
    }

    /** What the contenders do, by their names. */
    static Map<String, Work> works() throws IOException {
        return new PerfettoFork().writers();
    }

    private Map<String, Work> writers() throws IOException {
        List<TracePacket> first = null;
        Map<String, Work> works = new LinkedHashMap<>();
        for (PerfettoContender contender : PerfettoContender.values()) {
            List<TracePacket> events = events(contender);
            if (first != null && !first.equals(events)) {
                throw new IllegalStateException(contender.label() + " writes something else");
            }
            first = events;
            SpanSink sink = contender.open(new CountingStream(), sites);
            sink.track(SampleTick.TRACK, "svMain");
            works.put(contender.label(), () -> write(sink));
        }
        return works;
    }

    private long write(SpanSink sink) throws IOException {
        long slices = 0;
        for (SampleTick tick : ticks) {
            sink.accept(tick);
            slices += tick.slices();
        }
        return slices;
    }

    /** The packets with events, in which the order of fields does not count. */
    private List<TracePacket> events(PerfettoContender contender) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SpanSink sink = contender.open(bytes, sites);
        sink.track(SampleTick.TRACK, "svMain");
        write(sink);
        sink.close();
        return Trace.parseFrom(bytes.toByteArray()).getPacketList().stream()
                .filter(TracePacket::hasTrackEvent).toList();
    }
}

package dev.fxprof.bench.export;

import dev.fxprof.api.Capture;
import dev.fxprof.api.SpanSink;
import dev.fxprof.api.TraceReader;
import dev.fxprof.api.TraceSource;
import dev.fxprof.bench.run.Depth;
import dev.fxprof.bench.run.ProcessMeasurement;
import dev.fxprof.export.chrome.ChromeTraceReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process in which the product and Jackson write, or read, the same Chrome trace in turns. */
public final class ChromeFork {
    /** Field and measurement of the product. */
    public static final String OURS = ChromeContender.FXPROF.label();

    private static final String WRITE = "write";
    private static final String READ = "read";
    private static final double START_SECONDS = 1.5;
    private static final int TICKS = 16;
    /** Ticks of the file that is read: some eight megabytes. */
    private static final int TICKS_READ = 64;

    private final SampleSites sites = new SampleSites();
    private final List<SampleTick> ticks = new ArrayList<>();

    private ChromeFork(int number) {
        for (int i = 0; i < number; i++) {
            ticks.add(new SampleTick(i));
        }
    }

    /**
     * Slices a second into a sink that counts bytes.
     *
     * @return a measurement whose fields are {@link #OURS} and the ids of the peers
     */
    public static ProcessMeasurement write() {
        return measurement(WRITE, ChromeContender.values().length);
    }

    /**
     * Bytes of a file a second, into a finished capture.
     *
     * @return a measurement whose fields are {@link #OURS} and the ids of the peers
     */
    public static ProcessMeasurement read() {
        return measurement(READ, 2);
    }

    private static ProcessMeasurement measurement(String what, int contenders) {
        return new ProcessMeasurement("chrome " + what, ChromeFork.class, List.of(), what,
                depth -> START_SECONDS + contenders * (depth.warmups() + depth.iterations())
                        * depth.millis() / 1000.0);
    }

    /**
     * Prints a field and its value a line.
     *
     * @param args write or read, then what a {@link ProcessMeasurement} adds
     * @throws IOException never, since nothing is written to a disk
     */
    public static void main(String[] args) throws IOException {
        Depth depth = ProcessMeasurement.depth(args);
        new Turns(works(args[0].equals(READ)), depth).run();
    }

    /** What the contenders do, by their names. */
    static Map<String, Work> works(boolean reads) throws IOException {
        ChromeFork fork = new ChromeFork(reads ? TICKS_READ : TICKS);
        return reads ? fork.readers() : fork.writers();
    }

    private Map<String, Work> writers() throws IOException {
        JsonNode first = null;
        Map<String, Work> works = new LinkedHashMap<>();
        for (ChromeContender contender : ChromeContender.values()) {
            JsonNode slices = slices(trace(contender));
            if (first != null && !first.equals(slices)) {
                throw new IllegalStateException(contender.label() + " writes something else");
            }
            first = slices;
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

    private byte[] trace(ChromeContender contender) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SpanSink sink = contender.open(bytes, sites);
        sink.track(SampleTick.TRACK, "svMain");
        write(sink);
        sink.close();
        return bytes.toByteArray();
    }

    /** The events of slices, in which numbers of one value are equal. */
    private static JsonNode slices(byte[] trace) {
        JsonNode events = JsonMapper.shared().readTree(trace);
        var slices = JsonMapper.shared().createArrayNode();
        events.forEach(event -> {
            if (event.path("ph").asString().equals("X")) {
                slices.add(event);
            }
        });
        return slices;
    }

    private Map<String, Work> readers() throws IOException {
        byte[] trace = trace(ChromeContender.FXPROF);
        TraceReader reader = new ChromeTraceReader();
        TraceSource source = new TraceSource() {
            @Override
            public String name() {
                return "benchmark";
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(trace);
            }
        };
        Map<String, Work> works = new LinkedHashMap<>();
        works.put(OURS, () -> {
            try (Capture capture = reader.read(source)) {
                if (!capture.repairs().isEmpty()) {
                    throw new IllegalStateException("the trace was repaired");
                }
                return trace.length;
            }
        });
        JacksonScan scan = new JacksonScan();
        works.put(ChromeContender.JACKSON.label(), () -> {
            scan.read(new ByteArrayInputStream(trace));
            return trace.length;
        });
        return works;
    }
}

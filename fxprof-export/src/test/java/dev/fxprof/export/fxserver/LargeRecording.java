package dev.fxprof.export.fxserver;

import dev.fxprof.api.Capture;
import dev.fxprof.export.capture.TraceFile;
import dev.fxprof.export.fxserver.ServerRecording.Event;
import dev.fxprof.export.fxserver.ServerRecording.Form;
import dev.fxprof.export.report.Report;
import dev.fxprof.export.report.SpanStatistics;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A recording too large for the memory that it is to be read in. */
final class LargeRecording {
    /** Events of a tick: its begin and end, and resources with a thread that calls an export. */
    private static final int TICK_EVENTS = 4 + 6 * 100;

    /** What a machine with little memory found in the file. */
    record Found(long ticks, long spans, long tickMicros, long exportMicros) {}

    private interface Output {
        void take(Event event) throws IOException;
    }

    private LargeRecording() {
    }

    /** Reads a file and says what is in it; runs in a machine of its own. */
    public static void main(String[] arguments) throws IOException {
        try (Capture capture = TraceFile.read(Path.of(arguments[0]))) {
            SpanStatistics statistics = new SpanStatistics(capture.sites(), 0);
            capture.replay(statistics);
            Report report = statistics.report();
            long exports = report.exports().stream().mapToLong(row -> row.totalNanos()).sum();
            Files.writeString(Path.of(arguments[1]), report.ticks() + " " + report.spans() + " "
                    + report.tick().meanNanos() * report.ticks() / 1000 + " " + exports / 1000);
        }
    }

    static Found expected(long events) {
        long ticks = events / TICK_EVENTS;
        return new Found(ticks, ticks * (1 + 300), ticks * 1010, ticks * 100 * 4);
    }

    static void writeSaved(Path file, long events) throws IOException {
        long ticks = events / TICK_EVENTS;
        try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            MsgPackOutput out = new MsgPackOutput(to);
            out.map(3);
            out.string("ticks");
            out.array(0);
            out.string("events");
            out.array(Math.toIntExact(ticks * TICK_EVENTS));
            write(ticks, event -> ServerRecording.event(out, event, Form.WHO_FIRST));
            out.string("threads");
            out.array(0);
        }
    }

    static void writeJson(Path file, long events) throws IOException {
        byte[] begin = new String(new ServerRecording().json(), StandardCharsets.UTF_8)
                .replaceFirst("]}$", "").getBytes(StandardCharsets.UTF_8);
        try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            to.write(begin);
            write(events / TICK_EVENTS, event -> to
                    .write(json(event).getBytes(StandardCharsets.UTF_8)));
            to.write("]}".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String json(Event event) {
        String name = switch (event.what()) {
            case 0 -> "BeginFrame";
            case 5 -> "DrawFrame";
            case 1 -> event.why() + " (" + event.where() + ")";
            default -> event.where();
        };
        String phase = event.what() % 5 == 0 ? "I" : event.what() % 2 == 1 ? "B" : "E";
        return ",{\"cat\":\"blink.user_timing\",\"name\":\"" + name + "\",\"ph\":\"" + phase
                + "\",\"pid\":1,\"tid\":" + event.who() + ",\"ts\":" + event.when() + "}";
    }

    private static void write(long ticks, Output out) throws IOException {
        for (long tick = 0; tick < ticks; tick++) {
            long now = tick * 50_000;
            out.take(new Event(1, 0, now, "", "", 0));
            out.take(new Event(2, 3, now, "Resource Manager Tick", "", 0));
            for (int i = 0; i < 100; i++) {
                String resource = "resource_" + i;
                String callee = "resource_" + (i + 1) % 100;
                out.take(new Event(2, 1, now, resource, "tick", 0));
                out.take(new Event(2, 3, now + 1, "thread @" + resource
                        + "/server/main.lua[10..20]", "", 0));
                out.take(new Event(2, 3, now + 3, "ref call [@" + callee
                        + "/server/main.lua[30..40]]", "", 0));
                out.take(new Event(2, 4, now + 7, "", "", 0));
                out.take(new Event(2, 4, now + 9, "", "", 0));
                now += 10;
                out.take(new Event(2, 2, now, "", "", 0));
            }
            out.take(new Event(2, 4, now + 9, "", "", 0));
            out.take(new Event(1, 5, now + 10, "", "", 0));
        }
    }
}

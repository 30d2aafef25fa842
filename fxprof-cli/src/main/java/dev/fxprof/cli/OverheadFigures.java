package dev.fxprof.cli;

import dev.fxprof.export.report.Report;
import dev.fxprof.export.report.ReportJson;
import dev.fxprof.simulator.NativeCost;
import dev.fxprof.simulator.overhead.FrameCost;
import dev.fxprof.simulator.overhead.Interval;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What was measured, and how it is told. */
final class OverheadFigures {
    private static final double MEGABYTE = 1 << 20;

    double spanNanos;
    Interval spanInPlace;
    double allocatedBytesPerSpan;
    double[] luaCall;
    double[] nativeCall;
    double idlePercent;
    FrameCost frame;
    Report report;
    long resources;
    Map<String, String> failedResources;
    long ticks;
    double slicesPerTick;
    double luaPercent;
    double nativePercent;
    long memoryBytes;
    long dropped;

    private double modelPercent() {
        return slicesPerTick * spanInPlace.mean() / frame.offNanos() * 100;
    }

    private double nativePercentAdded() {
        return (nativeCall[1] / nativeCall[0] - 1) * 100;
    }

    ObjectNode json(SimulateOptions options) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        SimulationResult.head(root, options, resources, failedResources, ticks);
        ReportJson.fill(root, report);
        root.putArray("files");
        ObjectNode overhead = root.putObject("overhead");
        overhead.put("framePercent", frame.percent().mean());
        overhead.putArray("framePercentInterval").add(frame.percent().low())
                .add(frame.percent().high());
        overhead.put("intervalReached", frame.reached()).put("pairs", frame.pairs())
                .put("tickOffNanos", Math.round(frame.offNanos()))
                .put("tickOnNanos", Math.round(frame.onNanos()))
                .put("spansPerTick", slicesPerTick).put("nativeShare", nativePercent)
                .put("luaShare", luaPercent).put("modelPercent", modelPercent())
                .put("spanNanos", spanNanos).put("spanInPlaceNanos", spanInPlace.mean())
                .put("luaCallNanos", luaCall[1] - luaCall[0])
                .put("luaCallOffNanos", luaCall[0]).put("luaCallOnNanos", luaCall[1])
                .put("nativeCallPercent", nativePercentAdded())
                .put("nativeCallOffNanos", nativeCall[0]).put("nativeCallOnNanos", nativeCall[1])
                .put("memoryMegabytes", memoryBytes / MEGABYTE)
                .put("idleCpuPercent", idlePercent)
                .put("allocatedBytesPerSpan", allocatedBytesPerSpan).put("dropped", dropped);
        return root;
    }

    String text(SimulateOptions options) {
        StringBuilder text = new StringBuilder();
        line(text, "", "without", "with", "added", "published");
        line(text, "frame time (trimmed mean)", millis(frame.offNanos()), millis(frame.onNanos()),
                format("%.2f %%", frame.percent().mean()), "6.2 -> 6.23 ms, 0.48 %");
        line(text, "Lua call (full mode)", nanos(luaCall[0]), nanos(luaCall[1]),
                nanos(luaCall[1] - luaCall[0]), "1.2 -> 1.45 us, 0.25 us");
        line(text, "native call", micros(nativeCall[0]), micros(nativeCall[1]),
                format("%.2f %%", nativePercentAdded()), "42 -> 42.3 us, 0.71 %");
        line(text, "memory", "-", format("%.1f MB", memoryBytes / MEGABYTE), "", "12 MB");
        line(text, "CPU of the idle drain", "-", format("%.2f %%", idlePercent), "",
                "2 -> 2.1 %");
        text.append(format("%n95 %% interval of the frame's overhead: %.2f to %.2f %% (%d pairs of "
                + "blocks; %s)%n", frame.percent().low(), frame.percent().high(), frame.pairs(),
                frame.reached()
                        ? "stopped because it is within 0.3 points"
                        : "stopped because the time was up, wider than 0.3 points"));
        text.append(format("a span costs %.1f ns in a bare loop, %.0f ns (+-%.0f) in place, where "
                + "other work has filled the caches%n", spanNanos, spanInPlace.mean(),
                spanInPlace.halfWidth()));
        text.append(format("model: %.0f slices a tick x %.0f ns in place / %.2f ms = %.2f %%, %s "
                + "the interval%n", slicesPerTick, spanInPlace.mean(), frame.offNanos() / 1e6,
                modelPercent(),
                modelPercent() >= frame.percent().low() && modelPercent() <= frame.percent().high()
                        ? "within"
                        : "outside"));
        if (options.nativeCost == NativeCost.Profile.SERVER) {
            text.append("why more than published: the published 0.48 % has natives of 42 us in the "
                    + "tick; at what natives\n  really cost the tick is shorter and the same spans "
                    + "weigh more (--native-cost seed gives the published case)\n");
        }
        text.append(format("share of the tick: Lua %.0f %%, natives %.0f %%%n", luaPercent,
                nativePercent));
        text.append(format("allocated by the producer: %.3f bytes a span; records dropped: %d%n",
                allocatedBytesPerSpan, dropped));
        text.append(format("profile %s, native cost %s, seed %d, JDK %s, %d cores%n",
                options.profile().name().toLowerCase(Locale.ROOT), options.nativeCost.label(),
                options.seed, Runtime.version(), Runtime.getRuntime().availableProcessors()));
        return text.toString();
    }

    private static void line(StringBuilder text, String... cells) {
        text.append(format("%-27s %12s %12s %12s   %s%n", (Object[]) cells));
    }

    private static String millis(double nanos) {
        return format("%.3f ms", nanos / 1e6);
    }

    private static String micros(double nanos) {
        return format("%.3f us", nanos / 1e3);
    }

    private static String nanos(double nanos) {
        return format("%.1f ns", nanos);
    }

    private static String format(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}

package dev.fxprof.export.cpuprofile;

import dev.fxprof.api.Capture;
import dev.fxprof.api.TraceReader;
import dev.fxprof.api.TraceSource;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.json.HeadSource;
import dev.fxprof.export.json.JsonInput;
import java.io.IOException;

/**
 * Reads CPU profiles of V8, in the form of its inspector ({@code .cpuprofile}) and in the older one that
 * {@code Citizen.stopProfiling} returns and FXServer writes.
 *
 * <p>Source: the type {@code Profile} of the Chrome DevTools protocol; for the older form {@code
 * V8ProfilerDump.cpp} of citizenfx/fivem, which counts lines from 1 and has time stamps where the other
 * has distances.
 *
 * <p>Guarantees: a slice is a run of samples in a row that have a function on their stack at the same
 * place, so that its time is an estimate and slices are not calls.
 */
public final class CpuProfileReader implements TraceReader {
    /** Needs no options. */
    public CpuProfileReader() {
    }

    @Override
    public String format() {
        return "cpuprofile";
    }

    @Override
    public boolean recognises(byte[] head) {
        try (JsonInput in = new JsonInput(new HeadSource(head))) {
            if (!in.isObject()) {
                return false;
            }
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "nodes" -> {
                        return in.isArray() && in.element() && has(in, "callFrame");
                    }
                    case "head" -> {
                        return has(in, "functionName");
                    }
                    default -> in.skip();
                }
            }
            return false;
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean has(JsonInput in, String wanted) throws IOException {
        if (in.isObject()) {
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals(wanted)) {
                    return true;
                }
                in.skip();
            }
        }
        return false;
    }

    @Override
    public Capture read(TraceSource source) throws IOException {
        try (CaptureBuilder builder = new CaptureBuilder(format())) {
            new ProfileFile(source, builder).read();
            return builder.build();
        }
    }
}

package dev.fxprof.export;

import dev.fxprof.api.Capture;
import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.api.TraceWriterFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** Writes captures the way that a conversion does. */
public final class Conversion {
    private Conversion() {
    }

    public static TraceWriterFactory factory(String format) {
        return ServiceLoader.load(TraceWriterFactory.class).stream()
                .map(ServiceLoader.Provider::get).filter(f -> f.format().equals(format))
                .findFirst().orElseThrow();
    }

    public static Path write(Capture capture, String format, Path file) throws IOException {
        TraceTarget target = new TraceTarget(file.getParent(), file.getFileName().toString(),
                capture.sites(), capture.processName(), 0, true, CaptureIdentity.NONE);
        try (TraceWriter writer = factory(format).open(target)) {
            capture.replay(writer);
        }
        return file;
    }
}

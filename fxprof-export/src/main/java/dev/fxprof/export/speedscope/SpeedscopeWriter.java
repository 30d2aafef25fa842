package dev.fxprof.export.speedscope;

import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.export.output.PendingFile;
import dev.fxprof.export.output.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One profile a track, put together when it is closed: the format has all events of a profile in a row,
 * and the frames before them. Memory does not grow with the number of slices.
 */
final class SpeedscopeWriter implements TraceWriter {
    private final TraceTarget target;
    private final boolean sampled;
    private final PendingFile file;
    private final BlockFile blocks;
    private final Frames frames;
    private final Map<Integer, ProfileOutput> profiles = new HashMap<>();
    private final List<ProfileOutput> inOrder = new ArrayList<>();
    private boolean failed;
    private boolean closed;

    SpeedscopeWriter(TraceTarget target, Path path, boolean sampled) throws IOException {
        this.target = target;
        this.sampled = sampled;
        file = new PendingFile(path);
        try {
            blocks = new BlockFile(isDevice(path) ? null : target.folder());
        } catch (IOException e) {
            file.close();
            throw named(e);
        }
        frames = new Frames(target.sites());
    }

    /** Beside a device there is no place for temporary files. */
    private static boolean isDevice(Path path) {
        return Files.exists(path) && !Files.isRegularFile(path);
    }

    private IOException named(IOException cause) {
        return new IOException(file.path() + " cannot be written: " + Reason.of(cause), cause);
    }

    @Override
    public void track(int track, String name) {
        ProfileOutput profile = sampled
                ? new SampledOutput(name, frames, blocks)
                : new EventedOutput(name, frames, blocks, target.ids());
        profiles.put(track, profile);
        inOrder.add(profile);
    }

    @Override
    public void accept(SpanBatch batch) throws IOException {
        if (batch.slices() == 0) {
            return;
        }
        try {
            profiles.get(batch.track()).take(batch);
        } catch (IOException e) {
            failed = true;
            throw named(e);
        }
    }

    @Override
    public void lost(int track, long nanos, long records) {
    }

    @Override
    public void flush() {
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (file; blocks) {
            if (!failed) {
                write(file.stream());
                file.commit();
            }
        }
    }

    private void write(OutputStream to) throws IOException {
        List<ProfileOutput> shown = inOrder.stream().filter(p -> p.slices() > 0).toList();
        long start = shown.stream().mapToLong(ProfileOutput::first).min().orElse(0);
        long end = shown.stream().mapToLong(ProfileOutput::last).max().orElse(0);
        JsonText text = new JsonText().add("{\"$schema\":\"").add(Keys.SCHEMA)
                .add("\",\n\"exporter\":\"fxprof\",\"fxprof\":{\"version\":1},\n\"name\":")
                .quote(target.processName()).add(",\n\"activeProfileIndex\":").add(busiest(shown))
                .add(",\n\"shared\":{\"frames\":[");
        write(to, text);
        frames.write(to);
        write(to, text.clear().add("]},\n\"profiles\":["));
        for (int i = 0; i < shown.size(); i++) {
            ProfileOutput profile = shown.get(i);
            write(to, text.clear().add(i == 0 ? "\n" : ",\n").add("{\"type\":\"")
                    .add(profile.type()).add("\",\"name\":").quote(profile.name())
                    .add(",\"unit\":\"nanoseconds\",\"startValue\":").add(start)
                    .add(",\"endValue\":").add(end).add(",\n"));
            profile.write(to, start, end);
            write(to, text.clear().add("}"));
        }
        write(to, text.clear().add("]}\n"));
    }

    /** The profile that is shown first. */
    private static int busiest(List<ProfileOutput> profiles) {
        int busiest = 0;
        for (int i = 1; i < profiles.size(); i++) {
            if (profiles.get(i).slices() > profiles.get(busiest).slices()) {
                busiest = i;
            }
        }
        return busiest;
    }

    private static void write(OutputStream to, JsonText text) throws IOException {
        to.write(text.bytes(), 0, text.size());
    }

    @Override
    public List<Path> files() {
        return List.of(file.path());
    }
}

package dev.fxprof.export.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.api.TraceWriterFactory;
import dev.fxprof.export.Conversion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flows between threads in files that rotate: each is whole, or marked; none is lost. */
class RotatedFlowsTest {
    @TempDir
    private Path folder;

    private int whole;
    private int earlier;
    private int later;

    @ParameterizedTest
    @CsvSource({"chrome,4194304,1", "chrome,4194304,2", "perfetto,1048576,3",
            "perfetto,1048576,4"})
    void shouldHoldBothEndsOfAFlowOrSayWhereItBegins(String format, long limit, long seed)
            throws IOException {
        TaskStream stream = new TaskStream(seed, 6000);
        TraceWriterFactory factory = Conversion.factory(format);
        List<RotatedFile> files = new ArrayList<>();
        TraceWriter writer = factory
                .open(new TraceTarget(folder, stream.sites, "server", limit, true));
        try (writer) {
            stream.writeTo(writer);
        }
        for (Path path : writer.files()) {
            files.add(RotatedFile.read(path));
        }
        assertThat(files).hasSizeGreaterThan(2);
        for (int i = 0; i < files.size(); i++) {
            check(stream, files, i);
        }
        assertThat(whole).isGreaterThan(1000);
        assertThat(earlier).isPositive();
        assertThat(later).isPositive();
    }

    private void check(TaskStream stream, List<RotatedFile> files, int at) {
        RotatedFile file = files.get(at);
        assertThat(file.repairs).isEmpty();
        assertThat(file.doubled).isZero();
        int effects = 0;
        for (RotatedFile.Slice slice : file.slices) {
            TaskStream.Effect effect = new TaskStream.Effect(slice.track(), slice.start());
            TaskStream.Cause cause = slice.placeholder() ? null : stream.causes.get(effect);
            if (cause != null) {
                effects++;
                check(file, effect, cause, holder(files, cause), at);
            }
        }
        assertThat(file.flows).hasSize(effects);
    }

    private static int holder(List<RotatedFile> files, TaskStream.Cause cause) {
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).holds(cause, false)) {
                return i;
            }
        }
        // The oldest files are gone.
        return -1;
    }

    private void check(RotatedFile file, TaskStream.Effect effect, TaskStream.Cause cause,
            int holder, int at) {
        RotatedFile.Begin begin = file.flows.get(effect);
        assertThat(begin).as("flow to %s", effect).isNotNull();
        assertThat(begin.span()).isEqualTo(cause.span());
        if (holder < at) {
            assertThat(begin.isEarlier()).as("%s of an earlier file", cause).isTrue();
            earlier++;
            return;
        }
        assertThat(begin.nanos()).isEqualTo(cause.nanos());
        assertThat(file.tracks.get(begin.track())).isEqualTo(cause.track());
        assertThat(file.holds(cause, true)).as("stand-in for %s", cause).isEqualTo(holder > at);
        later += holder > at ? 1 : 0;
        whole += holder == at ? 1 : 0;
    }
}

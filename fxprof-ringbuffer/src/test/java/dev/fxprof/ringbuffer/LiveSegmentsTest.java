package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LiveSegmentsTest {
    private static final RecordingOptions OPTIONS = new RecordingOptions(true, 16, 1, 4, 1,
            Clocks.NANOTIME);
    private static final long OWN = ProcessHandle.current().pid();

    @TempDir
    private Path folder;

    private Path directory;
    private LiveSegments segments;

    @BeforeEach
    void name() {
        directory = folder.resolve("deep/segments");
        segments = new LiveSegments(directory);
    }

    @Test
    void shouldListNothingWhereNothingIs() throws IOException {
        assertThat(segments.list()).isEmpty();
        assertThat(segments.find(OWN)).isEmpty();
        assertThat(directory).doesNotExist();
        segments.unregister();
    }

    @Test
    void shouldListASegmentAsLongAsItsProcessRecords() throws IOException {
        Path file = segments.ownFile();
        assertThat(file).isEqualTo(directory.resolve(OWN + ".fxseg"));
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
        }
        try (Recording recording = Recording.publish(file, "game", OPTIONS)) {
            assertThat(recording.counts().offered()).isZero();
            segments.register(file);
            assertThat(segments.list()).containsExactly(file);
            assertThat(segments.find(OWN)).contains(file);
            assertThat(segments.find(OWN + 1)).isEmpty();
            assertThat(SegmentView.open(file).isLive()).isTrue();
        }
        assertThat(segments.list()).isEmpty();
        assertThat(segments.find(OWN)).contains(file);
        segments.unregister();
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldListASegmentThatWasMadeElsewhere() throws IOException {
        Path elsewhere = folder.resolve("server.fxseg");
        try (Recording recording = Recording.publish(elsewhere, "game", OPTIONS)) {
            segments.register(elsewhere);
            segments.register(elsewhere);
            assertThat(segments.list()).containsExactly(directory.resolve(OWN + ".fxseg"));
            assertThat(SegmentView.open(segments.find(OWN).orElseThrow()).cost().offered())
                    .isEqualTo(recording.counts().offered());
        }
    }

    @Test
    void shouldRemoveEntriesWhoseFileIsGone() throws IOException {
        Path elsewhere = folder.resolve("server.fxseg");
        Files.writeString(elsewhere, "");
        segments.register(elsewhere);
        Path own = directory.resolve(OWN + ".fxseg");
        assertThat(Files.exists(own, LinkOption.NOFOLLOW_LINKS)).isTrue();
        Files.delete(elsewhere);

        assertThat(segments.find(OWN)).isEmpty();
        assertThat(segments.list()).isEmpty();
        assertThat(Files.exists(own, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void shouldLeaveOutWhatNoLivingProcessRecords() throws IOException {
        segments.ownFile();
        Geometry geometry = new Geometry(1, 16, 16, 512, 1 << 16);
        ProcessIdentity self = ProcessIdentity.current();
        make(geometry, "1000001", new ProcessIdentity(Integer.MAX_VALUE, 1));
        make(geometry, "1000002", new ProcessIdentity(self.pid(), self.startMillis() - 60_000));
        Path live = make(geometry, "1000003", self);
        Files.writeString(directory.resolve("1000004.fxseg"), "not a segment");
        Files.writeString(directory.resolve("1000005.other"), "not a segment");

        assertThat(segments.list()).containsExactly(live);
        assertThat(segments.find(1_000_001)).isPresent();
        assertThat(directory.resolve("1000004.fxseg")).exists();
    }

    private Path make(Geometry geometry, String name, ProcessIdentity process) throws IOException {
        Path file = directory.resolve(name + ".fxseg");
        Segment.create(file, geometry, new SegmentOwner(process, "", Clocks.NANOS_KIND, 0, 0, 7));
        return file;
    }

    @Test
    void shouldTakeOnlyItsEntryOffTheListWhereTheSegmentIsElsewhere() throws IOException {
        Path elsewhere = folder.resolve("server.fxseg");
        Files.writeString(elsewhere, "x");
        segments.register(elsewhere);
        segments.unregister();

        assertThat(elsewhere).hasContent("x");
        assertThat(directory).isEmptyDirectory();
    }
}

package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SegmentTest {
    private static final Geometry SMALL = new Geometry(2, 64, 16, 1024, 1 << 17);

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("1.fxseg");
    }

    private Segment create() throws IOException {
        return Segment.create(file(), SMALL, SegmentOwner.current("game", Clocks.NANOS_KIND));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void shouldBeFoundByAnotherReaderAsItWasMade() throws IOException {
        Segment made = create();
        Segment found = Segment.open(file());

        assertThat(found.geometry()).isEqualTo(SMALL);
        assertThat(found.owner()).isEqualTo(made.owner());
        assertThat(found.owner().title()).isEqualTo("game");
        assertThat(found.owner().process()).isEqualTo(ProcessIdentity.current());
        assertThat(found.bytes()).isEqualTo(Files.size(file())).isEqualTo(SMALL.size());
        assertThat(names()).containsExactly("1.fxseg");
    }

    @Test
    void shouldShowSitesToAnotherReaderAtOnce() throws IOException {
        SiteRegistry sites = new SiteRegistry(create().sites());
        SegmentSites seen = Segment.open(file()).sites();
        List<String> names = List.of("", "a", "é€\uD83D\uDE00", "x".repeat(128), "x".repeat(129),
                "é".repeat(100), "a" + "€".repeat(90), "\uD83D\uDE00".repeat(40), "\uD83D",
                "a\uDE00b", "\uDE00\uD83D", "a".repeat(127) + "\uD83D\uDE00", "line\n\u0000\"");
        for (String name : names) {
            int id = sites.intern("r" + name, ScriptRuntime.JAVASCRIPT, SpanKind.GC, name,
                    "@" + name, 77);

            Site site = seen.read(id);
            assertThat(site).isEqualTo(sites.site(id));
            assertThat(site.runtime()).isEqualTo(ScriptRuntime.JAVASCRIPT);
            assertThat(site.kind()).isEqualTo(SpanKind.GC);
            assertThat(site.line()).isEqualTo(77);
            assertThat(seen.size()).isEqualTo(id);
        }
        assertThat(seen.read(4).name()).isEqualTo("x".repeat(128));
        assertThat(seen.read(5).name()).isEqualTo("é".repeat(64));
    }

    @Test
    void shouldResolveTheSitesOfSpansThatAreOpen() throws IOException {
        Segment segment = create();
        SiteRegistry sites = new SiteRegistry(segment.sites());
        LiveStack live = new LiveStack(segment.liveStack(1), segment.control(1));
        live.push(1L << 40, 10, sites.intern("shop", ScriptRuntime.LUA, SpanKind.EVENT, "buy", "f",
                3), 0);

        Segment found = Segment.open(file());
        LiveStackReader reader = new LiveStackReader(found.control(1), found.liveStack(1));
        assertThat(reader.look()).isTrue();
        assertThat(reader.size()).isEqualTo(1);
        assertThat(found.sites().read(reader.site(0)).name()).isEqualTo("buy");
    }

    @Test
    void shouldNameSitesThatAreNotThere() throws IOException {
        SegmentSites sites = create().sites();
        for (int id : new int[]{Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE}) {
            assertThat(sites.read(id).name()).contains(String.valueOf(id));
        }
    }

    @Test
    void shouldHandRecordsToAnotherReader() throws IOException {
        SpanRing ring = create().ring(1);
        assertThat(ring.offer(1, 2, 3, 4, 5, 6, 7, 8, 9)).isTrue();
        List<Recorded> records = new java.util.ArrayList<>();

        Segment.open(file()).ring(1).drain(Recorded.into(records), 10);
        assertThat(records).containsExactly(new Recorded(1, 2, 3, 4, 5, 6, 7, 8, 9));
        assertThat(ring.drained()).isEqualTo(1);
    }

    @Test
    void shouldReplaceASegmentInOneStep() throws IOException {
        Segment before = create();
        Segment after = create();

        assertThat(after.owner().identity()).isNotEqualTo(before.owner().identity());
        assertThat(Segment.open(file()).owner()).isEqualTo(after.owner());
        assertThat(before.owner().title()).isEqualTo("game");
    }

    @Test
    void shouldHaveAllItsBlocksOnDisk() throws Exception {
        create();
        Process stat = new ProcessBuilder("stat", "-c", "%b %B", file().toString())
                .redirectErrorStream(true).start();
        String[] answer = new String(stat.getInputStream().readAllBytes()).strip().split(" ");
        assumeTrue(stat.waitFor(10, TimeUnit.SECONDS) && stat.exitValue() == 0);

        assertThat(Long.parseLong(answer[0]) * Long.parseLong(answer[1]))
                .isGreaterThanOrEqualTo(SMALL.size());
    }

    @Test
    void shouldLeaveNothingBehindWhereItCannotBeMade() throws IOException {
        Path taken = Files.createDirectory(file());
        Files.writeString(taken.resolve("keep"), "x");

        assertThatExceptionOfType(IOException.class).isThrownBy(this::create);
        assertThat(names()).containsExactly("1.fxseg");
        assertThat(taken.resolve("keep")).hasContent("x");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Segment.create(folder.resolve("none/1.fxseg"), SMALL,
                        SegmentOwner.current("", Clocks.NANOS_KIND)));
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void shouldRefuseWhatIsTooShort() throws IOException {
        Files.write(file(), new byte[100]);
        shouldRefuse("not an fxprof segment: it has 100 bytes, expected at least 4096");
        Files.write(file(), new byte[0]);
        shouldRefuse("it has 0 bytes");
    }

    @Test
    void shouldRefuseAForeignMagicAndNameBoth() throws IOException {
        byte[] bytes = new byte[8192];
        bytes[0] = 'P';
        bytes[1] = 'K';
        Files.write(file(), bytes);

        shouldRefuse("begins with 504b000000000000, expected 4658505253454700");
    }

    @Test
    void shouldRefuseANewerVersionAndNameBoth() throws IOException {
        create();
        putInt(SegmentDescriptor.VERSION_AT, 2);
        shouldRefuse("layout version 2, this fxprof reads version 1");
        putInt(SegmentDescriptor.VERSION_AT, -1);
        shouldRefuse("layout version 4294967295,");
    }

    @Test
    void shouldRefuseATruncatedFile() throws IOException {
        create();
        byte[] bytes = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(bytes, bytes.length - 4096));

        shouldRefuse("is truncated: it has " + (bytes.length - 4096)
                + " bytes, its header says " + bytes.length);
    }

    @Test
    void shouldRefuseAHeaderThatDoesNotMatchItsChecksum() throws IOException {
        create();
        for (int at : new int[]{SegmentDescriptor.PRODUCERS_AT, SegmentDescriptor.PID_AT,
                SegmentDescriptor.TITLE_AT}) {
            int before = putInt(at, 12345);
            shouldRefuse("its header does not match its checksum");
            putInt(at, before);
            Segment.open(file());
        }
    }

    @Test
    void shouldRefuseGeometryThatCannotBe() throws IOException {
        create();
        putInt(SegmentDescriptor.PRODUCERS_AT, 3);
        seal();
        shouldRefuse("its geometry needs");
        putInt(SegmentDescriptor.PRODUCERS_AT, 0);
        seal();
        shouldRefuse("producers must be from 1 to 1000, got 0");
        putInt(SegmentDescriptor.PRODUCERS_AT, 2);
        putInt(SegmentDescriptor.RING_SLOTS_AT, 63);
        seal();
        shouldRefuse("got 63");
    }

    @Test
    void shouldNotMindWhatStandsBehindTheSegment() throws IOException {
        create();
        try (RandomAccessFile more = new RandomAccessFile(file().toFile(), "rw")) {
            more.setLength(SMALL.size() + 1);
        }
        assertThat(Segment.open(file()).geometry()).isEqualTo(SMALL);
    }

    private void shouldRefuse(String what) {
        assertThatExceptionOfType(SegmentException.class)
                .isThrownBy(() -> Segment.open(file())).withMessageContaining(file().toString())
                .withMessageContaining(what);
    }

    private int putInt(int at, int value) throws IOException {
        byte[] bytes = Files.readAllBytes(file());
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int before = buffer.getInt(at);
        Files.write(file(), buffer.putInt(at, value).array());
        return before;
    }

    private void seal() throws IOException {
        CRC32 crc = new CRC32();
        crc.update(Files.readAllBytes(file()), SegmentDescriptor.CHECKED_FROM,
                SegmentDescriptor.CHECKED_TO - SegmentDescriptor.CHECKED_FROM);
        putInt(SegmentDescriptor.CHECKSUM_AT, (int) crc.getValue());
    }
}

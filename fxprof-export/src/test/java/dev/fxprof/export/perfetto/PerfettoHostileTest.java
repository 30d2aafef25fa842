package dev.fxprof.export.perfetto;

import static dev.fxprof.export.perfetto.ForeignFile.begin;
import static dev.fxprof.export.perfetto.ForeignFile.end;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.fxprof.api.Capture;
import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.export.fuzz.BytesSource;
import dev.fxprof.export.fuzz.Mutators;
import dev.fxprof.export.fuzz.NestingCheck;
import dev.fxprof.export.fuzz.ReaderFuzz;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TracePacket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerfettoHostileTest {
    @TempDir
    private Path folder;

    private static Capture read(byte[] file) throws IOException {
        return new PerfettoTraceReader().read(new BytesSource("a.pftrace", file));
    }

    private static long slices(byte[] file) throws IOException {
        try (Capture capture = read(file)) {
            NestingCheck check = new NestingCheck();
            capture.replay(check);
            return check.slices();
        }
    }

    private byte[] own(boolean compressed) throws IOException {
        RandomCapture capture = new RandomCapture(3);
        TraceTarget target = new TraceTarget(folder, "own.pftrace", capture.sites, "p", 0, true,
                CaptureIdentity.NONE, compressed);
        try (TraceWriter writer = new PerfettoTraceWriterFactory().open(target)) {
            capture.writeTo(writer, 3);
        }
        return Files.readAllBytes(folder.resolve("own.pftrace"));
    }

    @Test
    void shouldTakeOrRefuseWhateverComes() throws IOException {
        byte[] foreign = new ForeignFile().thread(11, 1, "main")
                .event(1, 10, begin(11, "a").addFlowIds(3))
                .event(1, 20, end(11).addFlowIds(3))
                .event(2, 15, ForeignFile.legacy('X', "x")).bytes();
        ReaderFuzz.Result result = new ReaderFuzz(new PerfettoTraceReader(),
                List.of(own(false), own(true), foreign), Mutators.ofBytes())
                .run(Duration.ofSeconds(4));
        assertThat(result.taken()).isPositive();
        assertThat(result.refused()).isPositive();
    }

    @Test
    void shouldRefuseABombOfCompressedPackets() throws IOException {
        byte[] name = new byte[1 << 20];
        Arrays.fill(name, (byte) 'a');
        ByteArrayOutputStream packets = new ByteArrayOutputStream();
        ForeignFile large = new ForeignFile().event(1, 1,
                begin(11, new String(name, StandardCharsets.US_ASCII)));
        for (int i = 0; i < 60; i++) {
            packets.writeBytes(large.bytes());
        }
        ByteString bomb = ForeignFile.deflated(packets.toByteArray());
        ForeignFile file = new ForeignFile();
        for (int i = 0; i < 20; i++) {
            file.add(TracePacket.newBuilder().setCompressedPackets(bomb));
        }
        assertThatThrownBy(() -> slices(file.bytes()))
                .isInstanceOf(MalformedTraceException.class)
                .hasMessageStartingWith("a.pftrace decompresses to more than");
    }

    @Test
    void shouldPassOverLengthsThatLie() throws IOException {
        byte[] good = new ForeignFile().event(1, 10, begin(11, "a")).event(1, 20, end(11))
                .bytes();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(good);
        file.writeBytes(new byte[]{10, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1});
        assertThat(slices(file.toByteArray())).isEqualTo(1);
        try (Capture capture = read(file.toByteArray())) {
            assertThat(capture.repairs()).containsKey("packets cut off at the end");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, -1, 1L << 62})
    void shouldLeaveTimesOutThatNoClockReaches(long time) throws IOException {
        byte[] file = new ForeignFile().event(1, time, begin(11, "far"))
                .event(1, 10, begin(11, "near")).event(1, 20, end(11)).bytes();
        assertThat(slices(file)).isBetween(1L, 2L);
    }

    @Test
    void shouldSkipMessagesNestedTooDeeply() throws IOException {
        byte[] deep = new byte[0];
        for (int i = 0; i < 300; i++) {
            ByteArrayOutputStream around = new ByteArrayOutputStream();
            around.write(11 << 3 | 2);
            byte[] length = new byte[10];
            around.write(length, 0, Wire.varint(length, 0, deep.length));
            around.writeBytes(deep);
            deep = around.toByteArray();
        }
        byte[] packet = new Message().message(11, new Message().number(9, 1)).toBytes();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new ForeignFile().event(1, 10, begin(11, "a")).event(1, 20, end(11))
                .bytes());
        for (byte[] content : List.of(packet, deep)) {
            file.write(10);
            byte[] length = new byte[10];
            file.write(length, 0, Wire.varint(length, 0, content.length));
            file.writeBytes(content);
        }
        assertThat(slices(file.toByteArray())).isEqualTo(1);
    }

    @Test
    void shouldTakeNamesThatAreNoText() throws IOException {
        ByteString name = ByteString.copyFrom(new byte[]{(byte) 0xFF, (byte) 0xC0, 'a'});
        assertThat(slices(new ForeignFile()
                .event(1, 10, begin(11, "").setNameBytes(name)).event(1, 20, end(11)).bytes()))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n{\"traceEvents\":[]}", "\n\n[\n{\"ph\":\"X\"}]", "\n", "",
            "\nmain;a 1\nmain;b 2\n", "{}", "\n\n\n\n\n\n\n"})
    void shouldNotTakeTextForATrace(String text) {
        assertThat(new PerfettoTraceReader().recognises(text.getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @Test
    void shouldSayWhatIsExpectedOfOtherFiles() {
        assertThatThrownBy(() -> read("\u007Fjunk".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(MalformedTraceException.class)
                .hasMessageStartingWith("a.pftrace: at byte 0: expected a packet");
        assertThatThrownBy(() -> read(new byte[]{10, 2, 15, 15}))
                .isInstanceOf(MalformedTraceException.class)
                .hasMessageContaining("found none that is whole");
    }

    @Test
    void shouldRefuseACaptureOfALaterVersion() {
        ForeignFile file = new ForeignFile();
        TracePacket.Builder packet = TracePacket.newBuilder();
        packet.getTraceAttributesBuilder().addAttributeBuilder().setKey(Fields.OWN)
                .setLongValue(2);
        file.add(packet);
        assertThatThrownBy(() -> slices(file.bytes())).isInstanceOf(MalformedTraceException.class)
                .hasMessageContaining("version 2");
    }
}

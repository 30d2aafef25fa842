package dev.fxprof.export.fxserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.Capture;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.export.ReadSlices;
import dev.fxprof.export.fuzz.BytesSource;
import dev.fxprof.export.fuzz.Mutators;
import dev.fxprof.export.fuzz.NestingCheck;
import dev.fxprof.export.fuzz.ReaderFuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServerCutsTest {
    private static final FxServerTraceReader READER = new FxServerTraceReader();

    private static ServerRecording recording() {
        ServerRecording recording = new ServerRecording().thread(3, "shop");
        for (int i = 0; i < 3; i++) {
            recording.at(i * 50_000L).beginTick().at(i * 50_000L + 10).resource("shop", "tick")
                    .scope("thread @shop/server/main.lua[3..9]")
                    .function(3, "sell (@shop/server/main.lua:3)", 512)
                    .at(i * 50_000L + 40).exitFunction(3).scope("mine").exitScope().exitScope()
                    .exitResource().resource("bank", "event:pay")
                    .scope("event pay [@bank/b.lua[1..2]]").exitScope().exitResource()
                    .at(i * 50_000L + 90).endTick();
        }
        return recording;
    }

    @Test
    void shouldReadWhatStandsBeforeACutWhereverItIs() throws IOException {
        for (byte[] file : List.of(recording().saved(), recording().json(),
                recording().saved(ServerRecording.Form.WHEN_FIRST))) {
            long slices = 0;
            for (int length = 1; length < file.length; length++) {
                byte[] cut = Arrays.copyOf(file, length);
                try (Capture capture = READER.read(new BytesSource("cut", cut))) {
                    NestingCheck check = new NestingCheck();
                    capture.replay(check);
                    assertThat(capture.repairs()).as("%d bytes", length)
                            .containsEntry("truncated", 1L);
                    assertThat(check.slices()).isGreaterThanOrEqualTo(slices - 3);
                    slices = Math.max(slices, check.slices());
                }
            }
            assertThat(slices).isEqualTo(ReadSlices.of(READER, file).slices.size());
        }
    }

    @Test
    void shouldTakeOrRefuseAnything() {
        ServerRecording unbalanced = new ServerRecording().at(0).beginTick();
        for (int i = 0; i < 40; i++) {
            unbalanced.at(i).add(2, 1 + i * 7 % 4, i % 3 == 0 ? "a" : "thread @a/b.lua[1..2]",
                    "tick", i % 5 == 0 ? 9 : 0);
        }
        List<byte[]> seeds = new ArrayList<>();
        for (ServerRecording seed : List.of(recording(), unbalanced.endTick())) {
            seeds.add(seed.saved());
            seeds.add(seed.json());
            seeds.add(seed.saved(ServerRecording.Form.WHEN_FIRST));
        }
        List<dev.fxprof.export.fuzz.Mutator> mutators = new ArrayList<>(Mutators.ofBytes());
        mutators.add(Mutators.words(Stream.of("\"ph\":\"E\"", "\"ts\":-1e30", "null", "[[[[",
                "{\"args\":", "\u0096\u0002\u0003", "\u0096\u0002\u0002", "\u0096\u0001\u0000",
                "\u00cf\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "\u00dd\u00ff\u00ff",
                "ref call [@", "[..]]", "\u00a0", "event:x (")
                .map(word -> word.getBytes(StandardCharsets.ISO_8859_1)).toList()));
        ReaderFuzz.Result result = new ReaderFuzz(READER, seeds, mutators)
                .run(Duration.ofSeconds(4));
        assertThat(result.taken()).isPositive();
        assertThat(result.refused()).isPositive();
    }

    @Test
    void shouldRefuseValuesNestedWithoutEnd() {
        byte[] deep = new byte[100_000];
        Arrays.fill(deep, (byte) 0x91);
        deep[0] = (byte) 0x81;
        deep[1] = (byte) 0xA0;
        org.assertj.core.api.Assertions
                .assertThatThrownBy(() -> READER.read(new BytesSource("deep", deep)))
                .isInstanceOf(MalformedTraceException.class)
                .hasMessageContaining("nested at most");
    }
}

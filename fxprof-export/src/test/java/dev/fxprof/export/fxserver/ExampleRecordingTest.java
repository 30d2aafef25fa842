package dev.fxprof.export.fxserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.export.ReadSlices;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Two files to try things on, as a server would have written them. */
class ExampleRecordingTest {
    private static final int TICKS = 8;

    /** A server with a slow tick, a script that forgot to close its scope, and a tick cut off. */
    static ServerRecording example() {
        RandomServer server = new RandomServer(7);
        for (int i = 0; i < TICKS; i++) {
            server.tick();
        }
        ServerRecording recording = server.recording;
        long now = recording.events.getLast().when() + 1000;
        return recording.at(now).beginTick().at(now + 20).resource("garage", "tick")
                .at(now + 25).scope("thread @garage/server/main.lua[44..90]")
                .at(now + 30).scope("price list")
                .at(now + 40).scope("ref call [@bank/server/accounts.lua[120..160]]")
                .at(now + 181_000).exitScope()
                .at(now + 181_500).exitScope()
                .at(now + 181_520).exitResource()
                .at(now + 181_600).endTick()
                .at(now + 181_700).scope("ref call [@web/server/http.lua[5..60]]")
                .at(now + 182_900).exitScope()
                .at(now + 231_600).beginTick();
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream in = ExampleRecordingTest.class.getResourceAsStream("/fxserver/" + name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void shouldBeWhatAServerWrites() throws IOException {
        assertThat(file("example.msgpack")).isEqualTo(example().saved());
        assertThat(file("example.json")).isEqualTo(example().json());
    }

    @Test
    void shouldNameTheCulpritOfItsHitch() throws IOException {
        for (String name : new String[]{"example.msgpack", "example.json"}) {
            ReadSlices read = FxServerTraceReaderTest.read(file(name));
            assertThat(read.report.ticks()).isEqualTo(TICKS + 1);
            assertThat(read.report.hitches()).hasSize(1);
            assertThat(read.report.hitches().getFirst().resource()).isEqualTo("bank");
            assertThat(read.report.hitches().getFirst().name())
                    .isEqualTo("ref call accounts.lua:120");
            assertThat(read.repairs).containsEntry("scopes without an exit", 1L)
                    .containsEntry("empty ticks at the end of the recording", 1L);
        }
    }
}

package dev.fxprof.export.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.Capture;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.TraceReader;
import dev.fxprof.api.TraceSource;
import dev.fxprof.export.capture.CaptureBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReaderFuzzTest {
    private static final byte[] SEED = {0, 1, 2, 3};

    @Test
    void shouldCountWhatAReaderTakesAndRefuses() {
        ReaderFuzz.Result result = fuzz((source, first) -> {
            if (first < 0) {
                throw MalformedTraceException.at(source, 0, "expected a positive byte");
            }
        });
        assertThat(result.taken()).isPositive();
        assertThat(result.refused()).isPositive();
    }

    @Test
    void shouldFindAReaderThatFallsAndKeepTheFile() {
        assertThatThrownBy(() -> fuzz((_, first) -> {
            if (first == 3) {
                throw new IndexOutOfBoundsException("3");
            }
        })).isInstanceOf(AssertionError.class).hasMessageContaining("IndexOutOfBounds")
                .hasMessageFindingMatch("target.*\\.bin").satisfies(failure -> {
                    String file = failure.getMessage().replaceAll("(?s).*\\((.*?)\\).*", "$1");
                    assertThat(Files.readAllBytes(Path.of(file))).startsWith(3);
                    Files.delete(Path.of(file));
                });
    }

    @Test
    void shouldFindAReaderThatSpeaksToDevelopers() {
        assertThatThrownBy(() -> fuzz((_, _) -> {
            throw new MalformedTraceException("Index 3 out of bounds for length 3");
        })).isInstanceOf(AssertionError.class).hasMessageContaining("not a sentence for users");
    }

    private interface Reading {
        void read(TraceSource source, byte first) throws IOException;
    }

    private static ReaderFuzz.Result fuzz(Reading reading) {
        TraceReader reader = new TraceReader() {
            @Override
            public String format() {
                return "test";
            }

            @Override
            public boolean recognises(byte[] head) {
                return true;
            }

            @Override
            public Capture read(TraceSource source) throws IOException {
                try (CaptureBuilder builder = new CaptureBuilder(format());
                        InputStream in = source.open()) {
                    reading.read(source, (byte) in.read());
                    return builder.build();
                }
            }
        };
        return new ReaderFuzz(reader, List.of(SEED), Mutators.ofBytes())
                .run(Duration.ofSeconds(1));
    }
}

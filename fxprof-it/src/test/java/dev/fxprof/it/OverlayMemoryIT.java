package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the overlay takes of the memory of each VM is what garbage.lua takes it for. */
class OverlayMemoryIT {
    private static final Path AGENT = Folders.project().resolve(
            "fxprof-hooks-lua/src/main/resources/dev/fxprof/hooks/lua/agent/garbage.lua");
    /** A script of its own, which lets everything be collected that can be, after the first syncs. */
    private static final String SCRIPT = """

            CreateThread(function()
                Wait(8000)
                collectgarbage()
                collectgarbage()
                print(('kilobytes %.1f'):format(collectgarbage('count')))
            end)
            """;

    @BeforeAll
    static void build() {
        StandIn.build("OverlayMemoryIT");
    }

    @Test
    void shouldBeWhatTheAgentReckonsWith() throws IOException {
        double own = Double.parseDouble(first("OWN <const> = (\\d+)", Files.readString(AGENT)));

        double added = kilobytes(StandIn.underOverlay("memory-overlay"))
                - kilobytes(StandIn.samples("memory-plain"));

        assertThat(added).isCloseTo(own, Percentage.withPercentage(10));
    }

    private static double kilobytes(Path data) throws IOException {
        Files.writeString(data.resolve("resources/[sample]/slow/server.lua"), SCRIPT,
                StandardOpenOption.APPEND);
        try (StandIn server = StandIn.start(StandIn.Errors.CXX, data)) {
            server.type("standin advance 9000");
            String line = server.await("kilobytes ");
            server.quit();
            return Double.parseDouble(first("kilobytes ([\\d.]+)", line));
        }
    }

    private static String first(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map((MatchResult m) -> m.group(1))
                .findFirst().orElseThrow();
    }
}

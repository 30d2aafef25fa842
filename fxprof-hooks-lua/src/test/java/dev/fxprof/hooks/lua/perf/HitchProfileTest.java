package dev.fxprof.hooks.lua.perf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HitchProfileTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int FRAMES = 40;

    @TempDir
    Path folder;

    private final List<String> typed = new ArrayList<>();
    private HitchProfile profile;

    @BeforeEach
    void makeProfile() {
        profile = new HitchProfile(typed::add, FRAMES, folder);
    }

    private Path record(long now) throws IOException {
        profile.hitch(312, now);
        profile.step(now + 4 * SECOND);
        assertThat(typed).containsExactly("profiler record 40");
        profile.step(now + 6 * SECOND);
        assertThat(typed).hasSize(2);
        assertThat(typed.getLast()).matches("profiler saveJSON fxprof-hitch-\\d{8}-\\d{6}\\.json");
        return folder.resolve(typed.getLast().substring("profiler saveJSON ".length()));
    }

    @Test
    void shouldRecordAfterAHitchAndNameTheFileOnceItIsComplete() throws IOException {
        Path file = record(0);
        Files.writeString(file, "{");
        profile.step(7 * SECOND);
        Files.writeString(file, "{}");
        profile.step(8 * SECOND);
        assertThat(profile.news()).isEmpty();
        profile.step(9 * SECOND);

        assertThat(profile.news()).contains("after a hitch of 312 ms the server's profiler "
                + "recorded 40 ticks: fxprof report " + file);
    }

    @Test
    void shouldSayWhenTheServerWroteNothing() throws IOException {
        record(0);
        profile.step(7 * SECOND);
        assertThat(profile.news()).isEmpty();
        profile.step(40 * SECOND);

        assertThat(profile.news().orElseThrow()).contains("there is no ");
    }

    @Test
    void shouldRecordOnceInFiveMinutes() throws IOException {
        record(0);
        profile.step(40 * SECOND);
        profile.hitch(500, HitchProfile.PAUSE_NANOS - 1);
        assertThat(typed).hasSize(2);
        profile.hitch(500, HitchProfile.PAUSE_NANOS);
        assertThat(typed).hasSize(3).last().isEqualTo("profiler record 40");
    }
}

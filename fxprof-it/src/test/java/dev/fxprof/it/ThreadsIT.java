package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadsIT {
    private static World world;

    @BeforeAll
    static void run(@TempDir Path out) {
        world = World.named("threads", out, "--duration", "60t");
    }

    @Test
    void shouldRunThreadsAndTimersInTheServersOrder() {
        assertThat(world.printed("clock")).containsSubsequence("thread now begins",
                "main chunk ends", "thread begins", "thread now goes on", "thread waited true",
                "timeout");
        assertThat(world.printed("clock")).doesNotContain("a cleared timeout runs");
    }

    @Test
    void shouldShowScriptsNothingButServerTime() {
        assertThat(world.printed("clock")).contains("a loop takes no server time true",
                "a second passes true", "nanotime agrees true", "timer agrees true",
                "date 2026-01-01");
    }

    @Test
    void shouldSettlePromises() {
        assertThat(world.printed("promises")).containsExactly("resolved late", "at once ready",
                "rejected false broken", "all a b", "next 21", "caught thrown", "http 200 {}");
    }

    @Test
    void shouldReportErrorsOfThreadsAndGoOn() {
        assertThat(world.notices()).hasSize(2).allMatch(line -> line.contains("clock"))
                .anyMatch(line -> line.endsWith("@clock/main.lua:44: thread fails"));
        assertThat(world.json().path("scriptErrors").asInt()).isEqualTo(2);
    }

    @Test
    void shouldTieAThreadToTheSpanThatCreatedIt() {
        LoadedTrace trace = world.trace();
        int[] timers = trace.where(site -> site.kind().equals("thread"));
        assertThat(timers).isNotEmpty();
        assertThat(trace.flowFinishes).anyMatch(flow -> flow.name().equals("cause")
                && flow.nanos() == trace.start(timers[0]));
    }
}

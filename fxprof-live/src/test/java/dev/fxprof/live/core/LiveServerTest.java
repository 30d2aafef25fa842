package dev.fxprof.live.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanSink;
import dev.fxprof.export.TestBatch;
import dev.fxprof.api.SpanKind;
import dev.fxprof.live.Await;
import dev.fxprof.live.LiveServerRun;
import dev.fxprof.live.TestClock;
import dev.fxprof.live.view.RunningView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveServerTest {
    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock("2026-11-29T12:00:00Z");

    private Live open() throws IOException {
        return Live.open(LiveOptions.in(folder), new LiveClock(clock, clock::nanos));
    }

    /** A table that cannot be read. */
    private static final class BrokenSites implements SiteTable {
        @Override
        public int intern(String resource, ScriptRuntime runtime, SpanKind kind, String name,
                String file, int line) {
            return 1;
        }

        @Override
        public Site site(int id) {
            throw new StackOverflowError("broken table");
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public long overflowed() {
            return 0;
        }
    }

    @Test
    void shouldGoOnWithTheNextSourceAfterOneThatRaisesAnError() throws Exception {
        try (Live live = open()) {
            LiveServer server = live.addServer("main");
            try (SpanSink broken = server.attach(new BrokenSites(), "broken",
                    () -> RunningView.unknown("a test"))) {
                broken.accept(new TestBatch(1).leaf(1, 1, 0, 10));
                broken.flush();
            }
            List<String> news = new ArrayList<>();
            Await.until("it is told", () -> {
                news.addAll(live.news());
                return !news.isEmpty();
            });
            assertThat(news).singleElement().asString()
                    .startsWith("What came from main could not be looked at: ")
                    .contains("broken table");
            try (LiveServerRun run = new LiveServerRun(clock, server)) {
                run.ticks(20);
                Await.until("the next source is seen", () -> server.ticks(0).size() == 20);
            }
        }
    }
}

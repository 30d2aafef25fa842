package dev.fxprof.export.fxserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.fxprof.api.SpanKind;
import dev.fxprof.export.ReadSlices;
import org.junit.jupiter.api.Test;

/** What scripts and other threads do to the order of enters and exits. */
class MisnestedRecordingTest {
    private static final String FIRST = "thread @a/a.lua[1..2]";
    private static final String SECOND = "thread @a/a.lua[3..4]";

    private static ServerRecording tick() {
        return new ServerRecording().at(0).beginTick().at(10).resource("a", "tick");
    }

    private static ReadSlices readSaved(ServerRecording recording) {
        ReadSlices read = FxServerTraceReaderTest.read(recording.saved());
        assertThat(read.report.orderViolations()).isZero();
        return read;
    }

    private static void shouldBe(ReadSlices.Slice slice, long start, long end, int depth) {
        assertThat(slice.start()).isEqualTo(start * 1000);
        assertThat(slice.end()).isEqualTo(end * 1000);
        assertThat(slice.path()).hasSize(depth + 1);
    }

    @Test
    void shouldCloseAScopeThatAScriptForgotWithTheThreadThatOpenedIt() {
        ServerRecording recording = tick().at(20).scope(FIRST).at(22).scope("forgotten")
                .at(30).exitScope()
                .at(40).scope(SECOND).at(42).scope("closed").at(45).exitScope()
                .at(50).exitScope().at(60).exitResource().at(70).endTick();
        for (ReadSlices read : FxServerTraceReaderTest.forms(recording)
                .map(FxServerTraceReaderTest::read).toList()) {
            shouldBe(read.one("a.lua:1"), 20, 30, 2);
            shouldBe(read.one("forgotten"), 22, 30, 3);
            shouldBe(read.one("a.lua:3"), 40, 50, 2);
            shouldBe(read.one("closed"), 42, 45, 3);
            shouldBe(read.one("tick (a)"), 10, 60, 1);
            assertThat(read.one("forgotten").unfinished()).isTrue();
            assertThat(read.slices).filteredOn(ReadSlices.Slice::unfinished).hasSize(1);
            assertThat(read.repairs).containsExactly(entry("scopes without an exit", 1L));
        }
    }

    @Test
    void shouldCloseAScopeForgottenWithoutAThread() {
        ReadSlices read = readSaved(tick().at(20).scope("forgotten").at(30).exitResource()
                .at(40).resource("b", "event:x").at(50).exitResource().at(60).endTick());
        shouldBe(read.one("forgotten"), 20, 30, 2);
        shouldBe(read.one("x"), 40, 50, 1);
        assertThat(read.repairs).containsExactly(entry("scopes without an exit", 1L));
    }

    @Test
    void shouldFindTheTrueEndOfAThreadThatAScriptClosedTooEarly() {
        ReadSlices read = readSaved(tick().at(20).scope(FIRST).at(25).exitScope()
                .at(26).scope("ref call [@b/b.lua[5..6]]").at(28).exitScope()
                .at(30).exitScope().at(40).exitResource().at(50).endTick());
        shouldBe(read.one("ref call b.lua:5"), 26, 28, 3);
        shouldBe(read.one("tick (a)"), 10, 40, 1);
        assertThat(read.repairs).containsEntry("exits without a scope", 1L);
        shouldBe(read.one("a.lua:1"), 20, 30, 2);
    }

    @Test
    void shouldLeaveOutAnExitWithoutAScope() {
        ReadSlices read = readSaved(new ServerRecording().at(0).beginTick()
                .at(10).resource("web", "tick").at(15).exitScope().at(20).exitResource()
                .at(25).exitResource().at(30).endTick().at(35).exitScope());
        shouldBe(read.one("tick (web)"), 10, 20, 1);
        shouldBe(read.one("tick"), 0, 30, 0);
        assertThat(read.repairs).containsExactly(entry("exits without a scope", 3L));
    }

    @Test
    void shouldMoveAScopeThatEndsAfterTheResourceToTheOtherThreads() {
        ReadSlices read = readSaved(tick().at(20).scope(FIRST).at(22).scope(".NET Major GC")
                .at(30).exitScope().at(40).exitResource()
                .at(55).exitScope().at(60).endTick());
        shouldBe(read.one("a.lua:1"), 20, 30, 2);
        shouldBe(read.one("tick (a)"), 10, 40, 1);
        ReadSlices.Slice pause = read.one(".NET Major GC");
        shouldBe(pause, 22, 55, 0);
        assertThat(pause.kind()).isEqualTo(SpanKind.GC);
        assertThat(pause.track()).isEqualTo("other threads 1");
        assertThat(read.repairs).containsExactly(entry("scopes of other threads", 1L));
    }

    @Test
    void shouldMoveAScopeThatEndsWithinAnotherResourceToTheOtherThreads() {
        ReadSlices read = readSaved(new ServerRecording().at(0).beginTick()
                .at(5).scope("work").at(10).resource("a", "tick").at(20).exitScope()
                .at(30).exitResource().at(40).endTick());
        shouldBe(read.one("work"), 5, 20, 0);
        assertThat(read.one("work").track()).isEqualTo("other threads 1");
        shouldBe(read.one("tick (a)"), 10, 30, 1);
        assertThat(read.repairs).containsExactly(entry("scopes of other threads", 1L));
    }

    @Test
    void shouldKeepScopesOfSeveralThreadsApart() {
        ReadSlices read = readSaved(new ServerRecording().at(0).beginTick()
                .at(1).scope("one").at(2).scope("two").at(3).resource("a", "tick")
                .at(4).exitScope().at(9).exitScope().at(10).exitResource().at(12).endTick());
        assertThat(read.all("one")).hasSize(1);
        assertThat(read.all("two")).hasSize(1);
        assertThat(read.tracks()).containsExactly("svMain", "other threads 1",
                "other threads 2");
        assertThat(read.repairs).containsExactly(entry("scopes of other threads", 2L));
    }

    @Test
    void shouldEndATickAtItsEndWhateverIsOpen() {
        ServerRecording recording = tick().at(20).scope(FIRST).at(30).endTick()
                .at(100).beginTick().at(110).endTick();
        for (ReadSlices read : FxServerTraceReaderTest.forms(recording)
                .map(FxServerTraceReaderTest::read).toList()) {
            assertThat(read.report.ticks()).isEqualTo(2);
            assertThat(read.all("tick")).extracting(ReadSlices.Slice::micros)
                    .containsExactly(30L, 10L);
            assertThat(read.slices).allMatch(slice -> slice.path().size() == 1
                    || slice.end() <= 30_000);
        }
    }

    @Test
    void shouldClampTimesThatGoBack() {
        ReadSlices read = readSaved(tick().at(5).scope(FIRST).at(30).exitScope()
                .exitResource().at(40).endTick());
        shouldBe(read.one("a.lua:1"), 10, 30, 2);
        assertThat(read.repairs).containsEntry("times that go back", 1L);
    }

    @Test
    void shouldTakeAHugeTickInParts() {
        ServerRecording recording = tick().at(11).scope(FIRST);
        for (int i = 0; i < Unit.MOST; i++) {
            recording.at(20 + i).scope("r" + i % 7).exitScope();
        }
        ReadSlices read = readSaved(recording.at(400_000).exitScope().exitResource().endTick());
        shouldBe(read.one("a.lua:1"), 11, 400_000, 2);
        assertThat(read.slices).hasSize(Unit.MOST + 3);
        assertThat(read.repairs).isEmpty();
    }
}

package dev.fxprof.export.fxserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.ReadSlices;
import dev.fxprof.export.fuzz.BytesSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FxServerTraceReaderTest {
    private static final FxServerTraceReader READER = new FxServerTraceReader();

    /** A shop calls an export of the bank, in an event, in a tick. */
    private static ServerRecording sale() {
        return new ServerRecording()
                .at(1000).beginTick()
                .at(1010).resource("shop", "event:shop:buy")
                .at(1030).scope("event shop:buy [@shop/server/main.lua[10..42]]")
                .at(1040).scope("ref call [@bank/server/accounts.lua[7..19]]")
                .at(1740).exitScope()
                .at(1790).exitScope()
                .at(1800).exitResource()
                .at(1810).resource("bank", "tick")
                .at(1815).scope("thread @bank/server/interest.lua[3..30]")
                .at(1895).exitScope()
                .at(1900).exitResource()
                .at(2000).endTick();
    }

    static Stream<byte[]> forms(ServerRecording recording) {
        return Stream.of(recording.saved(), recording.json());
    }

    private static List<ReadSlices> read(ServerRecording recording) {
        return forms(recording).map(FxServerTraceReaderTest::read).toList();
    }

    static ReadSlices read(byte[] file) {
        try {
            assertThat(READER.recognises(file)).isTrue();
            return ReadSlices.of(READER, file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldBillAnExportToTheResourceThatOwnsIt() {
        for (ReadSlices read : read(sale())) {
            ReadSlices.Slice export = read.one("ref call accounts.lua:7");
            assertThat(export.path()).containsExactly("server/tick/tick",
                    "shop/entry/event:shop:buy (shop)", "shop/event/shop:buy",
                    "bank/export/ref call accounts.lua:7");
            assertThat(export.site().file()).isEqualTo("@bank/server/accounts.lua");
            assertThat(export.site().line()).isEqualTo(7);
            assertThat(export.micros()).isEqualTo(700);
            // What the server's own viewer shows as 790 us of the shop.
            assertThat(selfMicros(read, "shop")).isEqualTo(90);
            assertThat(selfMicros(read, "bank")).isEqualTo(790);
            assertThat(read.repairs).containsExactly(
                    java.util.Map.entry("scopes billed to the owner of their file", 1L));
        }
    }

    private static long selfMicros(ReadSlices read, String resource) {
        return read.report.resources().stream().filter(row -> row.name().equals(resource))
                .mapToLong(row -> row.selfNanos() / 1000).findFirst().orElse(0);
    }

    @Test
    void shouldMakeATickOneSliceThatHoldsWhatRanInIt() {
        for (ReadSlices read : read(sale())) {
            assertThat(read.tracks()).containsExactly("svMain");
            ReadSlices.Slice tick = read.slices.getFirst();
            assertThat(tick.kind()).isEqualTo(SpanKind.TICK);
            assertThat(tick.runtime()).isEqualTo(ScriptRuntime.ENGINE);
            assertThat(tick.path()).containsExactly("server/tick/tick");
            assertThat(tick.start()).isEqualTo(1_000_000);
            assertThat(tick.micros()).isEqualTo(1000);
            assertThat(tick.self()).isEqualTo((10 + 10 + 100) * 1000);
            assertThat(read.slices).allMatch(slice -> slice.path().getFirst()
                    .equals("server/tick/tick"));
            assertThat(read.report.ticks()).isEqualTo(1);
            assertThat(read.report.orderViolations()).isZero();
        }
    }

    @Test
    void shouldCallDispatchAnEntryAndTheHandlerAnEvent() {
        for (ReadSlices read : read(sale())) {
            ReadSlices.Slice dispatch = read.one("event:shop:buy (shop)");
            assertThat(dispatch.kind()).isEqualTo(SpanKind.ENTRY);
            assertThat(dispatch.self()).isEqualTo(30_000);
            assertThat(read.one("tick (bank)").kind()).isEqualTo(SpanKind.ENTRY);
            assertThat(read.one("tick (bank)").runtime()).isEqualTo(ScriptRuntime.LUA);
            ReadSlices.Slice thread = read.one("interest.lua:3");
            assertThat(thread.kind()).isEqualTo(SpanKind.THREAD);
            assertThat(thread.runtime()).isEqualTo(ScriptRuntime.LUA);
        }
    }

    @ParameterizedTest
    @EnumSource(ServerRecording.Form.class)
    void shouldReadTheFieldsOfAnEventInEveryOrderThatServersHadThem(ServerRecording.Form form) {
        ReadSlices now = read(sale().saved());
        assertThat(read(sale().saved(form)).slices).isEqualTo(now.slices);
    }

    @Test
    void shouldTakeAnEventOrTickWithoutScopesForCodeOfTheResource() {
        ServerRecording recording = new ServerRecording().at(0).beginTick()
                .at(10).resource("web", "tick").at(40).exitResource()
                .at(50).resource("web", "event:web:get").at(70).exitResource()
                .at(80).resource("lua", "tick").scope("thread @lua/a.lua[1..2]")
                .at(85).exitScope().exitResource()
                .at(90).resource("lua", "tick").at(92).exitResource()
                .at(95).resource("mono", "tick").scope("c# schedule").scope("Jobs -> tick Pay")
                .at(97).exitScope().exitScope().scope("c# tasks").at(99).exitScope()
                .exitResource().at(100).endTick();
        for (ReadSlices read : read(recording)) {
            assertThat(read.one("tick (web)").kind()).isEqualTo(SpanKind.THREAD);
            assertThat(read.one("tick (web)").runtime()).isEqualTo(ScriptRuntime.JAVASCRIPT);
            assertThat(read.one("web:get").kind()).isEqualTo(SpanKind.EVENT);
            assertThat(read.all("tick (lua)")).hasSize(2)
                    .allMatch(slice -> slice.kind() == SpanKind.ENTRY
                            && slice.runtime() == ScriptRuntime.LUA);
            assertThat(read.one("tick (mono)").runtime()).isEqualTo(ScriptRuntime.CSHARP);
            assertThat(read.one("c# schedule").kind()).isEqualTo(SpanKind.ENTRY);
            assertThat(read.one("Jobs -> tick Pay").kind()).isEqualTo(SpanKind.THREAD);
            assertThat(read.one("Jobs -> tick Pay").path()).endsWith(
                    "mono/entry/tick (mono)", "mono/entry/c# schedule",
                    "mono/thread/Jobs -> tick Pay");
            assertThat(read.repairs).isEmpty();
        }
    }

    @Test
    void shouldBillTheServersOwnScriptsToCitizen() {
        ServerRecording recording = new ServerRecording().at(0).beginTick()
                .resource("old", "event:chat")
                .scope("thread @citizen:/scripting/lua/scheduler.lua[505..517]")
                .at(10).scope("ref call [@citizen:/scripting/lua/scheduler.lua[470..480]]")
                .at(15).exitScope().at(20).exitScope().exitResource().endTick();
        for (ReadSlices read : read(recording)) {
            assertThat(read.one("scheduler.lua:505").path()).endsWith("old/event/chat",
                    "citizen/thread/scheduler.lua:505");
            assertThat(read.one("ref call scheduler.lua:470").path())
                    .endsWith("citizen/export/ref call scheduler.lua:470");
        }
    }

    @Test
    void shouldTakeScopesOfScriptsForRegionsAndCollectionsForPauses() {
        ServerRecording recording = new ServerRecording().at(0).beginTick()
                .resource("shop", "tick").scope("thread @shop/a.lua[1..9]")
                .scope("prices").at(5).scope(".NET Minor GC").at(7).exitScope()
                .at(9).exitScope().exitScope().exitResource().endTick();
        for (ReadSlices read : read(recording)) {
            assertThat(read.one("prices").path()).endsWith("shop/region/prices");
            assertThat(read.one("prices").runtime()).isEqualTo(ScriptRuntime.LUA);
            assertThat(read.one(".NET Minor GC").kind()).isEqualTo(SpanKind.GC);
            assertThat(read.one(".NET Minor GC").runtime()).isEqualTo(ScriptRuntime.CSHARP);
        }
    }

    @Test
    void shouldReadCommandsAndNamedThreadsAndChunksWithoutAFile() {
        ServerRecording recording = new ServerRecording().at(0).beginTick()
                .resource("shop", "tick").scope("command sell [@shop/c.lua[4..5]]").exitScope()
                .scope("ref call [[C][-1..-1]]").exitScope()
                .scope("ref call [[string \"x = [1]\"][1..2]]").exitScope()
                .scope("worker [@shop/[in]/w.lua[8..9]]").exitScope()
                .scope("thread").exitScope().scope("thread_now @shop/n.lua[6..7]").exitScope()
                .exitResource().endTick();
        for (ReadSlices read : read(recording)) {
            assertThat(read.one("sell").kind()).isEqualTo(SpanKind.COMMAND);
            assertThat(read.one("ref call [[C][-1..-1]]").path())
                    .endsWith("shop/export/ref call [[C][-1..-1]]");
            assertThat(read.one("ref call [[string \"x = [1]\"][1..2]]").kind())
                    .isEqualTo(SpanKind.EXPORT);
            assertThat(read.one("thread").kind()).isEqualTo(SpanKind.THREAD);
            assertThat(read.one("n.lua:6").kind()).isEqualTo(SpanKind.THREAD);
            assertThat(read.one("worker").site().file()).isEqualTo("@shop/[in]/w.lua");
        }
    }

    @Test
    void shouldFindTheOwnerOfAFileWhoseNameLuaCut() {
        String path = "_framework/server/modules/inventory/handlers/items.lua";
        ServerRecording recording = new ServerRecording().at(0).beginTick()
                .resource("shop", "tick").scope("thread ...deep/nested/folder/of/shop.lua[3..4]")
                .scope("ref call [..." + path + "[12..40]]").exitScope()
                .scope("ref call [...somewhere/else/entirely/items.lua[1..2]]").exitScope()
                .exitScope().exitResource()
                .resource("our_framework", "tick").exitResource()
                .endTick();
        for (ReadSlices read : read(recording)) {
            assertThat(read.one("shop.lua:3").site().resource()).isEqualTo("shop");
            assertThat(read.one("ref call items.lua:12").site().resource())
                    .isEqualTo("our_framework");
            assertThat(read.one("ref call items.lua:1").site().resource()).isEqualTo("unknown");
            assertThat(read.repairs)
                    .containsEntry("cut file names of which the resource was found", 2L)
                    .containsEntry("cut file names of an unknown resource", 1L);
        }
    }

    @Test
    void shouldKeepWhatRunsBetweenTicks() {
        ServerRecording recording = sale().at(2100).scope("ref call [@web/http.lua[5..9]]")
                .at(2150).exitScope().at(3000).beginTick().at(3010).endTick();
        for (ReadSlices read : read(recording)) {
            assertThat(read.one("ref call http.lua:5").path())
                    .containsExactly("web/export/ref call http.lua:5");
            assertThat(read.report.ticks()).isEqualTo(2);
        }
    }

    @Test
    void shouldLeaveOutTheEmptyTickWithWhichARecordingEnds() {
        // "profiler record 2" stops at the beginning of the second tick.
        ServerRecording recording = sale().at(3000).beginTick();
        for (ReadSlices read : read(recording)) {
            assertThat(read.report.ticks()).isEqualTo(1);
            assertThat(read.repairs).containsEntry("empty ticks at the end of the recording", 1L)
                    .doesNotContainKey("ticks without an end");
        }
    }

    @Test
    void shouldCloseATickThatTheRecordingCutOff() {
        ServerRecording recording = new ServerRecording().at(0).beginTick()
                .at(10).resource("shop", "tick").at(20).scope("thread @shop/a.lua[1..2]").at(30);
        recording.scope("late");
        for (ReadSlices read : read(recording)) {
            assertThat(read.slices).hasSize(4).allMatch(ReadSlices.Slice::unfinished)
                    .allMatch(slice -> slice.end() == 30_000);
            assertThat(read.repairs).containsEntry("ticks without an end", 1L);
        }
    }

    @Test
    void shouldBeginInTheMiddleOfATick() {
        ServerRecording recording = new ServerRecording().at(5).exitScope().exitResource()
                .at(6).endTick();
        sale().events.forEach(event -> recording.at(event.when()).add(event.who(), event.what(),
                event.where(), event.why(), event.much()));
        for (ReadSlices read : read(recording)) {
            assertThat(read.report.ticks()).isEqualTo(1);
            assertThat(read.slices).hasSize(6);
            assertThat(read.repairs)
                    .containsEntry("ends of ticks that began before the recording", 1L);
        }
    }

    @Test
    void shouldGiveEachResourceInDetailATrackOfItsOwn() {
        ServerRecording recording = sale().thread(3, "shop").thread(4, "bank")
                .at(1031).function(3, "Thread", 0)
                .at(1032).function(3, "buy (@shop/server/main.lua:10)", 4096)
                .at(1033).function(3, "? (@citizen:/scripting/lua/scheduler.lua:77)", 0)
                .at(1034).exitFunction(3).at(1035).function(3, "pairs [C]", 0)
                .at(1036).exitFunction(3).at(1037).exitFunction(3).exitFunction(3)
                .at(1041).function(4, "main chunk (@bank/server/accounts.lua)", -12)
                .at(1045).exitFunction(4);
        for (ReadSlices read : read(recording)) {
            assertThat(read.tracks()).containsExactly("svMain", "shop", "bank");
            ReadSlices.Slice buy = read.one("buy");
            assertThat(buy.track()).isEqualTo("shop");
            assertThat(buy.path()).containsExactly("shop/thread/Thread", "shop/function/buy");
            assertThat(buy.site().file()).isEqualTo("@shop/server/main.lua");
            assertThat(buy.site().line()).isEqualTo(10);
            assertThat(buy.runtime()).isEqualTo(ScriptRuntime.LUA);
            assertThat(buy.micros()).isEqualTo(5);
            assertThat(read.one("?").site().resource()).isEqualTo("citizen");
            assertThat(read.one("pairs").kind()).isEqualTo(SpanKind.FUNCTION);
            assertThat(read.one("main chunk").site().file())
                    .isEqualTo("@bank/server/accounts.lua");
            assertThat(read.values).extracting(ReadSlices.Value::track,
                    value -> value.site().name(), ReadSlices.Value::nanos,
                    ReadSlices.Value::value)
                    .containsExactly(tuple("shop", 1_032_000, 4096), tuple("bank", 1_041_000, -12));
        }
    }

    private static org.assertj.core.groups.Tuple tuple(String track, long nanos, double bytes) {
        return org.assertj.core.api.Assertions.tuple(track, "memory (bytes) of " + track, nanos,
                bytes);
    }

    @Test
    void shouldLeaveOutMoreThreadsThanAnyServerHas() {
        ServerRecording recording = new ServerRecording();
        for (int i = 0; i < 9000; i++) {
            recording.at(i).function(3 + i, "f (@a/a.lua:1)", 0).exitFunction(3 + i);
        }
        for (ReadSlices read : read(recording)) {
            assertThat(read.slices).hasSize(8192);
            assertThat(read.repairs).containsEntry("events of threads beyond the limit",
                    2L * (9000 - 8192));
        }
    }

    @Test
    void shouldReadAnEmptyRecording() {
        for (ReadSlices read : read(new ServerRecording())) {
            assertThat(read.slices).isEmpty();
            assertThat(read.repairs).isEmpty();
        }
    }

    @Test
    void shouldTakeTimesBeforeTheRecordingAndBeyondAnyClock() {
        ServerRecording recording = new ServerRecording().at(-1_700_000_000_000_000L)
                .beginTick().at(Long.MAX_VALUE).resource("shop", "tick").at(20).exitResource()
                .endTick();
        for (ReadSlices read : read(recording)) {
            assertThat(read.one("tick").micros()).isEqualTo(20);
            assertThat(read.repairs).containsEntry("times out of range", 1L)
                    .containsEntry("times before the recording", 2L);
        }
    }

    @Test
    void shouldLetTheCostOfTheSchedulerBeAddedUp() {
        ServerRecording recording = sale().at(3000).beginTick()
                .at(3010).resource("old", "event:chat")
                .scope("thread @citizen:/scripting/lua/scheduler.lua[505..517]")
                .at(3050).scope("ref call [@citizen:/scripting/lua/scheduler.lua[470..480]]")
                .at(3057).exitScope().at(3060).exitScope().exitResource()
                .resource("web", "tick").at(3500).exitResource().endTick();
        for (ReadSlices read : read(recording)) {
            long scheduler = read.slices.stream().filter(slice -> slice.kind() == SpanKind.ENTRY
                    || slice.site().resource().equals("citizen")
                            && slice.kind() != SpanKind.EXPORT)
                    .mapToLong(ReadSlices.Slice::self).sum();
            long references = read.slices.stream()
                    .filter(slice -> slice.site().resource().equals("citizen")
                            && slice.kind() == SpanKind.EXPORT)
                    .mapToLong(ReadSlices.Slice::self).sum();
            // Of the event 30, of the tick 10, of the scheduler's own thread 43.
            assertThat(scheduler).isEqualTo(83_000);
            assertThat(references).isEqualTo(7_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"ph\":\"B\",\"name\":\"a\",\"pid\":1,\"tid\":1,\"ts\":0}]",
            "{\"traceEvents\":[]}",
            "{\"traceEvents\":[{\"ph\":\"M\",\"name\":\"process_name\",\"pid\":7,\"tid\":7,"
                    + "\"args\":{\"name\":\"Browser\"}},{\"ph\":\"X\"}]}",
            "{\"nodes\":[]}", "\u0083\u00a5other", "text", "", "{"})
    void shouldLeaveOtherFilesToOtherReaders(String head) {
        assertThat(READER.recognises(head.getBytes(StandardCharsets.ISO_8859_1))).isFalse();
    }

    @Test
    void shouldSayInOneSentenceWhatIsWrong() {
        byte[] saved = sale().saved();
        int at = new String(saved, StandardCharsets.ISO_8859_1).indexOf("events") + 9;
        saved[at] = (byte) 0xC1;
        assertThatThrownBy(() -> READER.read(new BytesSource("a.msgpack", saved)))
                .isInstanceOf(MalformedTraceException.class)
                .hasMessage("a.msgpack: at byte " + at
                        + ": expected an integer, found MessagePack type 0xc1");
        byte[] json = new String(sale().json(), StandardCharsets.UTF_8)
                .replaceFirst("\"ph\":\"B\"", "\"ph\":}").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> READER.read(new BytesSource("a.json", json)))
                .isInstanceOf(MalformedTraceException.class)
                .hasMessageStartingWith("a.json: at byte ").hasMessageContaining("expected JSON");
        assertThatThrownBy(() -> READER.read(new BytesSource("b", new byte[]{(byte) 0x80})))
                .isInstanceOf(MalformedTraceException.class)
                .hasMessageContaining("expected a map with a list of events");
    }
}

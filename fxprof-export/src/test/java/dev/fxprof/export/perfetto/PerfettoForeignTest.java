package dev.fxprof.export.perfetto;

import static dev.fxprof.export.perfetto.ForeignFile.begin;
import static dev.fxprof.export.perfetto.ForeignFile.clock;
import static dev.fxprof.export.perfetto.ForeignFile.end;
import static dev.fxprof.export.perfetto.ForeignFile.legacy;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.fxprof.api.Capture;
import dev.fxprof.export.fuzz.BytesSource;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.ClockSnapshot.Clock;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.CounterDescriptor;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.EventCategory;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.EventName;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.InternedData;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.SourceLocation;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.ThreadDescriptor;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TracePacket;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TrackDescriptor;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TrackEvent;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PerfettoForeignTest {
    private Map<String, Long> repairs;

    private SeenStream read(ForeignFile file) throws IOException {
        BytesSource source = new BytesSource("a.pftrace", file.bytes());
        assertThat(new PerfettoTraceReader().recognises(file.bytes())).isTrue();
        try (Capture capture = new PerfettoTraceReader().read(source)) {
            SeenStream seen = new SeenStream(capture.sites());
            capture.replay(seen);
            repairs = capture.repairs();
            return seen;
        }
    }

    private static String slice(int track, int depth, long start, long end, long self, int span,
            String site) {
        return track + " " + depth + " " + start + "-" + end + " self " + self + " #" + span + " "
                + site + " x1 by 0";
    }

    @Test
    void shouldReadSlicesOfSeveralSequencesOnTheirTracks() throws IOException {
        SeenStream seen = read(new ForeignFile().thread(11, 1, "main").thread(12, 2, "io")
                .event(1, 1000, begin(11, "a").addCategories("net").addCategories("db"))
                .event(2, 1500, begin(12, "c"))
                .event(1, 2000, begin(11, "b"))
                .event(1, 3000, end(11))
                .event(2, 1700, end(12))
                .event(1, 5000, end(11)));
        assertThat(seen.tracks).containsExactly("1 main", "2 io");
        assertThat(seen.slices).containsExactlyInAnyOrder(
                slice(1, 0, 0, 4000, 3000, 1, "net,db ENGINE FUNCTION a :0"),
                slice(1, 1, 1000, 2000, 1000, 2, "unknown ENGINE FUNCTION b :0"),
                slice(2, 0, 500, 700, 200, 3, "unknown ENGINE FUNCTION c :0"));
        assertThat(repairs).isEmpty();
    }

    @Test
    void shouldResolveInternedNamesAndDefaults() throws IOException {
        InternedData.Builder data = InternedData.newBuilder()
                .addEventNames(EventName.newBuilder().setIid(1).setName("interned"))
                .addEventCategories(EventCategory.newBuilder().setIid(1).setName("cat"))
                .addSourceLocations(SourceLocation.newBuilder().setIid(1).setFileName("x.cc")
                        .setLineNumber(12));
        TracePacket.Builder state = TracePacket.newBuilder().setTrustedPacketSequenceId(1)
                .setSequenceFlags(1).setInternedData(data);
        state.getTracePacketDefaultsBuilder().getTrackEventDefaultsBuilder().setTrackUuid(11);
        TrackEvent.Builder event = TrackEvent.newBuilder()
                .setType(TrackEvent.Type.TYPE_SLICE_BEGIN).setNameIid(1).addCategoryIids(1)
                .setSourceLocationIid(1);
        SeenStream seen = read(new ForeignFile().add(state).event(1, 10, event)
                .event(1, 30, TrackEvent.newBuilder().setType(TrackEvent.Type.TYPE_SLICE_END))
                // A descriptor may come late.
                .thread(11, 1, "main"));
        assertThat(seen.tracks).containsExactly("1 main");
        assertThat(seen.slices).containsExactly(
                slice(1, 0, 0, 20, 20, 1, "cat ENGINE FUNCTION interned x.cc:12"));
    }

    @Test
    void shouldSkipWhatNeedsStateThatWasLostAndCountIt() throws IOException {
        ForeignFile file = new ForeignFile().thread(11, 1, "main");
        for (int round = 0; round < 2; round++) {
            file.add(needing(10 + 100 * round, begin(11, "lost " + round)))
                    .add(needing(20 + 100 * round, end(11)))
                    .cleared(1, InternedData.newBuilder())
                    .add(needing(30 + 100 * round, begin(11, "kept " + round)))
                    .add(needing(40 + 100 * round, end(11)))
                    .add(needing(50, end(11)).setPreviousPacketDropped(1));
        }
        SeenStream seen = read(file);
        assertThat(seen.totals).containsOnlyKeys("kept 0", "kept 1");
        assertThat(repairs).containsExactly(Map.entry("events whose beginning was lost", 6L));
    }

    private static TracePacket.Builder needing(long nanos, TrackEvent.Builder event) {
        return TracePacket.newBuilder().setTrustedPacketSequenceId(1).setSequenceFlags(2)
                .setTimestamp(nanos).setTrackEvent(event);
    }

    @Test
    void shouldConvertTheClocksOfSequences() throws IOException {
        Clock micros = Clock.newBuilder().setClockId(64).setTimestamp(5).setIsIncremental(true)
                .setUnitMultiplierNs(1000).build();
        ForeignFile file = new ForeignFile().thread(11, 1, "main").thread(12, 2, "other")
                .clocks(1, clock(6, 1_000_000), clock(3, 400_000))
                .clocks(1, micros, clock(3, 405_000))
                .clocks(2, clock(64, 77), clock(6, 1_005_000));
        file.add(TracePacket.newBuilder().setTrustedPacketSequenceId(1).setTimestamp(2)
                .setTimestampClockId(64).setTrackEvent(begin(11, "steps")));
        file.add(TracePacket.newBuilder().setTrustedPacketSequenceId(1).setTimestamp(3)
                .setTimestampClockId(64).setTrackEvent(end(11)));
        file.add(TracePacket.newBuilder().setTrustedPacketSequenceId(2).setTimestamp(78)
                .setTimestampClockId(64).setTrackEvent(begin(12, "absolute")));
        file.add(TracePacket.newBuilder().setTrustedPacketSequenceId(2).setTimestamp(408_000)
                .setTimestampClockId(3).setTrackEvent(end(12)));
        file.add(TracePacket.newBuilder().setTrustedPacketSequenceId(2).setTimestamp(1)
                .setTimestampClockId(70).setTrackEvent(begin(12, "unknown clock")));
        SeenStream seen = read(file);
        assertThat(seen.slices).containsExactlyInAnyOrder(
                slice(1, 0, 1999, 4999, 3000, 1, "unknown ENGINE FUNCTION steps :0"),
                slice(2, 0, 0, 2999, 2999, 2, "unknown ENGINE FUNCTION absolute :0"));
        assertThat(repairs).containsExactly(
                Map.entry("events without a time that is known", 1L));
    }

    @Test
    void shouldTieFlowsHoweverTheFileOrdersThem() throws IOException {
        SeenStream seen = read(new ForeignFile().thread(11, 1, "main").thread(12, 2, "io")
                .event(2, 50, begin(12, "effect").addTerminatingFlowIds(9)).event(2, 60, end(12))
                .event(1, 10, begin(11, "cause").addFlowIds(9)).event(1, 20, end(11))
                .event(1, 30, begin(11, "between").addFlowIdsOld(9)).event(1, 40, end(11))
                .event(2, 70, begin(12, "new flow").addFlowIds(9)).event(2, 80, end(12)));
        assertThat(seen.links).containsExactlyInAnyOrder("2 cause 3@0 -> 4@20",
                "1 cause 4@20 -> 1@40");
        assertThat(repairs).isEmpty();
    }

    @Test
    void shouldReadCountersOfAllKinds() throws IOException {
        TrackDescriptor.Builder sums = TrackDescriptor.newBuilder().setUuid(21).setName("bytes");
        sums.getCounterBuilder().setIsIncremental(true).setUnitMultiplier(1000);
        TrackEvent.Builder counter = TrackEvent.newBuilder()
                .setType(TrackEvent.Type.TYPE_COUNTER).setTrackUuid(21);
        SeenStream seen = read(new ForeignFile().track(sums)
                .track(TrackDescriptor.newBuilder().setUuid(22).setName("load")
                        .setCounter(
                                CounterDescriptor
                                        .getDefaultInstance()))
                .event(1, 10, counter.clone().setCounterValue(5))
                .event(1, 20, counter.clone().setCounterValue(-2))
                .event(1, 30, counter.clone().setTrackUuid(22).setDoubleCounterValue(0.5)));
        assertThat(seen.counters).containsExactly("1 unknown ENGINE FUNCTION bytes :0 0 5000.0",
                "1 unknown ENGINE FUNCTION bytes :0 10 3000.0",
                "1 unknown ENGINE FUNCTION load :0 20 0.5");
    }

    @Test
    void shouldReadEventsDescribedByALetter() throws IOException {
        ForeignFile file = new ForeignFile().add(TracePacket.newBuilder()
                .setTrustedPacketSequenceId(1).setThreadDescriptor(ThreadDescriptor.newBuilder()
                        .setPid(7).setTid(8).setThreadName("old").setReferenceTimestampUs(100)));
        file.add(old(legacy('B', "a").setTimestampDeltaUs(5)));
        TrackEvent.Builder complete = legacy('X', "x").setTimestampDeltaUs(1);
        complete.getLegacyEventBuilder().setDurationUs(2);
        file.add(old(complete));
        file.add(old(legacy('E', "a").setTimestampDeltaUs(4)));
        for (char phase : new char[]{'b', 'e'}) {
            TrackEvent.Builder async = legacy(phase, "async").setTimestampAbsoluteUs(
                    phase == 'b' ? 107 : 120);
            async.getLegacyEventBuilder().setGlobalId(5);
            file.add(old(async));
        }
        for (char phase : new char[]{'s', 'f'}) {
            TrackEvent.Builder flow = legacy(phase, "flow").setTimestampAbsoluteUs(
                    phase == 's' ? 105 : 106);
            flow.getLegacyEventBuilder().setUnscopedId(5);
            file.add(old(flow));
        }
        file.add(old(legacy('I', "moment").setTimestampAbsoluteUs(1)));
        SeenStream seen = read(file);
        assertThat(seen.tracks).containsExactly("1 old", "2 asynchronous");
        assertThat(seen.slices).containsExactlyInAnyOrder(
                slice(1, 0, 0, 5000, 3000, 1, "cat ENGINE FUNCTION a :0"),
                slice(1, 1, 1000, 3000, 2000, 2, "cat ENGINE FUNCTION x :0"),
                slice(2, 0, 2000, 15000, 13000, 3, "cat ENGINE FUNCTION async :0"));
        assertThat(seen.links).containsExactly("1 cause 1@0 -> 2@1000");
    }

    @Test
    void shouldLeaveOutWhatNoClockReachesInMicroseconds() throws IOException {
        TrackEvent.Builder endless = legacy('X', "x").setTimestampAbsoluteUs(7);
        endless.getLegacyEventBuilder().setDurationUs(Long.MAX_VALUE / 500);
        SeenStream seen = read(new ForeignFile().add(old(endless))
                .add(old(legacy('B', "a").setTimestampAbsoluteUs(Long.MAX_VALUE / 999))));
        assertThat(seen.slices).isEmpty();
        assertThat(repairs).containsEntry("times out of range", 2L).hasSize(1);
    }

    private static TracePacket.Builder old(TrackEvent.Builder event) {
        return TracePacket.newBuilder().setTrustedPacketSequenceId(1).setTrackEvent(event);
    }

    @Test
    void shouldNestAsynchronousTracksByTheirParents() throws IOException {
        SeenStream seen = read(new ForeignFile().thread(11, 1, "main")
                .track(TrackDescriptor.newBuilder().setUuid(31).setParentUuid(11)
                        .setName("requests"))
                .event(1, 0, begin(31, "outer")).event(1, 5, begin(31, "inner"))
                .event(1, 9, end(31)).event(1, 20, end(31)));
        assertThat(seen.tracks).containsExactly("1 requests");
        assertThat(seen.slices).hasSize(2);
    }

    @Test
    void shouldReadCompressedPacketsAndSkipUnknownFields() throws IOException {
        ForeignFile file = new ForeignFile().thread(11, 1, "main").event(1, 0, begin(11, "a"))
                .compress().event(1, 9, end(11));
        file.add(TracePacket.newBuilder().setZstdCompressedPackets(
                ByteString.copyFromUtf8("x")));
        file.add(TracePacket.newBuilder().setUnknownFields(
                UnknownFieldSet.newBuilder().addField(1,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(
                                        ByteString.copyFromUtf8("ftrace"))
                                .build())
                        .build()));
        assertThat(read(file).slices).hasSize(1);
        assertThat(repairs).containsExactly(
                Map.entry("packets compressed in a way that is not known", 1L));
    }
}

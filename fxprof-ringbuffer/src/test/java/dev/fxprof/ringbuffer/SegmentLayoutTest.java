package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Other processes and other versions read the layout: what is pinned here is not changed lightly. */
class SegmentLayoutTest {
    @Test
    void shouldKeepTheLayoutOfTheHeader() throws ReflectiveOperationException {
        Map<String, Integer> layout = new LinkedHashMap<>();
        pin(layout, 8, "MAGIC_AT 0 SIZE_AT 16 PID_AT 48 PROCESS_START_AT 56 CREATED_MILLIS_AT 64 "
                + "CREATED_NANOS_AT 72 IDENTITY_AT 80 HEARTBEAT_AT 512 REGISTRATIONS_AT 528 "
                + "REFUSED_PRODUCERS_AT 536 DRAIN_PID_AT 640 DRAIN_START_AT 648 "
                + "DRAIN_HEARTBEAT_AT 656 OVERFLOWED_AT 776 INTERNED_AT 784 CLOCK_LINES_AT 896 "
                + "CLOCK_ERROR_AT 904 CLOCK_STEPS_AT 912");
        pin(layout, 4, "VERSION_AT 8 CHECKSUM_AT 12 PRODUCERS_AT 24 RING_SLOTS_AT 28 "
                + "LIVE_FRAMES_AT 32 SITES_AT 36 STRING_BYTES_AT 40 CLOCK_KIND_AT 44 CLOSED_AT 520 "
                + "SITE_COUNT_AT 768 STRINGS_USED_AT 772");
        pin(layout, 128, "TITLE_AT 128");

        shouldMatch(SegmentDescriptor.class, layout, SegmentDescriptor.HEADER_SIZE, "MAGIC 20073 "
                + "VERSION 1 PAGE 4096 HEADER_SIZE 4096 CHECKED_FROM 16 CHECKED_TO 256 "
                + "TITLE_BYTES 126");
        assertThat(Long.toHexString(SegmentDescriptor.MAGIC)).isEqualTo("47455352505846");
    }

    @Test
    void shouldKeepTheLayoutOfARingsControl() throws ReflectiveOperationException {
        Map<String, Integer> layout = new LinkedHashMap<>();
        pin(layout, 4, "STATE 0 PRODUCER 4");
        pin(layout, 8, "THREAD_ID 8 FIRST 16 DROPPED_BEFORE 24 LIVE_STATE 256 DROPPED_FULL 272 "
                + "HEAD 512 WRITTEN 520 DROPPED_TREE 528 DROPPED_DRAIN 536 RECOVERED 544 TORN 552 "
                + "REPORTED 560 HIGH_WATER 568 FINISHED 576");
        pin(layout, 128, "NAME 64");

        shouldMatch(RingDescriptor.class, layout, RingDescriptor.SIZE, "SIZE 1024 NAME_BYTES 126 "
                + "OPEN_BITS 20 OPEN_MASK 1048575 FREE 0 ACTIVE 1 RETIRED 2");
    }

    @Test
    void shouldKeepTheLayoutOfARecord() throws ReflectiveOperationException {
        Map<String, Integer> layout = new LinkedHashMap<>();
        pin(layout, 8, "SEQUENCE 0 START 8 END 16 SPAN 24 PARENT 32");
        pin(layout, 4, "SITE 40 DEPTH 44 SOURCE 48 FLAGS 52 CALLER 56 STATE 60");

        shouldMatch(RecordDescriptor.class, layout, RecordDescriptor.SIZE, "SIZE 64 SLICE 1 LINK 2 "
                + "COUNTER 4 CONTINUED 8 UNFINISHED 16 AFTER_DROP 32 BELOW_LEFT_OUT 64 WEIGHT_SHIFT 8 WEIGHT_MAX 31 "
                + "SPAN_COUNTER_BITS 40 WRITTEN 1 TAKEN 2");
    }

    @Test
    void shouldKeepTheLayoutOfFramesSitesAndClockLines() throws ReflectiveOperationException {
        Map<String, Integer> frame = new LinkedHashMap<>();
        pin(frame, 8, "SPAN 0 PARENT 8 START 16 END 24 OPENED 32");
        pin(frame, 4, "SITE 40 LEVEL 44 SOURCE 48 TYPE 52");
        shouldMatch(FrameDescriptor.class, frame, FrameDescriptor.SIZE, "SIZE 64");

        Map<String, Integer> site = new LinkedHashMap<>();
        pin(site, 4, "RESOURCE 0 NAME 4 FILE 8 LINE 12 RUNTIME 16 KIND 20");
        shouldMatch(SiteDescriptor.class, site, SiteDescriptor.SIZE, "SIZE 32");

        Map<String, Integer> line = new LinkedHashMap<>();
        pin(line, 8, "FROM 0 NANOS 8 SLOPE 16 ERROR 24");
        shouldMatch(ClockLineDescriptor.class, line, ClockLineDescriptor.SIZE,
                "SIZE 32 COUNT 1024");
    }

    @Test
    void shouldKeepTheNumbersOfRuntimesAndKinds() {
        assertThat(ScriptRuntime.values()).extracting(Enum::name)
                .containsExactly("LUA", "NATIVE", "CSHARP", "JAVASCRIPT", "ENGINE");
        assertThat(SpanKind.values()).extracting(Enum::name).containsExactly("TICK", "ENTRY",
                "THREAD", "EVENT", "EXPORT", "COMMAND", "FUNCTION", "NATIVE", "REGION", "TASK",
                "GC");
        assertThat(Clocks.NANOS_KIND).isZero();
        assertThat(Clocks.TSC_KIND).isEqualTo(1);
    }

    @Test
    void shouldBeginEachPartOnAPageOfItsOwn() {
        Geometry g = new Geometry(3, 16, 17, 513, 65_537);
        long[] parts = {0, g.clockLinesAt(), g.controlAt(), g.liveStacksAt(), g.sitesAt(),
                g.stringsAt(), g.ringsAt(), g.size()};
        long[] sizes = {SegmentDescriptor.HEADER_SIZE,
                (long) ClockLineDescriptor.COUNT * ClockLineDescriptor.SIZE,
                3L * RingDescriptor.SIZE, 3 * g.liveStackBytes(), 513L * SiteDescriptor.SIZE,
                65_537, 3 * g.ringBytes()};
        for (int i = 0; i < sizes.length; i++) {
            assertThat(parts[i] % SegmentDescriptor.PAGE).isZero();
            assertThat(parts[i + 1]).isBetween(parts[i] + sizes[i],
                    parts[i] + sizes[i] + SegmentDescriptor.PAGE - 1);
        }
    }

    private final Map<String, Integer> places = new LinkedHashMap<>();

    private void pin(Map<String, Integer> layout, int width, String fields) {
        String[] words = fields.split(" ");
        for (int i = 0; i < words.length; i += 2) {
            places.put(words[i], Integer.parseInt(words[i + 1]));
            layout.put(words[i], width);
        }
    }

    /** Every constant is either a field, aligned and apart from the others, or one of the values. */
    private void shouldMatch(Class<?> descriptor, Map<String, Integer> widths, int size,
            String values) throws ReflectiveOperationException {
        Map<String, Long> expected = new TreeMap<>();
        String[] words = values.split(" ");
        for (int i = 0; i < words.length; i += 2) {
            expected.put(words[i], Long.parseLong(words[i + 1]));
        }
        expected.replace("MAGIC", SegmentDescriptor.MAGIC);
        widths.keySet().forEach(field -> expected.put(field, (long) places.get(field)));
        Map<String, Long> found = new TreeMap<>();
        for (Field field : descriptor.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                field.setAccessible(true);
                found.put(field.getName(), ((Number) field.get(null)).longValue());
            }
        }
        assertThat(found).isEqualTo(expected);
        String[] owner = new String[size];
        widths.forEach((field, width) -> {
            int at = places.get(field);
            assertThat(at % Math.min(width, 8)).as(field).isZero();
            for (int b = at; b < at + width; b++) {
                assertThat(owner[b]).as("%s overlaps", field).isNull();
                owner[b] = field;
            }
        });
    }
}

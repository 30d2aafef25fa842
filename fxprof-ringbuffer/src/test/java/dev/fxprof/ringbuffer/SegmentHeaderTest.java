package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The layout as the agent in C sees it. Run with {@code -Dfxprof.writeHeader=true} to write the header
 * anew after a descriptor has changed.
 */
class SegmentHeaderTest {
    private static final Path HEADER = Path
            .of("../fxprof-hooks-win64/src/main/c/fxseg.h").toAbsolutePath().normalize();
    private static final Map<String, Class<?>> LAYOUT = Map.of("SEGMENT", SegmentDescriptor.class,
            "RING", RingDescriptor.class, "RECORD", RecordDescriptor.class, "FRAME",
            FrameDescriptor.class, "SITE", SiteDescriptor.class, "CLOCK_LINE",
            ClockLineDescriptor.class);

    @Test
    void shouldGiveTheAgentTheSameOffsets() throws IOException {
        String expected = header();
        if (Boolean.getBoolean("fxprof.writeHeader")) {
            Files.writeString(HEADER, expected);
        }

        assertThat(Files.readString(HEADER))
                .as("fxseg.h, made from the descriptors by -Dfxprof.writeHeader=true")
                .isEqualTo(expected);
    }

    private static String header() {
        StringBuilder text = new StringBuilder(
                """
                        /* The segment's layout. Made from the descriptors of fxprof-ringbuffer by SegmentHeaderTest. */
                        #ifndef FXSEG_H
                        #define FXSEG_H

                        """);
        for (String name : List.of("SEGMENT", "RING", "RECORD", "FRAME", "SITE", "CLOCK_LINE")) {
            fields(text, name, LAYOUT.get(name));
        }
        for (SpanKind kind : SpanKind.values()) {
            define(text, "FXSEG_KIND_" + kind.name(), kind.ordinal());
        }
        text.append('\n');
        for (ScriptRuntime runtime : ScriptRuntime.values()) {
            define(text, "FXSEG_RUNTIME_" + runtime.name(), runtime.ordinal());
        }
        text.append('\n');
        define(text, "FXSEG_CLOCK_NANOS", Clocks.NANOS_KIND);
        define(text, "FXSEG_CLOCK_TSC", Clocks.TSC_KIND);
        define(text, "FXSEG_SITES_PER_RESOURCE", SiteRegistry.SITES_PER_RESOURCE);
        define(text, "FXSEG_SITES_RESERVED", SegmentSites.RESERVED);
        define(text, "FXSEG_BYTES_RESERVED", SegmentSites.BYTES_EACH);
        define(text, "FXSEG_NAME_BYTES", SegmentSites.NAME_BYTES);
        return text.append("\n#endif\n").toString();
    }

    private static void fields(StringBuilder text, String prefix, Class<?> descriptor) {
        for (Field field : descriptor.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                try {
                    define(text, "FXSEG_" + prefix + "_" + field.getName(),
                            ((Number) field.get(null)).longValue());
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
        text.append('\n');
    }

    private static void define(StringBuilder text, String name, long value) {
        text.append("#define ").append(name).append(' ').append(value > Integer.MAX_VALUE
                ? "0x" + Long.toHexString(value) + "LL"
                : Long.toString(value)).append('\n');
    }
}

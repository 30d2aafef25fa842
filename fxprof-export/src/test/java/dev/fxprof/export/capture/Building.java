package dev.fxprof.export.capture;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;

/** A builder with sites whose names repeat. */
final class Building {
    static final int NAMES = 7;
    final CaptureBuilder builder = new CaptureBuilder("test");
    final ReadTrack track;

    Building(String... names) throws Exception {
        track = builder.track("main");
        for (String name : names) {
            site(name);
        }
        for (int i = 0; names.length == 0 && i < 2 * NAMES; i++) {
            builder.sites().intern("r" + i / NAMES, ScriptRuntime.LUA, SpanKind.FUNCTION,
                    name(i + 1), "", 0);
        }
    }

    static String name(int site) {
        return "f" + (site - 1) % NAMES;
    }

    int site(String name) {
        return builder.sites().intern("r", ScriptRuntime.LUA, SpanKind.FUNCTION, name, "", 0);
    }
}

package dev.fxprof.export.fxserver;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The functions of one resource, as {@code profiler resource} records them.
 *
 * <p>Source of the names: in citizenfx/lmprof, {@code getfuncinfo} of {@code lmprof_record.c}: {@code name
 * (FILE:line)}, {@code name FILE} for a C function, {@code main chunk (FILE)}; a coroutine has its own name
 * or {@code Thread}.
 */
final class FunctionTrack {
    private static final int KNOWN_SITES = 1 << 14;

    private final CaptureBuilder builder;
    private final String resource;
    private final ReadTrack track;
    private final Map<String, Integer> known = new HashMap<>();

    FunctionTrack(CaptureBuilder builder, String resource) throws IOException {
        this.builder = builder;
        this.resource = resource;
        track = builder.track(resource);
    }

    ReadTrack track() {
        return track;
    }

    String resource() {
        return resource;
    }

    void enter(long nanos, String name) throws IOException {
        Integer site = known.get(name);
        if (site == null) {
            site = site(name);
            if (known.size() < KNOWN_SITES) {
                known.put(name, site);
            }
        }
        track.begin(site, nanos);
    }

    void exit(long nanos) {
        track.end(nanos);
    }

    private int site(String text) {
        int bracket = text.lastIndexOf(" (");
        int space = text.lastIndexOf(' ');
        if (bracket > 0 && text.endsWith(")")) {
            return function(text.substring(0, bracket), place(text, bracket + 2));
        }
        boolean isC = space > 0 && text.endsWith("[C]");
        boolean isCoroutine = !isC && !text.startsWith("(");
        return isCoroutine
                ? builder.sites().intern(resource, ScriptRuntime.LUA, SpanKind.THREAD, text, "", 0)
                : function(isC ? text.substring(0, space) : text, Place.NONE);
    }

    /** {@code FILE:line)} or {@code FILE)}. */
    private static Place place(String text, int from) {
        int end = text.length() - 1;
        int colon = text.lastIndexOf(':', end);
        int line = colon > from ? Place.number(text, colon + 1, end) : Integer.MIN_VALUE;
        return line < 0
                ? Place.of(text.substring(from, end), 0)
                : Place.of(text.substring(from, colon), line);
    }

    private int function(String name, Place place) {
        // A shared file runs in the resource that loaded it; the server's own are not its work.
        String billed = Place.CITIZEN.equals(place.owner()) ? Place.CITIZEN : resource;
        return builder.sites().intern(billed, ScriptRuntime.LUA, SpanKind.FUNCTION, name,
                place.file(), place.line());
    }
}

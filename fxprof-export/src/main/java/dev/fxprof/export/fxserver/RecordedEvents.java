package dev.fxprof.export.fxserver;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Takes the events of a recording in their order, whatever form the file has. */
final class RecordedEvents {
    /** Kinds of events, as the server numbers them: source {@code ProfilerEventType} in Profiler.h. */
    static final int BEGIN_TICK = 0;
    static final int ENTER_RESOURCE = 1;
    static final int EXIT_RESOURCE = 2;
    static final int ENTER_SCOPE = 3;
    static final int EXIT_SCOPE = 4;
    static final int END_TICK = 5;

    /** The threads that every recording has: source Profiler.h. */
    static final int TICK_THREAD = 1;
    static final int SCOPE_THREAD = 2;

    /** A server has one for each resource. */
    private static final int MOST_THREADS = 1 << 13;
    private static final int KNOWN_NAMES = 1 << 15;
    private static final long LARGEST_MICROS = (1L << 61) / 1000;

    /** Finds out the names of the resources that are recorded in detail. */
    interface ThreadNames {
        Map<Integer, String> read() throws IOException;
    }

    private record NameKey(boolean isJson, String where, String why) {}

    private final CaptureBuilder builder;
    private final ThreadNames threadNames;
    private final ScopeSites sites;
    private final ServerTrack server;
    private final Map<NameKey, ScopeName> names = new HashMap<>();
    private final Map<Integer, FunctionTrack> functions = new HashMap<>();
    private Map<Integer, String> resources;
    private long lastNanos;

    RecordedEvents(CaptureBuilder builder, ThreadNames threadNames) throws IOException {
        this.builder = builder;
        this.threadNames = threadNames;
        builder.processName("FXServer");
        sites = new ScopeSites(builder.sites());
        server = new ServerTrack(builder, sites);
    }

    /** Takes a moment and returns it in nanoseconds. */
    long nanos(long micros) {
        if (micros < 0) {
            // An event of another thread that met the recording as it started has no time.
            builder.repaired("times before the recording", 1);
        } else if (micros > LARGEST_MICROS) {
            builder.repaired("times out of range", 1);
        } else {
            lastNanos = micros * 1000;
        }
        return lastNanos;
    }

    void beginTick(long nanos) throws IOException {
        server.beginTick(nanos);
    }

    void endTick(long nanos) throws IOException {
        server.endTick(nanos);
    }

    void enterResource(int thread, long nanos, String resource, String cause) throws IOException {
        if (thread > SCOPE_THREAD) {
            enterFunction(thread, nanos, cause + " (" + resource + ")");
        } else {
            server.take(Unit.ENTER, nanos, name(new NameKey(false, resource, cause)));
        }
    }

    void enterScope(int thread, long nanos, String scope) throws IOException {
        if (thread > SCOPE_THREAD) {
            enterFunction(thread, nanos, scope);
        } else {
            server.take(Unit.ENTER, nanos, name(new NameKey(false, scope, null)));
        }
    }

    /** Takes a scope, or a resource that looks like one. */
    void enterAny(int thread, long nanos, String name) throws IOException {
        if (thread > SCOPE_THREAD) {
            enterFunction(thread, nanos, name);
        } else {
            server.take(Unit.ENTER, nanos, name(new NameKey(true, name, null)));
        }
    }

    private void enterFunction(int thread, long nanos, String name) throws IOException {
        FunctionTrack found = functions(thread);
        if (found != null) {
            found.enter(nanos, name);
        }
    }

    /** Takes an exit of a type of {@link Unit}. */
    void exit(int thread, long nanos, byte type) throws IOException {
        if (thread <= SCOPE_THREAD) {
            server.take(type, nanos, null);
            return;
        }
        FunctionTrack found = functions(thread);
        if (found != null) {
            found.exit(nanos);
        }
    }

    /** Takes the memory that the scripts of a thread took. */
    void memory(int thread, long nanos, long bytes) throws IOException {
        if (thread <= SCOPE_THREAD) {
            memory(server.track(), ScopeSites.SERVER, ScriptRuntime.ENGINE, nanos, bytes);
            return;
        }
        FunctionTrack found = functions(thread);
        if (found != null) {
            memory(found.track(), found.resource(), ScriptRuntime.LUA, nanos, bytes);
        }
    }

    private void memory(ReadTrack track, String resource, ScriptRuntime runtime, long nanos,
            long bytes) throws IOException {
        int site = builder.sites().intern(resource, runtime, SpanKind.REGION,
                "memory (bytes) of " + resource, "", 0);
        builder.counter(track, site, nanos, bytes);
    }

    /** Counts an event that is not one. */
    void unknown() {
        builder.repaired("events of an unknown kind", 1);
    }

    private ScopeName name(NameKey key) {
        ScopeName known = names.get(key);
        if (known == null) {
            known = key.isJson
                    ? ScopeName.ofJson(key.where)
                    : key.why == null
                            ? ScopeName.scope(key.where)
                            : ScopeName.resource(key.where, key.why);
            if (names.size() == KNOWN_NAMES) {
                names.clear();
            }
            names.put(key, known);
        }
        return known;
    }

    /** Functions of a thread, or null for one of too many. */
    private FunctionTrack functions(int thread) throws IOException {
        FunctionTrack known = functions.get(thread);
        if (known != null) {
            return known;
        }
        if (functions.size() == MOST_THREADS) {
            builder.repaired("events of threads beyond the limit", 1);
            return null;
        }
        if (resources == null) {
            resources = threadNames.read();
        }
        String resource = resources.getOrDefault(thread, "thread " + thread);
        sites.resource(resource);
        FunctionTrack added = new FunctionTrack(builder, resource);
        functions.put(thread, added);
        return added;
    }

    /** Says that the recording is over. */
    void finish() throws IOException {
        server.finish();
        builder.repaired("scopes billed to the owner of their file", sites.billedToOwner());
        builder.repaired("cut file names of which the resource was found", sites.ownersFound());
        builder.repaired("cut file names of an unknown resource", sites.ownersUnknown());
    }
}

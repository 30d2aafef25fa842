package dev.fxprof.export.fxserver;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.ReadSites;
import dev.fxprof.export.capture.ReadTrack;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who is billed for a scope, and as what.
 *
 * <p>A scope that names a file is billed to the resource that the file belongs to, whoever called it. A
 * tick, or an event, is the dispatch of the runtime if that writes down what runs in it; where nothing is
 * written down it is the code of the resource itself. What only the rest of the recording tells is put
 * right at its end, by {@link #finish}.
 */
final class ScopeSites {
    static final String SERVER = "server";
    static final String UNKNOWN = "unknown";

    private static final int MOST_RESOURCES = 1 << 13;
    /** Of a name that Lua has cut, so much of its owner's name is missing at least. */
    private static final int LEAST_CUT = 3;

    private final ReadSites sites;
    private final Set<String> resources = new HashSet<>();
    private final Map<String, ScriptRuntime> schedulers = new HashMap<>();
    /** Sites of ticks of which nothing shows what runs in them. */
    private final Map<Integer, String> bareTicks = new HashMap<>();
    /** Sites of which the name of the owner was cut. */
    private final Map<Integer, ScopeName> cutOwners = new HashMap<>();
    private long billedToOwner;
    private long ownersFound;
    private long ownersUnknown;

    ScopeSites(ReadSites sites) {
        this.sites = sites;
    }

    /** Says that a resource exists. */
    void resource(String name) {
        if (resources.size() < MOST_RESOURCES) {
            resources.add(name);
        }
    }

    int tick() {
        return sites.intern(SERVER, ScriptRuntime.ENGINE, SpanKind.TICK, "tick", "", 0);
    }

    /** Fills a frame with what its name and the frame around it, or null, say; returns its site. */
    int enter(Frame frame, Frame around) {
        begin(frame, around);
        ScopeName name = frame.name;
        if (name.isResource()) {
            return enterResource(frame);
        }
        if (name.isLua()) {
            return enterLua(frame, around);
        }
        return switch (name.type) {
            case CSHARP_GC -> {
                frame.resource = SERVER;
                yield of(frame, ScriptRuntime.CSHARP, SpanKind.GC);
            }
            case CSHARP_PHASE -> of(frame, ScriptRuntime.CSHARP, SpanKind.ENTRY);
            case CSHARP_TASKS, CSHARP_TICK -> of(frame, ScriptRuntime.CSHARP, SpanKind.THREAD);
            default -> of(frame, frame.runtime, SpanKind.REGION);
        };
    }

    private static void begin(Frame frame, Frame around) {
        frame.hasLua = false;
        frame.hasCsharp = false;
        frame.hasHandler = false;
        frame.entered = around == null ? "" : around.entered;
        frame.resource = around == null ? UNKNOWN : around.resource;
        frame.runtime = around == null ? ScriptRuntime.ENGINE : around.runtime;
        if (around != null) {
            ScopeName name = frame.name;
            around.hasLua |= name.isLua();
            around.hasCsharp |= name.isCsharp();
            around.hasHandler |= name.type == ScopeName.Type.LUA_EVENT;
        }
    }

    private int of(Frame frame, ScriptRuntime runtime, SpanKind kind) {
        frame.runtime = runtime;
        return sites.intern(frame.resource, runtime, kind, frame.name.text, "", 0);
    }

    private int enterResource(Frame frame) {
        ScopeName name = frame.name;
        frame.resource = name.resource;
        frame.entered = name.resource;
        // What Lua and C# run in a tick stands in scopes of their own.
        frame.runtime = name.type == ScopeName.Type.RESOURCE_TICK
                ? ScriptRuntime.JAVASCRIPT
                : ScriptRuntime.ENGINE;
        if (name.site == 0) {
            resource(name.resource);
            name.site = switch (name.type) {
                case RESOURCE_EVENT -> sites.intern(name.resource, ScriptRuntime.ENGINE,
                        SpanKind.EVENT, name.subject, "", 0);
                case RESOURCE_TICK -> bareTick(name);
                default -> sites.intern(name.resource, ScriptRuntime.ENGINE, SpanKind.ENTRY,
                        name.text, "", 0);
            };
        }
        return name.site;
    }

    /** Of JavaScript, and only of it, the server writes down nothing that runs in a tick. */
    private int bareTick(ScopeName name) {
        int site = sites.intern(name.resource, ScriptRuntime.JAVASCRIPT, SpanKind.THREAD,
                name.text, "", 0);
        bareTicks.put(site, name.text);
        return site;
    }

    private int enterLua(Frame frame, Frame around) {
        ScopeName name = frame.name;
        frame.runtime = ScriptRuntime.LUA;
        String owner = name.place.owner();
        if (owner == null) {
            return enterOwnerless(frame, around);
        }
        frame.resource = owner;
        if (!owner.equals(frame.entered)) {
            billedToOwner++;
        }
        if (name.site == 0) {
            name.site = lua(owner, name);
            resource(owner);
        }
        return name.site;
    }

    /** The code has no file, or the name of its owner was cut off. */
    private int enterOwnerless(Frame frame, Frame around) {
        ScopeName name = frame.name;
        boolean isOwn = around != null && around.name.isResource();
        if (!name.place.isCut()) {
            return lua(frame.resource, name);
        }
        if (isOwn && name.type != ScopeName.Type.LUA_REFERENCE) {
            // What the scheduler of a resource runs is that resource's.
            ownersFound++;
            return lua(around.resource, name);
        }
        frame.resource = UNKNOWN;
        int site = lua(UNKNOWN, name);
        cutOwners.put(site, name);
        return site;
    }

    private int lua(String resource, ScopeName name) {
        SpanKind kind = switch (name.type) {
            case LUA_EVENT -> SpanKind.EVENT;
            case LUA_REFERENCE -> SpanKind.EXPORT;
            case LUA_COMMAND -> SpanKind.COMMAND;
            default -> SpanKind.THREAD;
        };
        return sites.intern(resource, ScriptRuntime.LUA, kind, title(name), name.place.file(),
                name.place.line());
    }

    private static String title(ScopeName name) {
        if (!name.subject.isEmpty()) {
            return name.subject;
        }
        if (name.place.file().isEmpty()) {
            return name.text;
        }
        return name.type == ScopeName.Type.LUA_REFERENCE
                ? "ref call " + name.place.brief()
                : name.place.brief();
    }

    /** The site of a frame that is left, 0 if it stays as it is. */
    int leave(Frame frame) {
        ScopeName.Type type = frame.name.type;
        if (type == ScopeName.Type.RESOURCE_TICK && (frame.hasLua || frame.hasCsharp)) {
            ScriptRuntime runtime = frame.hasLua ? ScriptRuntime.LUA : ScriptRuntime.CSHARP;
            if (resources.contains(frame.resource)) {
                schedulers.putIfAbsent(frame.resource, runtime);
            }
            return dispatch(frame.resource, runtime, frame.name.text);
        }
        return type == ScopeName.Type.RESOURCE_EVENT && frame.hasHandler
                ? dispatch(frame.resource, ScriptRuntime.LUA, frame.name.text)
                : 0;
    }

    private int dispatch(String resource, ScriptRuntime runtime, String name) {
        return sites.intern(resource, runtime, SpanKind.ENTRY, name, "", 0);
    }

    /** Gives those rows of a track other sites of which the whole recording says more. */
    void finish(ReadTrack track, int rows) {
        if (bareTicks.isEmpty() && cutOwners.isEmpty()) {
            return;
        }
        Map<Integer, Integer> known = new HashMap<>();
        for (int row = 0; row < rows; row++) {
            int site = track.site(row);
            boolean isCut = cutOwners.containsKey(site);
            if (isCut || bareTicks.containsKey(site)) {
                int better = known.computeIfAbsent(site, this::better);
                track.site(row, better);
                ownersFound += isCut && better != site ? 1 : 0;
                ownersUnknown += isCut && better == site ? 1 : 0;
            }
        }
    }

    private int better(int site) {
        String resource = sites.site(site).resource();
        ScopeName cut = cutOwners.get(site);
        if (cut != null) {
            String owner = ownerOfCut(cut.place.file().substring(Place.CUT.length()));
            return owner == null ? site : lua(owner, cut);
        }
        ScriptRuntime runtime = schedulers.get(resource);
        return runtime == null ? site : dispatch(resource, runtime, bareTicks.get(site));
    }

    /** The one resource whose name ends as the name begins that is left, or null. */
    private String ownerOfCut(String rest) {
        int slash = rest.indexOf('/');
        if (slash < 1) {
            return null;
        }
        String found = null;
        for (String resource : resources) {
            if (resource.length() >= slash + LEAST_CUT
                    && resource.endsWith(rest.substring(0, slash))) {
                if (found != null) {
                    return null;
                }
                found = resource;
            }
        }
        return found;
    }

    long billedToOwner() {
        return billedToOwner;
    }

    long ownersFound() {
        return ownersFound;
    }

    long ownersUnknown() {
        return ownersUnknown;
    }
}

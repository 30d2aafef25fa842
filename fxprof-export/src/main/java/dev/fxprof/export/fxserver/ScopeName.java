package dev.fxprof.export.fxserver;

import java.util.List;

/**
 * What the name of a scope says.
 *
 * <p>Source of the names: in citizenfx/fivem, {@code citizen-scripting-core/src/Profiler.cpp},
 * {@code citizen-scripting-lua/src/LuaScriptRuntime.cpp}, {@code scheduler.lua}, and {@code
 * InternalManager.cs}, {@code BaseScript.cs} and {@code MonoComponentHostShared.cpp} for C#.
 */
final class ScopeName {
    /** Who opened the scope. */
    enum Type {
        /** What the server runs in a tick; the tick itself stands for it. */
        TICK_SCOPE, RESOURCE_TICK, RESOURCE_EVENT, RESOURCE_OTHER, LUA_THREAD, LUA_EVENT, LUA_REFERENCE, LUA_COMMAND, CSHARP_PHASE, CSHARP_TASKS, CSHARP_TICK, CSHARP_GC,
        /** A script, by hand. */
        REGION
    }

    private static final String EVENT_CAUSE = "event:";
    private static final String TICK_CAUSE = "tick";
    private static final String THREAD = "thread";
    /** As servers called it until 2021. */
    private static final String THREAD_NOW = "thread_now ";
    private static final String EVENT = "event ";
    private static final String COMMAND = "command ";
    private static final String REFERENCE = "ref call";
    private static final String CSHARP_TICK = " -> tick ";

    /** Of a resource, one that was cut, none. */
    private static final List<String> BEGINS_OF_FILES = List.of(" [@", " [" + Place.CUT, " [[");

    final Type type;
    /** What the server wrote, or would have. */
    final String text;
    /** Name of the event or of the thread, or an empty string. */
    final String subject;
    /** The resource that is entered, or an empty string. */
    final String resource;
    final Place place;
    /** Its site where that does not depend on what is around it, else 0. */
    int site;

    private ScopeName(Type type, String text, String subject, String resource, Place place) {
        this.type = type;
        this.text = text;
        this.subject = subject;
        this.resource = resource;
        this.place = place;
    }

    /** A resource that is entered for a cause. */
    static ScopeName resource(String resource, String cause) {
        Type type = cause.equals(TICK_CAUSE)
                ? Type.RESOURCE_TICK
                : cause.startsWith(EVENT_CAUSE) ? Type.RESOURCE_EVENT : Type.RESOURCE_OTHER;
        String subject = type == Type.RESOURCE_EVENT
                ? cause.substring(EVENT_CAUSE.length())
                : "";
        return new ScopeName(type, cause + " (" + resource + ")", subject, resource, Place.NONE);
    }

    /** A name of the JSON form, where a resource and a scope look alike. */
    static ScopeName ofJson(String name) {
        int bracket = name.lastIndexOf(" (");
        if (bracket > 0 && name.endsWith(")")) {
            String cause = name.substring(0, bracket);
            if (cause.equals(TICK_CAUSE) || cause.startsWith(EVENT_CAUSE)) {
                return resource(name.substring(bracket + 2, name.length() - 1), cause);
            }
        }
        return scope(name);
    }

    /** A scope. */
    static ScopeName scope(String name) {
        if (name.equals("Resource Manager Tick") || name.equals("Resource Tick")) {
            return plain(Type.TICK_SCOPE, name);
        }
        if (name.equals(".NET Minor GC") || name.equals(".NET Major GC")) {
            return plain(Type.CSHARP_GC, name);
        }
        ScopeName lua = lua(name);
        return lua != null ? lua : plain(csharp(name), name);
    }

    private static ScopeName plain(Type type, String name) {
        return new ScopeName(type, name, "", "", Place.NONE);
    }

    private static Type csharp(String name) {
        return switch (name) {
            case "c# cleanup", "c# deferredDelay", "c# schedule" -> Type.CSHARP_PHASE;
            case "c# tasks", "c# syncCtx", "task iteration" -> Type.CSHARP_TASKS;
            default -> name.contains(CSHARP_TICK) ? Type.CSHARP_TICK : Type.REGION;
        };
    }

    /** {@code thread FILE[1..2]} or {@code what it is [FILE[1..2]]}, else null. */
    private static ScopeName lua(String name) {
        if (name.equals(THREAD)) {
            return lua(Type.LUA_THREAD, name, "", Place.NONE);
        }
        if (name.startsWith(THREAD + " ") || name.startsWith(THREAD_NOW)) {
            Place place = Place.ofRange(name.substring(name.indexOf(' ') + 1));
            return place == null ? null : lua(Type.LUA_THREAD, name, "", place);
        }
        int bracket = name.endsWith("]]") ? bracket(name) : -1;
        Place place = bracket < 1
                ? null
                : Place.ofRange(name.substring(bracket + 2, name.length() - 1));
        if (place == null) {
            return null;
        }
        String what = name.substring(0, bracket);
        if (what.equals(REFERENCE)) {
            return lua(Type.LUA_REFERENCE, name, "", place);
        }
        if (what.startsWith(EVENT)) {
            return lua(Type.LUA_EVENT, name, what.substring(EVENT.length()), place);
        }
        return what.startsWith(COMMAND)
                ? lua(Type.LUA_COMMAND, name, what.substring(COMMAND.length()), place)
                : lua(Type.LUA_THREAD, name, what, place);
    }

    /** Where the file begins; a folder's name may have brackets too. */
    private static int bracket(String name) {
        for (String begin : BEGINS_OF_FILES) {
            int at = name.indexOf(begin);
            if (at >= 0) {
                return at;
            }
        }
        return name.lastIndexOf(" [", name.lastIndexOf('[') - 1);
    }

    private static ScopeName lua(Type type, String name, String subject, Place place) {
        return new ScopeName(type, name, subject, "", place);
    }

    boolean isResource() {
        return type.compareTo(Type.RESOURCE_TICK) >= 0
                && type.compareTo(Type.RESOURCE_OTHER) <= 0;
    }

    boolean isLua() {
        return type.compareTo(Type.LUA_THREAD) >= 0 && type.compareTo(Type.LUA_COMMAND) <= 0;
    }

    boolean isCsharp() {
        return type.compareTo(Type.CSHARP_PHASE) >= 0 && type.compareTo(Type.CSHARP_TICK) <= 0;
    }

    /** Whether it may stay open, as its script forgot it or another thread has it. */
    boolean isLoose() {
        return type == Type.REGION || type == Type.CSHARP_GC;
    }
}

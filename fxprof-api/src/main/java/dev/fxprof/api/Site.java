package dev.fxprof.api;

import java.util.Objects;

/**
 * The place a span belongs to, interned once, so that recording a span costs no string work.
 *
 * @param id positive number within one capture; a span record carries only this
 * @param resource resource that is billed; {@code server} for the engine itself
 * @param runtime where the code runs
 * @param kind what its spans stand for
 * @param name event, export, native, function or region name
 * @param file source as {@code @resource/path.lua}, or an empty string
 * @param line first line of the definition, counted from 1, or 0 if unknown
 */
public record Site(int id, String resource, ScriptRuntime runtime, SpanKind kind, String name,
        String file, int line) {
    /** Checks that nothing is null. */
    public Site {
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(runtime, "runtime");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(file, "file");
    }
}

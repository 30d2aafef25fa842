package dev.fxprof.cli;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanRecorders;
import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.scheduler.AsyncHost;
import java.util.function.BiConsumer;

/** A real server as tasks see it: its scripts run elsewhere, and nothing of them can be called from here. */
final class ServerTasksHost implements AsyncHost {
    private static final String NO_MAIN = "scripts of a real server cannot be called by a task";

    private final Recording recording;
    private final SpanRecorder recorder;
    private final BiConsumer<String, String> log;
    private final Runnable onArrival;

    /** A host; made by the thread that owns the service. */
    ServerTasksHost(Recording recording, BiConsumer<String, String> log, Runnable onArrival) {
        this.recording = recording;
        this.recorder = recording.newRecorder("async");
        this.log = log;
        this.onArrival = onArrival;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long epochMillis(long nanos) {
        return System.currentTimeMillis() - (System.nanoTime() - nanos) / 1_000_000;
    }

    @Override
    public SpanRecorder recorder() {
        return recorder;
    }

    @Override
    public SpanRecorders recorders() {
        return recording;
    }

    @Override
    public SiteTable sites() {
        return recording.sites();
    }

    @Override
    public boolean functions() {
        return false;
    }

    @Override
    public void arrived() {
        onArrival.run();
    }

    @Override
    public void print(String resource, String line) {
        log.accept(resource, line);
    }

    @Override
    public void error(String resource, String message) {
        log.accept(resource, message);
    }

    @Override
    public Object currentThread(String resource) {
        return null;
    }

    @Override
    public void wake(Object thread) {
        throw new IllegalStateException(NO_MAIN);
    }

    @Override
    public void startThread(String resource, LuaFunctionRef function, LuaArgs args,
            EntrySpan entry, Completion completion) {
        completion.failed(new LuaScriptError(NO_MAIN));
    }

    @Override
    public byte[] file(String resource, String path) {
        // A task of a task may name a file only if its server sent the text along.
        return null;
    }
}

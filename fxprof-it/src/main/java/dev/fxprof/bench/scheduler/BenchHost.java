package dev.fxprof.bench.scheduler;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanRecorders;
import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaWorld;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.scheduler.AsyncHost;
import java.nio.file.Path;

/** A server with one resource and one thread, in real time. */
final class BenchHost implements AsyncHost, LuaWorld {
    private final Recording recording;
    private final SpanRecorder recorder;
    private boolean woken;

    BenchHost(Recording recording, SpanRecorder recorder) {
        this.recording = recording;
        this.recorder = recorder;
    }

    /** Whether the thread is to go on; asked once. */
    boolean isWoken() {
        boolean was = woken;
        woken = false;
        return was;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long epochMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public long epochMillis(long nanos) {
        return System.currentTimeMillis();
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
    public void print(String line) {
        throw new UnsupportedOperationException("the measured script prints nothing");
    }

    @Override
    public void print(String resource, String line) {
        print(line);
    }

    @Override
    public void error(String resource, String message) {
        throw new IllegalStateException(message);
    }

    @Override
    public Object currentThread(String resource) {
        return this;
    }

    @Override
    public void wake(Object thread) {
        woken = true;
    }

    @Override
    public void startThread(String resource, LuaFunctionRef function, LuaArgs args,
            EntrySpan entry, Completion completion) {
        throw new UnsupportedOperationException("the measured script starts no threads");
    }

    @Override
    public byte[] file(String resource, String path) {
        throw new UnsupportedOperationException("the measured script reads no files");
    }

    @Override
    public Path resolve(String path, boolean write) {
        throw new UnsupportedOperationException("the measured script opens nothing");
    }
}

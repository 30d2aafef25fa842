package dev.fxprof.simulator;

import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanRecorders;
import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.scheduler.AsyncHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The server as tasks off its thread need it. */
final class ServerAsync implements AsyncHost {
    private final Server server;
    private final SpanRecorders recorders;

    ServerAsync(Server server, SpanRecorders recorders) {
        this.server = server;
        this.recorders = recorders;
    }

    @Override
    public long nanos() {
        return server.clock.peek();
    }

    @Override
    public long epochMillis(long nanos) {
        return VirtualClock.epochMillis(nanos);
    }

    @Override
    public SpanRecorder recorder() {
        return server.recorder;
    }

    @Override
    public SpanRecorders recorders() {
        return recorders;
    }

    @Override
    public SiteTable sites() {
        return server.sites;
    }

    @Override
    public boolean functions() {
        return server.config.functions();
    }

    @Override
    public void print(String resource, String line) {
        server.log.print(resource, line);
    }

    @Override
    public void error(String resource, String message) {
        server.log.error(resource, message);
    }

    @Override
    public Object currentThread(String resource) {
        Resource owner = server.resources.find(resource);
        return owner.vm != null && owner.vm.inHostCoroutine() ? owner.running : null;
    }

    @Override
    public void wake(Object thread) {
        server.scheduler.wake((ScriptThread) thread);
    }

    @Override
    public void startThread(String resource, LuaFunctionRef function, LuaArgs args,
            EntrySpan entry, Completion completion) {
        ScriptThread thread = server.scheduler.newThread(server.resources.find(resource), function,
                entry);
        if (completion != null) {
            server.scheduler.await(thread, new ScriptThread.Completion() {
                @Override
                public void returned(LuaArgs results) {
                    completion.returned(results);
                }

                @Override
                public void failed(LuaScriptError error) {
                    completion.failed(error);
                }
            });
        }
        server.scheduler.run(thread, args);
    }

    @Override
    public byte[] file(String resource, String path) {
        Path file;
        try {
            file = server.files.read(server.resources.find(resource), path);
            return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        } catch (IOException | LuaScriptError e) {
            return null;
        }
    }
}

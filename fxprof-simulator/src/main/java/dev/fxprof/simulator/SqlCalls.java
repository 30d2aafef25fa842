package dev.fxprof.simulator;

import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.simulator.sql.RefusedStatement;
import dev.fxprof.simulator.sql.SqlAnswer;
import dev.fxprof.simulator.sql.SqlRequest;
import dev.fxprof.simulator.sql.SqlService;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What scripts ask the database for, and its answers. A request takes a fixed server time, however
 * long the database needs: an answer that is due is waited for between ticks, never in one. A server
 * that runs in real time takes answers when they are there.
 */
final class SqlCalls {
    /** Names by which scripts reach the database. */
    static final List<String> RESOURCES = List.of("oxmysql", "mysql-async", "ghmattimysql");

    private record Pending(long dueNanos, Resource owner, LuaFunctionRef callback,
            CompletableFuture<SqlAnswer> answer, long cause, long causeTicks) {}

    private final Server server;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private SqlService service;
    private String callSite = "";

    SqlCalls(Server server) {
        this.server = server;
    }

    void open(SqlService opened) {
        service = opened;
    }

    boolean isOpen() {
        return service != null;
    }

    SqlService service() {
        return service;
    }

    /** Gives the stand-in for oxmysql its way to the database. */
    void install(Resource standIn) {
        standIn.vm.define("Citizen.Sql", (HostFunction) args -> {
            submit(standIn, args);
            return args.vm().args();
        });
    }

    /** Where the next request comes from; empty if that is not known. */
    void from(String where) {
        callSite = where;
    }

    private void submit(Resource owner, LuaArgs args) {
        SqlRequest request = new SqlRequest(args.string(1), args.toJava(2), args.toJava(3),
                args.string(4, owner.name), callSite);
        callSite = "";
        pending.add(new Pending(
                server.clock.peek() + server.config.latency().sqlMillis() * 1_000_000L, owner,
                args.function(5), service.submit(request), server.recorder.currentSpan(),
                server.recorder.ticks()));
    }

    /** Waits for the answers that are due, unless the server runs in real time. */
    void awaitDue(long now) {
        if (!server.config.realtime()) {
            pending.stream().takeWhile(request -> request.dueNanos <= now)
                    .forEach(request -> request.answer.join());
        }
    }

    /** Hands the answers that are due to the scripts, in the order of the requests. */
    void runDue(long now) {
        while (!pending.isEmpty() && pending.peek().dueNanos <= now
                && pending.peek().answer.isDone()) {
            Pending request = pending.poll();
            Resource owner = request.owner;
            if (owner.isRunning() && owner.vm == request.callback.vm()) {
                EntrySpan entry = new EntrySpan(
                        server.site(owner, SpanKind.EXPORT, "answer", request.callback),
                        request.cause, request.causeTicks, SpanRecorder.NO_SOURCE);
                SqlAnswer answer = request.answer.join();
                server.scheduler.run(
                        server.scheduler.newThread(owner, request.callback, entry),
                        owner.vm.args(answer.result(), answer.error()));
            }
        }
    }

    List<RefusedStatement> refused() {
        return service == null ? List.of() : service.refused();
    }
}

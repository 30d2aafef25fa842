package dev.fxprof.hooks.lua.http;

import dev.fxprof.hooks.lua.http.TaskRunner.Code;
import dev.fxprof.hooks.lua.http.TaskRunner.Task;
import dev.fxprof.hooks.lua.http.TaskRunner.Values;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Async for the scripts of a server: takes their tasks and holds a request of each start of a resource
 * until something of it has ended.
 *
 * <p>Guarantees: what a request wants is done as a whole or, if it is malformed, not at all. A start
 * of a resource that is not heard of for {@value #SILENT_SECONDS} s loses its tasks.
 */
public final class AsyncRoutes implements AutoCloseable {
    /** Path of submissions and cancellations. */
    public static final String PATH = "/fxprof/1/async";

    private static final String POLL_PATH = PATH + "/poll";
    private static final int VERSION = 1;
    /** A server gives a request up after 5 s. */
    private static final long HELD_NANOS = 4_000_000_000L;
    /** A server has 8 connections to one host for all its resources: some must stay free. */
    private static final int MOST_HELD = 3;
    private static final int PAUSE_MILLIS = 50;
    private static final int SILENT_SECONDS = 30;
    private static final int IDLE_SECONDS = 600;
    private static final long LOOK_NANOS = 1_000_000_000;
    private static final int LIFE_BYTES = 8;
    private static final long MOST_NUMBER = (1L << 53) - 1;
    private static final int MOST_VALUES = 1 << 20;
    private static final int MOST_LINE = 10_000_000;

    private final TaskRunner runner;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, AsyncSession> sessions = new HashMap<>();
    private final Deque<AsyncSession> held = new ArrayDeque<>();
    private final Thread sweeper = Thread.ofVirtual().name("fxprof async sessions")
            .unstarted(this::sweep);
    private volatile boolean closed;

    private AsyncRoutes(TaskRunner runner) {
        this.runner = runner;
    }

    /**
     * Adds the paths of Async to a receiver.
     *
     * @param receiver not started yet
     * @param runner runs the tasks
     * @return what holds the sessions; to be closed after the receiver
     */
    public static AsyncRoutes on(Receiver receiver, TaskRunner runner) {
        AsyncRoutes routes = new AsyncRoutes(runner);
        receiver.route(PATH, routes::submit);
        receiver.route(POLL_PATH, routes::poll);
        routes.sweeper.start();
        return routes;
    }

    private static Fields read(byte[] body) throws BadRequestException {
        Fields request = Fields.of(body);
        long version = request.number("version", 0, Integer.MAX_VALUE);
        if (version != VERSION) {
            throw new BadRequestException("this fxprof speaks version " + VERSION
                    + " of Async, the resource version " + version
                    + ": install the hooks of this fxprof (fxprof hooks install)");
        }
        return request;
    }

    /** The session of a request, or null if it counts on one that is gone. */
    private AsyncSession session(Fields request) throws BadRequestException {
        String id = request.text("session");
        String life = request.text("life");
        String resource = request.text("resource");
        synchronized (sessions) {
            AsyncSession known = sessions.get(id);
            if (known == null && life.isEmpty() && !closed) {
                byte[] bytes = new byte[LIFE_BYTES];
                random.nextBytes(bytes);
                known = new AsyncSession(HexFormat.of().formatHex(bytes));
                known.start(runner, resource);
                sessions.put(id, known);
            }
            return known == null || !life.isEmpty() && !life.equals(known.life()) ? null : known;
        }
    }

    private static Answer gone() {
        return Answer.text(409, "this fxprof does not know the session");
    }

    private static Answer ending() {
        return Answer.text(410, "this fxprof is ending");
    }

    private Answer submit(byte[] body) throws BadRequestException {
        Fields request = read(body);
        Map<Long, Code> codes = new HashMap<>();
        for (Fields row : request.rows("codes")) {
            codes.put(row.number("id", 0, MOST_NUMBER), code(row));
        }
        List<Fields> rows = request.rows("tasks");
        List<Fields> cancels = request.rows("cancels");
        AsyncSession session = closed ? null : session(request);
        if (session == null) {
            return closed ? ending() : gone();
        }
        List<Task> tasks = new ArrayList<>();
        for (Fields row : rows) {
            long id = row.number("code", 1, MOST_NUMBER);
            Code code = codes.containsKey(id) ? codes.get(id) : session.code(id);
            if (code == null) {
                throw new BadRequestException("there is no code " + id);
            }
            tasks.add(task(row, code));
        }
        for (Map.Entry<Long, Code> entry : codes.entrySet()) {
            if (!session.code(entry.getKey(), entry.getValue())) {
                throw new BadRequestException("too many functions of one resource");
            }
        }
        tasks.forEach(session::submit);
        for (Fields row : cancels) {
            session.cancel(row.number("task", 0, MOST_NUMBER), row.text("reason", 1));
        }
        if (request.flag("stop")) {
            drop(session);
        }
        return Answer.msgPack(new MsgPackWriter().map(3).text("life").text(session.life())
                .text("limit").number(runner.limit()).text("rejected").list(0).bytes());
    }

    private static Code code(Fields row) throws BadRequestException {
        return new Code(row.text("chunk", 1), (int) row.number("line", 2, MOST_LINE),
                row.text("name", 3), row.text("expression", 4), row.texts("names", 5));
    }

    private static Task task(Fields row, Code code) throws BadRequestException {
        String label = row.text("label", 6);
        Values upvalues = values(row, "upvalues", 2);
        if (upvalues.count() != code.names().size()) {
            throw new BadRequestException("a task has " + upvalues.count()
                    + " upvalues, its function " + code.names().size());
        }
        return new Task(row.number("task", 0, MOST_NUMBER), code, upvalues, values(row, "args", 4),
                label.isEmpty() ? null : label, row.text("priority", 7), row.real("deadline", 8));
    }

    private static Values values(Fields row, String name, int at) throws BadRequestException {
        return new Values(row.bytes(name, at + 1), (int) row.number(name, at, MOST_VALUES));
    }

    private Answer poll(byte[] body) throws BadRequestException {
        Fields request = read(body);
        long acknowledged = request.number("acknowledged", 0, MOST_NUMBER);
        AsyncSession session = closed ? null : session(request);
        if (session == null) {
            return closed ? ending() : gone();
        }
        AsyncSession eldest = null;
        synchronized (held) {
            held.add(session);
            if (held.size() > MOST_HELD) {
                eldest = held.poll();
            }
        }
        if (eldest != null) {
            eldest.release();
        }
        try {
            byte[] answer = session.poll(acknowledged, HELD_NANOS, PAUSE_MILLIS);
            return closed ? ending() : Answer.msgPack(answer);
        } finally {
            synchronized (held) {
                held.remove(session);
            }
        }
    }

    private void drop(AsyncSession session) {
        synchronized (sessions) {
            sessions.values().remove(session);
        }
        session.close();
    }

    private void sweep() {
        while (!closed) {
            LockSupport.parkNanos(LOOK_NANOS);
            List<AsyncSession> silent = new ArrayList<>();
            synchronized (sessions) {
                for (AsyncSession session : sessions.values()) {
                    long seconds = session.silentNanos() / 1_000_000_000;
                    if (seconds >= (session.isIdle() ? IDLE_SECONDS : SILENT_SECONDS)) {
                        silent.add(session);
                    }
                }
            }
            silent.forEach(this::drop);
        }
    }

    /** Answers who waits, so that the receiver can close. Sessions are taken no more. */
    public void release() {
        closed = true;
        List<AsyncSession> all;
        synchronized (sessions) {
            all = List.copyOf(sessions.values());
        }
        all.forEach(AsyncSession::release);
    }

    /** Cancels all tasks. */
    @Override
    public void close() {
        release();
        LockSupport.unpark(sweeper);
        synchronized (sessions) {
            sessions.values().forEach(AsyncSession::close);
            sessions.clear();
        }
    }
}

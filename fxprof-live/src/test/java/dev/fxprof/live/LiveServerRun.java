package dev.fxprof.live;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.SpanSink;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import dev.fxprof.live.core.LiveServer;
import dev.fxprof.live.view.RunningView;
import java.io.IOException;
import java.time.Duration;

/** A server, of 20 ticks a second unless told otherwise, whose spans come as they happen, by a test's clock. */
public final class LiveServerRun implements AutoCloseable {
    private static final long USUAL = 8_000_000;

    public final TestSites sites = new TestSites();
    private final TestClock clock;
    private final long tick;
    private final SpanSink sink;
    private long ids;
    private long order;
    private long orderNanos;
    private long now;

    public LiveServerRun(TestClock clock, LiveServer server) throws IOException {
        this(clock, server, 50);
    }

    public LiveServerRun(TestClock clock, LiveServer server, int tickMillis)
            throws IOException {
        this.clock = clock;
        tick = tickMillis * 1_000_000L;
        sink = server.attach(sites, "test server", () -> RunningView.unknown("a test"));
        sink.track(1, "svMain");
    }

    /** Ticks in which nothing happens but the usual. */
    public LiveServerRun ticks(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            TestBatch batch = begin();
            usual(batch);
            end(batch, now + USUAL);
        }
        return this;
    }

    /** The server stands still, and nothing of it is recorded. */
    public LiveServerRun pause(long millis) {
        now += millis * 1_000_000;
        clock.advance(Duration.ofMillis(millis));
        return this;
    }

    /** A span whose stamps are far in the future. */
    public LiveServerRun stampOfTheFuture(long millisAhead) throws IOException {
        long start = now + millisAhead * 1_000_000;
        sink.accept(new TestBatch(2).leaf(sites.thread("hud", "update"), ++ids, start,
                start + 1000));
        sink.flush();
        return this;
    }

    /** A tick whose stamps are far in the future. */
    public LiveServerRun tickOfTheFuture(long millisAhead) throws IOException {
        long start = now + millisAhead * 1_000_000;
        sink.accept(new TestBatch(1).open(sites.tick(), ++ids, start).close(start + USUAL));
        sink.flush();
        return this;
    }

    /** A region of a nanosecond, as somebody marks a moment with. */
    public LiveServerRun mark(String resource, String name) throws IOException {
        int site = sites.intern(resource, dev.fxprof.api.ScriptRuntime.LUA,
                dev.fxprof.api.SpanKind.REGION, name, "", 0);
        TestBatch batch = begin().leaf(site, ++ids, now + 1000, now + 1001);
        end(batch, now + USUAL);
        return this;
    }

    /** Records were lost before they came here. */
    public LiveServerRun lost(long records) throws IOException {
        sink.lost(1, now, records);
        sink.flush();
        return this;
    }

    /** The source tells what it has cost, and how many records its full ring has refused. */
    public LiveServerRun cost(long full) throws IOException {
        sink.cost(new CaptureCost(9 + full, 9, full, 0, 0, 0, 0, 64, 3, "tsc", 5, 0));
        sink.flush();
        return this;
    }

    /** The server hangs for seconds: its drain goes on and has only its own cost to tell. */
    public LiveServerRun hang(int seconds) throws IOException {
        for (int i = 0; i < seconds; i++) {
            pause(1000);
            cost(0);
        }
        return this;
    }

    /** A tick in which a player's net event calls an export that takes long. */
    public LiveServerRun hitch(int player, long millis) throws IOException {
        return hitch("shop", "shop:buy", "inventory", "getPrice", player, millis);
    }

    /** A tick in which an event's handler begins what the next hitch's event is caused by. */
    public LiveServerRun order() throws IOException {
        TestBatch batch = begin();
        order = ++ids;
        orderNanos = now + 1_500;
        batch.open(sites.event("shop", "shop:order"), order, now + 1000)
                .leaf(sites.nativeCall("shop", "TRIGGER_EVENT_INTERNAL"), ++ids, orderNanos,
                        now + 2000)
                .close(now + 3000);
        end(batch, now + USUAL);
        return this;
    }

    /** A tick of more than 150 ms in which an event's handler calls many natives. */
    public LiveServerRun busyHitch(int natives) throws IOException {
        TestBatch batch = begin().open(sites.event("shop", "shop:count"), ++ids, now + 1000);
        long each = 160_000_000 / natives;
        for (int i = 0; i < natives; i++) {
            long start = now + 2000 + i * each;
            batch.leaf(sites.nativeCall("shop", "GET_ENTITY_COORDS"), ++ids, start,
                    start + each - 1000);
        }
        end(batch.close(now + 161_000_000), now + 161_500_000);
        return this;
    }

    public LiveServerRun hitch(String caller, String event, String owner, String export, int player,
            long millis) throws IOException {
        TestBatch batch = begin();
        usual(batch);
        long start = now + USUAL;
        long end = start + millis * 1_000_000;
        batch.open(sites.event(caller, event), ++ids, start).player(player);
        if (order != 0) {
            batch.caused(order, orderNanos);
        }
        batch.leaf(sites.nativeCall(caller, "GET_PLAYER_PED"), ++ids, start + 1000,
                start + 3000)
                .open(export(owner, export), ++ids, start + 5000)
                .leaf(sites.nativeCall(owner, "GET_GAME_TIMER"), ++ids, start + 6000, start + 7000)
                .close(end - 500_000).close(end);
        end(batch, end + 1000);
        return this;
    }

    private int export(String resource, String name) {
        return sites.intern(resource, dev.fxprof.api.ScriptRuntime.LUA,
                dev.fxprof.api.SpanKind.EXPORT, name, "@" + resource + "/server.lua", 7);
    }

    private TestBatch begin() {
        return new TestBatch(1).open(sites.tick(), ++ids, now);
    }

    private void usual(TestBatch batch) {
        batch.leaf(sites.thread("hud", "update"), ++ids, now + 1000, now + 2_000_000)
                .leaf(sites.event("voice", "voice:ping"), ++ids, now + 2_100_000,
                        now + 3_000_000);
    }

    private void end(TestBatch batch, long end) throws IOException {
        sink.accept(batch.close(end));
        long next = now + (end - now + tick - 1) / tick * tick;
        clock.advance(Duration.ofNanos(next - now));
        now = next;
        sink.flush();
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}

package dev.fxprof.simulator;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanControl;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.SpanRecorders;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.engines.Engines;
import dev.fxprof.scheduler.AsyncService;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The parts of one simulated server and what they share. */
final class Server {
    /** Resource name that the engine's own spans carry. */
    static final String ENGINE = "server";

    final SimulationConfig config;
    final SpanRecorder recorder;
    final SpanControl control;
    final SiteTable sites;
    final VirtualClock clock;
    final ScriptLog log;
    final Convars convars = new Convars();
    final World world = new World();
    final Scheduler scheduler = new Scheduler(this);
    final EventBus events = new EventBus(this);
    final Calls calls = new Calls(this);
    final StateBags stateBags = new StateBags(this);
    final SqlCalls sql = new SqlCalls(this);
    final Commands commands = new Commands(this);
    final ScratchFiles files = new ScratchFiles();
    final ServerStorage storage;
    final Watchdog watchdog;
    final Natives natives;
    final ResourceManager resources;
    final Players players;
    final AsyncService async;

    private final Deque<Resource> entered = new ArrayDeque<>();

    Server(SimulationConfig config, SpanRecorder recorder, SpanControl control, SiteTable sites,
            SpanRecorders recorders, Scenario scenario, Consumer<String> log,
            ServerStorage storage) {
        this.storage = storage;
        this.config = config;
        this.clock = new VirtualClock(config.realtime());
        this.recorder = recorder;
        this.control = control;
        this.sites = sites;
        this.log = new ScriptLog(log);
        this.watchdog = new Watchdog(config.scriptLimitSeconds(),
                config.engine() == Engines.LUAJ);
        this.natives = new Natives(this);
        this.resources = new ResourceManager(this, config.engine().create());
        this.players = new Players(this, scenario);
        this.async = new AsyncService(config.async(), new ServerAsync(this, recorders),
                config.engine().create(), clock::realNanos);
    }

    void enter(Resource resource) {
        entered.push(resource);
    }

    void leave() {
        entered.pop();
    }

    /** The resource that called into the current one, or null. */
    Resource invoking() {
        var it = entered.iterator();
        Resource current = it.hasNext() ? it.next() : null;
        while (it.hasNext()) {
            Resource caller = it.next();
            if (caller != current) {
                return caller;
            }
        }
        return null;
    }

    /** Arguments as values of a resource's VM; functions become references that cross back. */
    LuaArgs into(Resource target, LuaArgs args) {
        return args instanceof JavaArgs java
                ? target.vm.args(java.values())
                : target.vm.copy(args, calls::reference);
    }

    /** Arguments as a managed script takes them. */
    Object[] toJava(LuaArgs args) {
        Object[] values = new Object[args.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = args.toJava(i + 1);
        }
        return values;
    }

    /** Removes an entity, if there is one, and its state. */
    void removeEntity(int handle) {
        World.Entity entity = world.entity(handle);
        if (entity != null) {
            world.remove(handle);
            stateBags.dropBag("entity:" + entity.netId);
        }
    }

    int site(Resource resource, SpanKind kind, String name, LuaFunctionRef function) {
        return sites.intern(resource.name, ScriptRuntime.LUA, kind, name, function.file(),
                function.line());
    }
}

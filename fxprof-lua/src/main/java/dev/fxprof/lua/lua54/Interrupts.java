package dev.fxprof.lua.lua54;

import dev.fxprof.lua.VmSettings;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Stops the script that runs in a VM. A hook asks at the next instruction whether to stop; from then
 * on another hook, a function of Lua's own, raises an error before every instruction, so that a
 * script that catches it gets no further.
 *
 * <p>Assumptions: {@link #request} comes from any thread, everything else from the VM's. Setting a
 * hook from another thread is what Lua's own interpreter does from a signal handler.
 *
 * <p>Guarantees: the coroutine that gets the hook is alive, since the VM's thread does not leave it
 * while {@link #reaching} is set. Progress: the VM's thread waits for a request that is under way,
 * a few instructions long, only when it switches coroutines.
 *
 * <p>Limit: a message handler of an xpcall that never ends is not stopped where the xpcall stands
 * below a function of a library, in a comparator for example, and the script is stopped there.
 */
final class Interrupts {
    private static final int MASK_CALLS = 1 | 2;
    private static final int MASK_COUNT = 8;
    /** What luaL_error makes of a lua_Debug as its format: the event's number. */
    private static final long RAISE = Native.address("luaL_error");
    private static final String UNKNOWN = "?";
    private static final long POSITION = Native.text("Sl");

    /** How many instructions a script that was told that it is cancelled goes on before it is told again. */
    private static final int INSTRUCTIONS = 10_000;

    /** What somebody wants of the script that runs. */
    private record Request(Supplier<String> why, boolean mayBeCaught) {}

    private final VmSettings settings;
    private final AtomicReference<Request> requested = new AtomicReference<>();

    /** The innermost state that runs, or 0. */
    private volatile long running;
    private volatile boolean reaching;

    private final Prototypes prototypes;

    /** What the host will be told of the script that is being stopped, or null. */
    private String message;
    /** The same of the script that was stopped last. */
    private String lastMessage = "";
    /** Scripts that were stopped or asked whether to, so far. */
    private int stops;
    /** The state that was told that it is cancelled, or 0. */
    private long told;

    Interrupts(VmSettings settings, Prototypes prototypes) {
        this.settings = settings;
        this.prototypes = prototypes;
    }

    void request(Supplier<String> why) {
        requested.set(new Request(why, false));
        reach();
    }

    /** One that is there already is raised again by itself. */
    void cancel(Supplier<String> why) {
        if (requested.compareAndSet(null, new Request(why, true))) {
            reach();
        }
    }

    private void reach() {
        synchronized (this) {
            reaching = true;
            long state = running;
            if (state != 0) {
                Layout.hookNow(state, Upcalls.ASK, askMask());
            }
            reaching = false;
        }
    }

    private int askMask() {
        return settings.functions() ? MASK_COUNT | MASK_CALLS : MASK_COUNT;
    }

    private void ask(long state) {
        Stack.sethook(state, Upcalls.ASK, askMask(), 1);
    }

    long running() {
        return running;
    }

    /** Another state runs now, with the hooks that it should have. */
    void run(long state) {
        running = state;
        while (reaching) {
            Thread.onSpinWait();
        }
        goOn(state);
    }

    /** A state runs again that has its ordinary hooks. */
    void goOn(long state) {
        if (state == 0) {
            return;
        }
        if (message != null) {
            Layout.silenceHandlers(state);
        }
        Request asked = requested.get();
        if (message != null || asked != null && !(asked.mayBeCaught && told != 0)) {
            ask(state);
        } else if (asked != null && told != state) {
            told = state;
            Stack.sethook(state, RAISE, MASK_COUNT, INSTRUCTIONS);
        }
    }

    /** Sets the hooks of a state that may have kept those of an earlier stop. */
    void hook(long state) {
        if (settings.functions()) {
            Stack.sethook(state, Upcalls.HOOK, MASK_CALLS, 0);
        } else {
            Stack.sethook(state, 0, 0, 0);
        }
    }

    /**
     * Called before an instruction of a script that somebody wants to stop. The engine's own functions
     * go on: between two of their steps a coroutine is half switched.
     */
    void decide(long state, long debug) {
        long call = Layout.call(debug);
        if (prototypes.site(Layout.prototypeOfCall(call)) == Prototypes.UNKNOWN) {
            return;
        }
        Request asked = requested.get();
        if (message == null) {
            String reason = asked == null ? null : asked.why.get();
            if (reason == null) {
                requested.compareAndSet(asked, null);
                told = 0;
                stops++;
                hook(state);
                goOn(state);
                return;
            }
            if (asked.mayBeCaught) {
                told = state;
                lastMessage = "cancelled: " + reason;
                Layout.silenceHandlers(state);
                Stack.sethook(state, RAISE, MASK_COUNT, INSTRUCTIONS);
                Layout.hookAtNext(state);
                return;
            }
            tell(position(state, debug), reason);
        }
        Layout.silenceHandlers(state);
        Stack.sethook(state, RAISE, MASK_COUNT, 1);
    }

    /** Where the script that runs is. */
    String position(long debug) {
        long state = running;
        for (int level = 0; state != 0 && Stack.getstack(state, level, debug) != 0; level++) {
            long call = Layout.call(debug);
            if (Layout.isMoving(state, call)) {
                return UNKNOWN;
            }
            if (Layout.isLua(call) && prototypes
                    .site(Layout.prototypeOfCall(call)) != Prototypes.UNKNOWN) {
                return position(state, debug);
            }
        }
        return UNKNOWN;
    }

    /** Stops the script that runs, by an error that Lua is about to raise anyhow. */
    void stop(String position, String reason) {
        if (message == null && running != 0) {
            tell(position, reason);
            ask(running);
        }
    }

    private static String position(long state, long debug) {
        Stack.getinfo(state, POSITION, debug);
        return Layout.shortSource(debug) + ":" + Layout.currentLine(debug);
    }

    private void tell(String position, String reason) {
        message = position + ": script stopped: " + reason;
        lastMessage = message;
    }

    boolean isStopping() {
        return message != null;
    }

    String message() {
        return message;
    }

    /** A number that changes when hooks of a stop are left behind; none is right while one is near. */
    int stops() {
        return message != null || requested.get() != null ? -1 : stops;
    }

    String lastMessage() {
        return lastMessage;
    }

    /** What an error is called that says only by its last character what it is. */
    String explain(String text) {
        return text.endsWith("\u0003") ? lastMessage : text;
    }

    /** Nothing of the VM is on the stack any more: what was stopped is gone. */
    void settle(long main) {
        Request asked = requested.get();
        if (message != null || asked != null && asked.mayBeCaught) {
            message = null;
            requested.compareAndSet(asked, null);
            told = 0;
            stops++;
            hook(main);
        }
    }
}

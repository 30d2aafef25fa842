package dev.fxprof.lua.lua54;

import dev.fxprof.api.SpanRecorder;

/**
 * Records the calls of Lua functions. Lua tells of each call and return, but of none that an error
 * jumps over: such calls end at the next event below them, which at the latest is the return of the
 * pcall that caught the error.
 *
 * <p>Assumption: one thread runs a VM. No method allocates once the stacks have grown.
 */
final class CallHook {
    private final SpanRecorder recorder;
    private final Prototypes prototypes;

    /** Calls of the running coroutine. */
    private Frames frames = new Frames();

    CallHook(SpanRecorder recorder, Prototypes prototypes) {
        this.recorder = recorder;
        this.prototypes = prototypes;
    }

    /** Switches to the calls of another coroutine; returns those of the last. */
    Frames switchTo(Frames other) {
        Frames last = frames;
        frames = other;
        return last;
    }

    void event(int event, long call) {
        switch (event) {
            case Layout.HOOK_CALL -> {
                if (Layout.isLua(call)) {
                    called(call);
                }
            }
            case Layout.HOOK_RETURN -> returned(call);
            case Layout.HOOK_TAIL_CALL -> {
                returned(call);
                if (Layout.isLua(call)) {
                    called(call);
                }
            }
            default -> {
            }
        }
    }

    private void called(long call) {
        int site = prototypes.site(Layout.prototypeOfCall(call));
        if (site == Prototypes.UNKNOWN) {
            return;
        }
        closeAbove(Layout.caller(call));
        frames.push(call);
        recorder.enterFunction(site);
    }

    private void returned(long call) {
        if (frames.top() == call) {
            frames.pop();
            recorder.leaveFunction();
        } else {
            close(frames.from(call));
            closeAbove(Layout.caller(call));
        }
    }

    /** Ends the calls above the innermost one on record that a call and its callers are. */
    void closeAbove(long call) {
        long kept = call;
        while (kept != 0 && kept != frames.top() && frames.depth() > 0 && !isOnRecord(kept)) {
            kept = Layout.caller(kept);
        }
        if (kept == 0) {
            close(frames.depth());
        } else if (kept != frames.top()) {
            close(frames.from(kept) - 1);
        }
    }

    private boolean isOnRecord(long call) {
        return Layout.isLua(call)
                && prototypes.site(Layout.prototypeOfCall(call)) != Prototypes.UNKNOWN;
    }

    /** Ends all calls of the running coroutine. */
    void closeAll() {
        close(frames.depth());
    }

    private void close(int count) {
        for (int i = 0; i < count; i++) {
            frames.pop();
            recorder.leaveFunction();
        }
    }
}

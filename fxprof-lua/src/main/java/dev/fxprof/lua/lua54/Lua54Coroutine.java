package dev.fxprof.lua.lua54;

import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaCoroutine;

/** A coroutine that the host resumes. */
final class Lua54Coroutine implements LuaCoroutine {
    private final Lua54Vm vm;
    private final EntrySpan entry;
    private final Track track;
    /** Keeps the coroutine alive; null once it is dead. */
    private Reference anchor;
    private boolean isRunning;

    Lua54Coroutine(Lua54Vm vm, Reference function, EntrySpan entry) {
        this.vm = vm;
        this.entry = entry;
        long state = vm.current();
        Converter.room(state, 0);
        track = vm.tracks.newTrack(Api.newthread(state));
        anchor = vm.references.pop(state);
        vm.tracks.add(this, track.state);
        vm.references.push(track.state, function);
    }

    @Override
    public boolean isDead() {
        return anchor == null || vm.isFreed() || !isRunning && hasEnded();
    }

    /** Whether a script has resumed it by hand to its end. */
    private boolean hasEnded() {
        int status = Stack.status(track.state);
        return status != Api.YIELD && (status != Api.OK || Stack.gettop(track.state) == 0);
    }

    Track track() {
        return track;
    }

    @Override
    public LuaArgs resume(LuaArgs args) {
        vm.requireOpen();
        if (isDead() || isRunning) {
            throw new IllegalStateException(
                    "cannot resume " + (isRunning ? "non-suspended" : "dead") + " coroutine");
        }
        Object[] values = vm.own(args).values;
        long resumer = vm.interrupts.running();
        Converter.room(track.state, values.length);
        vm.enter();
        isRunning = true;
        try {
            if (vm.tracks.enter(track, resumer) && entry != null) {
                vm.recorder.begin(entry.site(), entry.cause(), entry.causeTicks(),
                        entry.source());
            }
            for (Object value : values) {
                vm.converter.push(track.state, value, "?");
            }
            boolean mayFail = vm.memory.mayFail(true);
            int status = Api.resume(track.state, resumer, values.length, vm.scratch.number());
            vm.memory.mayFail(mayFail);
            return ran(status);
        } finally {
            isRunning = false;
            vm.leave();
        }
    }

    /** Closes what an error left open, which may run a script. */
    private void close() {
        long outer = vm.interrupts.running();
        Frames outerFrames = vm.calls.switchTo(track.frames);
        Layout.allowHooks(track.state);
        vm.interrupts.run(track.state);
        boolean mayFail = vm.memory.mayFail(true);
        Api.closethread(track.state, outer);
        // Its error would make it look as if it had not begun.
        Stack.settop(track.state, 0);
        vm.memory.mayFail(mayFail);
        vm.calls.closeAll();
        vm.calls.switchTo(outerFrames);
        vm.interrupts.run(outer);
        drop();
    }

    private void drop() {
        vm.tracks.remove(track.state);
        vm.references.drop(anchor);
        anchor = null;
    }

    private Values ran(int status) {
        int results = Native.readInt(vm.scratch.number());
        boolean isDead = status != Api.YIELD || vm.interrupts.isStopping();
        vm.tracks.backTo(track.state);
        vm.tracks.leave(track, isDead);
        // A script that is being stopped may end, or yield, before the next instruction.
        boolean isStopped = vm.interrupts.isStopping();
        if (!isStopped && (status == Api.OK || status == Api.YIELD)) {
            Values values = new Values(vm,
                    vm.converter.take(track.state, Stack.gettop(track.state) - results));
            if (isDead) {
                drop();
            }
            return values;
        }
        try {
            throw vm.failure(track.state);
        } finally {
            close();
        }
    }
}

package dev.fxprof.lua.luaj;

import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaCoroutine;

/** A coroutine as the host sees it. */
final class HostCoroutine implements LuaCoroutine {
    private final LuajVm vm;
    private final Fiber fiber;

    HostCoroutine(LuajVm vm, Fiber fiber) {
        this.vm = vm;
        this.fiber = fiber;
    }

    @Override
    public LuaArgs resume(LuaArgs args) {
        vm.requireOpen();
        if (!fiber.isSuspended()) {
            throw new IllegalStateException(fiber.refusal());
        }
        try {
            return Pack.of(vm, fiber.run(vm.values(args)));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw Failures.toHost(vm, e);
        }
    }

    @Override
    public boolean isDead() {
        return fiber.isDead();
    }
}

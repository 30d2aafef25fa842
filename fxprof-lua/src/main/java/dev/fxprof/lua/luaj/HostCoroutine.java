package dev.fxprof.lua.luaj;

import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaCoroutine;
import org.luaj.vm2.Varargs;

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
        Varargs values = vm.values(args);
        vm.enter();
        try {
            return Pack.of(vm, fiber.run(values));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw Failures.toHost(vm, fiber.function, e);
        } finally {
            vm.leave();
        }
    }

    @Override
    public boolean isDead() {
        return fiber.isDead();
    }
}

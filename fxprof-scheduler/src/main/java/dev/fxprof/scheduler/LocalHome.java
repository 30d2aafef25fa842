package dev.fxprof.scheduler;

import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaVm;

/** A VM of this process. */
final class LocalHome implements Home {
    private final LuaVm vm;
    private LuaFunctionRef deliver;

    LocalHome(LuaVm vm) {
        this.vm = vm;
    }

    void onDelivery(LuaFunctionRef function) {
        deliver = function;
    }

    @Override
    public String resource() {
        return vm.resource();
    }

    @Override
    public LuaVm vm() {
        return vm;
    }

    @Override
    public boolean hasMain() {
        return true;
    }

    @Override
    public boolean deliver(ScriptTask task) {
        LuaArgs outcome = Delivery.outcome(vm, task);
        return vm.call(deliver, outcome).truthy(1);
    }
}

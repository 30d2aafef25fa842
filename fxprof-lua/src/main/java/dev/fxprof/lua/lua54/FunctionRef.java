package dev.fxprof.lua.lua54;

import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaVm;

/** A function kept by the host. */
final class FunctionRef implements LuaFunctionRef {
    final Reference reference;
    private final FunctionInfo info;

    FunctionRef(Reference reference) {
        this.reference = reference;
        this.info = reference.vm.functionInfo(reference);
    }

    @Override
    public LuaVm vm() {
        return reference.vm;
    }

    @Override
    public String name() {
        return info.name();
    }

    @Override
    public String file() {
        return info.file();
    }

    @Override
    public int line() {
        return info.line();
    }

    @Override
    public int lastLine() {
        return info.lastLine();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FunctionRef ref && ref.reference.vm == reference.vm
                && ref.reference.address == reference.address;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(reference.address);
    }

    @Override
    public String toString() {
        return name() + " (" + file() + ":" + line() + ")";
    }
}

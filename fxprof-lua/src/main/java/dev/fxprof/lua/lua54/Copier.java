package dev.fxprof.lua.lua54;

import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaFunctionRef;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Copies values from one VM into another, shared references and cycles kept. */
final class Copier {
    private final Lua54Vm from;
    private final Lua54Vm to;
    private final Function<LuaFunctionRef, HostFunction> functions;
    private final Map<Long, Integer> done = new HashMap<>();

    private static final int MOST_AT_ONCE = 4096;

    private int depth;
    private long source;
    private long target;

    /** Where on the target's stack the table of copies lies. */
    private int copies;

    Copier(Lua54Vm from, Lua54Vm to, Function<LuaFunctionRef, HostFunction> functions) {
        this.from = from;
        this.to = to;
        this.functions = functions;
    }

    Values copy(Values values) {
        Object[] copied = new Object[values.values.length];
        boolean isPlain = true;
        for (int i = 0; i < copied.length; i++) {
            copied[i] = values.values[i];
            isPlain &= !(copied[i] instanceof Reference);
        }
        return isPlain ? new Values(to, copied) : deep(copied);
    }

    private Values deep(Object[] values) {
        source = from.current();
        target = to.current();
        int fromTop = Stack.gettop(source);
        int sourceTop = fromTop;
        int targetTop = Stack.gettop(target);
        try {
            Converter.room(target, 0);
            if (source == target) {
                // A copy within one VM must not pile its values onto those that it walks through.
                target = Api.newthread(source);
                sourceTop++;
            }
            Api.createtable(target, 0, 0);
            copies = Stack.gettop(target);
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof Reference reference) {
                    Converter.room(source, 0);
                    from.references.push(source, reference);
                    copy(Stack.gettop(source), i + 1, null);
                    values[i] = to.converter.read(target, -1);
                    Stack.settop(target, copies);
                    Stack.settop(source, sourceTop);
                }
            }
            return new Values(to, values);
        } finally {
            Stack.settop(to.current(), targetTop);
            Stack.settop(from.current(), fromTop);
        }
    }

    /** Pushes onto the target the copy of what lies at an index of the source. */
    private void copy(int index, int argument, Step step) {
        switch (Stack.type(source, index)) {
            case Stack.NIL, Stack.BOOLEAN, Stack.NUMBER, Stack.STRING ->
                to.converter.push(target, from.converter.read(source, index), "?");
            case Stack.TABLE -> table(index, argument, step);
            case Stack.FUNCTION -> function(index, argument, step);
            default -> throw Converter.cannot(path(argument, step),
                    "a " + Values.typeName(Stack.type(source, index)));
        }
    }

    private boolean isKnown(long address) {
        Integer known = done.get(address);
        if (known != null) {
            Stack.rawgeti(target, copies, known);
        }
        return known != null;
    }

    private void remember(long address) {
        done.put(address, done.size() + 1);
        Stack.pushvalue(target, -1);
        Api.rawseti(target, copies, done.size());
    }

    private void table(int index, int argument, Step step) {
        long address = Stack.topointer(source, index);
        if (isKnown(address)) {
            return;
        }
        if (++depth > Converter.MOST_LEVELS) {
            throw Converter.tooDeep();
        }
        Converter.room(source, 0);
        Converter.room(target, 0);
        int kind = from.vectors.kind(source, index);
        if (kind > 0) {
            to.vectors.push(target, kind, from.vectors.parts(source, index, kind));
            depth--;
            return;
        }
        // The length is only a border, and may lie far beyond what the table holds.
        Api.createtable(target, (int) Math.min(Stack.rawlen(source, index), MOST_AT_ONCE), 0);
        remember(address);
        Stack.pushnil(source);
        while (Stack.next(source, index) != 0) {
            int top = Stack.gettop(source);
            Step inner = new Step(step, top - 1);
            copy(top - 1, argument, inner);
            copy(top, argument, inner);
            Api.rawset(target, -3);
            Stack.settop(source, -2);
        }
        depth--;
    }

    private void function(int index, int argument, Step step) {
        long address = Stack.topointer(source, index);
        if (isKnown(address)) {
            return;
        }
        FunctionRef function = new FunctionRef(from.references.take(source, index));
        HostFunction mapped = functions == null ? null : functions.apply(function);
        if (mapped == null) {
            throw Converter.cannot(path(argument, step), "a function");
        }
        to.hosts.push(target, mapped, function.name());
        remember(address);
    }

    private String path(int argument, Step step) {
        return step == null
                ? "argument " + argument
                : Converter.step(source, step.key(), path(argument, step.outer()));
    }

    /** Where the copier is: the index of a key that still lies on the source's stack. */
    private record Step(Step outer, int key) {}
}

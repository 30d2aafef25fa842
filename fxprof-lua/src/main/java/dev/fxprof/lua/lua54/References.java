package dev.fxprof.lua.lua54;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.HashSet;
import java.util.Set;

/**
 * What Java holds of a VM. Lua keeps it in its registry until Java has collected the last
 * {@link Reference} to it and the VM takes the next.
 */
final class References {
    static final class Held extends PhantomReference<Reference> {
        final int key;

        Held(Reference reference, ReferenceQueue<Reference> queue) {
            super(reference, queue);
            key = reference.key;
        }
    }

    private final Lua54Vm vm;
    private final ReferenceQueue<Reference> dropped = new ReferenceQueue<>();
    private final Set<Held> held = new HashSet<>();
    private long lastCollected;

    References(Lua54Vm vm) {
        this.vm = vm;
    }

    /** Takes what lies at an index, and leaves it there. */
    Reference take(long state, int index) {
        for (var old = (Held) dropped.poll(); old != null; old = (Held) dropped.poll()) {
            if (held.remove(old)) {
                Api.unref(state, Stack.REGISTRY, old.key);
            }
        }
        collectIfLuaNeedsIt();
        int type = Stack.type(state, index);
        long address = Stack.topointer(state, index);
        Stack.pushvalue(state, index);
        Reference reference = new Reference(vm, Api.ref(state, Stack.REGISTRY), type, address);
        reference.held = new Held(reference, dropped);
        held.add(reference.held);
        return reference;
    }

    /** Gives up what nobody uses any more, without waiting for Java to notice. */
    void drop(Reference reference) {
        if (held.remove(reference.held)) {
            Api.unref(vm.current(), Stack.REGISTRY, reference.key);
        }
    }

    /** Lua's memory grows while Java, which has little garbage, does not look for what it dropped. */
    private void collectIfLuaNeedsIt() {
        long now = vm.memory.held();
        if (now > MemoryLimit.MOST_BYTES / 2 && now > lastCollected + MemoryLimit.MOST_BYTES / 8) {
            System.gc();
            lastCollected = now;
        } else if (now < lastCollected / 2) {
            lastCollected = 0;
        }
    }

    /** As {@link #take}, and removes it from the top. */
    Reference pop(long state) {
        Reference reference = take(state, -1);
        Stack.settop(state, -2);
        return reference;
    }

    void push(long state, Reference reference) {
        if (reference.vm != vm) {
            throw new IllegalArgumentException("not values of the VM of '" + vm.resource() + "'");
        }
        Stack.rawgeti(state, Stack.REGISTRY, reference.key);
    }
}

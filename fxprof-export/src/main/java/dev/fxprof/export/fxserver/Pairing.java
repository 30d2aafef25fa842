package dev.fxprof.export.fxserver;

import java.util.Arrays;

/**
 * Finds the enter of each exit, which the server does not write down.
 *
 * <p>An exit closes the innermost scope, or resource, as it says. That is not always right: a script may
 * leave a scope of its own open, or close one too many, and other threads write into the same sequence.
 * What gives it away is the kind of an exit, that the server closes what it opened itself in the order
 * in which it did, and that at the end of a tick nothing is open. The rules:
 * <ol>
 * <li>When a resource is left, all scopes above it are over. If some of them are open, as many scopes
 * that a script opened by hand, or pauses of .NET, were left open: of several, the last one before the
 * place where scopes begin to stand where they cannot.
 * <li>An exit of a scope where no scope is open closes the one that was left open last: that was another
 * thread's. If there is none, it closes such a scope further out; if there is none either, it is the
 * true end of the scope of the server's own that a script had closed too early.
 * <li>What remains is an exit without a scope.
 * </ol>
 */
final class Pairing {
    private static final int MOST_TRIES = 64;
    private static final int FAR = 64;
    /** Events that may be gone through again for each that was read, so that bad files cost no more. */
    private static final int REPLAYS = 8;

    private final Unit unit;
    int[] stack = new int[64];
    int depth;
    private int resources;
    private int[] leftOpen = new int[16];
    private int leftOpenCount;
    /** The first enter that stands where it cannot, or {@link Unit#NONE}. */
    private int misplaced = Unit.NONE;
    /** By how many are open: the scope of the server's own that ended last, and may go on. */
    private int[] closed = new int[65];
    /** What stands for the tick, once it was closed, or {@link Unit#NONE}. */
    private int closedTick = Unit.NONE;
    private boolean isReplaying;
    private long budget = 1 << 20;

    Pairing(Unit unit) {
        this.unit = unit;
        closed[0] = Unit.NONE;
    }

    /** Takes what came last. */
    void take(int event) {
        budget += REPLAYS;
        step(event);
    }

    private void step(int event) {
        if (closedTick != Unit.NONE) {
            reopenTick();
        }
        if (unit.isEnter(event)) {
            enter(event);
            return;
        }
        byte type = unit.type[event];
        if (depth > 0 && closes(type, stack[depth - 1])) {
            pair(pop(), event);
        } else if (type == Unit.EXIT_RESOURCE && resources > 0) {
            int at = depth - 1;
            while (!unit.name[stack[at]].isResource()) {
                at--;
            }
            settle(at, event);
            pair(pop(), event);
        } else if (type == Unit.EXIT_SCOPE) {
            closeElsewhere(event);
        }
    }

    private boolean closes(byte exit, int enter) {
        return exit == Unit.EXIT
                || (exit == Unit.EXIT_RESOURCE) == unit.name[enter].isResource();
    }

    /** The tick is over only when nothing follows: what closed it was an exit too many. */
    private void reopenTick() {
        int exit = unit.match[closedTick];
        unit.unpair(closedTick);
        int tick = closedTick;
        closedTick = Unit.NONE;
        int last = closed[1];
        enter(tick);
        closed[1] = last;
        closeElsewhere(exit);
    }

    private void pair(int enter, int exit) {
        unit.pair(enter, exit);
        ScopeName name = unit.name[enter];
        if (name.type == ScopeName.Type.TICK_SCOPE && depth == 0) {
            closedTick = enter;
        }
        // References and regions follow a thread that was closed too early as often as not.
        boolean isOutermost = name.isCsharp()
                || name.isLua() && name.type != ScopeName.Type.LUA_REFERENCE;
        if (isOutermost || name.isLua() && closed[depth] == Unit.NONE) {
            closed[depth] = enter;
        }
    }

    private void enter(int event) {
        if (misplaced == Unit.NONE && isMisplaced(unit.name[event])) {
            misplaced = event;
        }
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, 2 * depth);
            closed = Arrays.copyOf(closed, 2 * depth + 1);
        }
        stack[depth++] = event;
        closed[depth] = Unit.NONE;
        resources += unit.name[event].isResource() ? 1 : 0;
    }

    private int pop() {
        int enter = stack[--depth];
        resources -= unit.name[enter].isResource() ? 1 : 0;
        return enter;
    }

    /** A resource ticks within no other; a thread or handler rarely goes on within another one. */
    private boolean isMisplaced(ScopeName name) {
        if (name.type == ScopeName.Type.RESOURCE_TICK) {
            return resources > 0;
        }
        boolean isOutermost = name.type == ScopeName.Type.LUA_THREAD
                || name.type == ScopeName.Type.LUA_EVENT;
        return isOutermost && depth > 0 && unit.name[stack[depth - 1]].isLua();
    }

    /** An exit of a scope where a resource is innermost, or nothing is open. */
    private void closeElsewhere(int exit) {
        if (leftOpenCount > 0) {
            unit.elsewhere(leftOpen[--leftOpenCount], exit);
            return;
        }
        for (int at = depth - 1; at >= Math.max(0, depth - FAR); at--) {
            if (unit.name[stack[at]].isLoose()) {
                unit.elsewhere(stack[at], exit);
                System.arraycopy(stack, at + 1, stack, at, depth - at - 1);
                depth--;
                Arrays.fill(closed, at, depth + 1, Unit.NONE);
                return;
            }
        }
        if (closed[depth] != Unit.NONE) {
            unit.unpair(closed[depth]);
            unit.pair(closed[depth], exit);
        }
    }

    /** How many scopes nothing has closed, and closes any more. */
    int leftOpen() {
        return leftOpenCount;
    }

    /** Begins anew, with what is open. */
    void restart() {
        leftOpenCount = 0;
        misplaced = Unit.NONE;
        closedTick = Unit.NONE;
        Arrays.fill(closed, 0, depth + 1, Unit.NONE);
    }

    /** Says that all is over that is open. */
    void settleAll() {
        settle(-1, unit.size);
    }

    /** Says that all above a place of the stack is over, when so many events have been taken. */
    private void settle(int at, int now) {
        leaveLooseOpen(at);
        for (int i = 0; i < MOST_TRIES && depth - 1 > at && !isReplaying; i++) {
            int from = stack[at + 1];
            int loose = looseBetween(from, now);
            if (loose == Unit.NONE || budget < now - from) {
                break;
            }
            leaveOpen(loose);
            replay(at, from, now);
            leaveLooseOpen(at);
        }
        while (depth - 1 > at) {
            leaveOpen(pop());
        }
    }

    private void leaveLooseOpen(int at) {
        while (depth - 1 > at && unit.name[stack[depth - 1]].isLoose()) {
            leaveOpen(pop());
        }
    }

    private void leaveOpen(int enter) {
        unit.leaveOpen(enter);
        if (leftOpenCount == leftOpen.length) {
            leftOpen = Arrays.copyOf(leftOpen, 2 * leftOpenCount);
        }
        leftOpen[leftOpenCount++] = enter;
    }

    private int looseBetween(int from, int now) {
        int limit = misplaced > from && misplaced < now ? misplaced : now;
        int found = looseBefore(from, limit);
        return found == Unit.NONE ? looseBefore(limit, now) : found;
    }

    private int looseBefore(int from, int limit) {
        for (int i = limit - 1; i >= from; i--) {
            if (unit.isEnter(i) && unit.name[i].isLoose() && !unit.isLeftOpen(i)
                    && !unit.isElsewhere(i)) {
                return i;
            }
        }
        return Unit.NONE;
    }

    /** Pairs some events again, without what has been left open meanwhile. */
    private void replay(int at, int from, int now) {
        budget -= now - from;
        misplaced = Unit.NONE;
        closedTick = Unit.NONE;
        while (depth - 1 > at) {
            pop();
        }
        closed[depth] = Unit.NONE;
        isReplaying = true;
        for (int i = from; i < now; i++) {
            boolean isElsewhere = unit.isEnter(i)
                    ? unit.isElsewhere(i)
                    : unit.match[i] != Unit.NONE && unit.isElsewhere(unit.match[i]);
            if (!isElsewhere && !(unit.isEnter(i) && unit.isLeftOpen(i))) {
                unit.unpair(i);
                step(i);
            }
        }
        isReplaying = false;
    }
}

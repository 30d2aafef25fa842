package dev.fxprof.lua.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a parser has to know of the names, labels and loops around it. */
final class Scopes {
    /** In one function, as in Lua and LuaJ. */
    static final int MOST_LOCALS = 200;

    private record Local(String name, boolean isConst) {}

    private record Goto(String label, int position, int line) {}

    /** A function's body or a block in it. */
    private static final class Block {
        final int locals;
        final boolean isLoop;
        final boolean isFunction;
        final boolean isVararg;
        /** The rest of a block behind a variable to be closed, which becomes a function. */
        final boolean isRest;
        final int line;
        /** Labels with their lines. */
        final Map<String, Integer> labels = new HashMap<>();
        final List<Goto> gotos = new ArrayList<>();
        /** Labels with nothing behind them so far. */
        final List<String> trailing = new ArrayList<>();

        Block(int locals, boolean isLoop, boolean isFunction, boolean isVararg, boolean isRest,
                int line) {
            this.locals = locals;
            this.isLoop = isLoop;
            this.isFunction = isFunction;
            this.isVararg = isVararg;
            this.isRest = isRest;
            this.line = line;
        }
    }

    private final List<Local> locals = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    void open(boolean isLoop) {
        blocks.add(new Block(locals.size(), isLoop, false, false, false, 0));
    }

    /** {@code line} is where the function begins, 0 for a chunk. */
    void openFunction(boolean isVararg, int line) {
        blocks.add(new Block(locals.size(), false, true, isVararg, false, line));
    }

    void openRest() {
        blocks.add(new Block(locals.size(), false, false, false, true, 0));
    }

    /** Whether a return leaves such a rest, and not its function alone. */
    boolean isInRest() {
        for (int i = blocks.size() - 1; i >= 0 && !blocks.get(i).isFunction; i--) {
            if (blocks.get(i).isRest) {
                return true;
            }
        }
        return false;
    }

    /** Whether a break leaves such a rest. */
    boolean breakLeavesRest() {
        for (int i = blocks.size() - 1; i >= 0 && !blocks.get(i).isFunction; i--) {
            if (blocks.get(i).isLoop || blocks.get(i).isRest) {
                return blocks.get(i).isRest;
            }
        }
        return false;
    }

    private Block top() {
        return blocks.getLast();
    }

    /** Leaves a block; a goto that found no label in it looks in the one around. */
    void close() {
        Block block = blocks.removeLast();
        locals.subList(block.locals, locals.size()).clear();
        for (Goto g : block.gotos) {
            if (block.labels.containsKey(g.label)) {
                continue;
            }
            if (block.isRest) {
                throw new SyntaxError(g.position, g.line, "LuaJ cannot leave the block of a "
                        + "<close> variable by goto: run it with --engine lua54");
            }
            if (block.isFunction) {
                throw new SyntaxError(g.position, g.line,
                        "no visible label '" + g.label + "' for <goto> at line " + g.line);
            }
            top().gotos.add(g);
        }
    }

    void local(String name, boolean isConst) {
        locals.add(new Local(name, isConst));
    }

    /** The function that has no room for so many more locals, or null. */
    String tooManyLocals(int more) {
        int i = blocks.size() - 1;
        while (!blocks.get(i).isFunction) {
            i--;
        }
        Block function = blocks.get(i);
        if (locals.size() - function.locals + more <= MOST_LOCALS) {
            return null;
        }
        return function.line == 0 ? "main function" : "function at line " + function.line;
    }

    /** Whether a name is a local that must not be assigned. */
    boolean isConst(String name) {
        for (int i = locals.size() - 1; i >= 0; i--) {
            if (locals.get(i).name.equals(name)) {
                return locals.get(i).isConst;
            }
        }
        return false;
    }

    boolean isVararg() {
        for (int i = blocks.size() - 1; i >= 0; i--) {
            if (blocks.get(i).isFunction) {
                return blocks.get(i).isVararg;
            }
        }
        return true;
    }

    boolean isInLoop() {
        for (int i = blocks.size() - 1; i >= 0 && !blocks.get(i).isFunction; i--) {
            if (blocks.get(i).isLoop) {
                return true;
            }
        }
        return false;
    }

    void jump(String label, int position, int line) {
        top().gotos.add(new Goto(label, position, line));
    }

    /** A statement follows, perhaps one that does nothing. */
    void statement(boolean isNothing) {
        if (!isNothing) {
            top().trailing.clear();
        }
    }

    List<String> trailingLabels() {
        return List.copyOf(top().trailing);
    }

    /** Adds a label; returns the line of a visible one of that name, or 0. */
    int label(String name, int line) {
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Integer earlier = blocks.get(i).labels.get(name);
            if (earlier != null) {
                return earlier;
            }
            if (blocks.get(i).isFunction) {
                break;
            }
        }
        top().labels.put(name, line);
        top().trailing.add(name);
        return 0;
    }
}

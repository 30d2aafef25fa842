package dev.fxprof.lua.syntax;

import java.util.ArrayList;
import java.util.List;

/** What a parser has to know of the names, labels and loops around it. */
final class Scopes {
    private record Local(String name, boolean isConst) {}

    private record Goto(String label, int position, int line) {}

    /** A function's body or a block in it. */
    private static final class Block {
        final int locals;
        final boolean isLoop;
        final boolean isFunction;
        final boolean isVararg;
        final List<String> labels = new ArrayList<>();
        final List<Goto> gotos = new ArrayList<>();

        Block(int locals, boolean isLoop, boolean isFunction, boolean isVararg) {
            this.locals = locals;
            this.isLoop = isLoop;
            this.isFunction = isFunction;
            this.isVararg = isVararg;
        }
    }

    private final List<Local> locals = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    void open(boolean isLoop) {
        blocks.add(new Block(locals.size(), isLoop, false, false));
    }

    void openFunction(boolean isVararg) {
        blocks.add(new Block(locals.size(), false, true, isVararg));
    }

    private Block top() {
        return blocks.getLast();
    }

    /** Leaves a block; a goto that found no label in it looks in the one around. */
    void close() {
        Block block = blocks.removeLast();
        locals.subList(block.locals, locals.size()).clear();
        for (Goto g : block.gotos) {
            if (block.labels.contains(g.label)) {
                continue;
            }
            if (block.isFunction) {
                throw new SyntaxError(g.position, g.line,
                        "no visible label '" + g.label + "' for goto");
            }
            top().gotos.add(g);
        }
    }

    void local(String name, boolean isConst) {
        locals.add(new Local(name, isConst));
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

    /** Adds a label; false if the function has a visible one of that name. */
    boolean label(String name) {
        for (int i = blocks.size() - 1; i >= 0; i--) {
            if (blocks.get(i).labels.contains(name)) {
                return false;
            }
            if (blocks.get(i).isFunction) {
                break;
            }
        }
        top().labels.add(name);
        return true;
    }
}

package dev.fxprof.lua.lua54;

import java.util.function.Supplier;

/** Which functions of scripts run, as cheaply as one can ask: text is made only if somebody reads it. */
final class Callers {
    private static final int MOST = 8;
    private static final String SYSTEM = "citizen:/";
    private static final long LINE = Native.text("l");

    private Callers() {
    }

    static Supplier<String> of(Lua54Vm vm) {
        long state = vm.current();
        long debug = vm.scratch.debug();
        FunctionInfo[] functions = new FunctionInfo[MOST];
        int[] lines = new int[MOST];
        int count = 0;
        for (int level = 0; count < MOST && Stack.getstack(state, level, debug) != 0; level++) {
            long call = Layout.call(debug);
            FunctionInfo info = Layout.isLua(call)
                    ? vm.chunks.prototypes().get(Layout.prototypeOfCall(call))
                    : null;
            if (info != null && !info.file().contains(SYSTEM)) {
                Stack.getinfo(state, LINE, debug);
                functions[count] = info;
                lines[count++] = Layout.currentLine(debug);
            }
        }
        int found = count;
        return () -> text(functions, lines, found);
    }

    private static String text(FunctionInfo[] functions, int[] lines, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "\t" : "\n\t").append(functions[i].file()).append(':')
                    .append(lines[i]).append(": in ").append(functions[i].name());
        }
        return text.toString();
    }
}

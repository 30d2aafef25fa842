package dev.fxprof.lua.lua54;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.VmSettings;
import dev.fxprof.lua.common.ChunkName;
import dev.fxprof.lua.common.FunctionNames;
import dev.fxprof.lua.syntax.CfxLua;
import dev.fxprof.lua.syntax.Dialect;
import dev.fxprof.lua.syntax.Helper;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compiles chunks and learns what functions are in them. */
final class Chunks {
    private static final String SYSTEM = "@citizen:";
    private static final String MAIN = "main chunk";
    private static final long TEXT_ONLY = Native.text("t");
    private static final Pattern MESSAGE = Pattern.compile("(.*?):(\\d+): (.*)", Pattern.DOTALL);

    private final VmSettings settings;
    private final Prototypes prototypes = new Prototypes();

    Chunks(VmSettings settings) {
        this.settings = settings;
    }

    Prototypes prototypes() {
        return prototypes;
    }

    /** Pushes the main function of a chunk. */
    void load(long state, String chunkName, byte[] source) throws LuaSyntaxException {
        byte[] rewritten = CfxLua.rewrite(chunkName, source, Dialect.LUA54).source();
        compile(state, chunkName, rewritten);
        List<String> names = FunctionNames.of(new String(rewritten, StandardCharsets.UTF_8));
        long main = Layout.prototype(Stack.topointer(state, -1));
        boolean named = names.size() == count(main) - 1;
        new Naming(chunkName, named ? names : List.of()).learn(main, MAIN);
    }

    /** Pushes the main function of a chunk that is the engine's own: no span shows it. */
    void compile(long state, String chunkName, byte[] source) throws LuaSyntaxException {
        // Lua takes the first @ for the sign of a file name; messages show ours, as a server's do.
        String name = chunkName.startsWith("@") ? "@" + chunkName : chunkName;
        int status;
        // Memory of its own: a finaliser that runs meanwhile may use the VM's.
        try (Arena arena = Arena.ofConfined()) {
            byte[] both = withName(source, name);
            MemorySegment text = arena.allocate(both.length + 1L);
            MemorySegment.copy(both, 0, text, ValueLayout.JAVA_BYTE, 0, both.length);
            status = Api.loadbuffer(state, text.address(), source.length,
                    text.address() + source.length + 1, TEXT_ONLY);
        }
        if (status != Api.OK) {
            String message = Converter.text(state, -1);
            Stack.settop(state, -2);
            throw refusal(chunkName, message);
        }
    }

    private static byte[] withName(byte[] source, String name) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] both = new byte[source.length + 1 + nameBytes.length];
        System.arraycopy(source, 0, both, 0, source.length);
        System.arraycopy(nameBytes, 0, both, source.length + 1, nameBytes.length);
        return both;
    }

    private static LuaSyntaxException refusal(String chunkName, String message) {
        String file = chunkName.startsWith("@") ? chunkName.substring(1) : chunkName;
        Matcher m = MESSAGE.matcher(message);
        return m.matches()
                ? new LuaSyntaxException(file, Integer.parseInt(m.group(2)), m.group(3))
                : new LuaSyntaxException(file, 0, message);
    }

    private static int count(long prototype) {
        int count = 1;
        for (int i = 0, n = Layout.children(prototype); i < n; i++) {
            count += count(Layout.child(prototype, i));
        }
        return count;
    }

    /** Walks the prototypes in the order in which the source defines them. */
    private final class Naming {
        private final String chunk;
        private final String file;
        private final List<String> names;
        private int next;

        Naming(String chunk, List<String> names) {
            this.chunk = chunk;
            this.file = ChunkName.shown(chunk);
            this.names = names;
        }

        void learn(long prototype, String name) {
            int line = Layout.line(prototype);
            int lastLine = line == 0 ? 0 : Layout.lastLine(prototype);
            prototypes.put(prototype,
                    new FunctionInfo(name, file, line, lastLine, site(name, line)));
            for (int i = 0, n = Layout.children(prototype); i < n; i++) {
                long child = Layout.child(prototype, i);
                String given = next < names.size() ? names.get(next) : "";
                next++;
                learn(child, given.isEmpty() ? "function:" + Layout.line(child) : given);
            }
        }

        private int site(String name, int line) {
            if (!settings.functions() || chunk.startsWith(SYSTEM)
                    || name.startsWith(Helper.PREFIX)) {
                return 0;
            }
            return settings.sites().intern(settings.resource(), ScriptRuntime.LUA,
                    SpanKind.FUNCTION, name, file, line);
        }
    }
}

package dev.fxprof.lua.luaj;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.VmSettings;
import dev.fxprof.lua.common.FunctionNames;
import dev.fxprof.lua.syntax.CfxLua;
import dev.fxprof.lua.syntax.Dialect;
import dev.fxprof.lua.syntax.Helper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.compiler.LuaC;

/** Compiles chunks and gives every function in them its name and site. */
final class Compiler {
    static final String SYSTEM = "@citizen:";
    private static final String MAIN = "main chunk";

    /** LuaJ's message begins with the chunk name; a fixed one makes the rest easy to find. */
    private static final String NAME = "=chunk";
    private static final Pattern MESSAGE = Pattern.compile("chunk:(\\d+): (.*)", Pattern.DOTALL);
    private static final Pattern UNEXPECTED = Pattern.compile("unexpected symbol .*",
            Pattern.DOTALL);

    /** The engine's own chunks by name: their functions have no sites, so all VMs share them. */
    private static final Map<String, Shared> SHARED = new ConcurrentHashMap<>();

    private final VmSettings settings;
    private long sourceBytes;

    private record Shared(byte[] source, Proto main) {}

    Compiler(VmSettings settings) {
        this.settings = settings;
    }

    /** How much source has been compiled, in bytes. */
    long sourceBytes() {
        return sourceBytes;
    }

    /** Compiles a chunk that the host loads; one of the engine's own only once for all VMs. */
    Proto load(String chunkName, byte[] source) throws LuaSyntaxException {
        if (!chunkName.startsWith(SYSTEM)) {
            return compile(chunkName, source);
        }
        Shared known = SHARED.get(chunkName);
        if (known != null && Arrays.equals(known.source(), source)) {
            sourceBytes += source.length;
            return known.main();
        }
        Proto main = compile(chunkName, source);
        SHARED.put(chunkName, new Shared(source.clone(), main));
        return main;
    }

    Proto compile(String chunkName, byte[] source) throws LuaSyntaxException {
        CfxLua.Rewritten rewritten = CfxLua.rewrite(chunkName, source, Dialect.LUAJ);
        Prototype main = parse(chunkName, rewritten.source());
        supply(main, rewritten.helpers());
        sourceBytes += source.length;
        List<String> names = FunctionNames
                .of(new String(rewritten.source(), StandardCharsets.UTF_8));
        boolean named = names.size() == count(main) - 1;
        return new Naming(Chunk.of(chunkName), named ? names : List.of()).build(main);
    }

    private static Prototype parse(String chunkName, byte[] source) throws LuaSyntaxException {
        try {
            return LuaC.instance.compile(new ByteArrayInputStream(source), NAME);
        } catch (LuaError e) {
            Matcher m = MESSAGE.matcher(String.valueOf(e.getMessage()));
            String file = chunkName.startsWith("@") ? chunkName.substring(1) : chunkName;
            if (!m.matches()) {
                throw new LuaSyntaxException(file, 0, Failures.message(e));
            }
            String message = UNEXPECTED.matcher(m.group(2)).replaceFirst("unexpected symbol");
            throw new LuaSyntaxException(file, Integer.parseInt(m.group(1)), message);
        } catch (StackOverflowError e) {
            throw new LuaSyntaxException(chunkName, 0, "chunk has too many syntax levels");
        } catch (RuntimeException e) {
            throw new LuaSyntaxException(chunkName, 0, Failures.message(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts the functions themselves where a chunk's first instructions read them from globals, which
     * the script could have replaced, or may not have at all in an environment of its own.
     */
    private static void supply(Prototype main, Set<Helper> helpers) {
        for (Helper helper : helpers) {
            int constant = helper.isNative() ? constant(main, helper.id()) : -1;
            for (int i = 0; constant >= 0 && i < main.code.length; i++) {
                int instruction = main.code[i];
                if (Lua.GET_OPCODE(instruction) == Lua.OP_GETTABUP
                        && Lua.GETARG_C(instruction) == (constant | Lua.BITRK)) {
                    main.k[constant] = switch (helper) {
                        case CLOSING -> Closing.CLOSE;
                        case RESULTS -> Closing.RESULTS;
                        default -> Integers.of(helper);
                    };
                    main.code[i] = Lua.OP_LOADK | Lua.GETARG_A(instruction) << Lua.POS_A
                            | constant << Lua.POS_Bx;
                    break;
                }
            }
        }
    }

    private static int constant(Prototype main, String text) {
        for (int i = 0; i < main.k.length; i++) {
            if (main.k[i].isstring() && main.k[i].tojstring().equals(text)) {
                return i;
            }
        }
        return -1;
    }

    private static int count(Prototype p) {
        int count = 1;
        for (Prototype child : p.p) {
            count += count(child);
        }
        return count;
    }

    private int site(Chunk chunk, String name, int line) {
        if (!settings.functions() || chunk.name().startsWith(SYSTEM)
                || name.startsWith(Helper.PREFIX)) {
            return 0;
        }
        return settings.sites().intern(settings.resource(), ScriptRuntime.LUA, SpanKind.FUNCTION,
                name, chunk.shown(), line);
    }

    /** Walks the prototypes in the order in which the source defines them. */
    private final class Naming {
        private final Chunk chunk;
        private final List<String> names;
        private int next;

        Naming(Chunk chunk, List<String> names) {
            this.chunk = chunk;
            this.names = names;
        }

        Proto build(Prototype main) {
            return copy(main, MAIN);
        }

        private Proto copy(Prototype from, String name) {
            Prototype[] children = new Prototype[from.p.length];
            for (int i = 0; i < children.length; i++) {
                children[i] = copy(from.p[i], nameOf(from.p[i]));
            }
            return new Proto(from, children, site(chunk, name, from.linedefined), name, chunk);
        }

        private String nameOf(Prototype p) {
            String name = next < names.size() ? names.get(next) : "";
            next++;
            return name.isEmpty() ? "function:" + p.linedefined : name;
        }
    }
}

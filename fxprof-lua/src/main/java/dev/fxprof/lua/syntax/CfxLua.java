package dev.fxprof.lua.syntax;

import dev.fxprof.lua.LuaSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * The front end of all engines: checks a CfxLua source and rewrites it for one of them. Lines stay
 * lines: an error at run time names the line of the source.
 *
 * <p>The language is that of LuaGLM 5.4 (github.com/citizenfx/lua, branch luaglm-dev/cfx), the
 * statement {@code defer} excepted, which the server leaves out.
 */
public final class CfxLua {
    /**
     * A source that an engine's own compiler takes.
     *
     * @param source one byte a char of the original, where it was not rewritten
     * @param helpers functions that the engine has to supply
     */
    public record Rewritten(byte[] source, Set<Helper> helpers) {}

    /** What an encrypted file of the asset escrow begins with. */
    private static final byte[] ESCROW = {'F', 'X', 'A', 'P'};

    private CfxLua() {
    }

    /**
     * Whether a file is encrypted by the asset escrow, so that only a server can read it.
     *
     * @param file its bytes
     * @return true if so
     */
    public static boolean isEscrowed(byte[] file) {
        return file.length >= ESCROW.length
                && Arrays.equals(file, 0, ESCROW.length, ESCROW, 0, ESCROW.length);
    }

    /**
     * Checks and rewrites a source.
     *
     * @param chunkName its name, with or without {@code @}
     * @param bytes the source
     * @param dialect what compiles it
     * @return the source for that
     * @throws LuaSyntaxException if it is no CfxLua, or the engine cannot run it
     */
    public static Rewritten rewrite(String chunkName, byte[] bytes, Dialect dialect)
            throws LuaSyntaxException {
        String source = new String(bytes, StandardCharsets.ISO_8859_1);
        Edits edits = new Edits();
        try {
            Lexer lexer = new Lexer(source, edits, dialect);
            int begin = lexer.begin(chunkName.startsWith("@"));
            StatementParser parser = new StatementParser(lexer, edits, dialect);
            parser.chunk();
            StringBuilder definitions = new StringBuilder();
            parser.helpers.forEach(helper -> definitions.append(helper.definition()));
            if (!definitions.isEmpty()) {
                edits.open(begin, definitions.toString());
            }
            byte[] result = edits.isEmpty()
                    ? bytes
                    : edits.apply(source).getBytes(StandardCharsets.ISO_8859_1);
            return new Rewritten(result, Set.copyOf(parser.helpers));
        } catch (SyntaxError e) {
            String file = chunkName.startsWith("@") ? chunkName.substring(1) : chunkName;
            throw new LuaSyntaxException(file, e.line, column(source, e.position),
                    e.getMessage());
        }
    }

    private static int column(String source, int position) {
        int at = Math.min(position, source.length());
        int from = at;
        while (from > 0 && source.charAt(from - 1) != '\n' && source.charAt(from - 1) != '\r') {
            from--;
        }
        return at - from + 1;
    }
}

package dev.fxprof.lua.syntax;

import java.util.List;

/**
 * For LuaJ: what follows a variable to be closed becomes a function, so that the helper which calls it
 * can close the variable however the block ends. The function gives 1 and values for a return, 2 for a
 * break.
 */
final class RestOfBlock {
    private static final String HOW = Helper.PREFIX + "how";
    private static final String WHAT = Helper.PREFIX + "what";

    private final Parser parser;
    private final String arguments;

    RestOfBlock(Parser parser) {
        this.parser = parser;
        this.arguments = parser.scopes.isVararg() ? "..." : "";
    }

    /** In front of the rest. */
    void begin(String variable) {
        parser.edits.close(parser.lexer.lastEnd, " do local " + HOW + "," + WHAT + "="
                + parser.helper(Helper.CLOSING) + variable + ",\"" + variable + "\",function("
                + arguments + ") ");
        parser.scopes.openRest();
    }

    /** Behind the rest. */
    void end() {
        List<String> labels = parser.scopes.trailingLabels();
        parser.scopes.close();
        StringBuilder text = new StringBuilder(" end").append(arguments.isEmpty() ? "" : ",...")
                .append(")if ").append(HOW).append("==1 then ")
                .append(parser.scopes.isInRest() ? "return 1," : "return ")
                .append(parser.helper(Helper.RESULTS)).append(WHAT).append(")end");
        if (parser.scopes.isInLoop()) {
            text.append(" if ").append(HOW).append("==2 then ")
                    .append(parser.scopes.breakLeavesRest() ? "return 2" : "break").append(" end");
        }
        text.append(" end");
        // A goto in front of the variable may lead to a label at the end of its block.
        for (String label : labels) {
            parser.scopes.label(label, parser.lexer.lastLine);
            text.append(" ::").append(label).append("::");
        }
        parser.edits.close(parser.lexer.lastEnd, text.toString());
    }
}

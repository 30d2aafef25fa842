package dev.fxprof.lua.syntax;

import static dev.fxprof.lua.syntax.TokenKind.*;

import java.util.ArrayList;
import java.util.List;

/** Statements, by lparser.c of LuaGLM. */
final class StatementParser extends ExpressionParser {
    /** What a loop keeps its state in, at least. */
    private static final int HIDDEN_OF_LOOP = 3;
    private static final String TABLE = Helper.PREFIX + "t";
    private static final String KEY = Helper.PREFIX + "k";

    /** The variable to be closed that the statement has declared, or null. */
    private String closing;

    StatementParser(Lexer lexer, Edits edits, Dialect dialect) {
        super(lexer, edits, dialect);
    }

    void chunk() {
        scopes.openFunction(true, 0);
        block();
        if (!is(EOF)) {
            throw lexer.error("'" + EOF.text + "' expected");
        }
        scopes.close();
    }

    private void block() {
        while (!lexer.kind.endsBlock()) {
            if (is(RETURN)) {
                scopes.statement(false);
                returns();
                return;
            }
            statement();
            if (closing != null) {
                rest(closing);
                return;
            }
        }
    }

    private void rest(String variable) {
        closing = null;
        RestOfBlock rest = new RestOfBlock(this);
        rest.begin(variable);
        block();
        rest.end();
        if (is(UNTIL)) {
            throw lexer.error("LuaJ cannot close a variable that the condition of its loop may "
                    + "use: run it with --engine lua54");
        }
    }

    private void scope(boolean isLoop) {
        scopes.open(isLoop);
        block();
        scopes.close();
    }

    private void statement() {
        deeper();
        int line = lexer.line;
        scopes.statement(is(LABEL) || is(SEMICOLON));
        switch (lexer.kind) {
            case SEMICOLON -> lexer.next();
            case IF -> ifs(line);
            case WHILE -> {
                lexer.next();
                expression();
                expect(DO);
                scope(true);
                expectClose(END, WHILE, line);
            }
            case DO -> {
                lexer.next();
                scope(false);
                expectClose(END, DO, line);
            }
            case FOR -> loop(line);
            case REPEAT -> repeat(line);
            case FUNCTION -> function(line);
            case LOCAL -> {
                lexer.next();
                if (take(FUNCTION)) {
                    requireRoom(1);
                    scopes.local(name(), false);
                    body(false, line);
                } else {
                    locals();
                }
            }
            case LABEL -> label();
            case BREAK -> {
                if (!scopes.isInLoop()) {
                    throw new SyntaxError(lexer.start, line,
                            "break outside a loop at line " + line);
                }
                if (scopes.breakLeavesRest()) {
                    edits.replace(lexer.start, lexer.end, "do return 2 end");
                }
                lexer.next();
            }
            case GOTO -> {
                lexer.next();
                int at = lexer.start;
                scopes.jump(name(), at, line);
            }
            default -> expressionStatement();
        }
        back();
    }

    private void returns() {
        int from = lexer.start;
        int to = lexer.end;
        lexer.next();
        boolean hasValues = !lexer.kind.endsBlock() && !is(SEMICOLON);
        if (scopes.isInRest()) {
            edits.replace(from, to, hasValues ? "return 1," : "return 1");
        }
        if (hasValues) {
            expressions();
        }
        take(SEMICOLON);
        if (!lexer.kind.endsBlock()) {
            throw lexer.error("'end' or '<eof>' expected after 'return'");
        }
    }

    private void ifs(int line) {
        do {
            lexer.next();
            expression();
            expect(THEN);
            scope(false);
        } while (is(ELSEIF));
        if (take(ELSE)) {
            scope(false);
        }
        expectClose(END, IF, line);
    }

    private void loop(int line) {
        lexer.next();
        List<String> names = new ArrayList<>();
        names.add(name());
        if (take(SET)) {
            expression();
            expect(COMMA);
            expression();
            if (take(COMMA)) {
                expression();
            }
        } else if (is(COMMA) || is(IN)) {
            while (take(COMMA)) {
                names.add(name());
            }
            expect(IN);
            expressions();
        } else {
            throw lexer.error("'=' or 'in' expected");
        }
        expect(DO);
        scopes.open(true);
        requireRoom(HIDDEN_OF_LOOP + names.size());
        for (int i = 0; i < HIDDEN_OF_LOOP; i++) {
            scopes.local("", false);
        }
        names.forEach(name -> scopes.local(name, false));
        block();
        scopes.close();
        expectClose(END, FOR, line);
    }

    private void repeat(int line) {
        lexer.next();
        scopes.open(true);
        block();
        expectClose(UNTIL, REPEAT, line);
        expression();
        scopes.close();
    }

    private void function(int line) {
        lexer.next();
        checkAssignable(lexer.text(), lexer.start);
        name();
        boolean isMethod = false;
        while (is(DOT) || is(COLON)) {
            isMethod = is(COLON);
            lexer.next();
            name();
            if (isMethod) {
                break;
            }
        }
        body(isMethod, line);
    }

    @Override
    void body(boolean isMethod, int line) {
        List<String> parameters = new ArrayList<>();
        boolean isVararg = false;
        expect(OPEN);
        if (!is(CLOSE)) {
            do {
                if (take(DOTS)) {
                    isVararg = true;
                    break;
                }
                parameters.add(name());
            } while (take(COMMA));
        }
        expect(CLOSE);
        scopes.openFunction(isVararg, line);
        requireRoom(parameters.size() + 1);
        if (isMethod) {
            scopes.local("self", false);
        }
        parameters.forEach(name -> scopes.local(name, false));
        block();
        scopes.close();
        expectClose(END, FUNCTION, line);
    }

    private void requireRoom(int more) {
        String function = scopes.tooManyLocals(more);
        if (function != null) {
            throw lexer.error("too many local variables (limit is " + Scopes.MOST_LOCALS + ") in "
                    + function);
        }
    }

    private void locals() {
        List<String> names = new ArrayList<>();
        List<Boolean> consts = new ArrayList<>();
        String toClose = null;
        do {
            requireRoom(names.size() + 1);
            names.add(name());
            String attribute = is(LT) ? attribute() : "";
            consts.add(!attribute.isEmpty());
            if (attribute.equals("close")) {
                if (toClose != null) {
                    throw lexer.error("multiple to-be-closed variables in local list");
                }
                toClose = names.getLast();
            }
        } while (take(COMMA));
        if (is(IN)) {
            fields(names);
        } else if (take(SET)) {
            expressions();
        }
        for (int i = 0; i < names.size(); i++) {
            scopes.local(names.get(i), consts.get(i));
        }
        closing = isLuaj() ? toClose : null;
    }

    /** {@code <const>} or {@code <close>}; neither may be assigned. */
    private String attribute() {
        int from = lexer.start;
        lexer.next();
        String attribute = lexer.text();
        if (!is(NAME) || !attribute.equals("const") && !attribute.equals("close")) {
            throw new SyntaxError(lexer.start, lexer.line, "unknown attribute '" + attribute
                    + "', expected 'const' or 'close'");
        }
        lexer.next();
        if (!is(GT)) {
            throw lexer.error("'>' expected");
        }
        if (isLuaj()) {
            edits.replace(from, from + 1, " ");
            edits.replace(lexer.lastEnd - attribute.length(), lexer.lastEnd, " ");
            edits.replace(lexer.start, lexer.end, " ");
        }
        lexer.next();
        return attribute;
    }

    /** {@code a, b in t} is {@code a, b = t.a, t.b} with t evaluated once. */
    private void fields(List<String> names) {
        edits.replace(lexer.start, lexer.end, "=" + helper(Helper.FIELDS));
        lexer.next();
        suffixed();
        edits.close(lexer.lastEnd, ",\"" + String.join("\",\"", names) + "\")");
    }

    private void label() {
        lexer.next();
        int at = lexer.start;
        int line = lexer.line;
        String name = name();
        int earlier = scopes.label(name, line);
        if (earlier > 0) {
            throw new SyntaxError(at, line,
                    "label '" + name + "' already defined on line " + earlier);
        }
        expect(LABEL);
    }

    private void checkAssignable(String name, int at) {
        if (scopes.isConst(name)) {
            throw new SyntaxError(at, lexer.lastLine,
                    "attempt to assign to const variable '" + name + "'");
        }
    }

    private void expressionStatement() {
        Suffixed first = suffixed();
        if (first.isRewritten) {
            // Else a bracket in front would make it a call of what the statement before ends with.
            edits.open(first.start, ";");
        }
        if (lexer.kind.compound() != null) {
            compound(first);
        } else if (is(SET) || is(COMMA) || is(IN)) {
            assignment(first);
        } else if (!first.isCall) {
            throw lexer.error("syntax error");
        }
    }

    private void assignment(Suffixed first) {
        List<String> fields = new ArrayList<>();
        Suffixed target = first;
        while (true) {
            checkTarget(target);
            fields.add(target.name != null ? target.name : target.field);
            if (!take(COMMA)) {
                break;
            }
            // Lua nests targets, so it has the same limit for them.
            deeper();
            target = suffixed();
        }
        for (int i = 1; i < fields.size(); i++) {
            back();
        }
        if (is(IN)) {
            if (fields.contains(null)) {
                throw lexer.error("only names and fields can be taken out of a table with 'in'");
            }
            fields(fields);
            return;
        }
        if (lexer.kind.compound() != null) {
            throw lexer.error("compound assignment not allowed on tuples");
        }
        expect(SET);
        expressions();
    }

    private void checkTarget(Suffixed target) {
        if (!target.isVariable()) {
            throw lexer.error("syntax error");
        }
        if (target.name != null) {
            checkAssignable(target.name, target.start);
        }
    }

    /** {@code t[k] += e}: what the target is made of is evaluated once. */
    private void compound(Suffixed target) {
        checkTarget(target);
        TokenKind operator = lexer.kind.compound();
        Helper helper = Operators.helper(operator, dialect);
        String before = helper == null ? "" : helper(helper);
        String between = helper == null ? operator.text + "(" : ",(";
        String after = helper == null ? ")" : "))";
        String again = target.twice;
        if (again == null) {
            again = once(target);
            after += " end";
        }
        edits.replace(lexer.start, lexer.end, "=" + before + again + between);
        lexer.next();
        expression();
        edits.close(lexer.lastEnd, after);
    }

    /** Puts the target's table, and its key, into locals; returns the target in their terms. */
    private String once(Suffixed target) {
        if (target.field != null) {
            edits.open(target.start, "do local " + TABLE + "=");
            edits.replace(target.index, target.index + 1, ";" + TABLE + ".");
            return TABLE + "." + target.field;
        }
        edits.open(target.start, "do local " + TABLE + "," + KEY + "=");
        edits.replace(target.index, target.index + 1, ",");
        edits.replace(target.indexEnd - 1, target.indexEnd, ";" + TABLE + "[" + KEY + "]");
        return TABLE + "[" + KEY + "]";
    }
}

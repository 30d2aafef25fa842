package dev.fxprof.lua;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/**
 * A program of the language that both engines run alike, from a seed. Numbers stay small, so that
 * doubles hold what integers hold, and are printed by a function of the program's own, since 1 and
 * 1.0 are one number to LuaJ. Every loop and every call burns fuel, so that every program ends.
 */
final class RandomProgram {
    static final String PREAMBLE = """
            local printed, fuel = {}, 3000
            local function burn() fuel -= 1 if fuel < 0 then error('out of fuel', 0) end end
            local function show(v)
                if type(v) == 'number' then
                    if v ~= v then return 'nan' end
                    if v == math.huge or v == -math.huge then return v > 0 and 'inf' or '-inf' end
                    if v == math.floor(v) then return string.format('%d', v) end
                    return string.format('%.10g', v)
                elseif type(v) == 'table' then
                    local parts = {}
                    for i = 1, math.min(#v, 5) do parts[i] = type(v[i]) == 'table' and '{}' or show(v[i]) end
                    return '{' .. table.concat(parts, ',') .. '}'
                elseif type(v) == 'string' then
                    return #v > 60 and v:sub(1, 60) or v
                end
                return type(v) == 'function' and 'function' or tostring(v)
            end
            local function out(...)
                burn()
                local line = {}
                for i = 1, select('#', ...) do line[i] = show((select(i, ...))) end
                printed[#printed + 1] = table.concat(line, ' ')
            end
            local function small(n)
                if type(n) ~= 'number' or n ~= n or n > 1e6 or n < -1e6 then return 7 end
                return n
            end
            local function int(n) return math.floor(small(n)) end
            local function where(e) return type(e) == 'string' and e:match('^[^:]*:%d+:') or show(e) end
            """;
    static final String EPILOGUE = "return table.concat(printed, '\\n')\n";

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private final List<String> numbers = new ArrayList<>();
    private final List<String> strings = new ArrayList<>();
    private final List<String> tables = new ArrayList<>();
    private final List<String> functions = new ArrayList<>();
    private int names;
    private int labels;

    private RandomProgram(long seed) {
        random = new Random(seed);
    }

    static String of(long seed) {
        RandomProgram program = new RandomProgram(seed);
        program.text.append("local ok, e = pcall(function()\n");
        program.block(6 + program.random.nextInt(6), 3);
        program.text.append("end)\nfuel = 100\nout('end', ok, where(e))\n");
        return PREAMBLE + program.text + EPILOGUE;
    }

    private String pick(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String name(String prefix) {
        return prefix + ++names;
    }

    private void line(String format, Object... args) {
        text.append(format.formatted(args)).append('\n');
    }

    /** Statements in a scope of their own. */
    private void block(int statements, int depth) {
        int n = numbers.size();
        int s = strings.size();
        int t = tables.size();
        int f = functions.size();
        for (int i = 0; i < statements; i++) {
            statement(depth);
        }
        numbers.subList(n, numbers.size()).clear();
        strings.subList(s, strings.size()).clear();
        tables.subList(t, tables.size()).clear();
        functions.subList(f, functions.size()).clear();
    }

    private void statement(int depth) {
        switch (random.nextInt(depth > 0 ? 20 : 9)) {
            case 0, 1 -> declareNumber();
            case 2 -> declareString();
            case 3 -> declareTable();
            case 4 -> assign();
            case 5, 6 -> line("out(%s, %s)", anything(2), anything(2));
            case 7 -> mutate();
            case 8 -> line("out(%s)", call());
            case 9, 10 -> branch(depth);
            case 11 -> count(depth);
            case 12 -> walk(depth);
            case 13 -> loop(depth);
            case 14, 15 -> function(depth);
            case 16 -> guarded(depth);
            case 17 -> coroutine(depth);
            case 18 -> object();
            default -> skipping(depth);
        }
    }

    private void declareNumber() {
        String value = number(3);
        String name = name("n");
        line("local %s = %s", name, value);
        numbers.add(name);
    }

    private void declareString() {
        String value = string(3);
        String name = name("s");
        line("local %s = %s", name, value);
        strings.add(name);
    }

    private void declareTable() {
        StringJoiner elements = new StringJoiner(", ", "{ ", " }");
        for (int i = random.nextInt(5); i > 0; i--) {
            elements.add(number(2));
        }
        if (random.nextBoolean()) {
            elements.add("key = " + number(1)).add(".set");
        }
        String name = name("t");
        line("local %s = %s", name, elements);
        tables.add(name);
    }

    private void assign() {
        List<String> targets = numbers.stream().filter(n -> n.matches("\\w+")).toList();
        if (targets.isEmpty()) {
            declareNumber();
        } else if (random.nextBoolean()) {
            line("%s = small(%s)", pick(targets), number(2));
        } else {
            String target = pick(targets);
            String[] operators = {"+=", "-=", "*="};
            line("%s %s %s %s = small(%s)", target, operators[random.nextInt(3)], number(1),
                    target, target);
        }
    }

    private void mutate() {
        if (tables.isEmpty()) {
            declareTable();
            return;
        }
        String table = pick(tables);
        switch (random.nextInt(7)) {
            case 0 -> line("%s[#%s + 1] = %s", table, table, number(2));
            case 1 -> line("table.insert(%s, 1, %s)", table, number(1));
            case 2 -> line("out(table.remove(%s))", table);
            case 3 -> line("%s.key = (%s.key or 0) + 1", table, table);
            case 4 -> line("table.sort(%s, function(a, b) return a > b end)", table);
            case 5 -> line("out(#%s, %s?.key, %s.no?.field, next({}))", table, table, table);
            default -> line("out(select('#', table.unpack(%s)), (table.unpack(%s)))", table, table);
        }
    }

    private void branch(int depth) {
        line("if %s then", condition(2));
        block(1 + random.nextInt(3), depth - 1);
        if (random.nextBoolean()) {
            line("elseif %s then", condition(1));
            block(1, depth - 1);
        }
        if (random.nextBoolean()) {
            line("else");
            block(1 + random.nextInt(2), depth - 1);
        }
        line("end");
    }

    private void count(int depth) {
        String i = name("i");
        line("for %s = %d, %d, %d do burn()", i, random.nextInt(5), random.nextInt(8),
                1 + random.nextInt(2));
        numbers.add(i + " + 0");
        block(1 + random.nextInt(3), depth - 1);
        if (random.nextInt(4) == 0) {
            line("if %s then break end", condition(1));
        }
        numbers.removeLast();
        line("end");
    }

    private void walk(int depth) {
        if (tables.isEmpty()) {
            return;
        }
        String v = name("v");
        line("for _, %s in ipairs(%s) do burn()", v, pick(tables));
        numbers.add("small(" + v + ")");
        block(1 + random.nextInt(2), depth - 1);
        numbers.removeLast();
        line("end");
    }

    private void loop(int depth) {
        String w = name("w");
        line("local %s = 0", w);
        boolean repeats = random.nextBoolean();
        line(repeats ? "repeat burn()" : "while %s < %d do burn()", w, 1 + random.nextInt(6));
        block(1 + random.nextInt(2), depth - 1);
        line("%s += 1", w);
        line(repeats ? "until %s > %d" : "end", w, 1 + random.nextInt(6));
    }

    /** Its name is known only behind it; it may call itself while there is fuel. */
    private void function(int depth) {
        String name = name("f");
        line("local function %s(a, b, ...) burn()", name);
        numbers.add("small(a)");
        if (random.nextInt(3) == 0) {
            line("if int(a) > 0 and int(a) < 9 then return %s(a - 1, b, a, ...) end", name);
        }
        block(1 + random.nextInt(3), depth - 1);
        line("return %s, select('#', ...), b", number(2));
        numbers.removeLast();
        line("end");
        functions.add(name);
    }

    private void guarded(int depth) {
        String e = name("e");
        line("local ok%s, %s = pcall(function()", e, e);
        block(1 + random.nextInt(2), depth - 1);
        switch (random.nextInt(5)) {
            case 0 -> line("error('raised ' .. %s)", string(1));
            case 1 -> line("error({ %s })", number(1));
            case 2 -> line("local none = nil; return none.field");
            case 3 -> line("return %s + {}", number(1));
            default -> line("return %s", number(1));
        }
        line("end)\nout('guarded', ok%s, where(%s))", e, e);
    }

    private void coroutine(int depth) {
        String co = name("co");
        line("local %s = coroutine.wrap(function(a)", co);
        line("for j = 1, %d do burn() a = coroutine.yield(small(a) + j) end",
                1 + random.nextInt(4));
        block(1, depth - 1);
        line("return 'done' end)");
        line("for j = 1, %d do out(pcall(%s, j)) end", 1 + random.nextInt(6), co);
    }

    private void object() {
        String o = name("o");
        line("local %s = setmetatable({ v = %s }, {", o, number(1));
        line("__index = function(_, k) return k .. '?' end, __add = function(a, b) return 'sum' end,");
        line("__call = function(self, x) return small(x) + small(self.v) end,");
        line("__eq = function() return true end, __lt = function() return false end,");
        line("__len = function() return 42 end, __concat = function() return 'joined' end })");
        line("out(%s.missing, %s + 1, 1 + %s, %s(%s), #%s, %s .. 'x', %s == setmetatable({}, "
                + "getmetatable(%s)), %s < %s)", o, o, o, o, number(1), o, o, o, o, o, o);
    }

    private void skipping(int depth) {
        String label = "skip" + ++labels;
        String i = name("i");
        line("for %s = 1, %d do burn()", i, 1 + random.nextInt(5));
        line("if %s %% 2 == 0 then goto %s end", i, label);
        line("do");
        block(1, depth - 1);
        line("end ::%s:: end", label);
    }

    private String call() {
        return functions.isEmpty()
                ? number(2)
                : "%s(%s, %s, %s)".formatted(pick(functions), number(1), anything(1), number(0));
    }

    private String anything(int depth) {
        return switch (random.nextInt(tables.isEmpty() ? 3 : 4)) {
            case 0 -> number(depth);
            case 1 -> string(depth);
            case 2 -> "(" + condition(depth) + ")";
            default -> pick(tables);
        };
    }

    private String number(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            String[] literals = {"0", "1", "2", "3", "-4", "10", "0.5", "0.25", "1e2", "0x1F"};
            return numbers.isEmpty() || random.nextBoolean()
                    ? literals[random.nextInt(literals.length)]
                    : "(" + pick(numbers) + ")";
        }
        String a = number(depth - 1);
        String b = number(depth - 1);
        return switch (random.nextInt(14)) {
            case 0, 1 -> "small(%s + %s)".formatted(a, b);
            case 2 -> "small(%s - %s)".formatted(a, b);
            case 3, 4 -> "small(%s * %s)".formatted(a, b);
            case 5 -> "small(%s / %d)".formatted(a, 1 + random.nextInt(7));
            case 6 -> "(%s // %d)".formatted(a, 1 + random.nextInt(7));
            case 7 -> "(%s %% %d)".formatted(a, 1 + random.nextInt(7));
            case 8 -> "(int(%s) %s int(%s))".formatted(a,
                    new String[]{"&", "|", "~"}[random.nextInt(3)], b);
            case 9 -> "((int(%s) & 255) << %d)".formatted(a, random.nextInt(9));
            case 10 -> "-%s".formatted(a.startsWith("-") ? "(" + a + ")" : a);
            case 11 -> "#(%s)".formatted(string(depth - 1));
            case 12 -> "math.max(%s, %s)".formatted(a, b);
            default -> "(%s and %s or %s)".formatted(condition(depth - 1), a, b);
        };
    }

    private String string(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            String[] literals = {"'abc'", "\"x\\ty\"", "[[long]]", "'\\65\\x42'", "''", "'a,b,c'"};
            return strings.isEmpty() || random.nextBoolean()
                    ? literals[random.nextInt(literals.length)]
                    : pick(strings);
        }
        String s = "(" + string(depth - 1) + ")";
        return switch (random.nextInt(9)) {
            case 0, 1 -> "%s .. show(%s)".formatted(s, number(depth - 1));
            case 2 -> "%s:sub(%d, %d)".formatted(s, random.nextInt(4) - 1, random.nextInt(6) - 2);
            case 3 -> "%s:upper():reverse()".formatted(s);
            case 4 -> "(%s:gsub('%%a', '<%%0>', 2))".formatted(s);
            // Plus zero: LuaJ has no negative zero.
            case 5 -> "string.format('%%5.2f|%%d|%%s', %s + 0, int(%s), %s)"
                    .formatted(number(depth - 1), number(depth - 1), s);
            case 6 -> "show(%s:find('%s', 1, true))".formatted(s, "bc");
            case 7 -> "%s:sub(1, 10):rep(%d, '-')".formatted(s, random.nextInt(3));
            default -> "show(%s:byte(1, 1))".formatted(s);
        };
    }

    private String condition(int depth) {
        if (depth == 0) {
            return random.nextBoolean() ? "true" : "nil";
        }
        return switch (random.nextInt(6)) {
            case 0 -> "%s < %s".formatted(number(depth - 1), number(depth - 1));
            case 1 -> "%s == %s".formatted(number(depth - 1), number(depth - 1));
            case 2 -> "(%s) <= (%s)".formatted(string(depth - 1), string(depth - 1));
            case 3 -> "not (%s)".formatted(condition(depth - 1));
            case 4 -> "(%s) and (%s)".formatted(condition(depth - 1), condition(depth - 1));
            default -> "(%s) ~= (%s)".formatted(string(depth - 1), string(depth - 1));
        };
    }
}

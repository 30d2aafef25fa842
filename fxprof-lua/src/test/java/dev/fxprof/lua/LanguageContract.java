package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What LuaGLM adds to Lua, and what Lua 5.4 added to 5.2. */
interface LanguageContract extends LuaContract {
    /** Values with every number as a float, since LuaJ does not tell 1 from 1.0. */
    private List<Object> eval(String source) {
        return lua().eval(source).stream()
                .map(value -> value instanceof Number n ? (Object) n.doubleValue() : value)
                .toList();
    }

    @Test
    default void shouldAssignCompound() {
        assertThat(eval("""
                local a, t, calls = 5, { n = 1, list = { 10, 20 } }, 0
                local function get() calls = calls + 1 return t end
                local function one() calls = calls + 100 return 1 end
                a += 1 a -= 2 - 1 a *= 2 + 1 a /= 2
                t.n += a t['n'] *= 2 t.list[2] -= 1
                get().n += 1
                get().list[one()] += 5
                get().list[#t.list] += 1
                g = 1 g += 1
                return a, t.n, t.list[1], t.list[2], calls, g
                """)).containsExactly(7.5, 18.0, 15.0, 20.0, 103.0, 2.0);
    }

    /** A log, and a function that makes variables which write into it when they are closed. */
    String CLOSING = """
            local log = {}
            local function closing(name)
                return setmetatable({}, { __close = function(_, e)
                    log[#log + 1] = name .. (e and '!' or '')
                end })
            end
            """;

    @Test
    default void shouldCloseVariablesHoweverTheirBlockEnds() {
        assertThat(eval(CLOSING + """
                do local a <close> = closing('block') log[#log + 1] = 'in' end
                for i = 1, 3 do
                    local b <close> = closing('loop' .. i)
                    if i == 2 then break end
                    log[#log + 1] = 'body'
                end
                pcall(function() local c <close> = closing('error') error('x') end)
                local function results(...)
                    local d <const>, e <close> = 1, closing('return')
                    for _, x in ipairs({ ... }) do
                        local f <close> = closing('inner')
                        if x == 'out' then return x, d, select('#', ...), ... end
                    end
                    return
                end
                local a, b, c, d = results('first', 'out', nil)
                local none = select('#', results())
                return table.concat(log, ' '), a, b, c, d, none
                """)).containsExactly("in block body loop1 loop2 error! inner inner return return",
                "out", 1.0, 3.0, "first", 0.0);
    }

    @Test
    default void shouldCloseInReverseOrderAndPassErrorsOn() {
        assertThat(eval(
                CLOSING + """
                        local function failing()
                            local a <close> = closing('a')
                            local b <close> = setmetatable({}, { __close = function(_, e) error(e .. '+b', 0) end })
                            local nothing <close> = nil
                            local no <close> = false
                            local c <close> = closing('c')
                            error('first', 0)
                        end
                        local ok, message = pcall(failing)
                        local refused, why = pcall(function() local x <close> = 42 end)
                        return table.concat(log, ' '), message, why:match('variable.*')
                        """))
                .containsExactly("c! a!", "first+b",
                        "variable 'x' got a non-closable value");
    }

    @Test
    default void shouldGoToTheEndOfABlockThatIsClosed() {
        assertThat(eval(CLOSING + """
                for i = 1, 4 do
                    if i == 2 then goto continue end
                    local x <close> = closing('x' .. i)
                    if i == 3 then goto continue end
                    log[#log + 1] = 'body' .. i
                    ::continue::
                end
                return table.concat(log, ' ')
                """)).containsExactly("body1 x1 x3 body4 x4");
    }

    @Test
    default void shouldSuspendWithinABlockThatIsClosed() {
        assertThat(eval(CLOSING + """
                local co = coroutine.wrap(function(...)
                    local a <close> = closing('a')
                    local got = coroutine.yield(1)
                    while true do
                        local b <close> = closing('b')
                        got = got + coroutine.yield(got)
                        if got > 10 then return 'done', got end
                    end
                end)
                return co(), co(5), co(1), co(9), table.concat(log, ' ')
                """)).containsExactly(1.0, 5.0, 6.0, "done", "b b a");
    }

    @Test
    default void shouldNameLinesBehindAVariableThatIsClosed() {
        assertThatThrownBy(() -> lua().run(
                "local a <close> = nil\nlocal b = 1\nlocal c <close> = nil -- comment\nerror('here')"))
                .hasMessage("@res/main.lua:4: here");
    }

    @Test
    default void shouldHashBackticks() {
        assertThat(eval("""
                local function id(...) return ... end
                return `Hello, World!`, `CPed`, id`cped`, 1-`CPed`, ({ [`a`] = 1 })[`A`]
                """)).containsExactly(1395890823.0, -1803413927.0, -1803413927.0, 1803413928.0,
                1.0);
    }

    @Test
    default void shouldNavigateSafely() {
        assertThat(eval("""
                local calls = 0
                local function get(v) calls = calls + 1 return v end
                local t = { x = { y = false, f = function() return 'called' end } }
                local none, no = nil, false
                local function key() calls = calls + 100 return 'y' end
                local r = get(nil)?[key()]
                t?.x?.f()
                return none?.x, no?.x, t?.x?.y, t?.z?.y, get(t)?.x.f(), get(nil)?.x, t.z?[1], r,
                    calls, t?.x.f(), get(t)?.x?[key()], t?['x'] == t.x
                """)).containsExactly(null, false, false, null, "called", null, null, null, 3.0,
                "called", false, true);
    }

    @Test
    default void shouldUnpackByName() {
        assertThat(eval("""
                local calls, r = 0, {}
                local function get() calls = calls + 1 return { a = 1, b = 2, c = 3 } end
                local a, b in get()
                local c
                c, r.b in get()
                return a, b, c, r.b, calls
                """)).containsExactly(1.0, 2.0, 3.0, 2.0, 2.0);
    }

    @Test
    default void shouldConstructSets() {
        assertThat(eval("""
                local s = { .a, .b; c = 1, ['d'], 'first' }
                return s.a, s.b, s.c, s.d, s[1]
                """)).containsExactly(true, true, 1.0, true, "first");
    }

    @Test
    default void shouldSkipBlockCommentsAndKeepLines() {
        assertThat(eval("""
                /* one
                   '"[[ -- */ local a /**/ = 1 --[==[ ]] ]==]
                local s = '/* no comment */'
                return a, s, select(2, pcall(function() error('here') end))
                """)).containsExactly(1.0, "/* no comment */", "@res/main.lua:4: here");
    }

    @Test
    default void shouldDivideAndShift() {
        assertThat(eval("""
                return 7 // 2, -7 // 2, 7 // -2, 7.5 // 2, 1 + 7 // 2 * 2, 2 ^ 2 // 3,
                    0xF0 & 0x3C, 0xF0 | 0x0F, 5 ~ 1, ~5, 1 << 10, 1024 >> 3, 1 | 2 ~ 3 & 1,
                    -1 >> 32, 1 << 64, '3' // 1
                """)).containsExactly(3.0, -4.0, -4.0, 3.0, 7.0, 1.0, 48.0, 255.0, 4.0, -6.0,
                1024.0, 128.0,
                3.0, 4294967295.0, 0.0, 3.0);
    }

    @Test
    default void shouldCallMetamethodsOfTheNewOperators() {
        assertThat(eval("""
                local m = setmetatable({}, { __idiv = function() return 'idiv' end,
                    __band = function() return 'band' end, __bnot = function() return 'bnot' end,
                    __shl = function(a, b) return type(a) .. type(b) end })
                return m // 1, 1 & m, ~m, 1 << m, (pcall(function() return {} | 1 end))
                """)).containsExactly("idiv", "band", "bnot", "numbertable", false);
    }

    @Test
    default void shouldKnowConstantsGotoAndEscapes() {
        assertThat(eval("""
                local limit <const>, sum = 3, 0
                for i = 1, limit do
                    for j = 1, 3 do
                        if j == 2 then goto continue end
                        sum += i * j
                        ::continue::
                    end
                end
                return sum, '\\u{48}\\u{20AC}', '\\x41\\z
                    B'
                """)).containsExactly(24.0, "H\u20AC", "AB");
    }

    @Test
    default void shouldStartAfterAByteOrderMarkAndAShebang() {
        assertThat(eval("#!/usr/bin/lua\r\nlocal t = nil\r\nreturn t?.x, `a` == `A`"))
                .containsExactly(null, true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "local x <const> = 1; x = 2|1|22|attempt to assign to const variable 'x'",
            "local x <const> = 1; x += 2|1|22|attempt to assign to const variable 'x'",
            "x = 1 +|1|8|unexpected symbol near <eof>",
            "a, b += 1|1|6|compound assignment not allowed on tuples near '+='",
            "f() += 1|1|5|syntax error near '+='", "x = a?b|1|7|'.' or '[' expected",
            "x = `a|1|5|unfinished string near <eof>", "x = 3x|1|5|malformed number near '3x'",
            "/* open|1|1|unfinished long comment (starting at line 1) near <eof>",
            "break|1|1|break outside a loop at line 1",
            "goto x|1|6|no visible label 'x' for <goto> at line 1",
            "x = '\\q'|1|5|invalid escape sequence", "if x then|1|10|'end' expected near <eof>"})
    default void shouldSayWhereAndWhatWasExpected(String source, int line, int column,
            String message) {
        assertThatThrownBy(() -> lua().vm.load("@res/bad.lua", source))
                .isInstanceOfSatisfying(LuaSyntaxException.class, e -> {
                    assertThat(e.getMessage()).startsWith(message);
                    assertThat(e.line()).isEqualTo(line);
                    assertThat(e.column()).isEqualTo(column);
                });
    }

    @Test
    default void shouldNameWhatABlockWasOpenedBy() {
        assertThatThrownBy(() -> lua().vm.load("@res/bad.lua", "\nwhile x do\n\nf()"))
                .hasMessage("'end' expected (to close 'while' at line 2) near <eof>");
    }

    @Test
    default void shouldRefuseWhatIsNestedTooDeep() {
        assertThatThrownBy(() -> lua().vm.load("@res/bad.lua", "x = " + "(".repeat(100_000)))
                .isInstanceOf(LuaSyntaxException.class).hasMessageContaining("nested levels");
        assertThatThrownBy(() -> lua().vm.load("@res/bad.lua", "do ".repeat(100_000)))
                .isInstanceOf(LuaSyntaxException.class).hasMessageContaining("nested levels");
    }
}

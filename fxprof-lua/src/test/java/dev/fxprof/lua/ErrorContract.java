package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

interface ErrorContract extends LuaContract {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void shouldGiveTheSamePositionsWithAndWithoutFunctions(boolean functions) {
        assertThat(newLua(functions).eval("""
                local function deep() error('one') end
                local function blame() error('two', 2) end
                local r = {}
                local function try(f, ...)
                    r[#r + 1] = select(2, pcall(f, ...)):gsub(' %(%w+ \\'%w+\\'%)$', '')
                end
                try(function() deep() end)
                try(function()
                    blame()
                end)
                try(error, 'bare')
                try(function() error('zero', 0) end)
                try(function() local x; x.y = 1 end)
                try(function() return 1 + {} end)
                try(function() return {} < 1 end)
                try(function() undefined() end)
                try(function() return 'a' .. nil end)
                try(load('error("chunk")', '@res/other.lua'))
                try(function() assert(false, 'asserted') end)
                return unpack(r)
                """)).containsExactly("@res/main.lua:1: one", "@res/main.lua:9: two", "bare",
                "zero",
                "@res/main.lua:13: attempt to index a nil value",
                "@res/main.lua:14: attempt to perform arithmetic on a table value",
                "@res/main.lua:15: attempt to compare table with number",
                "@res/main.lua:16: attempt to call a nil value",
                "@res/main.lua:17: attempt to concatenate a nil value",
                "@res/other.lua:1: chunk", "@res/main.lua:19: asserted");
    }

    @Test
    default void shouldKeepErrorValues() {
        assertThat(lua().eval("""
                local e = { code = 1 }
                local _, a = pcall(error, e)
                local _, b = pcall(function() pcall(error, 'other') error(e) end)
                return a == e, b == e, select(2, pcall(error)), select(2, pcall(error, 12))
                """)).containsExactly(true, true, null, 12L);
    }

    @Test
    default void shouldHandErrorsToTheHandlerOfXpcall() {
        assertThat(lua().eval("""
                return xpcall(function(...) error(table.concat({ ... }, '+')) end,
                    function(m) return 'handled ' .. m end, 1, 2)
                """)).containsExactly(false, "handled @res/main.lua:1: 1+2");
        assertThat(lua().eval("return (xpcall(error, error, 'x')), xpcall(print, print)"))
                .containsExactly(false, true);
    }

    @Test
    default void shouldGiveErrorsOfTheHostThePositionOfTheCall() {
        lua().vm.define("fail", (HostFunction) args -> {
            throw new LuaScriptError("no " + args.string(1));
        });
        lua().vm.define("broken", (HostFunction) args -> {
            throw new IllegalStateException("defect");
        });

        assertThat(lua().eval("""
                local a = select(2, pcall(function()
                    fail('luck')
                end))
                return a, select(2, pcall(function() broken() end))
                """)).containsExactly("@res/main.lua:2: no luck", "@res/main.lua:4: defect");
    }

    @Test
    default void shouldAddAPositionOnceOnTheWayThroughTheHost() {
        LuaFixture other = newLua(false);
        LuaFunctionRef fails = other.function("return function() error('far') end");
        lua().vm.define("remote", (HostFunction) args -> {
            other.vm.call(fails, other.vm.args());
            return lua().vm.args();
        });
        lua().vm.define("again", (HostFunction) args -> lua().vm.call(args.function(1),
                lua().vm.args()));

        assertThat(lua().eval("""
                local e = {}
                local _, a = pcall(function() remote() end)
                local _, b = pcall(function() again(function() error(e) end) end)
                return a, b == e
                """)).containsExactly("@res/main.lua:1: far", true);
    }

    @Test
    default void shouldThrowUncaughtErrorsToTheHostWithATraceback() {
        LuaCoroutine coroutine = lua().coroutine("\n\nerror('over')");

        LuaScriptError error = catchThrowableOfType(LuaScriptError.class,
                () -> coroutine.resume(lua().vm.args()));

        assertThat(error).hasMessage("@res/main.lua:3: over");
        assertThat(error.traceback()).contains("stack traceback:").contains("@res/main.lua:3:");
        assertThat(coroutine.isDead()).isTrue();
        assertThatThrownBy(() -> lua().vm.call(lua().load("error({})"), lua().vm.args()))
                .isInstanceOf(LuaScriptError.class).hasMessageStartingWith("table: 0x");
    }

    @Test
    default void shouldSurviveAnOverflowOfTheStack() {
        assertThat(lua().eval("""
                local function deep(n) return 1 + deep(n + 1) end
                local a, b = pcall(deep, 1)
                local c, d = coroutine.resume(coroutine.create(deep), 1)
                return a, b:match('stack overflow'), c, d:match('stack overflow'), pcall(print)
                """)).containsExactly(false, "stack overflow", false, "stack overflow", true);
    }

    @ParameterizedTest
    @CsvSource({"'x = = 1',1", "'\n\nlocal function\n1',4", "'if x then\n\n',3", "'return \"a',1",
            "'goto nowhere',1"})
    default void shouldTellTheLineOfASyntaxError(String source, int line) {
        LuaSyntaxException error = catchThrowableOfType(LuaSyntaxException.class,
                () -> lua().vm.load("@res/bad.lua", source));

        assertThat(error.file()).isEqualTo("res/bad.lua");
        assertThat(error.line()).isEqualTo(line);
        assertThat(error.getMessage()).isNotBlank().doesNotContain("bad.lua");
    }
}

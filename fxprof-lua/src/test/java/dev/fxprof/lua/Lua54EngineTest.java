package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fxprof.lua.lua54.Lua54Engine;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Lua54EngineTest extends LuaEngineContractTest {
    @BeforeAll
    static void requireLibrary() {
        assumeTrue(Lua54Engine.problem() == null, Lua54Engine.problem());
    }

    @Override
    LuaEngine engine() {
        return new Lua54Engine();
    }

    @Test
    void shouldTellIntegersFromFloats() {
        LuaArgs results = lua().run("return 1, 1.0, 7 // 2, 7 / 1, 2 ^ 2, math.type(3), "
                + "math.maxinteger + 1 == math.mininteger, 10 / 2 .. ''");

        assertThat(results.toJava(1)).isEqualTo(1L);
        assertThat(results.toJava(2)).isEqualTo(1.0);
        assertThat(results.toJava(3)).isEqualTo(3L);
        assertThat(results.toJava(4)).isEqualTo(7.0);
        assertThat(results.toJava(5)).isEqualTo(4.0);
        assertThat(results.toJava(6)).isEqualTo("integer");
        assertThat(results.toJava(7)).isEqualTo(true);
        assertThat(results.toJava(8)).isEqualTo("5.0");
    }

    @Test
    void shouldKeepIntegersAndFloatsOnTheWayThroughTheHost() {
        lua().vm.define("echo", (HostFunction) args -> lua().vm.args(args.toJava(1)));

        assertThat(lua().eval("local function t(v) return math.type(echo(v)) end "
                + "return t(1), t(1.0), t(math.maxinteger), echo(math.maxinteger), "
                + "math.type(echo({ 1.0 })[1])")).containsExactly("integer", "float", "integer",
                        Long.MAX_VALUE, "float");
    }

    @Test
    void shouldStayPairedWhenADeadCoroutineIsClosed() {
        LuaFixture lua = newLua(true);
        lua.eval("""
                local function failing()
                    local x <close> = setmetatable({}, { __close = function() end })
                    error('x')
                end
                local function caller() pcall(coroutine.wrap(failing)) end
                caller()
                """);

        assertThat(lua.recorder.log).containsSubsequence("+main chunk", "+caller", "+failing",
                "-failing", "finish", "-caller", "-main chunk");
        assertThat(lua.recorder.depth()).isZero();
    }

    @Test
    void shouldRunTheSameRandomNumbersWithTheSameSeed() {
        String script = "local out = {} for i = 1, 20 do out[i] = math.random(1000) end return out";

        assertThat(newLua(false).eval(script)).isEqualTo(newLua(false).eval(script));
    }

    @Test
    void shouldStayPairedWhenTheStackOverflows() {
        LuaFixture lua = newLua(true);
        lua.recorder.logging = false;

        assertThat(lua.eval("""
                local function deep(n) return 1 + deep(n + 1) end
                local inside = coroutine.wrap(function() return pcall(deep, 1) end)
                return select(2, pcall(deep, 1)):match('stack overflow'),
                    select(2, inside()):match('stack overflow')
                """)).containsExactly("stack overflow", "stack overflow");
        assertThat(lua.recorder.resumed()).isZero();
        assertThat(lua.recorder.depth()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"local s = 'x' while true do s = s .. s end",
            "local t = {} while true do t = { t, t } end",
            "while true do pcall(function() local s = 'x' while true do s = s .. s end end) end",
            "coroutine.wrap(function() local t = {} while true do t[#t + 1] = {} end end)()"})
    void shouldStopAScriptThatTakesAllMemory(String source) {
        LuaScriptError error = catchThrowableOfType(LuaScriptError.class, () -> lua().run(source));

        assertThat(error).isNotNull().hasMessage("@res/main.lua:1: script stopped: "
                + "it needs more than 512 MB of memory");
        assertThat(lua().eval("return #('x'):rep(100)")).containsExactly(100L);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "local keep = {} while true do local co = coroutine.wrap(function() local function f(n) "
                    + "if n > 0 then return 1 + f(n - 1) end coroutine.yield() end f(30) end) "
                    + "co() keep[#keep + 1] = co end",
            "local t = {} for i = 1, 2e5 do t[i] = i end "
                    + "coroutine.resume(coroutine.create(function() return table.unpack(t) end))",
            "local co = coroutine.create(function() while true do coroutine.yield() end end) "
                    + "coroutine.resume(co) pcall(function() "
                    + "coroutine.resume(co, table.unpack({}, 1, 500000)) end)",
            "local g = coroutine.wrap(function() while true do coroutine.yield() end end) "
                    + "local function f() g() return 1 + f() end pcall(f)",
            "local t = { 1, 2, 3, 4, 5 } t[8] = 1 t[9] = 1 for i = 4, 30 do t[1 << i] = 1 end copy(t)",
            "local t = {} for i = 1, 1e5 do t = { t } end pcall(copy, t)",
            "local dead = coroutine.create(print) coroutine.resume(dead) local t = {} pcall(function() "
                    + "for i = 1, 1e9 do t[i] = i .. '' coroutine.resume(dead) end end)",
            "failed = coroutine.create(error) coroutine.resume(failed, 'x') error('x')"})
    void shouldSurviveWhatIsHardOnTheBorderToJava(String source) {
        LuaFixture lua = newLua(false);
        lua.recorder.logging = false;
        lua.vm.define("copy", (HostFunction) args -> newLua(false).vm.copy(args, null));
        LuaCoroutine coroutine = lua.coroutine(source);
        try {
            coroutine.resume(lua.vm.args());
        } catch (LuaScriptError e) {
            assertThat(e).hasMessageNotContaining("java");
        }

        assertThat(coroutine.isDead()).isTrue();
        assertThat(lua.recorder.resumed()).isZero();
        assertThat(lua.recorder.depth()).isZero();
        lua.vm.interrupt("asked");
        assertThat(catchThrowableOfType(LuaScriptError.class,
                () -> lua.run("while true do end"))).hasMessageEndingWith("script stopped: asked");
    }

    @Test
    void shouldStopAVariableThatNeverCloses() {
        LuaFixture lua = lua();
        lua.vm.define("stop", (HostFunction) args -> {
            lua.vm.interrupt("closing");
            return null;
        });

        assertThat(catchThrowableOfType(LuaScriptError.class, () -> lua.run("""
                pcall(coroutine.wrap(function()
                    local x <close> = defer(function() stop() while true do end end)
                    error('x')
                end))
                """))).hasMessage("@res/main.lua:2: script stopped: closing");
    }

    @Test
    void shouldSayWhereABufferBecameTooLarge() {
        LuaScriptError error = catchThrowableOfType(LuaScriptError.class, () -> lua().run(
                "local t = {} while true do t[#t + 1] = ('x'):rep(1000000) .. #t end"));

        assertThat(error).isNotNull().message().startsWith("@res/main.lua:1: ")
                .endsWith("it needs more than 512 MB of memory");
        assertThat(lua().eval("return #('x'):rep(100)")).containsExactly(100L);
    }

    @Test
    void shouldRefuseAStringThatNoScriptMayHave() {
        assertThat(lua().eval("return pcall(string.rep, 'x', 1e10)")).containsExactly(false,
                "resulting string too large");
        assertThat(lua().eval("return select(2, pcall(function() local t = {} "
                + "local s = ('x'):rep(1000000) return s:gsub('.', s) end)) ~= nil"))
                .containsExactly(true);
    }

    @Test
    void shouldRefuseToYieldAcrossFunctionsOfLibraries() {
        assertThat(lua().eval("return pcall(string.gsub, 'a', 'a', coroutine.yield)"))
                .containsExactly(false, "attempt to yield across a C-call boundary");
    }
}

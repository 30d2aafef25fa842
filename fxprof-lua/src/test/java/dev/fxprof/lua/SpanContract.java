package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

interface SpanContract extends LuaContract {
    private static void assertBalanced(LuaFixture lua) {
        assertThat(lua.recorder.resumed()).isZero();
        assertThat(lua.recorder.depth()).isZero();
    }

    @Test
    default void shouldSwitchSpanStacksAroundEveryResume() {
        LuaFixture lua = lua();
        LuaCoroutine coroutine = lua.vm.newCoroutine(lua.load("""
                local inner = coroutine.wrap(function() coroutine.yield() end)
                inner()
                coroutine.yield()
                inner()
                """), new EntrySpan(3, 4, 5, 6));
        coroutine.resume(lua.vm.args());
        coroutine.resume(lua.vm.args());

        assertThat(lua.recorder.log).containsExactly("resume", "begin 3 4 5 6", "resume", "suspend",
                "suspend", "resume", "resume", "finish", "finish");
        assertThat(lua.recorder.stacks).isEqualTo(2);
        assertBalanced(lua);
    }

    @Test
    default void shouldRecordEveryCallOfALuaFunction() {
        LuaFixture lua = newLua(true);
        lua.eval("""
                local function b() end
                local function a() b() end
                a()
                """);

        assertThat(lua.recorder.log).containsExactly("resume", "begin 7 0 0 0", "+main chunk", "+a",
                "+b", "-b", "-a", "-main chunk", "finish");
    }

    @Test
    default void shouldEndTheCallerBeforeATailCall() {
        LuaFixture lua = newLua(true);
        lua.eval("local function b() end local function a() return b() end local x = a()");

        assertThat(lua.recorder.log).containsSubsequence("+main chunk", "+a", "-a", "+b", "-b",
                "-main chunk");
    }

    @Test
    default void shouldNotRecordSystemChunks() throws LuaSyntaxException {
        LuaFixture lua = newLua(true);
        LuaFunctionRef system = lua.vm.load("@citizen:/a.lua", "local function f() end f()");
        lua.vm.call(system, lua.vm.args());

        assertThat(lua.recorder.log).containsExactly("+", "+", "-", "-");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "local function f() error('x') end pcall(f)",
            "local function f() error({}) end pcall(function() f() end) xpcall(f, function() end)",
            "local function f(...) return select('#', ...) end return f(f(1, 2, 3), f(...))",
            "local function f() local x = nil; return x.y end for i = 1, 50 do pcall(f) end",
            "local function f() fail() end pcall(f) pcall(pcall, f)",
            "local function f() defect() end pcall(f)",
            "local co = coroutine.create(function() error('x') end) coroutine.resume(co)",
            "local w = coroutine.wrap(function() local function g() error('x') end g() end) "
                    + "pcall(w)",
            "local function g() coroutine.yield() end local function f() g() g() end f()",
            "local function f() pcall(function() coroutine.yield() error('x') end) end f() f()",
            "pcall(function() return back(function() error('x') end) end)",
            "local t = setmetatable({}, { __index = function() error('x') end }) "
                    + "pcall(function() return t.x end)",
            "pcall(table.sort, { 3, 2, 1 }, function(a, b) coroutine.yield() return a < b end)",
            "pcall(table.sort, { 3, 2, 1 }, function(a, b) error('x') end)",
            "local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end f(600)",
            "local function f(n) if n == 0 then return 0 end return f(n - 1) end f(5000)",
            "local co = coroutine.wrap(function() for i = 1, 9 do coroutine.yield(i) end end) "
                    + "for i = 1, 10 do co() end",
            "local outer = coroutine.create(function() local inner = coroutine.create(function() "
                    + "coroutine.yield() error('x') end) coroutine.resume(inner) "
                    + "coroutine.yield() coroutine.resume(inner) error('y') end) "
                    + "coroutine.resume(outer) coroutine.resume(outer)"})
    default void shouldPairFunctionsWhateverHappens(String source) {
        LuaFixture lua = newLua(true);
        lua.vm.define("fail", (HostFunction) args -> {
            throw new LuaScriptError("host");
        });
        lua.vm.define("defect", (HostFunction) args -> {
            throw new IllegalStateException("host");
        });
        lua.vm.define("back", (HostFunction) args -> lua.vm.call(args.function(1), lua.vm.args()));
        lua.eval(source);

        long entered = lua.recorder.log.stream().filter(e -> e.startsWith("+")).count();
        long left = lua.recorder.log.stream().filter(e -> e.startsWith("-")).count();
        assertThat(left).isEqualTo(entered).isPositive();
        assertBalanced(lua);
    }

    @Test
    default void shouldCloseEverySpanOfACoroutineThatFails() {
        LuaFixture lua = newLua(true);

        assertThatThrownBy(() -> lua.eval("local function f() region(1) error('x') end f()"))
                .isInstanceOf(LuaScriptError.class);
        assertThat(lua.recorder.log).endsWith("-f", "-main chunk", "finish");
        assertBalanced(lua);
    }

    @Test
    default void shouldCloseTheRegionsThatACaughtErrorJumpedOver() {
        LuaFixture lua = lua();
        lua.eval("""
                region(1)
                pcall(function() region(2) region(3) error('x') end)
                pcall(function() region(4) end)
                xpcall(function() region(5) error('x') end, function() end)
                """);

        assertThat(lua.recorder.log).containsExactly("resume", "begin 7 0 0 0", "region 1",
                "region 2", "region 3", "region end 3", "region end 2", "region 4", "region 5",
                "region end 5", "finish");
    }

    @Test
    default void shouldTakeAnAbandonedOrClosedCoroutineOffTheTrack() {
        LuaFixture lua = newLua(true);
        lua.recorder.log.add("closing");
        lua.eval("""
                for i = 1, 3 do
                    local co = coroutine.create(function() coroutine.yield() end)
                    coroutine.resume(co)
                    if i == 2 then coroutine.close(co) end
                end
                """);

        assertThat(lua.recorder.finished).isEqualTo(2);
        assertThat(lua.recorder.stacks).isEqualTo(4);
        assertBalanced(lua);
    }
}

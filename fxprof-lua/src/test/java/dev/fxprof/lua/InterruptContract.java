package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
interface InterruptContract extends LuaContract {
    String REASON = "the test has seen enough";

    /** Where a script calls started(), another thread interrupts its VM. */
    private LuaFixture interruptible(boolean functions) {
        LuaFixture lua = newLua(functions);
        lua.recorder.logging = false;
        CountDownLatch started = new CountDownLatch(1);
        lua.vm.define("started", (HostFunction) args -> {
            started.countDown();
            return lua.vm.args();
        });
        Thread.ofPlatform().daemon().start(() -> {
            try {
                if (started.await(30, TimeUnit.SECONDS)) {
                    lua.vm.interrupt(REASON);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return lua;
    }

    private static LuaScriptError stopped(LuaFixture lua, String source) {
        LuaScriptError error = catchThrowableOfType(LuaScriptError.class, () -> lua.run(source));
        assertThat(error).as(source).isNotNull();
        return error;
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "started()\nwhile true do end",
            "started()\nfor i = 1, math.huge do end",
            "started()\nrepeat local t = {} until false",
            "started()\n::again:: goto again",
            "started()\nlocal function f() return f() end f()",
            "started()\npcall(function() while true do end end) error('gone on')",
            "started()\nwhile true do pcall(function() while true do end end) end",
            "started()\nwhile true do xpcall(function() while true do end end, print) end",
            "xpcall(error, function()\nstarted() while true do end end) error('gone on')",
            "started()\nxpcall(function() while true do end end, function() error('handled') end)",
            "started()\nlocal r = coroutine.resume while true do "
                    + "r(coroutine.create(function() while true do end end)) end",
            "local wrap = coroutine.wrap wrap(function() wrap(function() started()\n"
                    + "while true do end end)() end)() error('gone on')",
            "\nlocal w = coroutine.wrap(function() started() while true do coroutine.yield() end end)"
                    + " w() while true do pcall(w) end",
            "started()\nlocal t = setmetatable({}, { __index = function() while true do end end }) "
                    + "pcall(function() return t.x end) error('gone on')",
            "started()\nlocal t = setmetatable({}, { __newindex = function() while true do end end })"
                    + " t.x = 1",
            "started()\nlocal t = setmetatable({}, { __eq = function() while true do end end, "
                    + "__len = function() while true do end end }) return #t",
            "started()\nlocal t = setmetatable({}, { __tostring = function() while true do end end })"
                    + " pcall(tostring, t) error(t)",
            "started()\nerror(setmetatable({}, { __tostring = function() while true do end end }))",
            "started()\ntable.sort({ 3, 2, 1 }, function(a, b) while true do end end)",
            "started()\npcall(table.sort, { 3, 2, 1 }, function(a, b) while true do end end) "
                    + "error('gone on')",
            "started()\nstring.gsub('aaa', 'a', function() while true do end end)",
            "started()\nfor _ in function() return 1 end do end",
            "started()\nload(function() while true do end end)",
            "started()\nlocal function deep() pcall(deep) while true do end end deep()",
            "started()\nback(function() while true do end end) error('gone on')",
            "started()\nwhile true do pcall(back, function() while true do end end) end",
            "started()\nwhile true do coroutine.wrap(function() pcall(back, function() "
                    + "while true do end end) end)() end"})
    default void shouldStopAScriptThatNeverEnds(String source) {
        for (boolean functions : new boolean[]{false, true}) {
            LuaFixture lua = interruptible(functions);
            lua.vm.define("back", (HostFunction) args -> lua.vm.call(args.function(1),
                    lua.vm.args()));

            LuaScriptError error = stopped(lua, source);

            assertThat(error).hasMessage("@res/main.lua:2: script stopped: " + REASON);
            assertThat(error.traceback()).contains("@res/main.lua:2:");
            lua.assertUsable();
        }
    }

    @Test
    default void shouldStopACallOfTheHostToo() {
        LuaFixture lua = interruptible(false);

        assertThat(catchThrowableOfType(LuaScriptError.class, () -> lua.vm.call(
                lua.load("started() while true do end"), lua.vm.args())))
                .hasMessage("@res/main.lua:1: script stopped: " + REASON);
        lua.assertUsable();
    }

    @Test
    default void shouldCloseTheSpansThatItJumpsOver() {
        LuaFixture lua = newLua(true);
        lua.vm.define("stop", (HostFunction) args -> {
            lua.vm.interrupt(REASON);
            return lua.vm.args();
        });
        stopped(lua, """
                local function inner() region(2) stop() while true do end end
                local function outer() pcall(inner) end
                region(1)
                coroutine.wrap(outer)()
                """);

        assertThat(lua.recorder.log).filteredOn(entry -> !entry.startsWith("region end"))
                .containsExactly("resume", "begin 7 0 0 0", "+main chunk", "region 1", "resume",
                        "+outer", "+inner", "region 2", "-inner", "-outer", "finish",
                        "-main chunk", "finish");
        lua.assertUsable();
    }

    @Test
    default void shouldStopTheNextScriptWhereNoneRuns() {
        LuaFixture lua = lua();
        LuaCoroutine waiting = lua.coroutine("coroutine.yield() return 'woken'");
        waiting.resume(lua.vm.args());
        lua.vm.interrupt(REASON);

        assertThat(stopped(lua, "\nlocal x = 1"))
                .hasMessage("@res/main.lua:2: script stopped: " + REASON);
        assertThat(waiting.resume(lua.vm.args()).string(1)).isEqualTo("woken");
        lua.assertUsable();
    }

    @Test
    default void shouldLeaveTheCoroutinesThatItPassedDead() {
        LuaFixture lua = lua();
        lua.vm.define("stop", (HostFunction) args -> {
            lua.vm.interrupt(REASON);
            return lua.vm.args();
        });
        stopped(lua, """
                co = coroutine.create(function() stop() while true do end end)
                coroutine.resume(co)
                """);

        assertThat(lua.eval("return coroutine.status(co), coroutine.resume(co)"))
                .containsExactly("dead", false, "cannot resume dead coroutine");
        assertThat(lua.eval("return coroutine.close(co)")).containsExactly(false,
                "@res/main.lua:1: script stopped: " + REASON);
    }

    @Test
    default void shouldStopOnlyTheVmThatItIsAskedFor() {
        LuaFixture a = lua();
        LuaFixture b = interruptible(false);
        LuaCoroutine inB = b.coroutine("started() while true do end");
        a.vm.define("callB", (HostFunction) args -> a.vm.args(
                inB.resume(b.vm.args()).string(1)));

        assertThat(a.eval("return pcall(callB)")).containsExactly(false,
                "@res/main.lua:1: script stopped: " + REASON);
        a.assertUsable();
        b.assertUsable();
    }

    @Test
    default void shouldStopAScriptThatWaitsForAnotherVmWhenThatReturns() {
        LuaFixture a = lua();
        LuaFixture b = newLua(false);
        LuaFunctionRef inB = b.function("return function() stopA() return 'b' end");
        b.vm.define("stopA", (HostFunction) args -> {
            a.vm.interrupt(REASON);
            return b.vm.args();
        });
        String[] returned = new String[1];
        a.vm.define("callB", (HostFunction) args -> {
            returned[0] = b.vm.call(inB, b.vm.args()).string(1);
            return a.vm.args();
        });

        assertThat(stopped(a, "pcall(callB) while true do end"))
                .hasMessage("@res/main.lua:1: script stopped: " + REASON);
        assertThat(returned[0]).isEqualTo("b");
        a.assertUsable();
        b.assertUsable();
    }

    @Test
    default void shouldPassAsAnOrdinaryErrorOnceTheEntryIsOver() {
        LuaFixture lua = lua();
        lua.vm.interrupt(REASON);
        LuaScriptError late = stopped(lua, "local x");
        lua.vm.define("handOn", (HostFunction) args -> {
            throw late;
        });

        assertThat(lua.eval("return pcall(handOn)")).containsExactly(false,
                "@res/main.lua:1: script stopped: " + REASON);
    }

    @Test
    default void shouldLetAScriptGoOnWhoseRequestIsWithdrawn() {
        LuaFixture lua = lua();
        int[] asked = new int[1];
        Supplier<String> withdrawn = () -> {
            asked[0]++;
            return null;
        };
        lua.vm.interrupt(withdrawn);

        assertThat(lua.eval("local s = 0 for i = 1, 100 do s = s + i end return s"))
                .containsExactly(5050L);
        assertThat(asked[0]).isEqualTo(1);
    }
}

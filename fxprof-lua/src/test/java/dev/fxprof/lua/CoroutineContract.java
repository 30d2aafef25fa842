package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

interface CoroutineContract extends LuaContract {
    String ACROSS = "attempt to yield across a (host call|C-call boundary)";

    @Test
    default void shouldExchangeValuesWithTheHost() {
        LuaCoroutine coroutine = lua().coroutine("""
                local a, b = coroutine.yield('first')
                local c = coroutine.yield(a + b)
                return c, nil, 'end', nil
                """);

        assertThat(coroutine.resume(lua().vm.args()).string(1)).isEqualTo("first");
        assertThat(coroutine.resume(lua().vm.args(2, 3)).integer(1)).isEqualTo(5);
        LuaArgs end = coroutine.resume(lua().vm.args(true));
        assertThat(end.count()).isEqualTo(4);
        assertThat(end.truthy(1)).isTrue();
        assertThat(coroutine.isDead()).isTrue();
        assertThatThrownBy(() -> coroutine.resume(lua().vm.args()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void shouldKeepTenThousandCoroutinesAliveWithoutThreads() {
        int threads = Thread.activeCount();
        assertThat(lua().eval("""
                local all = {}
                for i = 1, 10000 do
                    all[i] = coroutine.wrap(function(x)
                        while true do x = coroutine.yield(x + i) end
                    end)
                end
                local sum = 0
                for round = 1, 3 do
                    for i = 1, #all do sum = sum + all[i](round) end
                end
                return sum
                """)).containsExactly(3 * 50_005_000L + 6 * 10_000L);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 1);
    }

    @Test
    default void shouldYieldAcrossWhateverCalls() {
        LuaCoroutine coroutine = lua().coroutine("""
                local y = coroutine.yield
                local ok, message = pcall(function() y('pcall') error('caught') end)
                assert(not ok and message:find('caught'))
                local t = setmetatable({}, {
                    __index = function(_, k) return y('index ' .. k) end,
                    __add = function() return y('add') end,
                    __call = function() y('call') end,
                })
                local _ = t.x, t + 1, t()
                for v in function(_, last) if not last then return y('iterator') end end do end
                xpcall(y, print, 'xpcall')
                return 'done'
                """);
        List<String> yielded = new ArrayList<>();
        while (!coroutine.isDead()) {
            yielded.add(coroutine.resume(lua().vm.args("1")).string(1));
        }

        assertThat(yielded).containsExactly("pcall", "index x", "add", "call", "iterator",
                "xpcall", "done");
    }

    @Test
    default void shouldKeepTheArgumentsOfACoroutineApartFromItsCaller() {
        assertThat(lua().eval("""
                local function later(...) coroutine.yield(...) return ... end
                local co = coroutine.wrap(function(...)
                    coroutine.yield()
                    local first = { ... }
                    local second = { later(coroutine.yield()) }
                    return { first, second }
                end)
                local function resume()
                    local a, b, c, d = 1, 2, 3, 4
                    co(a, b, c, d)
                    a, b, c, d = 5, 6, 7, 8
                    co(a, b, c, d)
                    co(a, b, c, d)
                    a, b, c, d = 9, 9, 9, 9
                    local result = co(a, b, c, d)
                    return result
                end
                return resume()
                """)).containsExactly(List.of(List.of(1L, 2L, 3L, 4L), List.of(5L, 6L, 7L, 8L)));
    }

    @Test
    default void shouldTellTheStatus() {
        assertThat(lua().eval("""
                local outer
                outer = coroutine.create(function()
                    local inner = coroutine.create(function()
                        return coroutine.status(outer), coroutine.resume(outer)
                    end)
                    local _, normal, ok, message = coroutine.resume(inner)
                    local self, main = coroutine.running()
                    return coroutine.status(outer), normal, ok, message, self == outer, main,
                        coroutine.isyieldable()
                end)
                local before = coroutine.status(outer)
                local r = table.pack(coroutine.resume(outer))
                return before, r[2], r[3], r[4], r[5], r[6], r[7], r[8], coroutine.status(outer)
                """)).containsExactly("suspended", "running", "normal", false,
                "cannot resume non-suspended coroutine", true, false, true, "dead");
    }

    @Test
    default void shouldReturnErrorsFromResumeAndRaiseThemFromWrap() {
        assertThat(lua().eval("""
                local co = coroutine.create(function() error('lost') end)
                local a, b = coroutine.resume(co)
                local c, d = coroutine.resume(co)
                local w = coroutine.wrap(function() error('inside') end)
                local e, f = pcall(function() w() end)
                local g, h = pcall(coroutine.wrap(function() error({ code = 5 }) end))
                return a, b, c, d, e, f, g, h.code
                """)).containsExactly(false, "@res/main.lua:1: lost", false,
                "cannot resume dead coroutine", false,
                "@res/main.lua:5: @res/main.lua:4: inside", false, 5L);
    }

    @Test
    default void shouldCloseASuspendedCoroutine() {
        assertThat(lua().eval("""
                local co = coroutine.create(function() coroutine.yield() end)
                coroutine.resume(co)
                local closed, status = coroutine.close(co), coroutine.status(co)
                local failed = coroutine.create(error)
                coroutine.resume(failed, 'why')
                local ok, why = coroutine.close(failed)
                local self = select(2, pcall(coroutine.close, (coroutine.running())))
                return closed, status, ok, why, self, coroutine.close(coroutine.create(print))
                """)).containsExactly(true, "dead", false, "why",
                "cannot close a running coroutine", true);
    }

    @Test
    default void shouldNotYieldOutsideACoroutineOrAcrossTheHost() {
        LuaFixture lua = lua();
        lua.vm.define("callBack", (HostFunction) args -> lua.vm.call(args.function(1),
                lua.vm.args()));

        assertThatThrownBy(() -> lua.vm.call(lua.load("coroutine.yield()"), lua.vm.args()))
                .isInstanceOf(LuaScriptError.class).hasMessageContaining(
                        "attempt to yield from outside a coroutine");
        assertThat(lua.eval("return select(2, pcall(callBack, function() coroutine.yield() end))"))
                .first().asString().containsPattern(ACROSS);
        assertThat(lua.eval("coroutine.yield() return coroutine.isyieldable()"))
                .containsExactly(true);
    }

    @Test
    default void shouldYieldToTheInnermostCoroutineOfItsOwnVm() {
        LuaFixture a = lua();
        LuaFixture b = newLua(false);
        LuaCoroutine inB = b.coroutine("""
                coroutine.yield('b1')
                local inner = coroutine.wrap(function() coroutine.yield('inner') end)
                return 'b2 ' .. inner()
                """);
        a.vm.define("resumeB", (HostFunction) args -> a.vm.args(
                inB.resume(b.vm.args()).string(1)));
        LuaCoroutine inA = a.coroutine("""
                coroutine.yield(resumeB())
                coroutine.yield('a')
                return resumeB()
                """);

        assertThat(inA.resume(a.vm.args()).string(1)).isEqualTo("b1");
        assertThat(inA.resume(a.vm.args()).string(1)).isEqualTo("a");
        assertThat(inA.resume(a.vm.args()).string(1)).isEqualTo("b2 inner");
        assertThat(inA.isDead()).isTrue();
        assertThat(inB.isDead()).isTrue();
    }

    @Test
    default void shouldRefuseAYieldThatWouldLeaveAnotherVm() {
        LuaFixture a = lua();
        LuaFixture b = newLua(false);
        LuaFunctionRef yields = a.function("return function() coroutine.yield() end");
        b.vm.define("back", (HostFunction) args -> {
            a.vm.call(yields, a.vm.args());
            return b.vm.args();
        });
        LuaCoroutine inB = b.coroutine("return select(2, pcall(back))");
        a.vm.define("toB", (HostFunction) args -> a.vm.args(inB.resume(b.vm.args()).string(1)));

        assertThat(a.eval("return toB()")).first().asString().containsPattern(ACROSS);
    }

    @Test
    default void shouldNoticeThatAScriptHasResumedItByHand() {
        LuaCoroutine ended = lua().coroutine("ended = coroutine.running() coroutine.yield()");
        LuaCoroutine waiting = lua().coroutine("waiting = coroutine.running() "
                + "coroutine.yield() coroutine.yield() return 'end'");
        ended.resume(lua().vm.args());
        waiting.resume(lua().vm.args());

        lua().eval("coroutine.resume(ended) coroutine.resume(waiting)");

        assertThat(ended.isDead()).isTrue();
        assertThat(waiting.isDead()).isFalse();
        assertThat(waiting.resume(lua().vm.args()).string(1)).isEqualTo("end");
        assertThat(lua().recorder.resumed()).isZero();
    }

    @Test
    default void shouldKnowWhetherACoroutineRuns() {
        LuaFixture lua = lua();
        lua.vm.define("inside", (HostFunction) args -> lua.vm.args(lua.vm.inCoroutine()));

        assertThat(lua.eval("return inside()")).containsExactly(true);
        assertThat(lua.vm.call(lua.load("return inside()"), lua.vm.args()).truthy(1)).isFalse();
        assertThat(lua.vm.inCoroutine()).isFalse();
    }

    @Test
    default void shouldLimitNestedCoroutines() {
        assertThat(lua().eval("""
                local function nest() return coroutine.wrap(nest)() end
                local ok, message = pcall(nest)
                return ok, message:find('C stack overflow') ~= nil
                """)).containsExactly(false, true);
    }

    @Test
    default void shouldContinueOnAnotherThread() throws InterruptedException {
        LuaFixture lua = lua();
        LuaCoroutine coroutine = lua.coroutine("coroutine.yield() return ('ok'):upper()");
        coroutine.resume(lua.vm.args());
        String[] result = new String[1];
        Thread thread = new Thread(() -> result[0] = coroutine.resume(lua.vm.args()).string(1));
        thread.start();
        thread.join();

        assertThat(result[0]).isEqualTo("OK");
    }
}

package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.lua.common.ParcelWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values and functions that travel between VMs. */
interface ParcelContract extends LuaContract {
    int MOST = 1 << 20;

    private List<Object> travel(String values, String check) {
        LuaParcel parcel = lua().vm.pack(lua().run(values), "arg", MOST);
        LuaFixture other = newLua(false);
        other.vm.define("given", (HostFunction) args -> other.vm.unpack(parcel));
        return other.eval("local a, b, c, d = given() " + check);
    }

    private LuaFixture serving() {
        return serving(lua());
    }

    private static LuaFixture serving(LuaFixture lua) {
        lua.vm.onTransfer(lua.function("return function(kind, id) "
                + "return setmetatable({ id = id }, { __transfer = kind }) end"));
        return lua;
    }

    /** What a function gives that was made here and is called there, in globals of its own. */
    private List<Object> call(String function, String then) {
        LuaCode code = serving().vm.pack(lua().function(function), MOST);
        LuaFixture other = serving(newLua(false));
        LuaEnvironment environment = other.vm.newEnvironment();
        other.vm.define("made", (HostFunction) args -> other.vm
                .args(other.vm.unpack(code, environment)));
        return other.eval("local f, g = made(), made() " + then);
    }

    @Test
    default void shouldKeepPlainValues() {
        assertThat(travel("return nil, true, 'a\\0b\\255', 1.5", "return a, b, #c, c:byte(4), d"))
                .containsExactly(null, true, 4L, 255L, 1.5);
        assertThat(travel("return -1, 2^53, -2^31, 2^-1000", "return a, b, c, d"))
                .containsExactly(-1L, 1L << 53, -(1L << 31), Math.pow(2, -1000));
        assertThat(travel("return nil, nil, nil", "return select('#', given())"))
                .containsExactly(3L);
        assertThat(travel("return 0/0, -1/0", "return a ~= a, b"))
                .containsExactly(true, Double.NEGATIVE_INFINITY);
    }

    @Test
    default void shouldKeepTablesWithCyclesAndSharedReferences() {
        assertThat(travel("""
                local shared = { 1, 2, 3, nil, 5 }
                local t = { s = shared, list = { shared, shared }, [1.5] = 'x', [true] = false }
                t.self, t[shared] = t, 'key'
                return setmetatable(t, { __index = t }), shared
                """, """
                return a.self == a, a.list[1] == b, a.list[2] == b, a.s[5], a[1.5], a[true], a[b],
                    getmetatable(a), #a
                """)).containsExactly(true, true, true, 5L, "x", false, "key", null, 0L);
    }

    @Test
    default void shouldKeepVectors() {
        assertThat(travel("return vector3(1, 2, 3), { vector2(4, 5), quat(1, 0, 0, 0) }",
                "return a == vector3(1, 2, 3), type(a), b[1] == vector2(4, 5), type(b[2])"))
                .containsExactly(true, "vector3", true, "quat");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
            "\"1, { players = { [7] = { ped = print } } }\",arg 2.players[7].ped: function",
            "coroutine.create(print),arg 1: thread", "{ _G },arg 1[1]: the table of globals",
            "\"{ { x = function() end } }\",arg 1[1].x: function"})
    default void shouldNameThePathOfWhatCannotTravel(String values, String refusal) {
        LuaArgs args = lua().run("return " + values);

        assertThatThrownBy(() -> lua().vm.pack(args, "arg", MOST))
                .isInstanceOf(LuaScriptError.class)
                .hasMessageStartingWith(refusal).hasMessageEndingWith("cannot leave its resource");
        assertThat(lua().eval("return 1 + 1")).containsExactly(2L);
    }

    @Test
    default void shouldRefuseWhatIsTooLargeOrTooDeep() {
        LuaArgs large = lua().run("return ('x'):rep(5000)");
        LuaArgs deep = lua().run("local t = {} for i = 1, 600 do t = { t } end return t");

        assertThatThrownBy(() -> lua().vm.pack(large, "arg", 4096)).hasMessageStartingWith("arg: ")
                .hasMessageContaining("more than the 4096");
        assertThatThrownBy(() -> lua().vm.pack(deep, "arg", MOST))
                .hasMessage("arg: tables nested deeper than 500 levels");
    }

    @Test
    default void shouldPassWhatStandsForSomething() {
        LuaArgs values = serving()
                .run("return { setmetatable({ id = 12 }, { __transfer = 'task' }) }");
        LuaParcel parcel = lua().vm.pack(values, "arg", MOST);
        LuaFixture other = serving(newLua(false));
        other.vm.define("given", (HostFunction) args -> other.vm.unpack(parcel));

        assertThat(other.eval("local t = given()[1] return t.id, getmetatable(t).__transfer"))
                .containsExactly(12L, "task");
        assertThatThrownBy(() -> newLua(false).vm.unpack(parcel))
                .hasMessage("a task cannot come here");
    }

    @Test
    default void shouldCopyUpvaluesAndKeepVariablesThatAreShared() {
        assertThat(call("""
                local count, config = 1, { list = { 1, 2, 3 } }
                local function add() count = count + 1 end
                return function() add() return count, #config.list end
                """, "local a, n = f() return a, n, (f()), (g())")).containsExactly(2L, 3L, 3L, 2L);
        assertThat(call("""
                local function fib(n) return n < 2 and n or fib(n - 1) + fib(n - 2) end
                return fib
                """, "return f(15)")).containsExactly(610L);
    }

    @Test
    default void shouldFindTheServersOwnFunctionsByName() {
        assertThat(call("""
                local floor, s, all = math.floor, string, _G
                return function(x) return floor(x), s.upper('abc'), all.type(x), all == _G end
                """, "return f(2.5)")).containsExactly(2L, "ABC", "number", true);
    }

    @Test
    default void shouldTakeGlobalFunctionsAlong() {
        assertThat(call("""
                setting = 7
                function twice(n) return helper(n) * 2 end
                function helper(n) return math.floor(n) end
                function unused() end
                return function(n) return twice(n), setting, unused end
                """, "local a, b, c = f(2.5) return a, b, c, twice")).first().isEqualTo(4L);
        lua().run("stuck = coroutine.create(print) local s = stuck function bad() return s end");
        LuaFunctionRef function = lua().function("return function() return bad() end");
        assertThatThrownBy(() -> lua().vm.pack(function, MOST))
                .hasMessage("global bad: upvalue s: thread cannot leave its resource");
    }

    @Test
    default void shouldNameTheUpvalueThatCannotTravel() {
        LuaFunctionRef function = serving().function("""
                local state = { db = { connection = coroutine.create(print) } }
                local function inner() return state end
                return function() return inner() end
                """);

        assertThatThrownBy(() -> lua().vm.pack(function, MOST))
                .hasMessage("upvalue inner: upvalue state.db.connection: thread cannot leave its "
                        + "resource");
    }

    @Test
    default void shouldKeepGlobalsToTheEnvironment() {
        serving();
        LuaFixture other = serving(newLua(false));
        LuaCode code = lua().vm.pack(lua().function("""
                return function()
                    local before = x
                    x, string.y, math.pi = 1, 2, 3
                    return before, x, string.y, load('return x')(), _G == _ENV
                end
                """), MOST);
        for (int i = 0; i < 3; i++) {
            LuaFunctionRef function = other.vm.unpack(code, other.vm.newEnvironment());
            LuaArgs results = other.vm.call(function, other.vm.args());
            assertThat(results.isNil(1)).isTrue();
            assertThat(results.integer(2)).isEqualTo(1);
            assertThat(results.integer(3)).isEqualTo(2);
            assertThat(results.integer(4)).isEqualTo(1);
            assertThat(results.truthy(5)).isTrue();
        }
        assertThat(other.eval("return x, string.y, math.pi > 3.1"))
                .containsExactly(null, null, true);
    }

    @Test
    default void shouldCompileTextWithItsLinesAndUpvalues() {
        LuaArgs upvalues = lua().run("return 3, { 4 }");
        LuaCode code = ParcelWriter.code("work", new LuaCode.Source("@res/far.lua", 7,
                "function(a)\n    return a * x + list[1], y, error\nend", List.of("x", "list"),
                lua().vm.pack(upvalues, "upvalue", MOST)));
        LuaFixture other = serving(newLua(false));
        LuaFunctionRef function = other.vm.unpack(code, other.vm.newEnvironment());

        LuaArgs results = other.vm.call(function, other.vm.args(5));
        assertThat(results.integer(1)).isEqualTo(19);
        assertThat(results.isNil(2)).isTrue();
        assertThat(function.line()).isEqualTo(7);
        assertThat(code.file()).isEqualTo("@res/far.lua");
        assertThatThrownBy(() -> other.vm.call(function, other.vm.args("x")))
                .hasMessageStartingWith("@res/far.lua:8: attempt to ");
    }

    @Test
    default void shouldKeepNamesAndLinesOfFunctions() {
        LuaCode code = serving().vm.pack(lua().function("""
                local function broken()
                    error('oh')
                end
                return broken
                """), MOST);
        LuaFixture other = serving(newLua(true));

        LuaFunctionRef function = other.vm.unpack(code, null);
        assertThat(code.name()).isEqualTo("broken");
        assertThat(function.name()).isEqualTo("broken");
        assertThat(function.line()).isEqualTo(1);
        assertThatThrownBy(() -> other.vm.call(function, other.vm.args()))
                .hasMessage("@res/main.lua:2: oh");
    }

    @Test
    default void shouldJoinPacksAndSeedTheRandomNumbers() {
        LuaArgs both = lua().vm.join(lua().vm.args(1, null), lua().vm.args("x"));
        assertThat(both.count()).isEqualTo(3);
        assertThat(both.string(3)).isEqualTo("x");

        String three = "return { math.random(1000000), math.random(1000000) }";
        lua().vm.seed(5);
        Object first = lua().eval(three).get(0);
        assertThat(lua().eval(three).get(0)).isNotEqualTo(first);
        lua().vm.seed(5);
        assertThat(lua().eval(three).get(0)).isEqualTo(first);
    }
}

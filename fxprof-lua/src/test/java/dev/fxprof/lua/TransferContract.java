package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

interface TransferContract extends LuaContract {
    private static List<Object> check(LuaFixture target, LuaArgs copies, String script) {
        target.vm.define("given", (HostFunction) args -> copies);
        return target.eval("local a, b = given() " + script);
    }

    @Test
    default void shouldCopyDeeplyWithSharedReferencesAndCycles() {
        LuaFixture other = newLua(false);
        LuaArgs values = lua().run("""
                local shared = { 1, 2 }
                local t = setmetatable({ s = shared, list = { shared, shared }, [1.5] = 'x' }, {})
                t.self = t
                return t, shared
                """);

        LuaArgs copies = other.vm.copy(values, null);

        assertThat(check(other, copies, "a.s[1] = 9 return a.self == a, a.list[2] == b, b[1], "
                + "a[1.5], getmetatable(a)")).containsExactly(true, true, 9L, "x", null);
        assertThat(values.toJava(2)).isEqualTo(List.of(1L, 2L));
    }

    @Test
    default void shouldCopyWithinOneVm() {
        lua().vm.define("copy", (HostFunction) args -> lua().vm.copy(args, null));

        assertThat(lua().eval("""
                local t = { list = { 1, 2, { 3 } }, x = 'y' }
                t.again = t.list
                local a, b, c = copy(t, 5, { t })
                t.list[1] = 9
                return a.list, a.again == a.list, b, c[1] == a, a ~= t
                """)).containsExactly(List.of(1L, 2L, List.of(3L)), true, 5L, true, true);
    }

    @Test
    default void shouldKeepVectorsAndPlainValues() {
        LuaFixture other = newLua(false);
        LuaArgs values = lua().run("return vector3(1, 2, 3), { n = nil, v = vector2(1, 2) }");

        assertThat(check(other, other.vm.copy(values, null),
                "return a + a, tostring(b.v), type(a)")).containsExactly(new Vector3(2, 4, 6),
                        "vector2(1.000000, 2.000000)", "vector3");
        LuaArgs plain = other.vm.copy(lua().vm.args(1, "a", null, true), null);
        assertThat(plain.count()).isEqualTo(4);
        assertThat(plain.vm()).isSameAs(other.vm);
    }

    @Test
    default void shouldMapFunctions() {
        LuaFixture other = newLua(false);
        LuaArgs values = lua().run("return { f = function(x) return x * 2 end }");

        LuaArgs copies = other.vm.copy(values, ref -> args -> other.vm.copy(
                lua().vm.call(ref, lua().vm.copy(args, null)), null));

        assertThat(check(other, copies, "return a.f(21)")).containsExactly(42L);
    }

    @Test
    default void shouldNameThePathOfWhatCannotTravel() {
        LuaFixture other = newLua(false);
        LuaArgs values = lua().run("return 1, { x = { 5, coroutine.create(print) } }, print");

        assertThatThrownBy(() -> other.vm.copy(values, null)).isInstanceOf(LuaScriptError.class)
                .hasMessage("cannot pass on a thread (argument 2.x[2])");
        assertThatThrownBy(() -> values.toJava(2))
                .hasMessage("cannot pass on a thread (argument 2.x[2])");
        assertThatThrownBy(() -> other.vm.copy(values.from(3), null))
                .hasMessage("cannot pass on a function (argument 1)");
        assertThatThrownBy(() -> lua().run("local t = {} t.t = t return t").toJava(1))
                .hasMessage("cannot pass on a cycle (argument 1.t)");
    }

    @Test
    default void shouldConvertToJavaAndBack() {
        assertThat(lua().eval("return { 1, 2 }, { a = 1.5, [2] = true }, {}, 'é', nil, 3"))
                .containsExactly(List.of(1L, 2L), Map.of("a", 1.5, 2L, true), List.of(), "é", null,
                        3L);
        LuaArgs packed = lua().vm.args("é".getBytes(StandardCharsets.UTF_8),
                List.of(Map.of("k", 1L)), 1L << 40, 0.5f);
        assertThat(packed.string(1)).isEqualTo("é");
        assertThat(packed.toJava(2)).isEqualTo(List.of(Map.of("k", 1L)));
        assertThat(packed.toJava(3)).isEqualTo(1L << 40);
        assertThat(packed.toJava(4)).isEqualTo(0.5);
        assertThatThrownBy(() -> lua().vm.args(new Object()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void shouldRefuseValuesAndFunctionsOfAnotherVm() {
        LuaFixture other = newLua(false);
        LuaFunctionRef foreign = other.load("return 1");

        assertThatThrownBy(() -> lua().vm.call(foreign, lua().vm.args()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> lua().vm.args(foreign))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> lua().vm.call(lua().load("return 1"), other.vm.args()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void shouldCompareFunctionReferencesByFunction() {
        LuaArgs pair = lua().run("local function f() end return f, f, function() end");

        assertThat(pair.function(1)).isEqualTo(pair.function(2)).isNotEqualTo(pair.function(3))
                .hasSameHashCodeAs(pair.function(2));
        assertThat(lua().vm.args(pair.function(1)).function(1)).isEqualTo(pair.function(1));
    }
}

package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

interface LibraryContract extends LuaContract {
    @Test
    default void shouldFormatAsCDoes() {
        assertThat(lua().eval("""
                local f = string.format
                return f('%d', 3.0), f('%5.2f', 3.14159), f('%05d', -42), f('%-4s|', 'a'),
                    f('%x %X %o', 255, 255, 8), f('%g %g', 0.1, 1e20), f('%.0f', 0.5),
                    f('%s %s', nil, true), f('%%%c', 65), f('%+d % d', 1, 1), f('%i', '10'),
                    f('%e', 12345.678), f('%q', 'a"b'), f('%.2s', 'abc'),
                    f('%.10g', 24293.015625), f('%.1e', 25), f('%E', 0), f('%.3g', 1e-5)
                """)).containsExactly("3", " 3.14", "-0042", "a   |", "ff FF 10", "0.1 1e+20", "0",
                "nil true", "%A", "+1  1", "10", "1.234568e+04", "\"a\\\"b\"", "ab",
                "24293.01562", "2.5e+01", "0.000000E+00", "1e-05");
        assertThat(lua().eval("return (select(2, pcall(string.format, '%d', 1.5)))")).first()
                .asString().matches("bad argument #2 to '(string\\.)?format' "
                        + "\\(number has no integer representation\\)");
    }

    @Test
    default void shouldSortWhateverWayATableWasFilled() {
        assertThat(lua().eval("""
                local t = {}
                for i = 100, 1, -1 do t[i] = (i * 37) % 101 end
                table.sort(t)
                for i = 2, 100 do assert(t[i - 1] <= t[i]) end
                local words = { 'pear', 'fig', 'apple' }
                table.sort(words, function(a, b) return #a < #b end)
                return words
                """)).containsExactly(List.of("fig", "pear", "apple"));
    }

    @Test
    default void shouldPackAndUnpack() {
        assertThat(lua().eval("local t = table.pack(1, nil, 3) return t.n, unpack(t, 1, t.n)"))
                .containsExactly(3L, 1L, null, 3L);
        assertThat(lua().eval("return unpack({ 1, 2 }, nil, 1), table.unpack({ 1, 2 }, 2)"))
                .containsExactly(1L, 2L);
        assertThat(lua().eval("return ('ab'):rep(3, '-'), bit32.band(6, 3)"))
                .containsExactly("ab-ab-ab", 2L);
    }

    @Test
    default void shouldWalkUtf8() {
        assertThat(lua().eval("""
                local codes = {}
                for p, c in utf8.codes('aé€') do codes[#codes + 1] = p .. ':' .. c end
                return codes, utf8.len('aé€'), utf8.char(233, 8364), utf8.codepoint('é'),
                    (utf8.len('\\255'))
                """)).containsExactly(List.of("1:97", "2:233", "4:8364"), 3L, "é€", 233L, null);
    }

    @Test
    default void shouldWriteJson() {
        assertThat(lua().eval("return json.encode({ 1, 2.5, 'a', true, {} }), "
                + "json.encode({ a = { b = 3 } }), json.encode('é\"'), "
                + "json.encode({ [1] = 1, [3] = 3 }), json.encode(vector3(1, 2, 3.5))"))
                .startsWith("[1,2.5,\"a\",true,[]]", "{\"a\":{\"b\":3}}", "\"é\\\"\"",
                        "{\"1\":1,\"3\":3}");
    }

    @Test
    default void shouldReadJson() {
        assertThat(lua().eval("local t = json.decode('{\"a\":[1,null,{\"b\":1.5}],\"c\":\"é\"}') "
                + "return t.a[1], t.a[2], t.a[3].b, t.c")).containsExactly(1L, null, 1.5, "é");
        assertThat(lua().eval("return (pcall(json.encode, print))")).containsExactly(false);
    }

    @Test
    default void shouldGiveNilWithPlaceAndReasonForWhatIsNoJson() {
        assertThat(lua().eval("return json.decode(nil)")).containsExactly((Object) null);
        for (String text : List.of("{\"a\":", "[1] 2", "", "nonsense")) {
            assertThat(lua().eval("local value, at, why = json.decode('" + text
                    + "') return value, type(at) == 'number' and at >= 0, type(why)")).as(text)
                    .containsExactly(null, true, "string");
        }
    }

    @Test
    default void shouldCalculateWithVectors() {
        assertThat(lua().eval("""
                local a, b = vector3(1, 2, 3), vector3(4, 6, 3)
                return tostring(a), #(b - a), a + 1 == vector3(2, 3, 4), 2 * a / 2 == a,
                    tostring(-vector2(1, 2)), type(a), vector4(1, 2, 3, 4).w,
                    (pcall(function() return a + {} end))
                """)).containsExactly("vector3(1.000000, 2.000000, 3.000000)", 5L, true, true,
                "vector2(-1.000000, -2.000000)", "vector3", 4L, false);
    }

    @Test
    default void shouldTakeVectorsApart() {
        assertThat(lua().eval("""
                local v, keys = vector4(1, 2, 3, 4), {}
                for k, x in pairs(v.xyz) do keys[#keys + 1] = k .. ('%d'):format(x) end
                local a, b, c, d = table.unpack(v)
                return v.xy == vector2(1, 2), tostring(v.zyx), v[4], v.nothing, v.xq, a, b, c, d,
                    select('#', unpack(vector3(1, 2, 3))), keys,
                    select(2, pcall(function() local x = unpack(nil) end))
                """)).containsExactly(true, "vector3(3.000000, 2.000000, 1.000000)", 4L, null, null,
                1L, 2L, 3L, 4L, 3L, List.of("x1", "y2", "z3"),
                "@res/main.lua:6: bad argument #1 to 'unpack' (table expected, got nil)");
    }

    @Test
    default void shouldHaveTheFunctionsThatServersAdd() {
        assertThat(lua()
                .eval("""
                        local t = { 1, 2, x = 3 }
                        local copy, into = table.clone(t), table.clone({ 5 }, { y = 1 })
                        local collected = {}
                        local iterated = setmetatable({}, { __iter = function() return next, { z = 1 } end })
                        for k in each(iterated) do collected[#collected + 1] = k end
                        for k in each({ only = 1 }) do collected[#collected + 1] = k end
                        return table.type({}), table.type({ 1, 2 }), table.type({ x = 1 }), table.type(t),
                            table.type(1), copy.x, copy ~= t, into[1] + into.y, #table.wipe({ 1, 2 }),
                            collected, type(getmetatable(defer(print)).__close)
                        """))
                .containsExactly("empty", "array", "hash", "mixed", null, 3L, true, 6L, 0L,
                        List.of("z", "only"), "function");
        assertThat(lua().eval("""
                return { string.strsplit(',;', 'a,b;c') }, { ('-'):strsplit('1-2-3', 2) },
                    ('  x y '):strtrim(), string.strtrim('--x-', '-'), (', '):strjoin('a', 1, 'b'),
                    string.strconcat('a', 2), { string.tostringall(true, 'x') },
                    select('#', scrub(1, {}, print, 'y')), (select(4, scrub(1, {}, print, 'y')))
                """)).containsExactly(List.of("a", "b", "c"), List.of("1", "2-3"), "x y", "x",
                "a, 1, b", "a2", List.of("true", "x"), 4L, "y");
    }

    @Test
    default void shouldExchangeVectorsWithTheHost() {
        lua().vm.define("at", new Vector3(1, 2, 3));

        assertThat(lua().eval("return at + vector3(1, 1, 1), { at }")).containsExactly(
                new Vector3(2, 3, 4), List.of(new Vector3(1, 2, 3)));
    }

    @Test
    default void shouldHonourIterationMetamethods() {
        assertThat(lua().eval("""
                local t = setmetatable({}, { __pairs = function() return next, { x = 1 }, nil end,
                    __index = function(_, i) return i < 3 and i * 10 or nil end })
                local keys, sum = '', 0
                for k in pairs(t) do keys = keys .. k end
                for _, v in ipairs(t) do sum = sum + v end
                return keys, sum
                """)).containsExactly("x", 30L);
    }

    @Test
    default void shouldDefineFunctionsAndFieldsOnDottedPaths() {
        lua().vm.define("Citizen.Math.add", (HostFunction) args -> lua().vm
                .args(args.integer(1) + args.integer(2)));
        lua().vm.define("Citizen.info", Map.of("list", List.of(1, 2), "name", "x"));

        assertThat(lua().eval("return Citizen.Math.add(2, '3'), Citizen.info"))
                .containsExactly(5L, Map.of("list", List.of(1L, 2L), "name", "x"));
    }

    @Test
    default void shouldAskForAMissingGlobalOnceUnlessItIsNil() {
        List<String> asked = new ArrayList<>();
        lua().vm.onMissingGlobal(name -> {
            asked.add(name);
            return name.startsWith("Get") ? (HostFunction) args -> lua().vm.args(name) : null;
        });

        assertThat(lua().eval("return GetA(), GetA(), Other, Other, print ~= nil"))
                .containsExactly("GetA", "GetA", null, null, true);
        assertThat(asked).containsExactly("GetA", "Other", "Other");
    }

    @Test
    default void shouldConvertArgumentsAsLuaDoes() {
        LuaArgs args = lua().vm.args(1, "2", 2.75, true, null, "x");

        assertThat(args.string(1)).isEqualTo("1");
        assertThat(args.integer(2)).isEqualTo(2);
        assertThat(args.integer(3)).isEqualTo(2);
        assertThat(args.truthy(5)).isFalse();
        assertThat(args.string(5, "none")).isEqualTo("none");
        assertThat(args.type(9)).isEqualTo("no value");
        assertThat(args.from(5).count()).isEqualTo(2);
        assertThatThrownBy(() -> args.number(6)).isInstanceOf(LuaScriptError.class)
                .hasMessage("bad argument #6 (number expected, got string)");
        assertThatThrownBy(() -> args.function(9))
                .hasMessage("bad argument #9 (function expected, got no value)");
    }

    @Test
    default void shouldKeepArgumentsThatTheHostRetains() {
        LuaArgs[] kept = new LuaArgs[1];
        lua().vm.define("keep", (HostFunction) args -> {
            kept[0] = args;
            return lua().vm.args();
        });
        lua().eval("local a, b, c, d = 1, 2, 3, 4 keep(a, b, c, d) a, b, c, d = 9, 9, 9, 9 "
                + "local x, y, z = 8, 8, 8 return x, y, z");

        assertThat(kept[0].integer(1)).isEqualTo(1);
        assertThat(kept[0].integer(4)).isEqualTo(4);
    }
}

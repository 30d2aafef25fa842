package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

interface LibraryContract extends LuaContract {
    /** A function that shows bytes. */
    String HEX = "local function hex(s) return (s:gsub('.', function(c) "
            + "return ('%02x'):format(c:byte()) end)) end\n";

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
    default void shouldPackBinaryData() {
        assertThat(lua().eval(
                HEX + """
                        local data = string.pack('>I2 <i4z s1f d', 258, -2, 'hi', 'abc', 0.5, 0.25)
                        local a, b, c, d, e, f, g = string.unpack('>I2 <i4z s1f d', data)
                        return hex(data), a, b, c, d, e, f, g, string.packsize('!8 b i8'),
                            hex(string.pack('!4 b i4 Xi4 c3 x', 1, 2, 'a')), string.unpack('b', 'a\\xFF', -1),
                            hex(string.pack('>i3', -2)), (string.unpack('>i3', '\\xFF\\xFF\\xFE'))
                        """))
                .containsExactly(
                        "0102feffffff68690003616263" + "0000003f000000000000d03f", 258L, -2L, "hi",
                        "abc",
                        0.5, 0.25, 26L, 16L, "0100000002000000" + "61000000", -1L, "fffffe", -2L);
        assertThat(lua().eval("""
                local results = {}
                for i, call in ipairs({
                    function() string.pack('b', 128) end,
                    function() string.pack('B', -1) end,
                    function() string.pack('i17', 1) end,
                    function() string.pack('y', 1) end,
                    function() string.unpack('i4', 'abc') end,
                    function() string.unpack('<s8', '\\0\\0\\0\\0\\1\\0\\0\\0') end,
                    function() string.packsize('s') end
                }) do
                    results[i] = tostring((pcall(call)))
                end
                return table.concat(results, ' ')
                """)).containsExactly("false false false false false false false");
    }

    @Test
    default void shouldPackMessages() {
        assertThat(lua().eval(
                HEX + """
                        return hex(msgpack.pack({ 1, -1, 300, 'ab', true, {} })), hex(msgpack.pack({ a = 1 })),
                            hex(msgpack.pack(0.5)), hex(msgpack.pack(0.1)), hex(msgpack.pack_args(1, nil, 2)),
                            hex(msgpack.pack(vector3(1, 2, 3))), hex(msgpack.pack(-129)),
                            hex(msgpack.pack(70000)), hex(msgpack.pack(2^31 * 4 // 1 | 0))
                        """))
                .containsExactly("9601ffcd012ca26162c390", "81a16101", "ca3f000000",
                        "cb3fb999999999999a", "9301c002", "c70c150000803f0000004000004040",
                        "d1ff7f",
                        "ce00011170", "cf0000000200000000");
    }

    @Test
    default void shouldUnpackWhatItPacked() {
        assertThat(lua()
                .eval("""
                        local long = ('x'):rep(70000)
                        local list = {}
                        for i = 1, 300 do list[i] = i end
                        local t = msgpack.unpack(msgpack.pack({ name = 'é\\0', at = vector3(1, 2, 3), list = list,
                            turn = quat(1, 0, 0, 0), [long] = { nested = { deep = -1.5 } }, flat = vector2(1, 2),
                            big = 2^53 // 1 | 0, four = vector4(1, 2, 3, 4) }))
                        return t.name == 'é\\0', t.at, #t.list, t.list[300], t.turn == quat(1, 0, 0, 0),
                            t[long].nested.deep, t.flat == vector2(1, 2), t.big, t.four == vector4(1, 2, 3, 4)
                        """))
                .containsExactly(true, new Vector3(1, 2, 3), 300L, 300L, true, -1.5, true,
                        1L << 53, true);
    }

    @Test
    default void shouldRefuseMessagesThatAreNone() {
        assertThat(lua().eval("""
                local loop = {}
                loop.loop = loop
                local results = {}
                for i, call in ipairs({
                    function() msgpack.unpack('\\x92\\x01') end,
                    function() msgpack.unpack('\\xC1') end,
                    function() msgpack.unpack('\\xDB\\xFF\\xFF\\xFF\\xFFabc') end,
                    function() msgpack.unpack('\\xD4\\x63\\x00') end,
                    function() msgpack.unpack(('\\x91'):rep(1000)) end,
                    function() msgpack.pack(print) end,
                    function() msgpack.pack(loop) end
                }) do
                    results[i] = select(2, pcall(call))
                end
                return table.unpack(results)
                """)).containsExactly("the data ends within a value",
                "the data holds the byte 0xC1, which begins no value",
                "the data ends within a value", "cannot unpack the extension 99",
                "the data is nested deeper than 128 levels", "cannot pack a function",
                "cannot pack tables nested deeper than 128 levels, or that hold themselves");
    }

    @Test
    default void shouldUseVectorsAsKeys() {
        assertThat(lua().eval("""
                local t = { [vector3(1, 2, 3)] = 'three', [vector2(0, 1)] = 'two' }
                t[vector3(2, 4, 6) / 2] = t[vector3(1, 2, 3)] .. '!'
                collectgarbage()
                return t[vector3(1, 2, 3)], t[vector2(-0.0, 1)], t[vector3(1, 2, 4)],
                    t[vector4(1, 2, 3, 0)], rawequal(vector3(1, 2, 3), vector3(1, 2, 3)),
                    vector2(1, 2) == vector3(1, 2, 0), next({ [quat(1, 0, 0, 0)] = 1 }) == quat(1)
                """)).containsExactly("three!", "two", null, null, true, false, true);
    }

    @Test
    default void shouldNeverChangeVectors() {
        assertThat(lua().eval("""
                local v = vector3(1, 2, 3)
                local results = {}
                for i, change in ipairs({
                    function() v.x = 5 end,
                    function() v.new = 5 end,
                    function() v.xy = vector2(0, 0) end
                }) do
                    local ok, message = pcall(change)
                    results[i] = tostring(ok) .. ' ' .. message:match('attempt.*')
                end
                return v == vector3(1, 2, 3), table.concat(results, '|')
                """)).containsExactly(true,
                String.join("|", java.util.Collections.nCopies(3,
                        "false attempt to change a component of a vector")));
    }

    @Test
    default void shouldHoldVectorsInFloatsOf32Bits() {
        assertThat(lua().eval("local v = vector3(0.1, 16777217, 1e300) "
                + "return v.x == 0.1, v.x > 0.1 and v.x < 0.10001, v.y == 16777216, v.z == 1 / 0"))
                .containsExactly(false, true, true, true);
    }

    @Test
    default void shouldTurnVectorsByQuaternions() {
        assertThat(lua().eval("""
                local q = quat(90, vector3(0, 0, 1))
                local v = q * vector3(1, 0, 0)
                local half = q * q
                return type(q), math.abs(v.x) < 1e-6, math.abs(v.y - 1) < 1e-6,
                    math.abs(half.z - 1) < 1e-6, tostring(quat(1, 2, 3, 4)), quat(1, 2, 3, 4).w,
                    quat(1, 2, 3, 4).z, #quat(0, 3, 0, 4), -quat(1, 0, 0, 0) == quat(-1, 0, 0, 0)
                """)).containsExactly("quat", true, true, true,
                "quat(1.000000, 2.000000, 3.000000, 4.000000)", 1L, 4L, 5L, true);
    }

    @Test
    default void shouldRefuseToMixVectors() {
        assertThat(lua().eval("""
                local results = {}
                for i, mix in ipairs({
                    function() return vector3(1, 2, 3) + vector2(1, 2) end,
                    function() return vector3(1, 2, 3) * {} end,
                    function() return 'a' - vector2(1, 2) end
                }) do
                    results[i] = select(2, pcall(mix)):match('attempt.*')
                end
                return table.unpack(results)
                """)).containsExactly(
                "attempt to perform arithmetic (+) on a vector and a vector of another size value",
                "attempt to perform arithmetic (*) on a vector and a table value",
                "attempt to perform arithmetic (-) on a vector and a string value");
    }

    @Test
    default void shouldMakeVectorsOfOthers() {
        assertThat(lua()
                .eval("""
                        return vector3(vector2(1, 2), 3) == vector3(1, 2, 3), vector4(vector3(1, 2, 3), 4).w,
                            vector3(7) == vector3(7, 7, 7), vector2(vector3(1, 2, 3)) == vector2(1, 2),
                            vector3({ x = 1, y = 2, z = 3 }) == vector3(1, 2, 3), vector2('3', 4).x,
                            (pcall(vector3, 'a', 1, 2))
                        """))
                .containsExactly(true, 4L, true, true, true, 3L, false);
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

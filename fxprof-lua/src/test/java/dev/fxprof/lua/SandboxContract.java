package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

interface SandboxContract extends LuaContract {
    @ParameterizedTest
    @ValueSource(strings = {"dofile", "loadfile", "package", "luajava", "string.dump",
            "debug.sethook", "debug.getlocal", "debug.setupvalue", "debug.getregistry",
            "debug.upvaluejoin", "os.exit", "os.setlocale"})
    default void shouldNotOffer(String name) {
        assertThat(lua().eval("return " + name)).containsExactly((Object) null);
    }

    @Test
    default void shouldRefuseEveryModule() {
        assertThat(lua().eval("return select(2, pcall(require, 'socket'))")).containsExactly(
                "module 'socket' not found: server scripts can require only 'glm' and 'lmprof', "
                        + "which this engine does not have");
    }

    @Test
    default void shouldLoadTextAndRefuseBinaryChunks() {
        assertThat(lua().eval("return load('return 1 + 1')()")).containsExactly(2L);
        assertThat(lua().eval("return load('\\27Lua')").get(0)).isNull();
        assertThat(lua().eval("return load('return x', 'n', 't', { x = 5 })()"))
                .containsExactly(5L);
        assertThat(lua().eval("return select(2, load('return +', '@res/a.lua'))").get(0))
                .asString().startsWith("@res/a.lua:1: ");
    }

    @Test
    default void shouldPrintToTheWorld() {
        lua().eval("print('a', 1, nil, true, 0.5) io.write('b', 2)");

        assertThat(lua().world.printed).containsExactly("a\t1\tnil\ttrue\t0.5", "b2");
    }

    @Test
    default void shouldTellOnlyTheTimeOfTheWorld() {
        assertThat(lua().eval("return os.nanotime(), os.microtime(), os.clock(), os.time()"))
                .containsExactly(1_000_000L, 2_000L, 0.003, 1_700_000_000L);
        assertThat(lua().eval("return os.date('%Y-%m-%d %H:%M:%S'), os.date('!%A', 0)"))
                .containsExactly("2023-11-14 22:13:20", "Thursday");
        assertThat(lua().eval("return os.time(os.date('*t', 86399))")).containsExactly(86399L);
    }

    @Test
    default void shouldDenyCommandsAndTheEnvironment() {
        assertThat(lua().eval("return os.execute('ls')").get(0)).isNull();
        assertThat(lua().eval("return os.getenv('PATH'), os.getenv('os')"))
                .containsExactly(null, "Linux");
    }

    @Test
    default void shouldReachFilesThroughTheWorld() {
        assertThat(lua().eval("""
                local f = io.open('a.txt', 'w')
                f:write('one\\n', 2, '\\n')
                f:close()
                f = io.open('a.txt', 'a')
                f:write('three')
                f:close()
                local lines = {}
                for line in io.open('a.txt'):lines() do lines[#lines + 1] = line end
                os.rename('a.txt', 'b.txt')
                return lines, io.open('b.txt'):read('*a'), io.type(f), io.open('a.txt')
                """)).startsWith(List.of("one", "2", "three"), "one\n2\nthree", "closed file",
                null);
        assertThat(lua().eval("return io.open('../x', 'w')")).containsExactly(null,
                "../x: permission denied", 13L);
    }

    @Test
    default void shouldKeepChangesOfTheStringLibraryInsideTheVm() {
        LuaFixture other = newLua(false);
        lua().eval("""
                function string.shout(s) return s:upper() .. '!' end
                string.upper = function() return 'changed' end
                getmetatable('').__add = function() return 'added' end
                debug.setmetatable(nil, { __index = function() return 'nothing' end })
                """);

        assertThat(lua().eval("return ('a'):shout(), 'x' + {}, (nil).x"))
                .containsExactly("changed!", "added", "nothing");
        assertThat(other.eval("return ('a'):upper(), string.shout, pcall(function() "
                + "return 'x' + {} end)")).startsWith("A", null, false);
        assertThat(other.eval("return pcall(function() return (nil).x end)")).startsWith(false);
    }

    @Test
    default void shouldDescribeFunctionsToDebug() {
        assertThat(lua().eval("""
                local function f(a, b)
                end
                local d = debug.getinfo(f)
                return d.source, d.short_src, d.linedefined, d.lastlinedefined, d.what, d.nparams,
                    d.func == f, type(debug.getinfo(1)), (debug.getupvalue(f, 1)),
                    type(debug.traceback('x'))
                """)).startsWith("@@res/main.lua", "@res/main.lua", 1L, 2L, "Lua", 2L, true,
                "table");
    }

    @Test
    default void shouldRefuseWorkAfterClosing() {
        LuaCoroutine suspended = lua().coroutine("coroutine.yield()");
        suspended.resume(lua().vm.args());
        lua().vm.close();

        assertThat(catchState(() -> suspended.resume(lua().vm.args()))).contains("closed");
        assertThat(catchState(() -> lua().load("return 1"))).contains("closed");
    }

    private static String catchState(Runnable action) {
        try {
            action.run();
            return "nothing";
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }
}

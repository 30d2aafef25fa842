package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.lua.luaj.LuajEngine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LuajEngineTest extends LuaEngineContractTest {
    @Override
    LuaEngine engine() {
        return new LuajEngine();
    }

    private static String outputOf(Class<?> main, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.add(main.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void shouldWriteNumbersAsLuaDoes() {
        assertThat(lua().eval("return tostring(10 / 2), tostring(0.1), tostring(1 / 3), "
                + "tostring(2 ^ 53), tostring(1 / 0), tostring(1e100), table.concat({ 0.5, 2 })"))
                .containsExactly("5", "0.1", "0.33333333333333", "9007199254740992", "inf",
                        "1e+100", "0.52");
    }

    @Test
    void shouldModelTheMemoryInsteadOfMeasuringIt() {
        String script = "return collectgarbage('count'), collectgarbage(), collectgarbage('step')";

        assertThat(newLua(false).eval(script)).isEqualTo(newLua(false).eval(script)).last()
                .isEqualTo(0L);
    }

    @Test
    void shouldRunTheSameWithTheSameSeed() {
        String script = """
                local out = {}
                for i = 1, 20 do out[i] = math.random(1000) end
                local t = { b = 1, a = 2, [3] = 4, [true] = 5, [1.5] = 6 }
                for k in pairs(t) do out[#out + 1] = tostring(k) end
                return out, tostring({}), tostring(print), tostring(coroutine.create(print))
                """;

        assertThat(newLua(false).eval(script)).isEqualTo(newLua(false).eval(script));
    }

    @Test
    void shouldYieldAcrossFunctionsOfLibraries() {
        LuaCoroutine coroutine = lua().coroutine("""
                local y = coroutine.yield
                local s = { 2, 1 }
                table.sort(s, function(a, b) y('sort') return a < b end)
                assert(s[1] == 1)
                string.gsub('a', 'a', function() y('gsub') end)
                """);
        assertThat(coroutine.resume(lua().vm.args()).string(1)).isEqualTo("sort");
        assertThat(coroutine.resume(lua().vm.args()).string(1)).isEqualTo("gsub");
        coroutine.resume(lua().vm.args());
        assertThat(coroutine.isDead()).isTrue();
    }

    @Test
    void shouldStayPairedWhenTheStackOverflows() {
        LuaFixture lua = newLua(true);
        lua.recorder.logging = false;
        lua.recorder.overflows = true;
        assertThat(lua.eval("""
                local ends = {}
                local function deep(n, ...)
                    local w = coroutine.wrap(function() coroutine.yield() end)
                    w()
                    return 1 + deep(n + 1, ...)
                end
                for i = 1, 30 do
                    local ok, message = pcall(deep, 1, string.byte('abcdefgh', 1, i % 8))
                    ends[tostring(message):match('stack overflow')] = true
                    coroutine.yield()
                end
                return ends
                """)).containsExactly(Map.of("stack overflow", true));

        assertThat(lua.recorder.deepest).isGreaterThan(300);
        assertThat(lua.recorder.resumed()).isZero();
        assertThat(lua.recorder.depth()).isZero();
    }

    @Test
    void shouldNameTheMissingJvmOptionInOneSentence() throws IOException {
        assertThat(outputOf(WithoutExport.class)).isEqualTo("Lua coroutines need the JVM option "
                + "--add-exports java.base/jdk.internal.vm=ALL-UNNAMED");
    }

    @Test
    void shouldStopALoopThatTheJvmHasCompiled() throws IOException {
        assertThat(outputOf(CompiledLoop.class, "--add-exports",
                "java.base/jdk.internal.vm=ALL-UNNAMED"))
                .isEqualTo("@loop.lua:1: script stopped: compiled");
    }

    static final class WithoutExport {
        private WithoutExport() {
        }

        public static void main(String[] args) {
            try {
                new LuajEngine().newVm(null);
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** In a JVM of its own: what has run before decides how the interpreter is compiled. */
    static final class CompiledLoop {
        private static final long COMPILED_AFTER_NANOS = 2_000_000_000L;
        private static final int MOST_SECONDS = 30;

        private CompiledLoop() {
        }

        public static void main(String[] args) throws LuaSyntaxException {
            TestSites sites = new TestSites();
            LuaVm vm = new LuajEngine().newVm(new VmSettings("res",
                    new TestWorld(Path.of("")), new StrictRecorder(sites), sites, false, 1));
            LuaFunctionRef loop = vm.load("@loop.lua", "while true do end");
            Thread script = Thread.currentThread();
            Thread.ofPlatform().daemon().start(() -> interrupt(vm, script));
            try {
                vm.call(loop, vm.args());
            } catch (LuaScriptError e) {
                System.out.println(e.getMessage());
            }
        }

        private static void interrupt(LuaVm vm, Thread script) {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            while (threads.getThreadCpuTime(script.threadId()) < COMPILED_AFTER_NANOS) {
                LockSupport.parkNanos(10_000_000);
            }
            vm.interrupt("compiled");
            LockSupport.parkNanos(MOST_SECONDS * 1_000_000_000L);
            System.out.println("not stopped within " + MOST_SECONDS + " seconds");
            Runtime.getRuntime().halt(1);
        }
    }

    @Test
    void shouldNameTheOtherEngineWhereTheKindOfANumberMatters() {
        for (String source : new String[]{"local x = math.type(1)", "local x = math.maxinteger",
                "local x = math.mininteger + 1", "local x = math.ult(1, 2^60)"}) {
            assertThatThrownBy(() -> lua().run(source)).as(source)
                    .hasMessageStartingWith("@res/main.lua:1: ")
                    .hasMessageEndingWith("run it with --engine lua54");
        }
        assertThat(lua().eval("return math.type(1.5), math.type('1'), math.tointeger(3.0), "
                + "math.tointeger(3.5), math.ult(1, -1)"))
                .containsExactly("float", null, 3L, null, true);
    }
}

package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.lua.luaj.LuajEngine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

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
}

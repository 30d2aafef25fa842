package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.lua.luaj.LuajEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LuajEngineTest extends LuaEngineContractTest {
    @Override
    LuaEngine engine() {
        return new LuajEngine();
    }

    @Test
    void shouldNameTheMissingJvmOptionInOneSentence() throws IOException {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), WithoutExport.class.getName())
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(),
                StandardCharsets.UTF_8);

        assertThat(output.strip()).isEqualTo("Lua coroutines need the JVM option "
                + "--add-exports java.base/jdk.internal.vm=ALL-UNNAMED");
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
}

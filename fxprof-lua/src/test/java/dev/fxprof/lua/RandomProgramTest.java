package dev.fxprof.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fxprof.lua.engines.Engines;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both engines print the same for random programs; {@code -Dfxprof.programs=N} runs more. */
class RandomProgramTest {
    private static final int FIRST = 1;
    private static final int PROGRAMS = Integer.getInteger("fxprof.programs", 1000);

    @TempDir
    Path directory;

    private String output(Engines engine, String program) {
        LuaFixture lua = new LuaFixture(engine.create(), directory, false);
        try {
            return lua.run(program).string(1);
        } finally {
            lua.vm.close();
        }
    }

    @Test
    void shouldPrintTheSameOnBothEngines() {
        assumeTrue(Engines.LUA54.problem().isEmpty(), () -> Engines.LUA54.problem().get());
        for (long seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
            String program = RandomProgram.of(seed);
            assertThat(output(Engines.LUAJ, program)).as("program %d%n%s", seed, program)
                    .isEqualTo(output(Engines.LUA54, program)).contains("end ");
        }
    }
}

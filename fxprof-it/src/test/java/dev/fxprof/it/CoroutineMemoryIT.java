package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coroutines cost memory, not threads. */
class CoroutineMemoryIT {
    private static final Path PROCESSES = Path.of("/proc");
    private static final int MOST_THREADS = 20;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"luaj", "lua54"})
    void shouldKeepTenThousandAliveIn64Megabytes(String engine) throws IOException {
        Path resource = Files.createDirectories(folder.resolve("many"));
        Files.writeString(resource.resolve("fxmanifest.lua"),
                "fx_version 'cerulean'\nserver_script 'server.lua'\n");
        Files.writeString(resource.resolve("server.lua"), """
                local live, total = {}, 0
                for i = 1, 10000 do
                    local co = coroutine.create(function(a)
                        local b = coroutine.yield(a)
                        return a + b
                    end)
                    assert(coroutine.resume(co, i))
                    live[i] = co
                end
                CreateThread(function()
                    Wait(500)
                    for i = 1, 10000 do
                        local ok, sum = coroutine.resume(live[i], 1)
                        total = total + sum
                    end
                    print('total', total, collectgarbage('count') < 64 * 1024)
                end)
                """);

        List<String> lines = Command.simulate("--engine", engine, "--resources",
                folder.toString(), "--players", "0", "--duration", "40t", "--trace", "none",
                "--log").with("FXPROF_JAVA_OPTS",
                        "-XX:-AlwaysPreTouch -XX:TieredStopAtLevel=1 -Xms64m -Xmn24m -Xmx64m")
                .run().succeeded().errors();

        assertThat(lines).contains("[script:many] total\t50015000\ttrue");
    }

    /** On machines that show the threads of a process as files. */
    @Test
    void shouldRunTheBuiltInServerOnFewThreads() throws IOException, InterruptedException {
        if (!Files.isDirectory(PROCESSES.resolve("self/task"))) {
            return;
        }
        Process server = Command.simulate("--duration", "100t", "--trace", "none")
                .start(folder.resolve("out"), folder.resolve("err"));
        Path tasks = PROCESSES.resolve(server.pid() + "/task");
        int most = 0;
        while (!server.waitFor(50, TimeUnit.MILLISECONDS)) {
            try (Stream<Path> threads = Files.list(tasks)) {
                most = Math.max(most, (int) threads.count());
            } catch (NoSuchFileException | UncheckedIOException e) {
                // It has just ended.
            }
        }
        assertThat(server.exitValue()).isZero();
        assertThat(most).isBetween(2, MOST_THREADS - 1);
    }
}

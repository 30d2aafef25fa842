package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fxprof hooks resolve} says of the agent's host what the agent finds when it attaches. */
class HooksResolveHostIT {
    @TempDir
    Path folder;

    private List<Command.Result> resolve(AgentHost.Build... builds) {
        List<List<String>> runs = new ArrayList<>();
        for (AgentHost.Build build : builds) {
            AgentHost.build(build, "HooksResolveHostIT");
            runs.add(List.of("hooks", "resolve", build.home().toString(), "--json"));
        }
        return Jvm.fxprof(folder, runs);
    }

    @Test
    void shouldFindAllHooksInWhatOtherCompilersMade() {
        for (Command.Result result : resolve(AgentHost.Build.LINUX, AgentHost.Build.WINE)) {
            assertThat(result.succeeded().json().path("hooks").valueStream()
                    .filter(hook -> !hook.path("optional").asBoolean()))
                    .hasSizeGreaterThan(12)
                    .allMatch(hook -> hook.path("status").asString().equals("works"));
        }
    }

    @Test
    void shouldRefuseTheBuildsThatTheAgentRefuses() {
        List<Command.Result> results = resolve(AgentHost.Build.OLDER_IID,
                AgentHost.Build.NO_EXPORTS);
        assertThat(results).extracting(Command.Result::exit).containsOnly(3);
        assertThat(reason(results.get(0))).startsWith("no module knows the interface 4720A986");
        assertThat(reason(results.get(1)))
                .isEqualTo("libCoreRT.so does not export CoreFxFindFirstImpl");
    }

    private static String reason(Command.Result result) {
        return result.json().path("hooks").valueStream()
                .filter(hook -> hook.path("name").asString()
                        .equals("IScriptRuntimeHandler.PushRuntime"))
                .findFirst().orElseThrow().path("reason").asString();
    }
}

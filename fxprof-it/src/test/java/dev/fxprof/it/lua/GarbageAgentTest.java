package dev.fxprof.it.lua;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lua's collector of garbage keeps the pace that it has without the agent. */
class GarbageAgentTest {
    /** Says each call of a VM's collector that sets it; the memory is as large as a test wants. */
    private static final String OBSERVED = """
            local collect, kilobytes = collectgarbage, %d
            _G.collectgarbage = function(option, share, ...)
                if option == 'count' then
                    return kilobytes
                elseif option then
                    say(option, share)
                end
                return collect(option, share, ...)
            end
            collector()
            local shop = patched('shop')
            _G.collectgarbage = collect
            """;

    @Test
    void shouldWaitForAsMuchGarbageAsWithoutIt() {
        assertThat(AgentRun.of(observed(280)).said.getLast()).isEqualTo("generational 10");
        assertThat(AgentRun.of(observed(1400)).said.getLast()).isEqualTo("generational 18");
    }

    @Test
    void shouldFollowAVmThatGrows() {
        AgentRun run = AgentRun.of(observed(280) + """
                kilobytes = 1400
                world.event('fxprof:sync', '', 2, 10000000000, {})
                """);

        assertThat(run.said).endsWith("generational 10", "generational 18");
    }

    @Test
    void shouldKeepOutWhereAScriptSetsTheCollector() {
        AgentRun run = AgentRun.of(observed(280) + """
                world.script(shop, "say('was ' .. collectgarbage('incremental'))")
                kilobytes = 1400
                world.event('fxprof:sync', '', 2, 10000000000, {})
                """);

        assertThat(run.said).endsWith("generational 10", "generational 20", "incremental nil",
                "was generational");
    }

    private static String observed(int kilobytes) {
        return OBSERVED.formatted(kilobytes);
    }
}

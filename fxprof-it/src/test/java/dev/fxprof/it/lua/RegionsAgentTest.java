package dev.fxprof.it.lua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.it.lua.AgentRun.Slice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiler.Begin and End, with profiler.lua alone and beside the overlay. */
class RegionsAgentTest {
    private static String with(String overlay) {
        return """
                collector()
                local shop = OVERLAY('shop')
                if 'OVERLAY' == 'patched' then include(shop) end
                shop.G.pass = world.pass
                sync()
                local function run(text)
                    world.script(shop, 'AddEventHandler("go", function() ' .. text .. ' end)')
                    world.event('go', '')
                    world.tickOnce()
                    sync()
                end
                """.replace("OVERLAY", overlay);
    }

    @ParameterizedTest
    @ValueSource(strings = {"including", "patched"})
    void shouldRecordRegionsAcrossYieldsAndFunctions(String overlay) {
        AgentRun run = AgentRun.of(with(overlay) + """
                run [[
                    local function finish() Profiler.End('outer') end
                    Profiler.Begin('outer')
                    Profiler.Begin('inner') pass(1000) Profiler.End('inner')
                    Wait(0)
                    pass(3000)
                    finish()
                ]]
                """);

        assertThat(run.slices("shop", "inner")).singleElement().satisfies(slice -> {
            assertThat(slice.nanos()).isBetween(1000L, 1200L);
            assertThat(slice.site().kind()).isEqualTo(8);
        });
        assertThat(run.slices("shop", "outer")).hasSize(2)
                .extracting(slice -> slice.entry().continued()).containsExactly(false, true);
        assertThat(run.slices("shop", "outer").getLast().nanos()).isBetween(3000L, 3300L);
        assertThat(run.log).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"including", "patched"})
    void shouldCloseRegionsThatACaughtErrorLeftOpen(String overlay) {
        AgentRun run = AgentRun.of(with(overlay) + """
                run [[
                    Profiler.Begin('outer')
                    say(pcall(function() Profiler.Begin('inner') error('why', 0) end))
                    say(xpcall(function() Profiler.Begin('second') error('what', 0) end,
                        function(message) return 'seen ' .. message end))
                    Profiler.End('outer')
                ]]
                """);

        assertThat(run.said).containsExactly("false why", "false seen what");
        assertThat(run.log).isEmpty();
        assertThat(run.slices("shop", "inner").getFirst().entry().unfinished()).isTrue();
        assertThat(run.slices("shop", "second").getFirst().entry().unfinished()).isTrue();
        assertThat(run.slices("shop", "outer").getFirst().entry().unfinished()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"including", "patched"})
    void shouldRefuseWrongUseWithTheSentencesOfTheDocumentation(String overlay) {
        AgentRun run = AgentRun.of(with(overlay) + """
                run [[
                    local function try(...) say(select(2, pcall(...))) end
                    try(Profiler.Begin)
                    try(Profiler.End, '')
                    try(Profiler.End, 'Name')
                    Profiler.Begin('Other')
                    try(Profiler.End, 'Name')
                    try(Profiler.EnableForResource, 1)
                    try(Profiler.DisableForResource, 'nowhere')
                    try(Profiler.SetFlushInterval, 0.5)
                    try(Profiler.ExportCSV, '../x.csv')
                    local ok, where = pcall(function() Profiler.End('Name') end)
                    say(where)
                ]]
                """);

        assertThat(run.said).containsExactly(
                "Profiler.Begin expects a name: a string that is not empty",
                "Profiler.End expects a name: a string that is not empty",
                "Profiler.End(\"Name\"): no region is open",
                "Profiler.End(\"Name\"): the innermost open region is \"Other\"",
                "Profiler.EnableForResource expects the name of a resource",
                "Profiler.DisableForResource(\"nowhere\"): there is no such resource",
                "Profiler.SetFlushInterval expects whole milliseconds from 1 to 1000",
                "Profiler.ExportCSV(\"../x.csv\"): expected the plain name of a file, without a folder "
                        + "or a leading dot, at most 200 characters",
                "@shop/server.lua:11: Profiler.End(\"Name\"): the innermost open region is \"Other\"");
        assertThat(run.slices("shop", "Other").getFirst().entry().unfinished()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"including", "patched"})
    void shouldKeepRegionsOfCoroutinesApart(String overlay) {
        AgentRun run = AgentRun.of(with(overlay) + """
                run [[
                    local other = coroutine.wrap(function()
                        Profiler.Begin('theirs') pass(1000) coroutine.yield() pass(1000)
                        Profiler.End('theirs')
                    end)
                    Profiler.Begin('mine')
                    other()
                    pass(100000)
                    say(select(2, pcall(Profiler.End, 'theirs')))
                    other()
                    Profiler.End('mine')
                ]]
                """);

        assertThat(run.said).containsExactly(
                "Profiler.End(\"theirs\"): the innermost open region is \"mine\"");
        assertThat(run.slices("shop", "theirs")).extracting(Slice::nanos)
                .allSatisfy(nanos -> assertThat(nanos).isBetween(900L, 1400L));
        assertThat(run.slices("shop", "theirs")).hasSize(2);
        assertThat(run.slices("shop", "mine")).singleElement()
                .satisfies(slice -> assertThat(slice.nanos()).isGreaterThan(102000));
    }
}

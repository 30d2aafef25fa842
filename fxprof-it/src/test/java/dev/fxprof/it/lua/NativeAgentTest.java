package dev.fxprof.it.lua;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A native agent records what enters the VMs: Lua tells it what it cannot see, and records no span itself. */
class NativeAgentTest {
    private static final String SHOP = """
            world.convars.fxprof_agent = 'native'
            collector()
            local shop = patched('shop')
            include(shop)
            sync()
            local function tell()
                say(table.concat(world.scopes, ', '))
                world.scopes = {}
            end
            """;

    private static final String WITH_FUNCTIONS = "world.convars.fxprof_functions = 'shop'\n" + SHOP;

    @Test
    void shouldTellItOfRegionsAndLeaveEverythingElseToIt() {
        AgentRun run = AgentRun
                .of(SHOP + """
                        world.script(shop, [[
                            AddEventHandler('buy', function()
                                Profiler.Begin('pay') Profiler.Begin('tax') Profiler.End('tax') Profiler.End('pay')
                                TriggerClientEvent('bought', 1)
                            end)
                        ]])
                        world.event('buy', 'net:1')
                        tell()
                        sync()
                        """);

        assertThat(run.said).containsExactly("begin pay 8, begin tax 8, end tax, end pay");
        assertThat(run.slices("shop")).isEmpty();
        // What came over the network the agent counts too; what went out it does not see.
        assertThat(run.last("shop").traffic()).extracting(VmFrame.Traffic::name)
                .containsExactly("bought");
    }

    @Test
    void shouldTakeRegionsAwayWhileTheirCoroutineWaits() {
        AgentRun run = AgentRun.of(SHOP + """
                world.script(shop, [[
                    AddEventHandler('buy', function()
                        Profiler.Begin('pay') Profiler.Begin('tax') Wait(0) Profiler.End('tax')
                        Profiler.End('pay')
                    end)
                ]])
                world.event('buy', '')
                tell()
                world.tickOnce()
                tell()
                """);

        assertThat(run.said).containsExactly("begin pay 8, begin tax 8, end tax, end pay",
                "begin pay 8, begin tax 8, end tax, end pay");
    }

    @Test
    void shouldEndRegionsThatACaughtErrorLeftOpen() {
        AgentRun run = AgentRun.of(SHOP + """
                world.script(shop, [[
                    AddEventHandler('buy', function()
                        Profiler.Begin('first') Profiler.End('first')
                        pcall(function() Profiler.Begin('pay') error('no money') end)
                        Profiler.Begin('after') Profiler.End('after')
                    end)
                ]])
                world.event('buy', '')
                tell()
                """);

        assertThat(run.said).containsExactly("begin first 8, end first, begin pay 8, break pay, "
                + "begin after 8, end after");
    }

    @Test
    void shouldTellItOfNamedFunctionsAndLeaveNativesToIt() {
        AgentRun run = AgentRun.of(WITH_FUNCTIONS + """
                local agent = shop.G.Citizen.FxprofAgent
                local native = shop.G.GetEntityCoords
                shop.G.GetEntityCoords = function(...)
                    return agent.native('GetEntityCoords', native, ...)
                end
                world.script(shop, [[
                    function Total(a, b) GetEntityCoords() return a + b end
                    AddEventHandler('buy', function() say(Total(1, 2)) end)
                ]])
                sync()
                world.event('buy', '')
                tell()
                sync()
                """);

        assertThat(run.said).containsExactly("3", "begin Total 6, end Total");
        assertThat(run.slices("shop")).isEmpty();
    }

    @Test
    void shouldRecordAgainOnceItHasGoneAndStopOnceItComes() {
        AgentRun run = AgentRun.of("""
                collector()
                local shop = patched('shop')
                include(shop)
                sync()
                world.script(shop, [[
                    AddEventHandler('buy', function() Profiler.Begin('pay') Profiler.End('pay') end)
                    CreateThread(function() while true do Wait(0) end end)
                ]])
                for _, agent in ipairs { false, 'native', false } do
                    world.convars.fxprof_agent = agent or nil
                    sync()
                    world.event('buy', '')
                    world.tickOnce()
                    say(#world.scopes)
                end
                sync()
                """);

        assertThat(run.said).containsExactly("0", "2", "2");
        assertThat(run.slices("shop", "buy")).hasSize(2);
        assertThat(run.slices("shop", "pay")).hasSize(2);
    }

    @Test
    void shouldKnowWhatASpanCostsThatItIsToRecordOnceTheAgentHasGone() {
        String course = """
                collector()
                local shop = patched('shop')
                include(shop)
                sync()
                world.convars.fxprof_agent = nil
                sync()
                world.event('buy', '')
                sync()
                """;

        AgentRun alone = AgentRun.of(course);
        AgentRun left = AgentRun.of("world.convars.fxprof_agent = 'native'\n" + course);

        assertThat(left.last("shop").spanCost()).isPositive()
                .isEqualTo(alone.last("shop").spanCost());
    }

    /** Each region is two calls of a microsecond. */
    @Test
    void shouldCountWhatItTellsAndLeaveRegionsOutWhereThatIsTooMuch() {
        AgentRun run = AgentRun.of(SHOP + """
                world.script(shop, [[
                    AddEventHandler('buy', function()
                        for _ = 1, 1000 do Profiler.Begin('pay') Profiler.End('pay') end
                    end)
                ]])
                for _ = 1, 2 do
                    sync(1, 100000)
                    world.event('buy', '')
                    world.pass(1000000000)
                end
                say(#world.scopes)
                sync(1, 100000)
                """);

        assertThat(run.said).containsExactly("2000");
        assertThat(run.last("shop").step()).isEqualTo(2);
    }

    @Test
    void shouldJudgeRegionsByTheTimeInWhichTheyWere() {
        AgentRun run = AgentRun.of(SHOP + """
                world.script(shop, [[
                    CreateThread(function()
                        while true do
                            for _ = 1, 300 do Profiler.Begin('pay') Profiler.End('pay') end
                            Wait(0)
                        end
                    end)
                ]])
                for _ = 1, 70 do
                    world.scopes = {}
                    world.tickOnce()
                    say(#world.scopes)
                    world.pass(1000000000)
                    sync(1, 2000000)
                end
                """);

        // 300 regions cost 600 µs of the 2 ms a second that are allowed.
        assertThat(run.said).hasSize(70).containsOnly("600");
    }
}

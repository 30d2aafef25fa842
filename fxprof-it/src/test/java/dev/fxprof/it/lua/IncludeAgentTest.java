package dev.fxprof.it.lua;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IncludeAgentTest {
    private static final String SHOP = """
            collector()
            local shop = including('shop')
            sync()
            """;

    @Test
    void shouldRecordWhatTheResourceHandsToTheScheduler() {
        AgentRun run = AgentRun.of(SHOP + """
                world.script(shop, [[
                    AddEventHandler('buy', function() end)
                    RegisterNetEvent('sell', function() end)
                    exports('price', function(a) return 2 * a end)
                    RegisterCommand('open', function() end)
                    CreateThread(function() Wait(0) end)
                    SetTimeout(5, function() end)
                    TriggerClientEvent('news', -1, 1)
                    GlobalState.weather = 'rain'
                ]])
                world.event('buy', '') world.event('sell', 'net:4')
                say(world.call(shop, shop.refs.price, 21))
                world.call(shop, shop.refs.open)
                world.tickOnce() world.tickOnce()
                sync()
                """);

        assertThat(run.said).containsExactly("true 42");
        assertThat(run.slices("shop")).extracting(slice -> slice.site().kind() + " "
                + slice.site().name()).containsExactly("1 load server.lua", "3 buy", "3 sell",
                        "4 price", "5 open",
                        "2 server.lua:5", "2 server.lua:6", "2 server.lua:5");
        assertThat(run.slices("shop", "sell").getFirst().entry().extra()).isEqualTo(4);
        assertThat(run.last("shop").traffic()).containsExactlyInAnyOrder(
                new VmFrame.Traffic(0, "sell", 1, 0, 1), new VmFrame.Traffic(1, "news", 1, 14, 3),
                new VmFrame.Traffic(3, "global:weather", 1, 14, 3));
    }

    @Test
    void shouldChangeNothingThatScriptsSee() {
        String script = """
                world.script(shop, [[
                    AddEventHandler('look', function(...)
                        say(source, select('#', ...), ...)
                        say(type(coroutine.running()), coroutine.isyieldable())
                        say(pcall(error, 'plain', 0))
                        say(select(2, pcall(function() error('placed') end)))
                        say(select(2, pcall(function() local f = function() error('up', 2) end f() end)))
                        say(select(2, pcall(Wait)))
                    end)
                    AddEventHandler('fail', function() error({ 1 }) end)
                    AddEventHandler('fail', function() error('no') end)
                ]])
                world.event('look', 'net:9', 1, nil, 3)
                world.tickOnce()
                world.event('fail', '')
                """;

        AgentRun run = AgentRun.of(SHOP + script);
        AgentRun bare = AgentRun.of("local shop = plain('shop')\n" + script);

        assertThat(run.said).isEqualTo(bare.said).hasSizeGreaterThan(4);
        assertThat(run.log.replaceAll("0x\\p{XDigit}+", "")).isEqualTo(
                bare.log.replaceAll("0x\\p{XDigit}+", ""));
    }

    @Test
    void shouldLeaveAVmOfTheOverlayAsItIs() {
        AgentRun run = AgentRun.of("""
                collector()
                local shop = patched('shop')
                include(shop)
                sync()
                world.script(shop, "AddEventHandler('buy', function() Profiler.Begin('r') end)")
                world.event('buy', '')
                sync()
                """);

        assertThat(run.slices("shop", "buy")).hasSize(1);
        assertThat(run.slices("shop", "r")).hasSize(1);
    }
}

package dev.fxprof.it.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What an agent does when there is too much, nobody, or something is wrong. */
class AgentLimitsTest {
    private static final String SHOP = """
            collector()
            local shop = patched('shop')
            world.script(shop, "AddEventHandler('buy', function() end)")
            sync()
            local function buy(times) for _ = 1, times do world.event('buy', 'net:1') end end
            """;

    @Test
    void shouldSampleEntriesThatCostTooMuchAndSayForHowManyEachStands() {
        AgentRun run = AgentRun.of(SHOP + """
                buy(2000) world.pass(1000000000) sync(1, 100000)
                buy(2000) world.pass(1000000000) sync(1, 100000)
                """);

        VmFrame sampled = run.last("shop");
        assertThat(sampled.step()).isEqualTo(3);
        assertThat(sampled.shed() + sampled.records().size()).isEqualTo(2000);
        assertThat(sampled.records()).isNotEmpty()
                .allSatisfy(record -> assertThat(record.weight()).isEqualTo(sampled.power()));
        assertThat((long) sampled.records().size() << sampled.power()).isBetween(1000L, 2000L);
    }

    @Test
    void shouldRecordAllAgainOnceItIsCalm() {
        AgentRun run = AgentRun.of(SHOP + """
                buy(2000) world.pass(1000000000) sync(1, 100000)
                for _ = 1, 5 do buy(10) world.pass(1000000000) sync(1, 10000000) end
                """);

        assertThat(run.last("shop").step()).isZero();
        assertThat(run.last("shop").records()).hasSize(10)
                .allSatisfy(record -> assertThat(record.weight()).isZero());
    }

    @Test
    void shouldCountWhatItDropsWhileNobodyCollects() {
        AgentRun run = AgentRun.of(SHOP + """
                world.pass(6000000000)
                buy(20000)
                sync()
                buy(1)
                sync()
                """);

        List<VmFrame> frames = run.frames;
        VmFrame full = frames.get(frames.size() - 2);
        assertThat(full.records().size() + full.dropped()).isEqualTo(20000);
        assertThat(full.dropped()).isPositive();
        assertThat(run.last("shop").records()).hasSize(1);
        assertThat(run.last("shop").first()).isEqualTo(full.first() + full.records().size());
    }

    @Test
    void shouldHandOverEarlyWhenItsBufferIsFull() {
        AgentRun run = AgentRun.of(SHOP + "buy(20000) sync()");

        assertThat(run.slices("shop", "buy")).hasSize(20000);
        assertThat(run.last("shop").dropped()).isZero();
        assertThat(run.frames).hasSizeGreaterThan(3);
    }

    @Test
    void shouldSendAllSitesAgainForANewFile() {
        AgentRun run = AgentRun.of(SHOP + "buy(1) sync(1) buy(1) sync(1) buy(1) sync(2)");

        assertThat(run.last("shop").sites()).extracting(VmFrame.Site::name)
                .contains("load server.lua", "buy");
        assertThat(run.frames.get(run.frames.size() - 2).sites()).isEmpty();
    }

    @Test
    void shouldFoldSitesAndTrafficBeyondTheirLimits() {
        AgentRun run = AgentRun.of("""
                collector()
                local shop = patched('shop')
                shop.G.n = 0
                sync()
                world.script(shop, [[
                    for i = 1, 5000 do AddEventHandler('event' .. i, function() end) end
                ]])
                for i = 1, 5000 do world.event('event' .. i, 'net:1') end
                sync(2)
                """);

        VmFrame all = run.last("shop");
        assertThat(all.sites().size()).isLessThanOrEqualTo(4096);
        assertThat(run.slices("shop", "(other)")).hasSizeGreaterThan(900);
        assertThat(all.traffic()).hasSize(1001);
        assertThat(all.traffic().stream().filter(row -> row.name().equals("(other)")))
                .singleElement().satisfies(row -> assertThat(row.messages()).isEqualTo(4000));
    }

    @Test
    void shouldCutNamesToWholeCharacters() {
        AgentRun run = AgentRun.of("""
                collector()
                local shop = patched('shop')
                sync()
                shop.G.long, shop.G.bad = ('ä'):rep(200), 'a\\xffb'
                world.script(shop, [[
                    AddEventHandler(long, function() end) AddEventHandler(bad, function() end)
                ]])
                world.event(shop.G.long, '') world.event(shop.G.bad, '')
                sync()
                """);

        assertThat(run.slices("shop", "ä".repeat(64))).hasSize(1);
        assertThat(run.slices("shop", "a?b")).hasSize(1);
    }

    @Test
    void shouldRecordNothingWhereItIsSwitchedOff() {
        AgentRun run = AgentRun.of(SHOP + """
                buy(1)
                world.event('fxprof:control', '', 'disable')
                buy(2)
                world.event('fxprof:control', '', 'enable')
                buy(3)
                world.event('fxprof:control', '', 'without', 'shop')
                buy(4)
                sync()
                """);

        assertThat(run.slices("shop", "buy")).hasSize(4);
    }

    @Test
    void shouldHandOverBeforeItsResourceStops() {
        AgentRun run = AgentRun.of(SHOP + """
                world.script(shop, "AddEventHandler('onResourceStop', function() say('stops') end)")
                sync()
                buy(3)
                world.event('onResourceStop', '', 'other')
                world.event('onResourceStop', '', 'shop')
                world.stop(shop)
                sync()
                """);

        assertThat(run.said).containsExactly("stops", "stops");
        assertThat(run.slices("shop", "buy")).hasSize(3);
        assertThat(run.slices("shop", "onResourceStop")).hasSize(2);
    }

    @Test
    void shouldHandOverAlsoIfItsResourceStopsBeforeTheFirstSync() {
        AgentRun run = AgentRun.of("""
                collector()
                local shop = patched('shop')
                world.script(shop, "AddEventHandler('buy', function() end)")
                world.event('buy', '')
                world.event('onResourceStop', '', 'shop')
                world.stop(shop)
                sync()
                """);

        assertThat(run.slices("shop", "buy")).hasSize(1);
    }

    @Test
    void shouldNotListenToThePlayers() {
        AgentRun run = AgentRun.of(SHOP + """
                world.event('fxprof:control', 'net:3', 'disable')
                world.event('fxprof:sync', 'net:3', 1, 1)
                buy(1)
                sync()
                """);

        assertThat(run.slices("shop", "buy")).hasSize(1);
        assertThat(run.log).isEmpty();
    }

    @Test
    void shouldSwitchItselfOffWhereItFailsAndLetScriptsGoOn() {
        AgentRun run = AgentRun.of(SHOP + """
                shop.G.string.pack = nil
                shop.G.Citizen.InvokeNative = function() error('no such native') end
                buy(1)
                sync()
                world.script(shop, "AddEventHandler('buy', function() say('bought') end)")
                buy(2)
                sync()
                """);

        assertThat(run.said).containsExactly("bought", "bought");
        assertThat(run.log).contains("fxprof: recording is off in shop until it restarts: ")
                .contains("no such native").doesNotContain("SCRIPT ERROR");
    }

    @Test
    void shouldRecordNativesAndFunctionsOnRequest() {
        AgentRun run = AgentRun.of("""
                world.convars.fxprof_functions = 'shop'
                collector()
                local shop = patched('shop')
                local agent = shop.G.Citizen.FxprofAgent
                for _, name in ipairs { 'GetEntityCoords', 'FailingNative' } do
                    local native = shop.G[name]
                    shop.G[name] = function(...) return agent.native(name, native, ...) end
                end
                world.script(shop, [[
                    function Total(a, b) GetEntityCoords() return a + b, nil end
                    AddEventHandler('buy', function()
                        say(select('#', Total(1, 2)), Total(1, 2))
                        say(pcall(FailingNative))
                    end)
                ]])
                sync()
                world.event('buy', '')
                sync()
                """);

        assertThat(run.said).containsExactly("2 3 nil", "false no such entity");
        assertThat(run.slices("shop", "Total")).hasSize(2);
        assertThat(run.slices("shop", "GetEntityCoords")).hasSize(2).allSatisfy(slice -> {
            assertThat(slice.nanos()).isBetween(5000L, 5300L);
            assertThat(slice.site().kind()).isEqualTo(7);
            assertThat(slice.site().runtime()).isEqualTo(1);
        });
        assertThat(run.slices("shop", "FailingNative").getFirst().entry().unfinished()).isTrue();
    }

    @Test
    void shouldTellAllNamesToACollectorThatBeginsAnew() {
        AgentRun run = AgentRun.of(SHOP + """
                buy(1) sync(1) buy(1)
                world.event('fxprof:stopped', '')
                sync(1)
                """);

        assertThat(run.last("shop").sites()).extracting(VmFrame.Site::name).contains("buy");
    }

    @Test
    void shouldNotTakeABurstBeforeASyncForWhatASecondCosts() {
        AgentRun run = AgentRun.of(SHOP + """
                world.pass(1000000000) sync()
                for _ = 1, 3 do
                    world.pass(880000000)
                    buy(5000)
                    world.pass(120000000)
                    sync(1, 5000000)
                end
                """);

        assertThat(run.frames).hasSizeGreaterThan(30);
        assertThat(run.last("shop").spanCost()).isLessThan(400);
        assertThat(run.frames).allSatisfy(frame -> assertThat(frame.step()).isZero());
    }
}

package dev.fxprof.it.lua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.it.lua.AgentRun.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayAgentTest {
    private static final String SHOP = """
            collector()
            local shop = patched('shop')
            sync()
            """;

    @Test
    void shouldRecordEveryKindOfEntryUnderItsName() {
        AgentRun run = AgentRun.of(SHOP + """
                world.script(shop, [[
                    AddEventHandler('buy', function() end)
                    exports('price', function(a) return 2 * a end)
                    RegisterCommand('open', function() end)
                    AddStateBagChangeHandler('job', nil, function() end)
                    CreateThread(function() end)
                ]])
                world.event('buy', 'net:12')
                say(world.call(shop, shop.refs.price, 21))
                world.call(shop, shop.refs.open)
                world.call(shop, shop.refs['bag job'])
                world.call(shop, function() end)
                world.tickOnce()
                sync()
                """);

        assertThat(run.said).containsExactly("true 42");
        assertThat(run.slices("shop")).extracting(slice -> slice.site().kind() + " "
                + slice.site().name()).containsExactly("1 load server.lua", "3 buy", "4 price",
                        "5 open", "3 statebag:job", "4 callback scenario.lua:15",
                        "2 server.lua:5");
        assertThat(run.slices("shop", "buy").getFirst().entry().extra()).isEqualTo(12);
        assertThat(run.slices("shop", "buy").getFirst().site().file()).isEqualTo("shop/server.lua");
        assertThat(run.slices("fxprof")).isEmpty();
    }

    @Test
    void shouldSayWhichSpanMadeAThread() {
        AgentRun run = AgentRun.of(SHOP + """
                world.script(shop, [[
                    AddEventHandler('open', function()
                        CreateThread(function() end)
                    end)
                ]])
                world.event('open', '')
                sync()
                world.tickOnce()
                sync()
                """);

        VmFrame.Entry event = run.slices("shop", "open").getFirst().entry();
        VmFrame.Entry thread = run.slices("shop", "server.lua:2").getFirst().entry();
        assertThat(run.links("shop")).singleElement().satisfies(link -> {
            assertThat(link.id()).isEqualTo(thread.id());
            assertThat(link.extra()).isEqualTo(event.id());
            assertThat(link.start()).isBetween(event.start(), event.end());
            assertThat(link.end()).isEqualTo(thread.start());
        });
    }

    @Test
    void shouldRecordTheCallbackOfARequestUnderItsAddress() {
        AgentRun run = AgentRun.of(SHOP + """
                world.script(shop, [[
                    PerformHttpRequest('http://bank/balance?of=7', function(status)
                        answered = status
                    end)
                ]])
                world.event('__cfx_internal:httpResponse', '', 200)
                say(shop.G.answered)
                sync()
                """);

        Slice event = run.slices("shop", "__cfx_internal:httpResponse").getFirst();
        assertThat(run.said).containsExactly("200");
        assertThat(run.slices("shop", "http http://bank/balance")).singleElement()
                .satisfies(callback -> assertThat(callback.entry().end())
                        .isBetween(event.entry().start(), event.entry().end()));
    }

    @Test
    void shouldCutASpanWhereItsCoroutineWaits() {
        AgentRun run = AgentRun.of(SHOP + """
                shop.G.pass = world.pass
                world.script(shop, [[
                    CreateThread(function() pass(1000) Wait(0) pass(2000) Wait(0) pass(4000) end)
                    AddEventHandler('late', function()
                        local promise = { state = 0 }
                        waiting = promise
                        Citizen.Await(promise)
                        pass(500)
                    end)
                ]])
                world.tickOnce() world.pass(1000000)
                world.event('late', '')
                world.tickOnce() world.pass(1000000)
                world.tickOnce()
                shop.G.waiting.state = 3
                shop.G.waiting.next()
                sync()
                """);

        List<Slice> thread = run.slices("shop", "server.lua:1");
        assertThat(thread).extracting(Slice::nanos).containsExactly(1100L, 2100L, 4100L);
        assertThat(thread).extracting(slice -> slice.entry().continued())
                .containsExactly(false, true, true);
        assertThat(thread).extracting(slice -> slice.entry().isLast())
                .containsExactly(false, false, true);
        assertThat(thread).extracting(slice -> slice.entry().id()).containsOnly(
                thread.getFirst().entry().id());
        assertThat(run.slices("shop", "late")).extracting(Slice::nanos)
                .containsExactly(100L, 600L);
    }

    @Test
    void shouldEndASpanWhereAnErrorLeftItAndChangeNothingOfTheError() {
        String script = """
                world.script(shop, [[
                    local function deep() error('no money') end
                    AddEventHandler('fail', function() deep() end)
                    exports('refuse', function() error('refused', 2) end)
                ]])
                world.event('fail', '')
                say(world.call(shop, shop.refs.refuse))
                """;
        AgentRun run = AgentRun.of(SHOP + script + "sync()");
        AgentRun bare = AgentRun.of("local shop = plain('shop')\n" + script);

        assertThat(run.log).isEqualTo(bare.log).contains("shop/server.lua:1: no money");
        assertThat(run.said.getFirst()).isEqualTo(bare.said.getFirst());
        assertThat(run.slices("shop", "fail")).singleElement()
                .satisfies(slice -> assertThat(slice.entry().unfinished()).isTrue());
        assertThat(run.slices("shop", "refuse")).singleElement()
                .satisfies(slice -> assertThat(slice.entry().unfinished()).isFalse());
    }

    @Test
    void shouldEndSpansOfDeadCoroutinesThatTheServerDoesNotClose() {
        AgentRun run = AgentRun.of(SHOP + """
                world.keepsDead = true
                world.script(shop, [[
                    AddEventHandler('fail', function() error('no') end)
                    AddEventHandler('next', function() end)
                ]])
                world.event('fail', '')
                world.event('next', '')
                sync()
                """);

        assertThat(run.slices("shop", "fail")).singleElement().satisfies(slice -> {
            assertThat(slice.entry().unfinished()).isTrue();
            assertThat(slice.nanos()).isLessThan(300);
        });
        assertThat(run.slices("shop", "next")).hasSize(1);
    }

    @Test
    void shouldMarkAClockThatWasSetBackAndLoseNothing() {
        AgentRun run = AgentRun.of(SHOP + """
                shop.G.back = function() world.pass(-5000000000) end
                world.script(shop, [[
                    AddEventHandler('outer', function() TriggerEvent('inner') end)
                    AddEventHandler('inner', function() back() end)
                ]])
                world.event('outer', '')
                world.event('outer', '')
                sync()
                """);

        List<VmFrame.Entry> records = run.last("shop").records();
        assertThat(records.stream().filter(record -> record.type() == 4)).hasSize(2)
                .allSatisfy(step -> assertThat(step.end()).isLessThan(step.start()));
        assertThat(records.stream().filter(record -> record.type() == 1))
                .allSatisfy(slice -> assertThat(slice.end()).isGreaterThanOrEqualTo(slice.start()));
        assertThat(run.slices("shop", "outer")).hasSize(4);
        assertThat(run.slices("shop", "inner")).hasSize(4);
        assertThat(run.slices("shop", "inner").stream().filter(slice -> slice.entry().isLast()))
                .hasSize(2);
    }

    @Test
    void shouldBillTheSchedulerForWhatItHandlesAlone() {
        AgentRun run = AgentRun.of(SHOP + """
                world.script(shop, "AddEventHandler('buy', function() end)")
                sync()
                shop.G.RegisterResourceAsEventHandler('nobody')
                for _ = 1, 64 do
                    world.event('nobody', '')
                    world.pass(1000000000)
                    world.event('buy', '')
                end
                sync()
                """);

        // One entry in 17 counts for all; without the second before each of them.
        assertThat(run.last("shop").entries()).isBetween(32L, 96L);
        assertThat(run.last("shop").scheduler()).isBetween(1L, 1_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AddEventHandler('buy', function() end)",
            "AddEventHandler('buy', function() Profiler.Begin('x') Profiler.End('x') end)",
            "AddEventHandler('buy', function() Wait(0) end)"})
    void shouldCountTheEntriesOfAVmThatHasFew(String script) {
        AgentRun run = AgentRun.of(SHOP + """
                include(shop)
                world.script(shop, [[%s]])
                sync()
                for _ = 1, 4 do
                    for _ = 1, 40 do world.event('buy', '') end
                    sync()
                end
                """.formatted(script));

        assertThat(run.last("shop").entries()).isBetween(143L, 187L);
    }

    @Test
    void shouldNotTakeAScriptForTheSchedulerWhereItsEntryIsLeftOut() {
        AgentRun run = AgentRun.of(SHOP + """
                shop.G.work = world.pass
                world.script(shop, [[
                    AddEventHandler('buy', function() work(5000000) end)
                ]])
                for _ = 1, 3 do
                    for _ = 1, 2000 do world.event('buy', '') end
                    sync(1, 1)
                end
                """);

        VmFrame last = run.last("shop");
        assertThat(last.step()).isPositive();
        assertThat(last.scheduler()).isLessThan(5_000_000);
    }

    @Test
    void shouldBillTheSchedulerForNothingWhileTheClockIsSetBack() {
        AgentRun run = AgentRun.of(SHOP + """
                world.script(shop, "AddEventHandler('buy', function() end)")
                local unpack = shop.G.msgpack.unpack
                shop.G.msgpack.unpack = function(payload)
                    world.pass(-5000000000)
                    return unpack(payload)
                end
                for _ = 1, 16 do world.event('buy', '') end
                sync()
                """);

        assertThat(run.last("shop").entries()).isPositive();
        assertThat(run.last("shop").scheduler()).isNotNegative();
    }

    @Test
    void shouldGoOnWhereAScriptSendsWithoutAName() {
        AgentRun run = AgentRun.of(SHOP + """
                world.script(shop, [[
                    AddEventHandler('buy', function()
                        TriggerClientEvent(nil, 1)
                        TriggerClientEvent(0 / 0, 1)
                    end)
                ]])
                world.event('buy', '')
                world.event('buy', '')
                sync()
                """);

        assertThat(run.slices("shop", "buy")).hasSize(2);
        assertThat(run.log).doesNotContain("recording is off");
    }

    @Test
    void shouldGiveEveryStampOnceWhileTheClockStands() {
        AgentRun run = AgentRun.of(SHOP + """
                world.script(shop, "AddEventHandler('buy', function() end)")
                world.tick = 0
                for _ = 1, 50 do world.event('buy', '') world.pass(-2000) end
                sync()
                """);

        assertThat(run.slices("shop", "buy")).hasSize(50);
        List<Long> stamps = run.slices("shop", "buy").stream().map(Slice::entry)
                .flatMap(entry -> List.of(entry.start(), entry.end()).stream()).toList();
        assertThat(stamps).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void shouldCountTraffic() {
        AgentRun run = AgentRun.of(SHOP + """
                world.script(shop, [[
                    RegisterNetEvent('buy', function()
                        TriggerClientEvent('bought', 7, 1)
                        TriggerClientEvent('news', -1, 1)
                        GlobalState.weather = 'rain'
                    end)
                ]])
                world.event('buy', 'net:7') world.event('buy', 'net:8') world.event('buy', '')
                sync()
                """);

        assertThat(run.last("shop").traffic()).containsExactlyInAnyOrder(
                new VmFrame.Traffic(0, "buy", 2, 28, 2),
                new VmFrame.Traffic(1, "bought", 3, 42, 3),
                new VmFrame.Traffic(1, "news", 3, 42, 9),
                new VmFrame.Traffic(3, "global:weather", 3, 42, 9));
    }
}

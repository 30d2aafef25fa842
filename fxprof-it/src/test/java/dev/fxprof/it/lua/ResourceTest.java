package dev.fxprof.it.lua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.it.lua.SpoolFile.Frame;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The resource fxprof: what it writes, and what it does when it cannot. */
class ResourceTest {
    private static final String SERVER = """
            local disk = resource()
            SETTINGS
            disk.start()
            local shop = patched('shop')
            world.script(shop, "AddEventHandler('buy', function() end)")
            local function buy(times) for _ = 1, times do world.event('buy', 'net:1') end end
            """;

    private static AgentRun run(String settings, String scenario) {
        return AgentRun.of(SERVER.replace("SETTINGS", settings) + scenario);
    }

    /** Records of a resource in all files, in their order. */
    private static long records(AgentRun run, String resource) {
        return run.files.stream().flatMap(file -> file.vmFrames().stream())
                .filter(frame -> frame.resource().equals(resource))
                .mapToLong(frame -> frame.records().size()).sum();
    }

    private static List<Long> sequences(AgentRun run) {
        return run.files.stream().flatMap(file -> file.frames().stream()).map(Frame::sequence)
                .toList();
    }

    @Test
    void shouldWriteWhatItCollectsOnceASecond() {
        AgentRun run = run("", "for i = 1, 3 do buy(i) disk.second(4) end");

        assertThat(run.files).hasSize(1);
        SpoolFile file = run.files.getFirst();
        assertThat(file.frames().getFirst().type()).isEqualTo(1);
        assertThat(sequences(run)).isEqualTo(
                LongStream.rangeClosed(1, file.frames().size()).boxed().toList());
        assertThat(file.torn()).isFalse();
        assertThat(records(run, "shop")).isEqualTo(7);
        assertThat(file.syncs()).hasSize(3);
        assertThat(file.syncs().getLast().wakes()).isEqualTo(4);
        assertThat(file.vmFrames().stream().filter(frame -> frame.resource().equals("fxprof")))
                .flatExtracting(VmFrame::records).hasSize(2);
    }

    @Test
    void shouldBeginANewFileThatCanBeReadAlone() {
        AgentRun run = run("world.convars.fxprof_spool_file = '0.1'",
                "for _ = 1, 8 do buy(2000) disk.second() end");

        assertThat(run.files).hasSizeGreaterThan(2);
        assertThat(sequences(run)).isSorted().doesNotHaveDuplicates();
        assertThat(records(run, "shop")).isEqualTo(16001);
        assertThat(run.files).allSatisfy(file -> {
            assertThat(file.frames().getFirst().type()).isEqualTo(1);
            assertThat(file.first()).isEqualTo(file.frames().getFirst().sequence());
            assertThat(file.vmFrames()).filteredOn(frame -> frame.resource().equals("shop"))
                    .first().satisfies(frame -> assertThat(frame.sites()).isNotEmpty());
        });
    }

    @Test
    void shouldDeleteTheOldestBeyondItsLimitAndSayWhatTheyHeld() {
        AgentRun run = run("""
                world.convars.fxprof_spool_file = '0.1'
                world.convars.fxprof_spool_mb = '1'
                """, "for _ = 1, 30 do buy(2000) disk.second() end disk.second() disk.second()");

        SpoolFile.Sync last = run.files.getLast().syncs().getLast();
        assertThat(run.files.getFirst().number()).isGreaterThan(1);
        assertThat(last.framesDeleted()).isEqualTo(run.files.getFirst().first() - 1);
        long kept = run.files.stream().flatMap(file -> file.vmFrames().stream())
                .mapToLong(frame -> frame.records().size()).sum();
        assertThat(last.recordsDeleted() + kept).isEqualTo(last.records());
    }

    @Test
    void shouldLoseNothingWhileADiskIsFullForAWhile() {
        AgentRun run = run("", """
                buy(10) disk.second()
                disk.room = 2000
                for _ = 1, 8 do buy(100) disk.second() end
                disk.room = math.huge
                for _ = 1, 8 do buy(1) disk.second() end
                """);

        assertThat(run.log).contains("No space left on device").contains("works again");
        assertThat(run.files).hasSize(1);
        assertThat(run.files.getFirst().torn()).isFalse();
        assertThat(sequences(run)).isEqualTo(
                LongStream.rangeClosed(1, sequences(run).size()).boxed().toList());
        assertThat(records(run, "shop")).isEqualTo(1 + 10 + 800 + 8);
        assertThat(run.files.getFirst().syncs().getLast().recordsLost()).isZero();
    }

    @Test
    void shouldCountWhatNoFolderTakes() {
        AgentRun run = run("disk.refuse = true", """
                buy(10) disk.second() buy(10) disk.second()
                disk.refuse = false
                for _ = 1, 6 do disk.second() end
                """);

        assertThat(run.log).contains("cannot write to /server/resources/fxprof/spool: "
                + "Permission denied");
        assertThat(records(run, "shop")).isEqualTo(21);
    }

    @Test
    void shouldMarkAStepOfTheClock() {
        AgentRun run = run("",
                """
                        disk.second() disk.second()
                        world.pass(-10000000000)
                        disk.vm.G.GetGameTimer = function() return (world.clock + 10000000000) // 1000000 end
                        disk.second() disk.second()
                        """);

        assertThat(run.files.getFirst().syncs()).extracting(SpoolFile.Sync::step)
                .satisfiesExactly(step -> assertThat(step).isZero(),
                        step -> assertThat(step).isZero(),
                        step -> assertThat(step).isBetween(-10_001_000_000L, -9_999_000_000L),
                        step -> assertThat(step).isZero());
    }

    @Test
    void shouldPushWhatItSpoolsUntilItIsTaken() {
        AgentRun run = run("""
                world.convars.fxprof_http = 'http://127.0.0.1:4717/'
                world.convars.fxprof_token = 'secret'
                """, """
                buy(3) disk.second()
                say(disk.request.url, disk.request.headers.Authorization)
                local first = disk.request.body
                disk.request.callback(0, nil)
                for _ = 1, 3 do disk.second() end
                say(first:sub(33) == disk.request.body:sub(33, #first))
                disk.request.callback(200, '{"next": 1000000}')
                disk.request = nil
                disk.second()
                say(#disk.request.body < #first + 1000)
                """);

        assertThat(run.said).containsExactly(
                "http://127.0.0.1:4717/fxprof/1/frames Bearer secret", "true", "true");
    }

    @Test
    void shouldAnswerItsCommands() {
        AgentRun run = run("",
                """
                        buy(5) disk.second() disk.second()
                        local function fxprof(...) world.call(disk.vm, disk.vm.refs.fxprof, 0, { ... }) end
                        fxprof('status')
                        fxprof('top', 1)
                        buy(5) disk.second() disk.second()
                        fxprof('record', 'half', 'time')
                        fxprof('capture', 'it', 'lags')
                        local _, why = world.call(disk.vm, disk.vm.refs.mark, 'fxprof:capture 1 mine')
                        world.log[#world.log + 1] = tostring(why)
                        fxprof('region', 'Sync', 'off')
                        fxprof('deep', 'shop', '5')
                        fxprof('what')
                        disk.second() disk.second()
                        """);

        assertThat(run.log).contains("resources with an agent: 1; records in this session: 7, "
                + "0 dropped, 0 shed, 0 not written").contains("shop: buy (event)")
                .contains("marked: half time").contains("region Sync is left out")
                .contains("asked for a capture")
                .contains("only the console may")
                .contains("no functions of shop: this server has no lmprof")
                .contains("fxprof deep RESOURCE SECONDS");
        assertThat(run.files.getLast().vmFrames()).flatExtracting(VmFrame::sites)
                .extracting(VmFrame.Site::name).contains("half time")
                .anyMatch(name -> name.matches("fxprof:capture \\d+ it lags"));
    }
}

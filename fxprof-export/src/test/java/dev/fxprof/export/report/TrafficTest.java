package dev.fxprof.export.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.ResourceCounter;
import dev.fxprof.api.ResourceCounter.Measure;
import dev.fxprof.api.ResourceCounter.Subject;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TrafficTest {
    private final TestSites sites = new TestSites();
    private final SpanStatistics statistics = new SpanStatistics(sites, 0);

    private void count(Measure measure, Subject subject, String resource, String name,
            double value) {
        int site = sites.intern("server", ScriptRuntime.ENGINE, SpanKind.TICK,
                new ResourceCounter(measure, subject, resource, name).siteName(), "", 0);
        statistics.accept(new TestBatch(1).counter(site, 10, value));
    }

    private void send(String resource, String name, long messages, long bytes, long recipients) {
        count(Measure.MESSAGES, Subject.CLIENT_EVENT, resource, name, messages);
        count(Measure.BYTES, Subject.CLIENT_EVENT, resource, name, bytes);
        count(Measure.RECIPIENTS, Subject.CLIENT_EVENT, resource, name, recipients);
    }

    @ParameterizedTest
    @EnumSource(Subject.class)
    void shouldReadBackTheNamesOfItsCounters(Subject subject) {
        String name = subject.isTraffic() ? "shop:open/of: bytes" : "";
        for (Measure measure : Measure.values()) {
            ResourceCounter counter = new ResourceCounter(measure, subject, "my: shop", name);
            assertThat(ResourceCounter.of(counter.siteName())).contains(counter);
        }
    }

    @Test
    void shouldTakeOtherCountersForWhatTheyAre() {
        assertThat(ResourceCounter.of("players")).isEmpty();
        assertThat(ResourceCounter.of("bytes of rain: shop/x")).isEmpty();
        assertThat(ResourceCounter.of("bytes of client event: shop")).isEmpty();
    }

    @Test
    void shouldAddUpWhatWasSent() {
        send("shop", "shop:open", 2, 100, 3);
        send("shop", "shop:open", 4, 300, 90);
        send("hud", "hud:tick", 10, 5000, 10);
        send("idle", "never", 0, 0, 0);

        assertThat(statistics.report().traffic()).containsExactly(
                new TrafficRow("shop", "client event", "shop:open", 6, 400, 93),
                new TrafficRow("hud", "client event", "hud:tick", 10, 5000, 10));
        ObjectNode json = JsonMapper.shared().createObjectNode();
        ReportJson.fill(json, statistics.report());
        assertThat(json.path("traffic").get(0).toString()).isEqualTo("{\"resource\":\"shop\","
                + "\"what\":\"client event\",\"name\":\"shop:open\",\"messages\":6,\"bytes\":400,"
                + "\"recipients\":93}");
    }

    @Test
    void shouldCountTheOverheadThatAgentsMeasured() {
        int tick = sites.intern("server", ScriptRuntime.ENGINE, SpanKind.TICK, "tick", "", 0);
        statistics.accept(new TestBatch(1).leaf(tick, 1, 0, 1000));
        count(Measure.NANOS, Subject.SCHEDULER, "shop", "", 70);
        count(Measure.NANOS, Subject.SCHEDULER, "hud", "", 30);
        count(Measure.CALLS, Subject.SCHEDULER, "hud", "", 4);
        count(Measure.NANOS, Subject.PROFILER, "hud", "", 50);
        count(Measure.CALLS, Subject.PROFILER, "hud", "", 9);
        count(Measure.CALLS, Subject.LEFT_OUT, "hud", "", 12);

        assertThat(statistics.report().overheadCategories()).containsExactly(
                new OverheadRow("scheduler", 4, 100, 10),
                new OverheadRow("reference calls", 0, 0, 0),
                new OverheadRow("profiler", 9, 50, 5), new OverheadRow("left out", 12, 0, 0));
    }
}

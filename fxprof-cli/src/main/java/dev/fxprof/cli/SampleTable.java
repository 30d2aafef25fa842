package dev.fxprof.cli;

import dev.fxprof.api.Site;
import dev.fxprof.ringbuffer.LiveSampler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What samples of open spans say, as tables or as JSON. Shares are of all samples. */
final class SampleTable {
    private final LiveSampler sampler;
    private final List<LiveSampler.Row> rows;

    SampleTable(LiveSampler sampler) {
        this.sampler = sampler;
        this.rows = sampler.rows();
    }

    void fill(ObjectNode node) {
        node.put("samples", sampler.samples()).put("idle", sampler.idle()).put("missed",
                sampler.missed());
        ArrayNode resources = node.putArray("resources");
        byResource().forEach((resource, self) -> resources.addObject().put("name", resource)
                .put("percent", percent(self)));
        ArrayNode sites = node.putArray("sites");
        for (LiveSampler.Row row : rows) {
            Site site = row.site();
            sites.addObject().put("resource", site.resource()).put("kind", site.kind().label())
                    .put("name", site.name()).put("selfPercent", percent(row.self()))
                    .put("totalPercent", percent(row.total()));
        }
    }

    String text(int most) {
        StringBuilder text = new StringBuilder();
        text.append(format("%n%,d samples of open spans, %.0f %% found none%n%n", sampler.samples(),
                percent(sampler.idle())));
        text.append(format("%7s  %s%n", "self", "resource"));
        byResource().entrySet().stream()
                .sorted((a, b) -> Long.compare(b.getValue(), a.getValue())).limit(most)
                .forEach(row -> text.append(
                        format("%6.1f%%  %s%n", percent(row.getValue()), row.getKey())));
        text.append(format("%n%7s %7s  %-20s %-9s %s%n", "self", "total", "resource", "kind",
                "name"));
        rows.stream().limit(most).forEach(row -> text.append(format(
                "%6.1f%% %6.1f%%  %-20s %-9s %s%n", percent(row.self()), percent(row.total()),
                row.site().resource(), row.site().kind().label(), row.site().name())));
        return text.toString();
    }

    private Map<String, Long> byResource() {
        Map<String, Long> sums = new LinkedHashMap<>();
        rows.forEach(row -> sums.merge(row.site().resource(), row.self(), Long::sum));
        return sums;
    }

    private double percent(long count) {
        return sampler.samples() == 0 ? 0 : 100.0 * count / sampler.samples();
    }

    private static String format(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}

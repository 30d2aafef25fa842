package dev.fxprof.hooks.lua.perf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PerfTextTest {
    private static final String TEXT = """
            # HELP tickTime Time spent on server ticks
            # TYPE tickTime histogram
            tickTime_count{name="svMain"} 100
            tickTime_sum{name="svMain"} 1.5
            tickTime_bucket{name="svMain",le="0.01"} 50
            tickTime_bucket{name="svMain",le="0.05"} 98
            tickTime_bucket{name="svMain",le="+Inf"} 100
            """;

    private static TickHistogram main(String text) {
        return PerfText.parse(text).get("svMain");
    }

    @Test
    void shouldReadBoundsAndCounts() {
        TickHistogram histogram = main(TEXT);

        assertThat(histogram.bounds()).containsExactly(0.01, 0.05, Double.POSITIVE_INFINITY);
        assertThat(histogram.count()).isEqualTo(100);
        assertThat(histogram.beyond()).isEqualTo(2);
        assertThat(histogram.mean()).isEqualTo(0.015);
        assertThat(histogram.quantile(0.5)).isEqualTo(0.01);
        assertThat(histogram.quantile(0.51)).isEqualTo(0.05);
        assertThat(histogram.quantile(0.99)).isInfinite();
    }

    @Test
    void shouldReadEveryThreadWhateverStandsBetween() {
        Map<String, TickHistogram> histograms = PerfText.parse("""
                players 12
                tickTime_bucket { le = "+Inf" , name = "svSync" }  3e2 1395066363000
                tickTime_bucket{name="a\\"b\\\\c",le="+Inf"} 1
                tickTime_bucket{name="svMain",le="+Inf"} 7
                other_bucket{name="svNetwork",le="+Inf"} 9
                """);

        assertThat(histograms).containsOnlyKeys("svSync", "a\"b\\c", "svMain");
        assertThat(histograms.get("svSync").count()).isEqualTo(300);
    }

    @Test
    void shouldPutBoundsInOrder() {
        assertThat(main("""
                tickTime_bucket{name="svMain",le="+Inf"} 3
                tickTime_bucket{name="svMain",le="0.5"} 2
                tickTime_bucket{name="svMain",le="0.25"} 1
                """).bounds()).containsExactly(0.25, 0.5, Double.POSITIVE_INFINITY);
    }

    @Test
    void shouldLeaveOutWhatIsNoHistogram() {
        assertThat(PerfText.parse("")).isEmpty();
        assertThat(PerfText.parse("<html>tickTime_bucket{name=\"svMain\"")).isEmpty();
        assertThat(PerfText.parse("tickTime_bucket{name=\"svMain\",le=\"0.1\"} 3")).isEmpty();
        assertThat(PerfText.parse("""
                tickTime_bucket{name="svMain",le="0.1"} 3
                tickTime_bucket{name="svMain",le="+Inf"} 2
                """)).isEmpty();
        assertThat(PerfText.parse("tickTime_bucket{name=\"svMain\",le=\"+Inf\"} many")).isEmpty();
    }

    @Test
    void shouldTellWhatCameSinceFromANewStart() {
        TickHistogram before = main(TEXT);
        TickHistogram after = main(TEXT.replace("} 100", "} 104").replace("} 98", "} 101")
                .replace("1.5", "1.75"));

        assertThat(after.since(before).orElseThrow().count()).isEqualTo(4);
        assertThat(after.since(before).orElseThrow().seconds()).isEqualTo(0.25);
        assertThat(before.since(after)).isEmpty();
        assertThat(main(TEXT.replace("0.05", "0.06")).since(before)).isEmpty();
        assertThat(before.since(before).orElseThrow().quantile(0.5)).isZero();
    }
}

package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OverheadLongIT {
    @Test
    void shouldCostAtMostAsMuchAsPublished() {
        JsonNode overhead = Command.fxprof("simulate", "--overhead", "--native-cost", "seed",
                "--profile", "boundary", "--json").within(Duration.ofMinutes(30)).run().succeeded()
                .json().path("overhead");
        JsonNode interval = overhead.path("framePercentInterval");
        double model = overhead.path("modelPercent").asDouble(Double.NaN);
        assertThat(model).isLessThanOrEqualTo(0.48);
        assertThat(interval.get(1).asDouble()).isLessThan(1);
        assertThat(model).isBetween(interval.get(0).asDouble(), interval.get(1).asDouble());
    }
}

package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A hundred clients of the stream beside a server that records as much as any does. */
class ServeClientsIT {
    private static final int UPDATES = 25;

    @Test
    void shouldServeAHundredClientsWhateverSomeOfThemDo()
            throws IOException, InterruptedException {
        try (ServedLoad load = ServedLoad.start("serve-clients", Served.Tuning.QUICK)) {
            Served served = load.served;
            served.await("ticks come", () -> load.spans() > 20 * LoadProducer.TICK_SPANS);
            StreamForms.assertEqual(served);
            try (StreamCrowd crowd = new StreamCrowd(served)) {
                served.await("all good clients get their updates", () -> crowd.good.stream()
                        .allMatch(one -> one.updates.get() >= UPDATES));
                served.await("those that do not read are dropped",
                        () -> served.refused("stalled") == StreamCrowd.STALLED);
                crowd.assertUnharmed();
                assertThat(served.refused("misbehaved"))
                        .isGreaterThanOrEqualTo(StreamCrowd.RUBBISH);
                assertThat(served.refused("rubbish"))
                        .isGreaterThanOrEqualTo(StreamCrowd.RUBBISH);
                assertThat(served.metric("fxprof_stream_skipped_total")).isPositive();
                assertThat(served.metric("fxprof_stream_clients")).isEqualTo(StreamCrowd.GOOD);
                // Other tests may keep serve from the processor for longer than the ring lasts; that
                // nothing is lost on a machine of its own shows ServeClientsLongIT.
                load.lost();
            }
        }
    }
}

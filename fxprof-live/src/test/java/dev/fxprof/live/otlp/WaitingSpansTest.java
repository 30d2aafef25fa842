package dev.fxprof.live.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.live.Await;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WaitingSpansTest {
    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    private final CountDownLatch answers = new CountDownLatch(1);

    /** A collector that does not answer for a while. */
    private final class Slow implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            try {
                answers.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    @Test
    void shouldCountEverySpanOnceWhenTheCollectorIsSlow() throws InterruptedException {
        try (SdkTracerProvider tracers = SdkTracerProvider.builder()
                .addSpanProcessor(new WaitingSpans(new Slow(),
                        (result, count) -> counts.merge(result, count, Long::sum)))
                .build()) {
            Tracer tracer = tracers.get("test");
            for (int i = 0; i < 20_000; i++) {
                tracer.spanBuilder("span").startSpan().end();
            }
            assertThat(counts).containsOnlyKeys("dropped");
            answers.countDown();
            Await.until("the rest is sent",
                    () -> counts.get("dropped") + counts.getOrDefault("sent", 0L) == 20_000);
        }
        assertThat(counts.get("sent")).isEqualTo(8192);
    }
}

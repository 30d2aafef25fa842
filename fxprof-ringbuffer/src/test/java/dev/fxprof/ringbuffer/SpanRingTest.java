package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanRingTest extends SpscQueueContractTest {
    @Override
    RecordQueue create(int capacity) {
        SpanRing ring = SpanRing.anonymous(capacity);
        return new RecordQueue() {
            @Override
            public boolean offer(Recorded r) {
                return ring.offer(r.flags(), r.span(), r.parent(), r.start(), r.end(), r.site(),
                        r.depth(), r.source(), r.caller());
            }

            @Override
            public int drain(RecordConsumer consumer, int limit) {
                return ring.drain(consumer, limit);
            }

            @Override
            public int capacity() {
                return ring.capacity();
            }

            @Override
            public long waiting() {
                return ring.waiting();
            }

            @Override
            public long dropped() {
                return ring.dropped();
            }

            @Override
            public long drained() {
                return ring.drained();
            }

            @Override
            public long offered() {
                return ring.offered();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -16, 0, 1, 8, 15, 17, 1 << 25})
    void shouldRefuseCapacitiesThatAreNoPowerOfTwoInRange(int capacity) {
        assertThatIllegalArgumentException().isThrownBy(() -> SpanRing.anonymous(capacity))
                .withMessageContaining(String.valueOf(capacity));
    }
}

package dev.fxprof.ringbuffer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

@JCStressTest
@Outcome(id = "0, 16, 1", expect = ACCEPTABLE, desc = "Refused: no slot was free")
@Outcome(id = "1, 16, 1", expect = ACCEPTABLE, desc = "Taken into a freed slot, drained later")
@Outcome(id = "1, 17, 1", expect = ACCEPTABLE, desc = "Taken into a freed slot and drained")
@Outcome(expect = FORBIDDEN, desc = "Lost, twice, out of order or not counted")
@State
public class RingWrapStress {
    private final SpanRing ring = SpanRing.anonymous(16);
    private long expected;
    private boolean ordered = true;

    public RingWrapStress() {
        for (int i = 0; i < 16; i++) {
            offer(i);
        }
    }

    private boolean offer(long n) {
        return ring.offer(RecordDescriptor.SLICE, n, n, n, n, 1, 1, 1, 1);
    }

    private int drain(int limit) {
        return ring.drain((flags, span, parent, start, end, site, depth, source, caller) -> {
            ordered &= span == expected && parent == expected && start == expected
                    && end == expected;
            expected++;
        }, limit);
    }

    @Actor
    public void producer(III_Result r) {
        r.r1 = offer(16) ? 1 : 0;
    }

    @Actor
    public void drain(III_Result r) {
        r.r2 = drain(8) + drain(20);
    }

    @Arbiter
    public void count(III_Result r) {
        long drained = ring.drained();
        boolean counted = ring.offered() == 17
                && drained + ring.dropped() + ring.waiting() == 17 && drained == r.r2;
        drain(20);
        r.r3 = counted && ordered && expected == 16 + r.r1 ? 1 : 0;
    }
}

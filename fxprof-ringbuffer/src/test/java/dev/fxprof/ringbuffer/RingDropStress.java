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
@Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "Both refused")
@Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "One refused, the next flagged")
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "One slot was free")
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "Both taken")
@Outcome(expect = FORBIDDEN, desc = "A drop that is not counted or not flagged")
@State
public class RingDropStress {
    private final SpanRing ring = SpanRing.anonymous(16);
    private int flagged;

    public RingDropStress() {
        for (int i = 0; i < 16; i++) {
            offer();
        }
    }

    private boolean offer() {
        return ring.offer(RecordDescriptor.SLICE, 1, 1, 1, 1, 1, 1, 1, 1);
    }

    private void drain(int limit) {
        ring.drain((flags, span, parent, start, end, site, depth, source, caller) -> {
            if ((flags & RecordDescriptor.AFTER_DROP) != 0) {
                flagged++;
            }
        }, limit);
    }

    @Actor
    public void producer(III_Result r) {
        r.r1 = offer() ? 1 : 0;
        r.r2 = offer() ? 1 : 0;
    }

    @Actor
    public void drain() {
        drain(1);
        drain(20);
    }

    @Arbiter
    public void count(III_Result r) {
        drain(20);
        boolean counted = ring.dropped() == 2 - r.r1 - r.r2
                && ring.drained() == 16 + r.r1 + r.r2;
        r.r3 = counted && flagged == (r.r1 == 0 && r.r2 == 1 ? 1 : 0) ? 1 : 0;
    }
}

package dev.fxprof.ringbuffer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Not there yet")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "There, with all its fields")
@Outcome(expect = FORBIDDEN, desc = "A record without all its fields, or twice")
@State
public class RingPublishStress {
    private final SpanRing ring = SpanRing.anonymous(16);

    @Actor
    public void producer() {
        ring.offer(RecordDescriptor.SLICE, 11, 12, 13, 14, 15, 16, 17, 18);
    }

    @Actor
    public void drain(II_Result r) {
        r.r1 = ring.drain((flags, span, parent, start, end, site, depth, source, caller) -> {
            boolean whole = flags == RecordDescriptor.SLICE && span == 11 && parent == 12
                    && start == 13 && end == 14 && site == 15 && depth == 16 && source == 17
                    && caller == 18;
            r.r2 += whole ? 1 : -10;
        }, 4);
    }
}

package dev.fxprof.ringbuffer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fxprof.api.Clock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "One has the ring, one was refused")
@Outcome(expect = FORBIDDEN, desc = "A ring with two producers, or a refusal not counted")
@State
public class RegistrationRaceStress {
    private final Segment segment = Segment.anonymous(new Geometry(1, 16, 16, 512, 1 << 16),
            new SegmentOwner(new ProcessIdentity(1, 1), "", Clocks.NANOS_KIND, 0, 0, 0));
    private final ProducerPool pool = new ProducerPool(segment, Clock.NANO_TIME, new SiteGates(1));

    @Actor
    public void first() {
        pool.register("first");
    }

    @Actor
    public void second() {
        pool.register("second");
    }

    @Arbiter
    public void count(II_Result r) {
        r.r1 = (int) segment.header().getLong(SegmentDescriptor.REGISTRATIONS_AT);
        r.r2 = (int) segment.header().getLong(SegmentDescriptor.REFUSED_PRODUCERS_AT);
    }
}

package dev.fxprof.ringbuffer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fxprof.api.Clock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

@JCStressTest
@Outcome(id = "0", expect = ACCEPTABLE, desc = "Not seen yet")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "Seen with its number and name")
@Outcome(expect = FORBIDDEN, desc = "A ring that is taken and has no name")
@State
public class RegistrationStress {
    private final Segment segment = Segment.anonymous(new Geometry(1, 16, 16, 512, 1 << 16),
            new SegmentOwner(new ProcessIdentity(1, 1), "", Clocks.NANOS_KIND, 0, 0, 0));
    private final ProducerPool pool = new ProducerPool(segment, Clock.NANO_TIME, new SiteGates(1));

    @Actor
    public void thread() {
        pool.register("thread");
    }

    @Actor
    public void drain(I_Result r) {
        Memory control = segment.control(0);
        if (control.getIntAcquire(RingDescriptor.STATE) == RingDescriptor.ACTIVE) {
            boolean named = control.getInt(RingDescriptor.PRODUCER) == 1
                    && SegmentSites.text(control, RingDescriptor.NAME).equals("thread");
            r.r1 = named ? 1 : -1;
        }
    }
}

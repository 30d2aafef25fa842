package dev.fxprof.ringbuffer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.foreign.Arena;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

@JCStressTest
@Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "Nothing open")
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The first span open")
@Outcome(id = "1, 2, 1", expect = ACCEPTABLE, desc = "The second span open")
@Outcome(id = "-1, 0, 1", expect = ACCEPTABLE, desc = "The stack would not hold still")
@Outcome(expect = FORBIDDEN, desc = "A frame that is half of the first and half of the second")
@State
public class LiveStackReopenStress {
    private final Memory all = new Memory(
            Arena.ofAuto().allocate(RingDescriptor.SIZE + 16L * FrameDescriptor.SIZE, 64));
    private final Memory control = all.slice(0, RingDescriptor.SIZE);
    private final Memory frames = all.slice(RingDescriptor.SIZE, 16L * FrameDescriptor.SIZE);
    private final LiveStack stack = new LiveStack(frames, control);
    private final LiveStackReader reader = new LiveStackReader(control, frames);

    @Actor
    public void producer() {
        stack.push(1L << 40, 10, 1, 0);
        stack.cut(0);
        stack.push(1L << 40, 20, 2, 0);
    }

    @Actor
    public void reader(III_Result r) {
        boolean seen = reader.look();
        r.r1 = seen ? reader.size() : -1;
        r.r3 = 1;
        if (seen && reader.size() == 1) {
            r.r2 = reader.site(0);
            r.r3 = reader.start(0) == 10L * r.r2 && reader.span(0) == (1L << 40) + r.r2 ? 1 : 0;
        }
    }
}

package dev.fxprof.ringbuffer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.foreign.Arena;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@Outcome(id = "2, 12", expect = ACCEPTABLE, desc = "Both frames, before")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Out of sight while they are rewritten")
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "The upper frame has moved down")
@Outcome(id = "-1, 0", expect = ACCEPTABLE, desc = "The stack would not hold still")
@Outcome(expect = FORBIDDEN, desc = "A stack that never was")
@State
public class LiveStackRewriteStress {
    private final Memory all = new Memory(
            Arena.ofAuto().allocate(RingDescriptor.SIZE + 16L * FrameDescriptor.SIZE, 64));
    private final Memory control = all.slice(0, RingDescriptor.SIZE);
    private final Memory frames = all.slice(RingDescriptor.SIZE, 16L * FrameDescriptor.SIZE);
    private final LiveStack stack = new LiveStack(frames, control);
    private final LiveStackReader reader = new LiveStackReader(control, frames);

    public LiveStackRewriteStress() {
        stack.push(1L << 40, 10, 1, 0);
        stack.push(1L << 40, 20, 2, 0);
    }

    @Actor
    public void producer() {
        stack.remove(0);
    }

    @Actor
    public void reader(II_Result r) {
        if (!reader.look()) {
            r.r1 = -1;
            return;
        }
        r.r1 = reader.size();
        for (int i = 0; i < reader.size(); i++) {
            boolean whole = reader.start(i) == 10L * reader.site(i);
            r.r2 = r.r2 * 10 + (whole ? reader.site(i) : 9);
        }
    }
}

package dev.fxprof.scheduler.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two are submitted to a lane that is full while a worker takes one from it. */
@JCStressTest
@Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "Both came too early")
@Outcome(id = "1, 3", expect = ACCEPTABLE, desc = "One got the place")
@Outcome(expect = FORBIDDEN, desc = "More than may wait, or counts that are wrong")
@State
public class LaneTallyStress {
    private final LaneTally tally = new LaneTally(1, 3);
    private int first;
    private int second;

    public LaneTallyStress() {
        tally.admit();
        tally.admit();
        tally.admit();
    }

    @Actor
    public void submitter() {
        first = tally.admit();
        second = tally.admit();
    }

    @Actor
    public void worker() {
        tally.count(0, LaneTally.TAKEN);
    }

    @Arbiter
    public void check(II_Result r) {
        r.r1 = (first < 0 ? 1 : 0) + (second < 0 ? 1 : 0);
        boolean refused = (first < 0 || first == 3) && (second < 0 || second == 3);
        boolean counted = tally.counts().rejected() == 2 - r.r1;
        r.r2 = refused && counted ? (int) tally.waiting() : -1;
    }
}

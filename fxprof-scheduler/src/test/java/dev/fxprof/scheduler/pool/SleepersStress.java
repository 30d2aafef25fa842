package dev.fxprof.scheduler.pool;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One worker sleeps, the other one goes to sleep from its search, while a task is submitted. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Somebody is awake for it")
@Outcome(expect = FORBIDDEN, desc = "All sleep, or one is woken without being asked for")
@State
public class SleepersStress {
    private final AtomicInteger unparked = new AtomicInteger();
    private final Sleepers sleepers = new Sleepers(2, 2, worker -> unparked.incrementAndGet());
    private final ActiveLanes active = new ActiveLanes();
    private boolean firstSleeps;

    public SleepersStress() {
        sleepers.rest(1);
        sleepers.search(0);
    }

    private boolean sleeps(int worker) {
        sleepers.rest(worker);
        if (active.any()) {
            sleepers.rise(worker);
            return false;
        }
        return true;
    }

    @Actor
    public void searcher() {
        firstSleeps = sleeps(0);
    }

    @Actor
    public void submitter() {
        sleepers.signal(active.set(3));
    }

    @Arbiter
    public void check(II_Result r) {
        boolean first = firstSleeps && sleepers.isResting(0);
        boolean second = sleepers.isResting(1);
        r.r1 = first && second ? 0 : 1;
        r.r2 = unparked.get() <= 1 ? 1 : 0;
    }
}

package dev.fxprof.ringbuffer;

import dev.fxprof.api.Clock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How far a clock differs between two cores, as a processor's counter may: two threads hand each other
 * their readings, and a reading taken after one was received may not be smaller.
 */
final class ClockSkew {
    private static final long MOST_NANOS = 10_000_000;
    private static final int ROUNDS = 20_000;
    private static final VarHandle BALL;

    static {
        try {
            BALL = MethodHandles.lookup().findVarHandle(ClockSkew.class, "ball", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Clock clock;
    private final long giveUp = System.nanoTime() + MOST_NANOS;
    private volatile long worst;
    private volatile boolean over;
    private long ball;

    private ClockSkew(Clock clock) {
        this.clock = clock;
    }

    /** Largest step back seen between two threads, in nanoseconds; 0 where there was none. */
    static long nanos(Clock clock, double nanosPerTick) {
        if (Runtime.getRuntime().availableProcessors() < 2) {
            return 0;
        }
        ClockSkew skew = new ClockSkew(clock);
        Thread other = Thread.ofPlatform().name("fxprof clock").daemon().start(() -> skew.play(1));
        skew.play(0);
        try {
            other.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return (long) Math.ceil(skew.worst * nanosPerTick);
    }

    /** The ball is a reading whose lowest bit says whose turn it is. */
    private void play(int me) {
        long back = 0;
        for (int i = 0; i < ROUNDS && !over; i++) {
            long received;
            do {
                received = (long) BALL.getAcquire(this);
                if (System.nanoTime() > giveUp) {
                    over = true;
                }
            } while ((received & 1) != me && !over);
            long reading = clock.ticks();
            if (!over) {
                back = Math.max(back, (received & ~1L) - reading);
                BALL.setRelease(this, reading & ~1L | 1 - me);
            }
        }
        over = true;
        synchronized (this) {
            worst = Math.max(worst, back);
        }
    }
}

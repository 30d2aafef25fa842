package dev.fxprof.bench.run;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Time until one core sees what another wrote: the floor under every transfer between two threads. A
 * host may run the two cores of a virtual machine on one core, side by side or far apart, and change
 * that at any time; the same queues then differ fivefold.
 */
final class Handover {
    private static final int PAD = 16;
    private static final long END = -1;
    private static final int ROUNDS = 9;
    private static final int TURNS = 4_000;
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] there = new long[2 * PAD];
    private final long[] back = new long[2 * PAD];

    private Handover() {
    }

    /** Measures for some 20 milliseconds; nanoseconds one way, the median of several rounds. */
    static double nanos() {
        Handover handover = new Handover();
        Thread echo = Thread.ofPlatform().name("echo").daemon().start(handover::answer);
        double[] nanos = new double[ROUNDS];
        long turn = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long from = System.nanoTime();
            turn = handover.turns(turn);
            nanos[round] = (System.nanoTime() - from) / (2.0 * TURNS);
        }
        WORD.setRelease(handover.there, PAD, END);
        try {
            echo.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Arrays.sort(nanos);
        return nanos[ROUNDS / 2];
    }

    private long turns(long last) {
        long turn = last;
        while (turn < last + TURNS) {
            turn++;
            WORD.setRelease(there, PAD, turn);
            while ((long) WORD.getAcquire(back, PAD) != turn) {
                Thread.onSpinWait();
            }
        }
        return turn;
    }

    private void answer() {
        long seen = 0;
        while (seen != END) {
            long now = (long) WORD.getAcquire(there, PAD);
            if (now == seen) {
                Thread.onSpinWait();
            } else {
                seen = now;
                WORD.setRelease(back, PAD, now);
            }
        }
    }
}

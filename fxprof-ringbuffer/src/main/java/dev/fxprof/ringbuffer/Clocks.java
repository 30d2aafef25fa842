package dev.fxprof.ringbuffer;

import dev.fxprof.api.Clock;
import java.util.Optional;

/** The clocks that a recording can stamp its spans with. */
public enum Clocks {
    /** The time stamp counter where the kernel trusts it alone, {@link #NANOTIME} elsewhere. */
    AUTO,
    /** {@link System#nanoTime()}. */
    NANOTIME,
    /**
     * The processor's time stamp counter; x86-64 Linux with an invariant counter only. Where the
     * kernel's time comes from the hypervisor (kvm-clock), the counter may jump when the machine is
     * moved or resumed, which is detected and counted; {@link #AUTO} does not take it there.
     */
    TSC;

    static final int NANOS_KIND = 0;
    static final int TSC_KIND = 1;

    /**
     * Why this clock cannot be used on this machine.
     *
     * @return one clause, or empty if it can
     */
    public Optional<String> reasonAgainst() {
        return this == TSC ? TscClock.reasonAgainst() : Optional.empty();
    }

    /**
     * What {@link #AUTO} stands for here.
     *
     * @return {@link #NANOTIME} or {@link #TSC}
     */
    public Clocks resolve() {
        return this != AUTO ? this : TscClock.isTrusted() ? TSC : NANOTIME;
    }

    /**
     * Opens the clock.
     *
     * @return the clock
     * @throws UnsupportedOperationException if {@link #reasonAgainst()} is not empty
     */
    public Clock open() {
        return resolve() == TSC ? TscClock.open() : Clock.NANO_TIME;
    }

    int kind() {
        return resolve() == TSC ? TSC_KIND : NANOS_KIND;
    }
}

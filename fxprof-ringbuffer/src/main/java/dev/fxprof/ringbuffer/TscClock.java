package dev.fxprof.ringbuffer;

import dev.fxprof.api.Clock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The processor's time stamp counter, read by ten bytes of code in a page that this process maps for
 * itself: no native library has to be shipped, and a reading costs the instruction and little more.
 *
 * <p>Assumptions: x86-64 Linux, an invariant counter, and a kernel that itself computes the time from
 * it: its clock source is {@code tsc}, or, for those who ask for this clock, {@code kvm-clock}, which
 * is the counter under a scale that the hypervisor may change when it moves or resumes the machine.
 *
 * <p>Guarantees: counts 64 bits, so at 5 GHz it overflows after 58 years of uptime in the signed
 * reading used here, and then goes on from the negative end. Not ordered against other loads and
 * stores: a reading may be some nanoseconds early.
 */
final class TscClock implements Clock {
    /** rdtsc; shl rdx, 32; or rax, rdx; ret. */
    private static final byte[] CODE = {0x0F, 0x31, 0x48, (byte) 0xC1, (byte) 0xE2, 0x20, 0x48,
            0x09, (byte) 0xD0, (byte) 0xC3};
    private static final String SOURCE = "tsc";
    private static final String HYPERVISOR_SOURCE = "kvm-clock";
    private static final String KERNEL_SOURCE = kernelSource();
    private static final String UNUSABLE = unusable();
    private static final MethodHandle READ = UNUSABLE == null ? link() : null;
    private static final long CALIBRATION_NANOS = 2_000_000;

    private final long step;

    private TscClock() {
        // Enough to tell one nanosecond on the fastest machine that this rate can be wrong about.
        step = (long) (ticksPerNano() * 1.01) + 1;
    }

    /** Why the counter cannot be used here, or empty if it can. */
    static Optional<String> reasonAgainst() {
        return Optional.ofNullable(UNUSABLE != null
                ? UNUSABLE
                : READ == null ? "this JVM may not map executable memory" : null);
    }

    /** Whether it is as safe as the kernel's own time: the kernel trusts the counter alone. */
    static boolean isTrusted() {
        return reasonAgainst().isEmpty() && SOURCE.equals(KERNEL_SOURCE);
    }

    /**
     * The clock.
     *
     * @throws UnsupportedOperationException if it cannot be used here
     */
    static Clock open() {
        reasonAgainst().ifPresent(reason -> {
            throw new UnsupportedOperationException(reason);
        });
        return new TscClock();
    }

    @Override
    public long ticks() {
        return read();
    }

    @Override
    public long step() {
        return step;
    }

    private static long read() {
        try {
            return (long) READ.invokeExact();
        } catch (Throwable t) {
            throw new AssertionError("reading the time stamp counter cannot fail", t);
        }
    }

    private static double ticksPerNano() {
        ClockPair first = ClockPair.closest(TscClock::read);
        while (System.nanoTime() - first.nanos() < CALIBRATION_NANOS) {
            Thread.onSpinWait();
        }
        ClockPair last = ClockPair.closest(TscClock::read);
        return (double) (last.tick() - first.tick()) / (last.nanos() - first.nanos());
    }

    private static String unusable() {
        if (!System.getProperty("os.name").equals("Linux")
                || !System.getProperty("os.arch").equals("amd64")) {
            return "the time stamp counter is read on x86-64 Linux only, this is "
                    + System.getProperty("os.arch") + " " + System.getProperty("os.name");
        }
        if (KERNEL_SOURCE == null) {
            return "the kernel does not say what it takes its time from";
        }
        if (!KERNEL_SOURCE.equals(SOURCE) && !KERNEL_SOURCE.equals(HYPERVISOR_SOURCE)) {
            return "the kernel does not take its own time from the time stamp counter but from "
                    + KERNEL_SOURCE;
        }
        try {
            String flags = Files.readString(Path.of("/proc/cpuinfo")).lines()
                    .filter(line -> line.startsWith("flags")).findFirst().orElse("") + " ";
            if (!flags.contains(" constant_tsc ") || !flags.contains(" nonstop_tsc ")) {
                return "the processor's time stamp counter is not invariant";
            }
            return null;
        } catch (IOException e) {
            return "the kernel does not describe the processor (" + e.getMessage() + ")";
        }
    }

    private static String kernelSource() {
        try {
            return Files.readString(Path.of(
                    "/sys/devices/system/clocksource/clocksource0/current_clocksource")).strip();
        } catch (IOException e) {
            return null;
        }
    }

    /** Maps a page, writes the code, takes the right to write away; null where that is forbidden. */
    @SuppressWarnings("restricted")
    private static MethodHandle link() {
        Linker linker = Linker.nativeLinker();
        try {
            MethodHandle mmap = linker.downcallHandle(linker.defaultLookup().findOrThrow("mmap"),
                    FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
            MethodHandle mprotect = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("mprotect"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
            int readWrite = 1 | 2;
            int readExecute = 1 | 4;
            int privateAnonymous = 0x02 | 0x20;
            long page = (long) mmap.invokeExact(0L, 4096L, readWrite, privateAnonymous, -1, 0L);
            if (page == -1) {
                return null;
            }
            MemorySegment code = MemorySegment.ofAddress(page).reinterpret(4096, Arena.global(),
                    null);
            MemorySegment.copy(MemorySegment.ofArray(CODE), 0, code, 0, CODE.length);
            if ((int) mprotect.invokeExact(page, 4096L, readExecute) != 0) {
                return null;
            }
            return linker.downcallHandle(code, FunctionDescriptor.of(ValueLayout.JAVA_LONG),
                    Linker.Option.critical(false));
        } catch (Throwable t) {
            return null;
        }
    }
}

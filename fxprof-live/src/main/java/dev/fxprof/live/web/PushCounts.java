package dev.fxprof.live.web;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the messages to one collector.
 *
 * <p>Guarantees: any thread may count and read. Progress: wait-free.
 */
final class PushCounts {
    final LongAdder messages = new LongAdder();
    final LongAdder skipped = new LongAdder();
    final LongAdder goneTicks = new LongAdder();
    final LongAdder connections = new LongAdder();
    final AtomicInteger connected = new AtomicInteger();
}

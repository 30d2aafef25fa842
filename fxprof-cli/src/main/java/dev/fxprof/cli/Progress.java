package dev.fxprof.cli;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress on standard error: a bar on a terminal, a line every ten seconds elsewhere. */
final class Progress implements AutoCloseable {
    private static final long LINE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int WIDTH = 80;

    private final String what;
    private final long total;
    private final ProgressBar bar;
    private long lastLine = System.nanoTime();

    Progress(String what, long total) {
        this.what = what;
        this.total = total;
        this.bar = System.console() != null && System.console().isTerminal()
                ? new ProgressBarBuilder().setTaskName(what).setInitialMax(total)
                        .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(250)
                        .setMaxRenderedLength(WIDTH)
                        .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH)).build()
                : null;
    }

    void at(long done) {
        if (bar != null) {
            bar.stepTo(done);
        } else if (System.nanoTime() - lastLine > LINE_NANOS) {
            lastLine = System.nanoTime();
            System.err.printf(Locale.ROOT, "%s: %d of %d (%d %%)%n", what, done, total,
                    done * 100 / Math.max(1, total));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}

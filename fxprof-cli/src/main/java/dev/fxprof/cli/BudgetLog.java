package dev.fxprof.cli;

import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanObserver;
import java.util.Locale;
import java.util.function.Consumer;

/** Announces what the profiler records less often, or again more often, one line a round. */
final class BudgetLog implements SpanObserver {
    private final SiteTable sites;
    private final Consumer<String> log;
    private int less;
    private int none;
    private int every;
    private SamplingStep strongest;

    BudgetLog(SiteTable sites, Consumer<String> log) {
        this.sites = sites;
        this.log = log;
    }

    @Override
    public void accept(SpanBatch batch) {
    }

    @Override
    public void sampling(SamplingStep step) {
        if (step.every() == SamplingStep.NONE) {
            none++;
        } else if (step.every() == 1) {
            every++;
        } else {
            less++;
        }
        if (strongest == null || rank(step) > rank(strongest)) {
            strongest = step;
        }
    }

    private static long rank(SamplingStep step) {
        return step.every() == SamplingStep.NONE ? Long.MAX_VALUE : step.every();
    }

    @Override
    public void flush() {
        if (strongest == null) {
            return;
        }
        Site site = sites.site(strongest.site());
        log.accept(String.format(Locale.ROOT,
                "overhead budget: %d functions and natives now recorded in part, %d not counted, "
                        + "%d again in full (%s %s: %s)",
                less, none, every, site.resource(), site.name(), strongest.words()));
        less = 0;
        none = 0;
        every = 0;
        strongest = null;
    }
}

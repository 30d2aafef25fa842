package dev.fxprof.live.core;

import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanObserver;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the marks by which somebody asks for a capture on a server's own console. A spool is read from
 * its begin when the daemon starts again, so a mark counts for half a minute only, by the time in it.
 *
 * <p>Assumptions: one thread calls all methods.
 */
final class CaptureMarks implements SpanObserver {
    private static final String RESOURCE = "fxprof";
    private static final Pattern NAME = Pattern.compile("fxprof:capture (\\d{1,12}) (.*)",
            Pattern.DOTALL);
    private static final long FRESH_MILLIS = 30_000;
    private static final long SECOND_MILLIS = 1000;
    private static final String REASON = "asked for on the server's console";

    private final LiveClock clock;
    private final BitSet usual = new BitSet();
    private final List<String> reasons = new ArrayList<>();
    private SiteTable sites;

    CaptureMarks(LiveClock clock) {
        this.clock = clock;
    }

    /** Says that sites are of another stream from now on. */
    void stream(SiteTable next) {
        sites = next;
        usual.clear();
    }

    @Override
    public void accept(SpanBatch batch) {
        for (int i = 0, slices = batch.slices(); i < slices; i++) {
            int site = batch.site(i);
            if (!usual.get(site)) {
                look(site);
            }
        }
    }

    private void look(int id) {
        Site site = sites.site(id);
        Matcher mark = NAME.matcher(site.name());
        if (site.kind() != SpanKind.REGION || !site.resource().equals(RESOURCE)
                || !mark.matches()) {
            usual.set(id);
            return;
        }
        long age = clock.wall().millis() - SECOND_MILLIS * Long.parseLong(mark.group(1));
        if (Math.abs(age) <= FRESH_MILLIS) {
            String name = mark.group(2).strip();
            reasons.add(name.isEmpty() ? REASON : name + ", " + REASON);
        }
    }

    /** Why captures were asked for since the last call. */
    List<String> take() {
        List<String> taken = List.copyOf(reasons);
        reasons.clear();
        return taken;
    }
}

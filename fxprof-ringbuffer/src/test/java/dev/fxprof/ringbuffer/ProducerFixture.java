package dev.fxprof.ringbuffer;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import java.util.ArrayList;
import java.util.List;

final class ProducerFixture {
    static final int NUMBER = 3;

    final TestClock clock = new TestClock();
    final Segment segment;
    final SiteRegistry sites;
    final RecordingSwitch control;
    final SpanRing ring;
    final SpanProducer producer;
    final List<Recorded> records = new ArrayList<>();

    ProducerFixture() {
        this(1 << 12);
    }

    ProducerFixture(int slots) {
        segment = Segments.anonymous(1, slots);
        sites = new SiteRegistry(segment.sites());
        control = new RecordingSwitch(sites, true, 16);
        ring = segment.ring(0);
        producer = new SpanProducer(NUMBER, ring,
                new LiveStack(segment.liveStack(0), segment.control(0)), clock, sites.gates());
    }

    int site(String resource, String name) {
        return sites.intern(resource, ScriptRuntime.LUA, SpanKind.FUNCTION, name, "", 0);
    }

    int site(String name) {
        return site("shop", name);
    }

    void drain() {
        ring.drain(Recorded.into(records), Integer.MAX_VALUE);
    }

    List<Recorded> slices() {
        drain();
        return records.stream().filter(Recorded::isSlice).toList();
    }

    List<Recorded> slicesOf(int site) {
        return slices().stream().filter(r -> r.site() == site).toList();
    }

    Recorded sliceOf(int site) {
        List<Recorded> found = slicesOf(site);
        if (found.size() != 1) {
            throw new AssertionError("expected one slice of site " + site + ", got " + found);
        }
        return found.getFirst();
    }

    List<Recorded> links() {
        drain();
        return records.stream().filter(Recorded::isLink).toList();
    }

    List<Recorded> counters() {
        drain();
        return records.stream().filter(Recorded::isCounter).toList();
    }

    List<Long> stamps() {
        return slices().stream().flatMap(r -> List.of(r.start(), r.end()).stream()).toList();
    }
}

package dev.fxprof.ringbuffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpanProducerRegionTest {
    private final ProducerFixture f = new ProducerFixture();
    private final SpanProducer recorder = f.producer;
    private final int entry = f.site("entry");
    private final int function = f.site("function");
    private final int inner = f.site("inner");
    private final int region = f.site("region");
    private final int other = f.site("other");

    @Test
    void shouldRecordARegion() {
        int token = recorder.begin(entry);
        recorder.beginRegion(region);
        assertThat(recorder.openRegion()).isEqualTo(region);
        recorder.endRegion();
        assertThat(recorder.openRegion()).isZero();
        recorder.end(token);

        assertThat(f.sliceOf(region).parent()).isEqualTo(f.sliceOf(entry).span());
        assertThat(f.sliceOf(region).isUnfinished()).isFalse();
        assertThat(f.links()).isEmpty();
    }

    @Test
    void shouldCarryOnARegionWhoseFunctionReturns() {
        int token = recorder.begin(entry);
        recorder.enterFunction(function);
        recorder.beginRegion(region);
        recorder.leaveFunction();
        recorder.endRegion();
        recorder.end(token);

        List<Recorded> stretches = f.slicesOf(region);
        assertThat(stretches).hasSize(2);
        assertThat(stretches).extracting(Recorded::span).containsOnly(stretches.get(0).span());
        assertThat(stretches).extracting(Recorded::isContinued).containsExactly(false, true);
        assertThat(stretches).extracting(Recorded::isUnfinished).containsOnly(false);
        assertThat(stretches).extracting(Recorded::depth).containsExactly(2, 1);
        assertThat(stretches.get(0).parent()).isEqualTo(f.sliceOf(function).span());
        assertThat(stretches.get(1).parent()).isEqualTo(f.sliceOf(entry).span());
        assertThat(f.sliceOf(function).isUnfinished()).isFalse();
        assertStrictlyOrdered(stretches.get(0).end(), f.sliceOf(function).end(),
                stretches.get(1).start());
        assertLinked(stretches);
    }

    @Test
    void shouldEndARegionInsideALaterFunction() {
        int token = recorder.begin(entry);
        recorder.beginRegion(region);
        recorder.enterFunction(function);
        recorder.enterFunction(inner);
        recorder.endRegion();
        recorder.leaveFunction();
        recorder.leaveFunction();
        recorder.end(token);

        assertThat(f.slicesOf(function)).extracting(Recorded::depth).containsExactly(2, 1);
        assertThat(f.slicesOf(inner)).extracting(Recorded::depth).containsExactly(3, 2);
        assertThat(f.slicesOf(function)).extracting(Recorded::parent)
                .containsExactly(f.sliceOf(region).span(), f.sliceOf(entry).span());
        assertThat(f.slicesOf(inner)).extracting(Recorded::parent)
                .containsOnly(f.slicesOf(function).getFirst().span());
        assertThat(f.slicesOf(function)).extracting(Recorded::isContinued)
                .containsExactly(false, true);
        assertLinked(f.slicesOf(function));
        assertLinked(f.slicesOf(inner));
        assertThat(f.stamps()).doesNotHaveDuplicates();
    }

    @Test
    void shouldEndTheInnermostRegionFirst() {
        int token = recorder.begin(entry);
        recorder.beginRegion(region);
        recorder.beginRegion(other);
        assertThat(recorder.openRegion()).isEqualTo(other);
        recorder.endRegion();
        assertThat(recorder.openRegion()).isEqualTo(region);
        recorder.endRegion();
        recorder.end(token);

        assertThat(f.slices()).extracting(Recorded::site).containsExactly(other, region, entry);
    }

    @Test
    void shouldNotReachBeyondTheRuntimeEntry() {
        int outer = recorder.begin(entry);
        recorder.beginRegion(region);
        int nested = recorder.begin(other);
        assertThat(recorder.openRegion()).isZero();
        recorder.endRegion();
        recorder.end(nested);

        assertThat(recorder.openRegion()).isEqualTo(region);
        recorder.endRegion();
        recorder.end(outer);
        assertThat(f.slices()).extracting(Recorded::site).containsExactly(other, region, entry);
    }

    @Test
    void shouldCloseARegionLeftOpenWithItsEntry() {
        int token = recorder.begin(entry);
        recorder.beginRegion(region);
        recorder.end(token);

        assertThat(f.sliceOf(region).isUnfinished()).isTrue();
        assertThat(recorder.openRegion()).isZero();
    }

    @Test
    void shouldUnwindTheRegionsOpenedSinceAMark() {
        int token = recorder.begin(entry);
        recorder.beginRegion(region);
        long mark = recorder.regionMark();
        recorder.enterFunction(function);
        recorder.beginRegion(other);
        recorder.beginRegion(inner);
        recorder.leaveFunction();
        recorder.unwindRegions(mark);
        assertThat(recorder.openRegion()).isEqualTo(region);
        recorder.endRegion();
        recorder.end(token);

        assertThat(f.slicesOf(other).getLast().isUnfinished()).isTrue();
        assertThat(f.slicesOf(inner).getLast().isUnfinished()).isTrue();
        assertThat(f.slicesOf(other).getFirst().isUnfinished()).isFalse();
        assertThat(f.sliceOf(region).isUnfinished()).isFalse();
        assertThat(f.stamps()).doesNotHaveDuplicates();
    }

    @Test
    void shouldUnwindNothingWhenNoRegionWasOpenedSinceTheMark() {
        int token = recorder.begin(entry);
        recorder.beginRegion(region);
        recorder.unwindRegions(recorder.regionMark());

        assertThat(recorder.openRegion()).isEqualTo(region);
        recorder.end(token);
    }

    @Test
    void shouldKeepARegionOlderThanTheMarkThoughOneWasClosedSince() {
        int token = recorder.begin(entry);
        recorder.beginRegion(region);
        long mark = recorder.regionMark();
        recorder.beginRegion(other);
        recorder.endRegion();
        recorder.unwindRegions(mark);

        assertThat(recorder.openRegion()).isEqualTo(region);
        recorder.end(token);
    }

    @Test
    void shouldUnwindARegionUnderAFunctionThatCouldNotLeave() {
        int token = recorder.begin(entry);
        long mark = recorder.regionMark();
        recorder.beginRegion(region);
        recorder.enterFunction(function);
        recorder.unwindRegions(mark);

        assertThat(recorder.openRegion()).isZero();
        recorder.leaveFunction();
        recorder.end(token);
        assertThat(f.sliceOf(region).isUnfinished()).isTrue();
        assertThat(f.stamps()).doesNotHaveDuplicates();
    }

    @Test
    void shouldLeaveAFunctionUnderASpanThatAnErrorLeftOpen() {
        int token = recorder.begin(entry);
        recorder.enterFunction(function);
        recorder.begin(inner);
        recorder.leaveFunction();
        long now = recorder.currentSpan();
        recorder.end(token);

        assertThat(now).isEqualTo(f.sliceOf(entry).span());
        assertThat(f.sliceOf(inner).isUnfinished()).isTrue();
        assertThat(f.sliceOf(function).isUnfinished()).isFalse();
    }

    private void assertLinked(List<Recorded> stretches) {
        List<Recorded> links = f.links().stream()
                .filter(l -> l.span() == stretches.getFirst().span()).toList();
        assertThat(links).hasSize(stretches.size() - 1);
        for (int i = 0; i < links.size(); i++) {
            Recorded link = links.get(i);
            assertThat(link.isContinued()).isTrue();
            assertThat(link.parent()).isEqualTo(link.span());
            assertThat(stretches.stream().filter(s -> s.covers(link.start())))
                    .containsExactly(stretches.get(i));
            assertThat(link.end()).isEqualTo(stretches.get(i + 1).start());
        }
    }

    private static void assertStrictlyOrdered(long... stamps) {
        for (int i = 1; i < stamps.length; i++) {
            assertThat(stamps[i]).isGreaterThan(stamps[i - 1]);
        }
    }
}

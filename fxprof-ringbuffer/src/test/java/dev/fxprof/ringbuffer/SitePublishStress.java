package dev.fxprof.ringbuffer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanKind;
import java.lang.foreign.Arena;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Not there yet")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "There, with all its names")
@Outcome(expect = FORBIDDEN, desc = "An id that does not resolve")
@State
public class SitePublishStress {
    private static final int HEADER = SegmentDescriptor.HEADER_SIZE;
    private static final int ENTRIES = 512 * SiteDescriptor.SIZE;
    private static final int STRINGS = 1 << 15;

    private final Memory all = new Memory(
            Arena.ofAuto().allocate(HEADER + ENTRIES + STRINGS, 64));
    private final SegmentSites sites = new SegmentSites(all.slice(0, HEADER),
            all.slice(HEADER, ENTRIES), all.slice(HEADER + ENTRIES, STRINGS));

    @Actor
    public void producer() {
        sites.append(new Site(1, "shop", ScriptRuntime.LUA, SpanKind.EVENT, "buy", "main.lua", 7),
                0);
    }

    @Actor
    public void reader(II_Result r) {
        r.r1 = sites.size();
        if (r.r1 > 0) {
            Site site = sites.read(1);
            r.r2 = site.resource().equals("shop") && site.runtime() == ScriptRuntime.LUA
                    && site.kind() == SpanKind.EVENT && site.name().equals("buy")
                    && site.file().equals("main.lua") && site.line() == 7 ? 1 : -1;
        }
    }
}

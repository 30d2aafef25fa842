package dev.fxprof.hooks.lua.ingest;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import dev.fxprof.hooks.lua.spool.VmFrame;
import java.util.Arrays;

/** What is known of one VM and its agent. */
final class Vm {
    /** Spans a VM may have. */
    static final int SPAN_BITS = 36;

    private static final int MOST_SITES = 1 << 16;
    private static final SpanKind[] KINDS = SpanKind.values();
    private static final ScriptRuntime[] RUNTIMES = ScriptRuntime.values();
    private static final String NOT_TOLD = "(name not recorded)";

    final String resource;
    final long incarnation;
    final int number;
    final SuspendedSpans suspended = new SuspendedSpans();
    final VmCounters counters;

    /** Steps of the clock that the agent saw in the window now. */
    int steps;
    long expected = -1;
    long dropped;
    int shedStep;

    private final SiteTable sites;
    private int[] site = new int[64];

    /**
     * @param number makes span ids of VMs differ; 2 or more
     */
    Vm(String resource, long incarnation, int number, SiteTable sites) {
        this.resource = resource;
        this.incarnation = incarnation;
        this.number = number;
        this.sites = sites;
        counters = new VmCounters(resource, sites);
    }

    /** Takes the names that a frame tells. */
    void learn(VmFrame frame) {
        frame.sites(this::learn);
    }

    private void learn(int id, int kind, int runtime, int line, String name, String file) {
        if (id < 1 || id >= MOST_SITES) {
            return;
        }
        if (id >= site.length) {
            site = Arrays.copyOf(site, Math.max(id + 1, 2 * site.length));
        }
        site[id] = sites.intern(resource, runtime < 0 || runtime >= RUNTIMES.length
                ? ScriptRuntime.LUA
                : RUNTIMES[runtime],
                kind < 0 || kind >= KINDS.length
                        ? SpanKind.FUNCTION
                        : KINDS[kind],
                name, file, Math.max(0, line));
    }

    /** Site of a record in the capture's table. */
    int site(long head) {
        int id = (int) head;
        if (id > 0 && id < site.length && site[id] != 0) {
            return site[id];
        }
        // The frame that told the name is lost; the time is not.
        if (site[0] == 0) {
            site[0] = sites.intern(resource, ScriptRuntime.LUA, SpanKind.FUNCTION, NOT_TOLD, "",
                    0);
        }
        return site[0];
    }

    /** Id of a span in the capture. */
    long span(long id) {
        return id == 0 ? 0 : (long) number << SPAN_BITS | id & (1L << SPAN_BITS) - 1;
    }
}

package dev.fxprof.export.cpuprofile;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.capture.ReadTrack;
import dev.fxprof.export.cpuprofile.ProfileNodes.Role;
import java.io.IOException;
import java.util.Arrays;

/**
 * Makes slices of samples: what two samples in a row have in common goes on.
 *
 * <p>As V8's own tools have it, a collection of garbage stands on the stack that it interrupted, and a
 * single sample of {@code (program)} between two of the same outermost call is one that V8 failed to take
 * apart; source DevTools, {@code CPUProfileDataModel}.
 */
final class SampleWalk {
    private static final long MICROS = 1000;

    private final CaptureBuilder builder;
    private final ProfileNodes nodes;
    private final SampleTimes samples;
    private final ReadTrack track;
    private final long origin;
    private int[] stack = new int[64];
    private int depth;
    private boolean isCollecting;
    private long unknown;
    private long patched;

    SampleWalk(CaptureBuilder builder, ProfileNodes nodes, SampleTimes samples, String name,
            long origin) throws IOException {
        this.builder = builder;
        this.nodes = nodes;
        this.samples = samples;
        this.origin = origin;
        track = builder.track(name);
    }

    void walk() throws IOException {
        int node = ProfileNodes.NONE;
        for (int i = 0; i < samples.size(); i++) {
            int before = node;
            node = nodes.find(samples.node(i));
            unknown += node == ProfileNodes.NONE ? 1 : 0;
            if (isLostProgram(i, before, node)) {
                node = before;
                patched++;
            }
            if (i > 0 && node == before) {
                continue;
            }
            take(node, nanos(i));
        }
        long end = nanos(samples.size());
        if (isCollecting) {
            track.end(end);
        }
        change(ProfileNodes.NONE, end);
        builder.repaired("samples of unknown nodes", unknown);
        builder.repaired("single (program) samples within a call", patched);
    }

    private void take(int node, long nanos) throws IOException {
        if (isCollecting) {
            track.end(nanos);
            isCollecting = false;
        }
        Role role = node == ProfileNodes.NONE ? Role.IDLE : nodes.role(node);
        if (role == Role.COLLECTOR) {
            track.begin(collection(), nanos);
            isCollecting = true;
        } else {
            boolean isEmpty = role == Role.IDLE || role == Role.ROOT;
            change(isEmpty ? ProfileNodes.NONE : node, nanos);
        }
    }

    private long nanos(int i) {
        return samples.size() == 0 ? 0 : (samples.micros(i) - origin) * MICROS;
    }

    private boolean isLostProgram(int i, int before, int node) {
        if (node == ProfileNodes.NONE || before == ProfileNodes.NONE
                || nodes.role(node) != Role.PROGRAM || i + 1 >= samples.size()) {
            return false;
        }
        int after = nodes.find(samples.node(i + 1));
        return after != ProfileNodes.NONE && nodes.role(before) == Role.FUNCTION
                && nodes.role(after) == Role.FUNCTION
                && nodes.outermost(before) == nodes.outermost(after);
    }

    private int collection() {
        String owner = depth == 0 ? ScriptOwner.UNKNOWN : nodes.owner(stack[depth - 1]);
        return builder.sites().intern(owner, ScriptRuntime.JAVASCRIPT, SpanKind.GC,
                "(garbage collector)", "", 0);
    }

    /** Leaves what is not above a node, and enters what is. */
    private void change(int node, long nanos) throws IOException {
        int target = node == ProfileNodes.NONE ? 0 : nodes.depth(node) + 1;
        if (target > stack.length) {
            stack = Arrays.copyOf(stack, Math.max(target, 2 * stack.length));
        }
        int common = common(node, target);
        while (depth > common) {
            depth--;
            track.end(nanos);
        }
        for (int at = node, i = target - 1; i >= common; i--) {
            stack[i] = at;
            at = nodes.parent(at);
        }
        while (depth < target) {
            track.begin(nodes.site(stack[depth]), nanos);
            depth++;
        }
    }

    /** How many of the functions that are entered are above a node, or it. */
    private int common(int node, int target) {
        int at = node;
        int length = target;
        while (length > depth) {
            at = nodes.parent(at);
            length--;
        }
        while (length > 0 && stack[length - 1] != at) {
            at = nodes.parent(at);
            length--;
        }
        return length;
    }
}

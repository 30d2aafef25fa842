package dev.fxprof.export.cpuprofile;

import dev.fxprof.api.TraceSource;
import dev.fxprof.export.capture.CaptureBuilder;
import dev.fxprof.export.cpuprofile.ProfileNodes.Function;
import dev.fxprof.export.json.JsonInput;
import java.io.EOFException;
import java.io.IOException;

/** Takes a profile apart. */
final class ProfileFile {
    private final TraceSource source;
    private final CaptureBuilder builder;
    private final ProfileNodes nodes = new ProfileNodes();
    private final SampleTimes samples = new SampleTimes();
    private String title = "";
    private long start;
    private long end;
    private boolean hasTree;
    /** Whether the file is in the older form. */
    private boolean isOld;

    ProfileFile(TraceSource source, CaptureBuilder builder) {
        this.source = source;
        this.builder = builder;
    }

    void read() throws IOException {
        try (JsonInput in = new JsonInput(source)) {
            if (!in.isObject()) {
                throw in.expected("an object");
            }
            for (String field = in.field(); field != null; field = in.field()) {
                field(in, field);
            }
            if (!hasTree) {
                throw in.expected("a list \"nodes\" or an object \"head\"");
            }
        } catch (EOFException _) {
            builder.repaired("truncated", 1);
        }
        builder.processName("V8");
        builder.repaired("nodes below themselves", nodes.resolve(builder.sites()));
        builder.repaired("nodes too deep below others", nodes.tooDeep());
        builder.repaired("children beyond the limit", nodes.edgesLeft());
        builder.repaired("samples without a time", samples.missing());
        builder.repaired("times without a sample", samples.surplus());
        builder.repaired("samples beyond the limit", samples.left());
        builder.repaired("times that go back", samples.settle(isOld ? 0 : start, isOld ? 0 : end));
        long origin = isOld && samples.size() > 0 ? samples.micros(0) : start;
        new SampleWalk(builder, nodes, samples, title.isEmpty() ? "JavaScript" : title,
                origin).walk();
    }

    private void field(JsonInput in, String field) throws IOException {
        switch (field) {
            case "title" -> title = in.text();
            case "startTime" -> start = SampleTimes.clamp(in.integer(0));
            case "endTime" -> end = SampleTimes.clamp(in.integer(0));
            case "nodes" -> {
                hasTree |= in.isArray();
                nodes(in);
            }
            case "head" -> {
                hasTree |= in.isObject();
                isOld = true;
                node(in, ProfileNodes.NONE);
            }
            case "samples" -> {
                if (isArray(in)) {
                    while (in.element()) {
                        samples.sample(in.integer(Long.MIN_VALUE));
                    }
                }
            }
            case "timeDeltas" -> times(in, false);
            case "timestamps" -> times(in, true);
            default -> in.skip();
        }
    }

    private static boolean isArray(JsonInput in) throws IOException {
        if (!in.isArray()) {
            in.skip();
            return false;
        }
        return true;
    }

    private void times(JsonInput in, boolean areStamps) throws IOException {
        if (isArray(in)) {
            while (in.element()) {
                samples.time(in.integer(0), areStamps);
            }
        }
    }

    private void nodes(JsonInput in) throws IOException {
        if (isArray(in)) {
            while (in.element()) {
                node(in, ProfileNodes.NONE);
            }
        }
    }

    /** Fields of a function, in either form. */
    private static final class Fields {
        String name = "";
        String url = "";
        long line = -1;

        boolean take(JsonInput in, String field) throws IOException {
            switch (field) {
                case "functionName" -> name = in.text();
                case "url" -> url = in.text();
                case "lineNumber" -> line = in.integer(-1);
                default -> {
                    return false;
                }
            }
            return true;
        }
    }

    /** Takes a node and, in the older form, those in it. */
    private void node(JsonInput in, int above) throws IOException {
        if (!in.isObject()) {
            in.skip();
            return;
        }
        int node = nodes.add(in);
        nodes.parent(node, above);
        Fields fields = new Fields();
        long id = Long.MIN_VALUE;
        // Lines of the inspector count from 0, those of V8 itself from 1.
        int first = 0;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> id = in.integer(Long.MIN_VALUE);
                case "callFrame" -> {
                    first = 1;
                    callFrame(in, fields);
                }
                case "parent" -> nodes.parentId(node, in.integer(Long.MIN_VALUE));
                case "children" -> children(in, node);
                default -> {
                    if (!fields.take(in, field)) {
                        in.skip();
                    }
                }
            }
        }
        int line = Math.clamp(fields.line + first, 0, Integer.MAX_VALUE);
        nodes.set(node, id, new Function(fields.name, fields.url, line));
    }

    private static void callFrame(JsonInput in, Fields fields) throws IOException {
        if (!in.isObject()) {
            in.skip();
            return;
        }
        for (String field = in.field(); field != null; field = in.field()) {
            if (!fields.take(in, field)) {
                in.skip();
            }
        }
    }

    private void children(JsonInput in, int node) throws IOException {
        if (isArray(in)) {
            while (in.element()) {
                if (in.isObject()) {
                    node(in, node);
                } else {
                    nodes.child(node, in.integer(Long.MIN_VALUE));
                }
            }
        }
    }
}

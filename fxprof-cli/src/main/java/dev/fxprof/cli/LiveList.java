package dev.fxprof.cli;

import dev.fxprof.ringbuffer.LiveSegments;
import dev.fxprof.ringbuffer.SegmentView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The segments of this user's processes that record now. */
final class LiveList {
    private LiveList() {
    }

    static void print(String schema, boolean json) throws IOException {
        List<Path> files = LiveSegments.ofUser().list();
        if (json) {
            ObjectNode root = JsonMapper.shared().createObjectNode().put("schema", schema);
            ArrayNode list = root.putArray("segments");
            for (Path file : files) {
                SegmentView view = SegmentView.open(file);
                list.addObject().put("pid", view.process().pid()).put("title", view.title())
                        .put("file", file.toRealPath().toString())
                        .put("since", Instant.ofEpochMilli(view.createdMillis()).toString());
            }
            System.out.println(
                    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root));
            return;
        }
        if (files.isEmpty()) {
            System.out.println("no process of this user records into a segment now");
            return;
        }
        System.out.printf(Locale.ROOT, "%10s  %-28s %s%n", "PROCESS", "WHAT", "SEGMENT");
        for (Path file : files) {
            SegmentView view = SegmentView.open(file);
            System.out.print(Terminal.safe(String.format(Locale.ROOT, "%10d  %-28s %s%n",
                    view.process().pid(), view.title(), file.toRealPath())));
        }
    }
}

package dev.fxprof.export.fxserver;

import dev.fxprof.export.json.HeadSource;
import dev.fxprof.export.json.JsonInput;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Tells the server's recordings from others by how they begin. */
final class Recognition {
    /** The threads that the server names; a browser's are of several processes. */
    private static final Set<String> THREADS = Set.of("process_name 1 1 Browser",
            "thread_name 1 1 CrBrowserMain", "thread_name 1 2 CrRendererMain");
    private static final Set<String> KEYS = Set.of("ticks", "events", "threads");

    private Recognition() {
    }

    /** Whether MessagePack begins with a map, which no text does. */
    static boolean isMap(byte[] head) {
        int first = head.length == 0 ? 0 : head[0] & 0xFF;
        return (first & 0xF0) == 0x80 || first == 0xDE || first == 0xDF;
    }

    static boolean isSaved(byte[] head) {
        try (MsgPackInput in = new MsgPackInput(new HeadSource(head))) {
            return in.map() > 0 && KEYS.contains(in.string());
        } catch (IOException _) {
            return false;
        }
    }

    static boolean isJson(byte[] head) {
        Set<String> missing = new HashSet<>(THREADS);
        try (JsonInput in = new JsonInput(new HeadSource(head))) {
            if (!in.isObject()) {
                return false;
            }
            String field = in.field();
            while (field != null && !field.equals("traceEvents")) {
                in.skip();
                field = in.field();
            }
            if (field == null || !in.isArray()) {
                return false;
            }
            while (!missing.isEmpty() && in.element() && in.isObject()) {
                if (!missing.remove(threadOf(in))) {
                    return false;
                }
            }
        } catch (IOException _) {
            return false;
        }
        return missing.isEmpty();
    }

    private static String threadOf(JsonInput in) throws IOException {
        String name = "";
        String named = "";
        long process = 0;
        long thread = 0;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "name" -> name = in.text();
                case "pid" -> process = in.integer(0);
                case "tid" -> thread = in.integer(0);
                case "args" -> named = nameIn(in);
                default -> in.skip();
            }
        }
        return name + " " + process + " " + thread + " " + named;
    }

    private static String nameIn(JsonInput in) throws IOException {
        if (!in.isObject()) {
            in.skip();
            return "";
        }
        String found = "";
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("name")) {
                found = in.text();
            } else {
                in.skip();
            }
        }
        return found;
    }
}

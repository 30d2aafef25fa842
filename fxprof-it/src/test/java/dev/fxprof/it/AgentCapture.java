package dev.fxprof.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a recorder took from an agent's segment. */
final class AgentCapture {
    private static final String BYTES = "bytes of ";

    /** One slice. */
    record Slice(long span, long parent, String kind, String runtime, String resource, String name,
            int player, long start, long nanos, boolean unfinished) {
        /** Whether it is an entry into a runtime, or out of one into a native. */
        boolean isEntry() {
            return !List.of("tick", "gc", "region").contains(kind);
        }

        String label() {
            String shown = kind + " " + runtime + " " + resource + " "
                    + name.replace(" (" + resource + ")", "");
            return player == 0 ? shown : shown + " by " + player;
        }
    }

    final List<Slice> slices = new ArrayList<>();
    final Map<String, List<Integer>> payloads = new TreeMap<>();
    JsonNode cost;

    private AgentCapture() {
    }

    static AgentCapture read(Path file) {
        AgentCapture capture = new AgentCapture();
        for (JsonNode event : JsonMapper.shared().readTree(file.toFile())) {
            capture.add(event);
        }
        capture.slices.sort(Comparator.comparingLong(Slice::start));
        return capture;
    }

    private void add(JsonNode event) {
        JsonNode args = event.path("args");
        String name = event.path("name").asString();
        switch (event.path("ph").asString()) {
            case "X" -> slices.add(new Slice(args.path("span_id").asLong(),
                    args.path("parent_span_id").asLong(), args.path("kind").asString(),
                    args.path("runtime").asString(), args.path("resource").asString(), name,
                    args.path("source").asInt(), nanos(event.path("ts").asString()),
                    nanos(event.path("dur").asString()),
                    args.path("unfinished").asBoolean()));
            case "C" -> {
                if (name.startsWith(BYTES)) {
                    payloads.computeIfAbsent(name.substring(BYTES.length()),
                            _ -> new ArrayList<>()).add(args.path(name).asInt());
                }
            }
            default -> {
                if (args.has("fxprof_cost")) {
                    cost = args.path("fxprof_cost");
                }
            }
        }
    }

    private static long nanos(String micros) {
        return new java.math.BigDecimal(micros).movePointRight(3).longValueExact();
    }

    /** Entries into runtimes in the order of begins. */
    List<Slice> entries() {
        return slices.stream().filter(Slice::isEntry).toList();
    }

    /** The same as lines: depth and label. */
    List<String> flat() {
        Map<Long, Integer> depths = new HashMap<>();
        List<String> lines = new ArrayList<>();
        for (Slice slice : slices) {
            int depth = depths.getOrDefault(slice.parent(), 0);
            boolean entry = slice.isEntry();
            depths.put(slice.span(), entry ? depth + 1 : depth);
            if (entry) {
                lines.add(depth + " " + slice.label());
            }
        }
        return lines;
    }
}

package dev.fxprof.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the host itself says to have run, in the words of a capture. */
final class AgentTruth {
    /** One entry; runtime and kind as the host names them. */
    record Entry(long id, long parent, String kind, String runtime, String resource, String name,
            String source, int bytes, boolean jumped, long nanos) {
        /** Whether only a hook by address sees it. */
        boolean isFunction() {
            return kind.equals("pcall") || kind.equals("resume");
        }

        /** The player who caused it, 0 for none. */
        int player() {
            return source.startsWith("net:") ? Integer.parseInt(source.substring(4)) : 0;
        }

        /** How a capture shows it: kind, runtime, resource, name, player. */
        String label() {
            String shown = switch (kind) {
                case "runtimeTick", "bookmarks" -> "entry " + runtime + " " + resource + " tick";
                case "create" -> "entry " + runtime + " " + resource + " start";
                case "destroy" -> "entry " + runtime + " " + resource + " stop";
                case "load" -> "entry " + runtime + " " + resource + " load " + name;
                case "event" -> "event " + runtime + " " + resource + " " + name;
                case "reference" -> "export " + runtime + " " + resource + " ref " + name;
                case "method" -> "function " + runtime + " " + resource + " " + name;
                case "native" -> "native native " + resource + " " + nativeName(name);
                case "pcall", "resume" -> "function " + runtime + " " + resource + " " + name;
                default -> throw new IllegalStateException("unknown kind " + kind);
            };
            return player() == 0 ? shown : shown + " by " + player();
        }
    }

    final List<Entry> entries;

    private AgentTruth(List<Entry> entries) {
        this.entries = entries;
    }

    static AgentTruth read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return new AgentTruth(lines.map(JsonMapper.shared()::readTree).map(AgentTruth::entry)
                    .sorted(Comparator.comparingLong(Entry::id)).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry entry(JsonNode line) {
        return new Entry(line.path("id").asLong(), line.path("parent").asLong(),
                line.path("kind").asString(), line.path("runtime").asString(),
                line.path("resource").asString(), line.path("name").asString(),
                line.path("source").asString(), line.path("bytes").asInt(),
                line.path("jumped").asBoolean(),
                line.path("end").asLong() - line.path("begin").asLong());
    }

    /** The name that scripts call it by, or the hash of what only the host has. */
    static String nativeName(String name) {
        return name.startsWith("STANDIN_")
                ? hash(name)
                : Stream.of(name.split("_")).map(
                        word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining());
    }

    /** The server's hash of a native's name. */
    private static String hash(String name) {
        int hash = 0;
        for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
            hash += c;
            hash += hash << 10;
            hash ^= hash >>> 6;
        }
        hash += hash << 3;
        hash ^= hash >>> 11;
        hash += hash << 15;
        return "0x" + Integer.toHexString(hash);
    }

    /**
     * Whether an agent can see it. The server's own tick is no entry into a runtime, and an object of C#
     * has tables of its own, which are met at the first PushRuntime: within its first script's load.
     */
    private static boolean isVisible(Entry entry) {
        boolean early = entry.runtime().equals("c#")
                && (entry.kind().equals("create") || entry.kind().equals("load"));
        return !List.of("tick", "method").contains(entry.kind()) && !early;
    }

    /** The entries that an agent should have seen, in the order of begins. */
    List<Entry> visible() {
        return entries.stream().filter(entry -> isVisible(entry) && !entry.isFunction()).toList();
    }

    /** The same as lines: depth and label. */
    List<String> flat() {
        return flat(_ -> false);
    }

    /** The same with the functions that hooks by address see. */
    List<String> flatWithFunctions() {
        return flat(Entry::isFunction);
    }

    /** The same with the methods of C# that are chosen; one that runs outside of all entries is not seen. */
    List<String> flat(Predicate<Entry> chosen) {
        Map<Long, Integer> depths = new HashMap<>();
        List<String> lines = new ArrayList<>();
        for (Entry entry : entries) {
            int depth = depths.getOrDefault(entry.parent(), 0);
            boolean visible = entry.kind().equals("method")
                    ? depth > 0 && chosen.test(entry)
                    : isVisible(entry) && (!entry.isFunction() || chosen.test(entry));
            depths.put(entry.id(), visible ? depth + 1 : depth);
            if (visible) {
                lines.add(depth + " " + entry.label());
            }
        }
        return lines;
    }

    /** Bytes of each event's payloads, by resource, event and whether a client sent it. */
    Map<String, List<Integer>> payloads() {
        Map<String, List<Integer>> payloads = new TreeMap<>();
        for (Entry entry : entries) {
            if (entry.kind().equals("event")) {
                String kind = entry.player() == 0 ? "event: " : "net event: ";
                payloads.computeIfAbsent(kind + entry.resource() + "/" + entry.name(),
                        _ -> new ArrayList<>()).add(entry.bytes());
            }
        }
        return payloads;
    }

    /** How many entries of each runtime and kind there are, as the host's totals have it. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        entries.forEach(entry -> counts.merge(entry.runtime() + " " + entry.kind(), 1,
                Integer::sum));
        return counts;
    }
}

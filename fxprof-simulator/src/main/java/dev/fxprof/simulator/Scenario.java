package dev.fxprof.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the simulated clients do: states with mean durations, the net events they send in each, and
 * their answers to client events.
 *
 * @param states by name; {@code spawning} is the first, {@code leaving} the last
 * @param enter events sent once on entering a state
 * @param replies answers by name of the client event
 */
record Scenario(Map<String, State> states, Map<String, List<Event>> enter,
        Map<String, Reply> replies) {
    /** A state: how long it lasts on average, what follows with which weight, what is sent. */
    record State(double meanSeconds, Map<String, Double> next, List<Event> events) {}

    /** A net event with its rate and its argument templates. */
    record Event(String name, double perSecond, List<Object> args) {}

    /** The answer to a client event. */
    record Reply(String name, long minMillis, long maxMillis, double probability,
            List<Object> args) {}

    static Scenario read(Path file) throws IOException {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw new IOException(file + " is not valid JSON: " + e.getOriginalMessage(), e);
        }
        Map<String, State> states = new LinkedHashMap<>();
        root.path("states").properties().forEach(entry -> {
            JsonNode node = entry.getValue();
            Map<String, Double> next = new LinkedHashMap<>();
            node.path("next").properties()
                    .forEach(n -> next.put(n.getKey(), n.getValue().asDouble()));
            states.put(entry.getKey(), new State(node.path("meanSeconds").asDouble(10), next,
                    events(node.path("events"))));
        });
        Map<String, List<Event>> enter = new LinkedHashMap<>();
        root.path("enter").properties()
                .forEach(entry -> enter.put(entry.getKey(), events(entry.getValue())));
        Map<String, Reply> replies = new LinkedHashMap<>();
        root.path("replies").properties().forEach(entry -> {
            JsonNode node = entry.getValue();
            JsonNode after = node.path("afterMillis");
            replies.put(entry.getKey(), new Reply(node.path("name").asString(),
                    after.path(0).asLong(80), after.path(1).asLong(160),
                    node.path("probability").asDouble(1), args(node.path("args"))));
        });
        return new Scenario(states, enter, replies);
    }

    private static List<Event> events(JsonNode list) {
        List<Event> events = new ArrayList<>();
        list.forEach(node -> events.add(new Event(node.path("name").asString(),
                node.path("perSecond").asDouble(0), args(node.path("args")))));
        return events;
    }

    private static List<Object> args(JsonNode list) {
        List<Object> args = new ArrayList<>();
        list.forEach(node -> args.add(JsonMapper.shared().treeToValue(node, Object.class)));
        return args;
    }
}

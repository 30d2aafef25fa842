package dev.fxprof.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads a {@link Scenario} from YAML, or JSON, which is YAML too. Anything unknown in it is an error
 * that names its place: a mistyped key must not become a client that does nothing.
 */
final class ScenarioReader {
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final Set<String> ROOT = Set.of("states", "enter", "replies", "timeline");

    private final Path file;

    private ScenarioReader(Path file) {
        this.file = file;
    }

    static Scenario read(Path file) throws IOException {
        try {
            return new ScenarioReader(file).read(YAML.readTree(Files.readString(file)));
        } catch (JacksonException e) {
            String at = e.getLocation() == null
                    ? ""
                    : ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
            throw new InvalidInputException(file + at + " is not valid YAML or JSON: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""), e);
        }
    }

    private Scenario read(JsonNode root) throws IOException {
        object(root, "the file", ROOT);
        Map<String, Scenario.State> states = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : members(root, "states")) {
            states.put(entry.getKey(), state(entry.getValue(), "states." + entry.getKey()));
        }
        for (Map.Entry<String, Scenario.State> state : states.entrySet()) {
            for (String next : state.getValue().next().keySet()) {
                if (!states.containsKey(next) && !next.equals(Players.LAST)) {
                    throw bad("states." + state.getKey() + ".next." + next,
                            "is not a state; expected one of " + states.keySet());
                }
            }
        }
        if (!states.isEmpty() && !states.containsKey(Players.FIRST)) {
            throw bad("states", "must hold " + Players.FIRST + ", in which a client begins");
        }
        Map<String, List<Scenario.Event>> enter = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : members(root, "enter")) {
            if (!states.containsKey(entry.getKey()) && !entry.getKey().equals(Players.LAST)) {
                throw bad("enter." + entry.getKey(),
                        "is not a state; expected one of " + states.keySet());
            }
            enter.put(entry.getKey(),
                    events(entry.getValue(), "enter." + entry.getKey(), Set.of("name", "args")));
        }
        Map<String, Scenario.Reply> replies = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : members(root, "replies")) {
            replies.put(entry.getKey(), reply(entry.getValue(), "replies." + entry.getKey()));
        }
        return new Scenario(states, enter, replies, timeline(root.path("timeline")));
    }

    private Scenario.State state(JsonNode node, String at) throws IOException {
        object(node, at, Set.of("meanSeconds", "next", "events"));
        Map<String, Double> next = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : members(node, "next")) {
            next.put(entry.getKey(), number(node.path("next"), entry.getKey(), at + ".next", 1));
        }
        return new Scenario.State(number(node, "meanSeconds", at, 10), next, events(
                node.path("events"), at + ".events", Set.of("name", "perSecond", "args")));
    }

    private Scenario.Reply reply(JsonNode node, String at) throws IOException {
        object(node, at, Set.of("name", "afterMillis", "probability", "args"));
        JsonNode after = node.path("afterMillis");
        if (!after.isMissingNode() && (!after.isArray() || after.size() != 2
                || !after.path(0).isNumber() || !after.path(1).isNumber()
                || after.path(0).asLong() > after.path(1).asLong())) {
            throw bad(at + ".afterMillis", "must be two numbers, the shortest and the longest");
        }
        return new Scenario.Reply(name(node, at), after.path(0).asLong(80),
                after.path(1).asLong(160), number(node, "probability", at, 1),
                args(node.path("args"), at + ".args"));
    }

    private List<Scenario.Timed> timeline(JsonNode list) throws IOException {
        List<Scenario.Timed> timeline = new ArrayList<>();
        list(list, "timeline");
        for (int i = 0; i < list.size(); i++) {
            JsonNode node = list.get(i);
            String at = "timeline[" + i + "]";
            object(node, at, Set.of("at", "player", "name", "args"));
            JsonNode player = node.path("player");
            if (!player.isMissingNode() && !(player.isIntegralNumber() && player.asInt() > 0)) {
                throw bad(at + ".player", "must be a number from 1; leave it out for all players");
            }
            timeline.add(new Scenario.Timed(number(node, "at", at, 0), player.asInt(0),
                    new Scenario.Event(name(node, at), 0, args(node.path("args"), at + ".args"))));
        }
        timeline.sort((a, b) -> Double.compare(a.atSeconds(), b.atSeconds()));
        return timeline;
    }

    private List<Scenario.Event> events(JsonNode list, String at, Set<String> keys)
            throws IOException {
        List<Scenario.Event> events = new ArrayList<>();
        list(list, at);
        for (int i = 0; i < list.size(); i++) {
            String here = at + "[" + i + "]";
            object(list.get(i), here, keys);
            events.add(new Scenario.Event(name(list.get(i), here),
                    number(list.get(i), "perSecond", here, 0),
                    args(list.get(i).path("args"), here + ".args")));
        }
        return events;
    }

    private List<Object> args(JsonNode list, String at) throws IOException {
        List<Object> args = new ArrayList<>();
        list(list, at);
        for (int i = 0; i < list.size(); i++) {
            Object value = YAML.treeToValue(list.get(i), Object.class);
            Function<String, InvalidInputException> failure = what -> bad(at, what);
            Templates.check(value, failure);
            args.add(value);
        }
        return args;
    }

    private String name(JsonNode node, String at) throws IOException {
        if (!node.path("name").isString() || node.path("name").asString().isEmpty()) {
            throw bad(at + ".name", "must be the name of an event");
        }
        return node.path("name").asString();
    }

    private double number(JsonNode node, String key, String at, double otherwise)
            throws IOException {
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isNumber() || value.asDouble() < 0) {
            throw bad(at + "." + key, "must be a number that is not negative");
        }
        return value.asDouble();
    }

    private Set<Map.Entry<String, JsonNode>> members(JsonNode node, String key)
            throws IOException {
        JsonNode value = node.path(key);
        if (!value.isMissingNode() && !value.isObject()) {
            throw bad(key, "must hold keys with values");
        }
        return value.properties();
    }

    private void list(JsonNode node, String at) throws IOException {
        if (!node.isMissingNode() && !node.isArray()) {
            throw bad(at, "must be a list");
        }
    }

    private void object(JsonNode node, String at, Set<String> keys) throws IOException {
        if (!node.isObject()) {
            throw bad(at, "must hold some of the keys " + keys.stream().sorted().toList());
        }
        for (String key : node.propertyNames()) {
            if (!keys.contains(key)) {
                throw bad(at, "has the unknown key " + key + "; expected "
                        + keys.stream().sorted().toList());
            }
        }
    }

    private InvalidInputException bad(String at, String what) {
        return new InvalidInputException(file + ": " + at + " " + what);
    }
}

package dev.fxprof.simulator;

import dev.fxprof.api.SpanKind;
import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.LuaFunctionRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Console and chat commands. */
final class Commands {
    private static final int CONSOLE = 0;
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

    private record Command(Resource owner, LuaFunctionRef function) {}

    private final Server server;
    private final Map<String, List<Command>> commands = new HashMap<>();

    Commands(Server server) {
        this.server = server;
    }

    void register(Resource owner, String name, LuaFunctionRef function) {
        List<Command> all = commands.computeIfAbsent(name, n -> new ArrayList<>());
        all.removeIf(command -> command.owner == owner);
        all.add(new Command(owner, function));
    }

    void drop(Resource resource) {
        commands.values().forEach(all -> all.removeIf(command -> command.owner == resource));
        commands.values().removeIf(List::isEmpty);
    }

    /** The console's own commands: start, stop, restart and ensure a resource. */
    private boolean control(String verb, String resource) {
        ResourceManager resources = server.resources;
        switch (verb) {
            case "start" -> resources.requestStart(resource);
            case "stop" -> resources.requestStop(resource);
            case "restart", "ensure" -> {
                if (verb.equals("ensure") || resources.running(resource) != null) {
                    resources.requestRestart(resource);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Runs a line as a player, or as the console for source 0; an unknown command does nothing. */
    void execute(int source, String line) {
        List<String> words = words(line);
        if (words.isEmpty() || source == CONSOLE && words.size() == 2
                && control(words.get(0), words.get(1))) {
            return;
        }
        List<Object> args = new ArrayList<>(words.subList(1, words.size()));
        for (Command command : List.copyOf(commands.getOrDefault(words.get(0), List.of()))) {
            Resource owner = command.owner;
            if (owner.isRunning()) {
                EntrySpan entry = new EntrySpan(server.site(owner, SpanKind.COMMAND, words.get(0),
                        command.function), 0, 0, source);
                server.scheduler.run(server.scheduler.newThread(owner, command.function, entry),
                        owner.vm.args(source, args, line));
            }
        }
    }

    /** Splits at white space; quotation marks keep words together. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group());
        }
        return words;
    }
}

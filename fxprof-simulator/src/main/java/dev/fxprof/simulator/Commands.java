package dev.fxprof.simulator;

import dev.fxprof.api.SpanKind;
import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.LuaFunctionRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Console and chat commands. */
final class Commands {
    private static final int CONSOLE = 0;

    private record Command(Resource owner, LuaFunctionRef function) {}

    private final Server server;
    private final Map<String, Command> commands = new HashMap<>();

    Commands(Server server) {
        this.server = server;
    }

    void register(Resource owner, String name, LuaFunctionRef function) {
        commands.put(name, new Command(owner, function));
    }

    void drop(Resource resource) {
        commands.values().removeIf(command -> command.owner == resource);
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
        String[] words = line.trim().split("\\s+");
        if (source == CONSOLE && words.length == 2 && control(words[0], words[1])) {
            return;
        }
        Command command = commands.get(words[0]);
        if (command == null || !command.owner.isRunning()) {
            return;
        }
        Resource owner = command.owner;
        List<Object> args = new ArrayList<>(List.of(words).subList(1, words.length));
        EntrySpan entry = new EntrySpan(
                server.site(owner, SpanKind.COMMAND, words[0], command.function), 0, 0, source);
        server.scheduler.run(server.scheduler.newThread(owner, command.function, entry),
                owner.vm.args(source, args, line));
    }
}

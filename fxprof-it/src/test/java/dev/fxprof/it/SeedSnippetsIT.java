package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedSnippetsIT {
    private static final Pattern NAME = Pattern.compile("\\b((?:Profiler|Async)\\.[A-Z]\\w*)");
    private static final Pattern ROW = Pattern
            .compile(
                    "\\| `((?:Profiler|Async)\\.\\w+)` \\| (works|serve only|not yet) \\| (.+) \\|");
    private static final String INSTALLATION = "installation-manifest";
    private static final Map<String, String> ARGUMENTS = Map.ofEntries(
            Map.entry("Profiler.Begin", "'Name'"), Map.entry("Profiler.End", "'Name'"),
            Map.entry("Profiler.EnableForResource", "'chat'"),
            Map.entry("Profiler.DisableForResource", "'chat'"),
            Map.entry("Profiler.SetFlushInterval", "32"),
            Map.entry("Profiler.ExportSpeedscope", "'names.speedscope.json'"),
            Map.entry("Profiler.ExportFlameGraph", "'names.svg'"),
            Map.entry("Profiler.ExportCSV", "'names.csv'"),
            Map.entry("Profiler.ExportChrome", "'names.json'"),
            Map.entry("Profiler.SetWebSocketURL", "'ws://localhost:8080'"));
    private static final String HANDLES = "{ Async.Run(function() end) }";
    private static final Map<String, String> ASYNC = Map.ofEntries(
            Map.entry("Async.Run", "function() end"),
            Map.entry("Async.RunWith", "{}, function() end"),
            Map.entry("Async.Await", "Async.Run(function() end)"),
            Map.entry("Async.All", HANDLES), Map.entry("Async.Any", HANDLES),
            Map.entry("Async.Race", HANDLES),
            Map.entry("Async.ParallelFor", "{ 1 }, function() end"),
            Map.entry("Async.Sleep", "1"), Map.entry("Async.Cancelled", ""),
            Map.entry("Async.Main", "function() end"), Map.entry("Async.Channel", "1"));
    /** One that only a task can call. */
    private static final String IN_TASK = "Async.Progress";
    private static final String ASSUMED = """
            MySQL = { Sync = { fetchAll = function(query) return { query } end } }
            function ExpensiveComputation() return 42 end
            function UpdatePhysics() end
            function UpdateAI() end
            """;

    /** What the table says of a Lua name. */
    private record Name(String name, boolean works, String sentence) {}

    private static Map<String, Name> names;
    private static Map<String, String> snippets;
    private static World world;

    @BeforeAll
    static void run(@TempDir Path folder) {
        names = table();
        snippets = snippets();
        Path resources = folder.resolve("resources");
        snippets.forEach((name, lua) -> {
            if (!name.equals(INSTALLATION)) {
                resource(resources, name, lua);
            }
        });
        resource(resources, "esx_policejob", "");
        resource(resources, "chat", "");
        resource(resources, "names", callEveryName());
        Folders.write(resources.resolve("profiler/fxmanifest.lua"), snippets.get(INSTALLATION));
        Folders.write(resources.resolve("profiler/profiler.lua"), """
                for _, key in ipairs({ 'fx_version', 'game', 'server_script', 'client_script',
                    'file' }) do
                    print(key, GetResourceMetadata('profiler', key, 0))
                end
                """);
        world = World.run(resources, folder.resolve("out"), "--duration", "20t");
    }

    private static void resource(Path resources, String name, String lua) {
        Path folder = resources.resolve(name);
        Folders.write(folder.resolve("fxmanifest.lua"), """
                fx_version 'cerulean'
                game 'gta5'
                server_scripts { 'assumed.lua', 'main.lua' }
                """);
        Folders.write(folder.resolve("assumed.lua"), ASSUMED);
        Folders.write(folder.resolve("main.lua"), lua);
    }

    private static Map<String, Name> table() {
        Map<String, Name> rows = new LinkedHashMap<>();
        Matcher matcher = ROW.matcher(claims());
        while (matcher.find()) {
            rows.put(matcher.group(1), new Name(matcher.group(1),
                    matcher.group(2).equals("works"), matcher.group(3).replace("`", "")));
        }
        return rows;
    }

    private static String claims() {
        return Folders.read(Folders.project().resolve("docs/seed-claims.md"));
    }

    private static Map<String, String> snippets() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path file : Folders.list(Folders.resource("seed"))) {
            String name = file.getFileName().toString();
            if (name.endsWith(".lua")) {
                texts.put(name.substring(0, name.length() - 4), Folders.read(file));
            }
        }
        return texts;
    }

    private static String callEveryName() {
        StringBuilder lua = new StringBuilder();
        for (Name name : names.values()) {
            if (name.name.equals(IN_TASK)) {
                lua.append("print('").append(IN_TASK).append("', Async.Run(function() ")
                        .append(IN_TASK).append("(1) return true end):Await())\n");
                continue;
            }
            String arguments = ARGUMENTS.getOrDefault(name.name,
                    ASYNC.getOrDefault(name.name, ""));
            lua.append("print('").append(name.name).append("', pcall(").append(name.name)
                    .append(arguments.isEmpty() ? "" : ", ").append(arguments).append("))\n");
        }
        return lua.append("""
                for name in pairs(Profiler) do print('has', 'Profiler.' .. name) end
                for name in pairs(Async) do print('has', 'Async.' .. name) end
                Profiler.Enable()
                """).toString();
    }

    private static List<String> namesIn(String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void shouldHaveARowForEveryNameThatIsUsedOrClaimed() {
        assertThat(names).hasSizeGreaterThanOrEqualTo(14);
        assertThat(snippets).hasSize(7);
        String api = Folders.read(Folders.project().resolve("docs/lua-api.md"));
        Set<String> used = new TreeSet<>();
        Stream.concat(snippets.values().stream(), Stream.of(claims(), api))
                .forEach(text -> used.addAll(namesIn(text)));
        assertThat(names.keySet()).containsAll(used);
    }

    @Test
    void shouldHaveARowForEveryNameThatExists() {
        List<String> existing = world.printed("names").stream()
                .filter(line -> line.startsWith("has ")).map(line -> line.substring(4)).toList();
        assertThat(existing).containsExactlyInAnyOrderElementsOf(names.keySet());
    }

    @Test
    void shouldKeepToTheStateOfEveryName() {
        for (Name name : names.values()) {
            String state = name.works ? " true" : " false " + name.sentence;
            assertThat(world.printed("names")).as(name.name)
                    .anyMatch(line -> line.startsWith(name.name + state));
        }
    }

    @Test
    void shouldRunEverySnippetUpToTheFirstNameThatIsNotBuilt() {
        snippets.forEach((snippet, lua) -> {
            List<String> errors = world.notices().stream()
                    .filter(line -> line.startsWith("script error in " + snippet + ":")).toList();
            List<Name> missing = namesIn(lua).stream().map(names::get).filter(n -> !n.works)
                    .toList();
            if (missing.isEmpty()) {
                assertThat(errors).as(snippet).isEmpty();
            } else {
                assertThat(errors).as(snippet).singleElement().asString()
                        .endsWith(": " + missing.getFirst().sentence);
            }
        });
        assertThat(world.json().path("failedResources")).isEmpty();
    }

    @Test
    void shouldRecordTheRegionsOfTheSnippets() {
        assertThat(world.slices("FullUpdate")).hasSize(1);
        assertThat(world.tree().parentName(world.slices("PhysicsStep")[0]))
                .isEqualTo("FullUpdate");
        assertThat(world.tree().parentName(world.slices("AIStep")[0])).isEqualTo("FullUpdate");
        assertThat(world.slices("DatabaseQuery")).hasSize(1);
    }

    @Test
    void shouldReadThePublishedManifest() {
        assertThat(world.printed("profiler")).containsExactly("fx_version cerulean", "game gta5",
                "server_script profiler.lua", "client_script profiler.lua", "file profiler.dll");
    }
}

package dev.fxprof.it;

import dev.fxprof.hooks.win64.image.BuildId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The libraries of a server as far as files go: exports, imports, ids and two functions of Lua. */
final class BuiltServer {
    private static final Path SOURCES = Folders.resource("images/server");
    private static final JsonNode SLOTS = JsonMapper.shared().readTree(Folders.read(
            Folders.project().resolve("fxprof-hooks-win64/src/main/resources/dev/fxprof/hooks/win64"
                    + "/slots.json")));

    private final Path folder;
    private final List<String> defines = new ArrayList<>();
    private Set<String> unknown = Set.of();

    BuiltServer(Path folder) {
        this.folder = folder;
    }

    /** Leaves something out, or does it differently. */
    BuiltServer with(String define) {
        defines.add("-D" + define);
        return this;
    }

    /** Interfaces or classes that this build does not know. */
    BuiltServer without(String... names) {
        unknown = Set.of(names);
        return this;
    }

    static List<String> hooks() {
        List<String> hooks = new ArrayList<>();
        for (JsonNode each : SLOTS.path("interfaces")) {
            each.path("methods").valueStream().filter(method -> method.path("hook").asBoolean())
                    .forEach(method -> hooks.add(each.path("name").asString() + "."
                            + method.path("name").asString()));
        }
        hooks.addAll(List.of("import:ScriptNativeContext::Invoke", "address:lua_pcallk",
                "address:lua_resume"));
        return hooks;
    }

    BuiltServer windows(String target, String... options) {
        writeIds("__declspec(dllexport)", "__declspec(dllimport)");
        link(target, "CoreRT.c", "CoreRT");
        link(target, "core.cpp", "citizen-scripting-core");
        link(target, "lua.cpp", "citizen-scripting-lua", with(options,
                "citizen-scripting-core.lib"));
        return this;
    }

    BuiltServer linux() {
        writeIds("__attribute__((visibility(\"default\")))", "");
        Path files = folder.resolve("alpine/opt/cfx-server");
        Folders.write(files.resolve("run.sh"), "");
        for (String[] library : new String[][]{{"CoreRT.c", "CoreRT"},
                {"core.cpp", "citizen-scripting-core"}, {"lua.cpp", "citizen-scripting-lua"}}) {
            List<String> words = new ArrayList<>(List.of("clang-14", "-shared", "-fPIC", "-O1",
                    "-fvisibility=hidden", "-nostdlib", "-fuse-ld=lld-14",
                    "-Wl,--build-id=sha1", "-I" + folder, "-o",
                    files.resolve("lib" + library[1] + ".so").toString(),
                    SOURCES.resolve(library[0]).toString()));
            words.addAll(defines);
            Images.run(folder, words);
        }
        return this;
    }

    private static String[] with(String[] options, String more) {
        String[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = more;
        return all;
    }

    private void link(String target, String source, String name, String... options) {
        List<String> compiler = new ArrayList<>(List.of("-O1", "-I" + folder));
        compiler.addAll(defines);
        Images.link(folder, target, SOURCES.resolve(source), compiler, name, options);
    }

    private void writeIds(String export, String imported) {
        List<String> ids = new ArrayList<>();
        SLOTS.path("interfaces").forEach(each -> add(ids, each, "iid"));
        SLOTS.path("classes").forEach(each -> add(ids, each, "clsid"));
        Folders.write(folder.resolve("ids.h"), "#define EXPORT " + export + "\n#define IMPORT "
                + imported + "\n"
                + "static const unsigned char ids[] = {" + String.join(", ", ids) + "};\n");
    }

    private void add(List<String> ids, JsonNode row, String field) {
        if (!unknown.contains(row.path("name").asString())) {
            byte[] bytes = BuildId.bytes(row.path(field).asString());
            ids.add(IntStream.range(0, bytes.length).mapToObj(i -> "" + (bytes[i] & 0xFF))
                    .collect(Collectors.joining(", ")));
        }
    }
}

package dev.fxprof.hooks.win64.resolve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The modules of a server that hooks have to do with. */
record Artifact(Path folder, Platform platform, Map<String, Module> modules) {
    /** Where they lie in an artifact for Windows, and in one for Linux. */
    private static final List<String> PLACES = List.of("", "alpine/opt/cfx-server");
    /** Those that hold script runtimes, whichever of them a build has. */
    private static final List<String> RUNTIMES = List.of("citizen-scripting-lua",
            "citizen-scripting-node", "citizen-scripting-v8", "citizen-scripting-mono",
            "citizen-scripting-mono-v2");

    static Artifact open(Path folder, SlotTable table) throws ArtifactException, IOException {
        Set<String> names = names(table);
        for (String place : PLACES) {
            for (Platform platform : Platform.values()) {
                Path files = folder.resolve(place);
                if (names.stream().anyMatch(
                        name -> Files.isRegularFile(files.resolve(platform.file(name))))) {
                    return new Artifact(files, platform, read(files, platform, names, table));
                }
            }
        }
        throw new ArtifactException(folder + " is no server artifact: expected "
                + Platform.WINDOWS.file("CoreRT") + ", or " + PLACES.getLast() + "/"
                + Platform.LINUX.file("CoreRT") + ", in it");
    }

    /** A module, if the artifact has it. */
    Optional<Module> module(String name) {
        return Optional.ofNullable(modules.get(name));
    }

    private static Set<String> names(SlotTable table) {
        Set<String> names = new LinkedHashSet<>();
        table.exports().forEach(export -> names.add(export.module()));
        table.imports().forEach(entry -> names.addAll(List.of(entry.from(), entry.into())));
        names.addAll(RUNTIMES);
        return names;
    }

    private static Map<String, Module> read(Path files, Platform platform, Set<String> names,
            SlotTable table) throws IOException {
        Collection<String> wanted = new ArrayList<>();
        table.interfaces().forEach(each -> wanted.add(each.iid()));
        table.classes().forEach(each -> wanted.add(each.clsid()));
        Map<String, Module> modules = new LinkedHashMap<>();
        for (String name : names) {
            Path file = files.resolve(platform.file(name));
            if (Files.isRegularFile(file)) {
                modules.put(name, platform == Platform.WINDOWS
                        ? Module.windows(name, file, wanted)
                        : Module.linux(name, file, wanted));
            }
        }
        return modules;
    }
}

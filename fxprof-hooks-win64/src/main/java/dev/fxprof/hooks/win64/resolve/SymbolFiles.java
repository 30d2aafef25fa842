package dev.fxprof.hooks.win64.resolve;

import dev.fxprof.hooks.win64.elf.ElfImage;
import dev.fxprof.hooks.win64.pdb.Pdb;
import dev.fxprof.hooks.win64.pe.DebugId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the symbol file of a module: a file, or a folder that holds it by name or as a symbol store. A module
 * of Linux may have its symbols itself.
 */
final class SymbolFiles {
    /** How what stripping left of a library of Linux is named. */
    private static final List<String> STRIPPED = List.of(".dbg", ".debug");

    private final Path place;

    /**
     * What was found.
     *
     * @param file the symbol file of just this build
     * @param problem why there is none
     */
    record Found(Optional<Path> file, String problem) {}

    SymbolFiles(Path place) {
        this.place = place;
    }

    Found find(Module module) throws ArtifactException, IOException {
        if (module.debugId().isEmpty()) {
            return new Found(Optional.empty(),
                    module.file() + " does not say which PDB belongs to it");
        }
        DebugId id = module.debugId().get();
        if (Files.isRegularFile(place)) {
            String other = otherBuild(place, id);
            if (!other.isEmpty()) {
                throw new ArtifactException(place + " belongs to build " + other + ", expected "
                        + id.guid() + " age " + id.age() + " of " + module.file());
            }
            return new Found(Optional.of(place), "");
        }
        String problem = "";
        for (Path file : candidates(id)) {
            String other = otherBuild(file, id);
            if (other.isEmpty()) {
                return new Found(Optional.of(file), "");
            }
            problem = place.relativize(file) + " belongs to build " + other + ", " + module.file()
                    + " is "
                    + id.guid() + " age " + id.age();
        }
        return new Found(Optional.empty(), problem.isEmpty()
                ? "needs symbols: give with --pdb the file that a symbol store has as " + id.file()
                        + "/" + Module.key(id) + "/" + id.file()
                : problem);
    }

    Found findLinux(Module module) throws ArtifactException, IOException {
        String build = module.identity().id();
        if (build.isEmpty()) {
            return new Found(Optional.empty(), module.file() + " has no build id");
        }
        if (Files.isRegularFile(place)) {
            String other = linuxBuild(place);
            if (!other.equals(build)) {
                throw new ArtifactException(place + " belongs to build "
                        + (other.isEmpty() ? "(none)" : other) + ", expected " + build + " of "
                        + module.file());
            }
            return new Found(Optional.of(place), "");
        }
        for (String ending : STRIPPED) {
            Path file = place.resolve(module.file() + ending);
            if (Files.isRegularFile(file) && linuxBuild(file).equals(build)) {
                return new Found(Optional.of(file), "");
            }
        }
        try (ElfImage image = ElfImage.open(module.path())) {
            return image.hasFunctions()
                    ? new Found(Optional.of(module.path()), "")
                    : new Found(Optional.empty(), "needs symbols: give with --pdb the file "
                            + module.file() + STRIPPED.getFirst() + " of build " + build);
        }
    }

    private static String linuxBuild(Path file) throws IOException {
        try (ElfImage image = ElfImage.open(file)) {
            return image.buildId().orElse("");
        }
    }

    private List<Path> candidates(DebugId id) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(place)) {
            // Windows does not tell cases apart, so linkers and stores do not agree on them.
            for (Path entry : entries.filter(
                    path -> path.getFileName().toString().equalsIgnoreCase(id.file())).toList()) {
                Path stored = entry.resolve(Module.key(id)).resolve(entry.getFileName());
                if (Files.isRegularFile(entry) || Files.isRegularFile(stored)) {
                    found.add(Files.isRegularFile(entry) ? entry : stored);
                }
            }
        }
        return found;
    }

    /** Empty if the file belongs to this build, else to which. */
    private static String otherBuild(Path file, DebugId id) throws IOException {
        try (Pdb pdb = Pdb.open(file)) {
            return pdb.guid().equals(id.guid()) && pdb.age() == id.age()
                    ? ""
                    : pdb.guid() + " age " + pdb.age();
        }
    }
}

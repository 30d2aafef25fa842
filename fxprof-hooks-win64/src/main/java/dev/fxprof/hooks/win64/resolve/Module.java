package dev.fxprof.hooks.win64.resolve;

import dev.fxprof.hooks.win64.elf.ElfImage;
import dev.fxprof.hooks.win64.pe.DebugId;
import dev.fxprof.hooks.win64.pe.Export;
import dev.fxprof.hooks.win64.pe.Import;
import dev.fxprof.hooks.win64.pe.PeHeaders;
import dev.fxprof.hooks.win64.pe.PeImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a module of the server says about itself.
 *
 * @param name without what the system puts around it
 * @param path where it is
 * @param identity which build it is
 * @param problem why its code cannot be hooked at all, or empty
 * @param exports names of what it exports itself
 * @param imports what it takes from others
 * @param ids those of the wanted interface and class ids that it holds
 * @param debugId its symbol file, on Windows
 */
record Module(String name, Path path, Identity identity, String problem, Set<String> exports,
        List<Entry> imports, Set<String> ids, Optional<DebugId> debugId) {
    /** A place that the loader fills; on Linux nobody says from which library. */
    record Entry(String library, String symbol, long slot, boolean isDelayed) {}

    /**
     * Which build a module is.
     *
     * @param kind rsds (GUID and age), timestamp (and size, where there is no GUID), build-id (Linux), none
     * @param id in upper-case hexadecimal as symbol stores have it, build ids in lower case
     */
    record Identity(String kind, String id) {}

    String file() {
        return path.getFileName().toString();
    }

    static Module windows(String name, Path path, Collection<String> wanted) throws IOException {
        try (PeImage image = PeImage.open(path)) {
            PeHeaders headers = image.headers();
            Optional<DebugId> debugId = image.debugId();
            Identity identity = debugId
                    .map(id -> new Identity("rsds", key(id)))
                    .orElseGet(() -> new Identity("timestamp", String.format(Locale.ROOT,
                            "%08X%X", headers.timestamp(), headers.imageSize())));
            Set<String> exports = new HashSet<>();
            for (Export export : image.exports()) {
                if (export.forwarder().isEmpty()) {
                    exports.add(export.name());
                }
            }
            List<Entry> imports = image.imports().stream().filter(entry -> !entry.name().isEmpty())
                    .map(Module::entry).toList();
            return new Module(name, path, identity,
                    problem(path, headers.machine(), PeHeaders.X86_64), exports, imports,
                    GuidSearch.find(image.file(), wanted), debugId);
        }
    }

    private static Entry entry(Import entry) {
        return new Entry(entry.library(), entry.name(), entry.slotRva(), entry.isDelayed());
    }

    static Module linux(String name, Path path, Collection<String> wanted) throws IOException {
        try (ElfImage image = ElfImage.open(path)) {
            Identity identity = image.buildId().map(id -> new Identity("build-id", id))
                    .orElse(new Identity("none", ""));
            Set<String> exports = new HashSet<>();
            for (ElfImage.Symbol symbol : image.symbols()) {
                if (symbol.isDefined()) {
                    exports.add(symbol.name());
                }
            }
            List<Entry> imports = image.slots().stream()
                    .map(slot -> new Entry("", slot.symbol(), slot.address(), false)).toList();
            return new Module(name, path, identity,
                    problem(path, image.machine(), ElfImage.X86_64), exports, imports,
                    GuidSearch.find(image.file(), wanted), Optional.empty());
        }
    }

    private static String problem(Path path, int machine, int expected) {
        return machine == expected
                ? ""
                : path.getFileName() + " is for the machine 0x" + Integer.toHexString(machine)
                        + ", expected x86-64";
    }

    /** As a symbol store names the folder of a symbol file. */
    static String key(DebugId id) {
        return id.guid().replace("-", "") + Long.toHexString(id.age()).toUpperCase(Locale.ROOT);
    }
}

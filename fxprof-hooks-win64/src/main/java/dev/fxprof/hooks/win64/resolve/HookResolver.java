package dev.fxprof.hooks.win64.resolve;

import dev.fxprof.hooks.win64.image.MalformedImageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks at the files of a server for what each hook needs. Nothing is run and nothing is written. */
public final class HookResolver {
    private static final int BUILD_DIGITS = 16;

    private final SlotTable table = SlotTable.load();
    private final Artifact artifact;

    private HookResolver(Path folder) throws ArtifactException, IOException {
        artifact = Artifact.open(folder, table);
    }

    /**
     * Looks at a server.
     *
     * @param folder its artifact
     * @param symbols a PDB of its citizen-scripting-lua.dll, or a folder that holds it, as file or as a
     *     symbol store does; empty for the artifact's own folder
     * @return every hook with what was found
     * @throws ArtifactException if the folder holds no server, or the PDB belongs to another build
     * @throws MalformedImageException if a file is damaged
     * @throws IOException if a file cannot be read
     */
    public static Resolution resolve(Path folder, Optional<Path> symbols)
            throws ArtifactException, IOException {
        return new HookResolver(folder).resolve(symbols);
    }

    private Resolution resolve(Optional<Path> symbols) throws ArtifactException, IOException {
        List<ResolvedHook> hooks = new ArrayList<>();
        Optional<String> noEntry = noEntry();
        for (SlotTable.Interface each : table.interfaces()) {
            for (SlotTable.Method method : each.methods()) {
                String name = each.name() + "." + method.name();
                hooks.add(noEntry.map(reason -> ResolvedHook.refused(name, false, reason))
                        .orElseGet(() -> slot(name, each, method)));
            }
        }
        for (SlotTable.CrossImport entry : table.imports()) {
            hooks.add(importEntry(entry));
        }
        hooks.addAll(new AddressHooks(artifact, new SymbolFiles(
                symbols.orElse(artifact.folder()))).resolve());
        return new Resolution(build(), artifact.platform(), artifact.modules().values().stream()
                .map(module -> new Resolution.BuiltModule(module.name(), module.file(),
                        module.identity().kind(), module.identity().id()))
                .toList(), hooks);
    }

    /** Why no interface can be looked up at all. */
    private Optional<String> noEntry() {
        for (SlotTable.CoreExport export : table.exports()) {
            Optional<Module> module = artifact.module(export.module());
            if (module.isEmpty()) {
                return Optional.of(missing(export.module()));
            }
            if (!module.get().problem().isEmpty()) {
                return Optional.of(module.get().problem());
            }
            if (!module.get().exports().contains(export.name())) {
                return Optional.of(module.get().file() + " does not export " + export.name());
            }
        }
        return Optional.empty();
    }

    private ResolvedHook slot(String name, SlotTable.Interface each, SlotTable.Method method) {
        for (SlotTable.ClassId type : table.classes()) {
            if (type.implemented().contains(each.name()) && knowing(type.clsid()).isEmpty()) {
                return ResolvedHook.refused(name, false, "no module knows the class "
                        + type.name() + " " + type.clsid());
            }
        }
        List<Module> modules = knowing(each.iid());
        if (modules.isEmpty()) {
            return ResolvedHook.refused(name, false, "no module knows the interface "
                    + each.iid() + ": in this build it has another id, or is not there");
        }
        String files = modules.stream().map(Module::file).collect(Collectors.joining(", "));
        return ResolvedHook.works(name, false,
                new Way.Slot(each.iid(), method.index(), method.signature(),
                        modules.stream().map(Module::name).toList()),
                "slot " + method.index() + " of " + each.iid() + ", known to " + files);
    }

    private List<Module> knowing(String id) {
        return artifact.modules().values().stream()
                .filter(module -> module.problem().isEmpty() && module.ids().contains(id))
                .toList();
    }

    private ResolvedHook importEntry(SlotTable.CrossImport wanted) {
        String name = "import:" + wanted.name();
        for (String needed : List.of(wanted.into(), wanted.from())) {
            Optional<Module> module = artifact.module(needed);
            if (module.isEmpty() || !module.get().problem().isEmpty()) {
                return ResolvedHook.refused(name, false,
                        module.map(Module::problem).orElse(missing(needed)));
            }
        }
        Module into = artifact.module(wanted.into()).orElseThrow();
        Module from = artifact.module(wanted.from()).orElseThrow();
        for (String symbol : wanted.symbols()) {
            List<Module.Entry> entries = into.imports().stream()
                    .filter(entry -> entry.symbol().equals(symbol) && isFrom(entry, from))
                    .toList();
            if (entries.stream().anyMatch(Module.Entry::isDelayed)) {
                return ResolvedHook.refused(name, false, into.file()
                        + " looks it up at the first call only, which would undo the hook");
            }
            if (!entries.isEmpty() && from.exports().contains(symbol)) {
                List<Long> slots = entries.stream().map(Module.Entry::slot).toList();
                return ResolvedHook.works(name, false,
                        new Way.ImportEntry(into.name(), from.name(), symbol, slots),
                        "entry at " + slots.stream().map(slot -> "0x" + Long.toHexString(slot))
                                .collect(Collectors.joining(", ")) + " of " + into.file());
            }
        }
        return ResolvedHook.refused(name, false, into.file() + " does not import "
                + String.join(" or ", wanted.symbols()) + " from " + from.file());
    }

    private boolean isFrom(Module.Entry entry, Module library) {
        return artifact.platform() == Platform.LINUX
                || entry.library().toLowerCase(Locale.ROOT)
                        .equals(library.file().toLowerCase(Locale.ROOT));
    }

    private String missing(String module) {
        return "there is no " + artifact.platform().file(module);
    }

    private String build() {
        TreeSet<String> lines = new TreeSet<>();
        artifact.modules().values().forEach(module -> lines.add(module.file() + " "
                + module.identity().kind() + " " + module.identity().id() + "\n"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("", lines).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, BUILD_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

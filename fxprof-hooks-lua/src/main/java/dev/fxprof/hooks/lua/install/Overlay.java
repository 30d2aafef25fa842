package dev.fxprof.hooks.lua.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The copy of a server's citizen folder that records: a folder of fxprof's own. */
public final class Overlay {
    private final Path folder;

    /**
     * An overlay that is there or is to be.
     *
     * @param folder where
     */
    public Overlay(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Copies and patches a server's citizen folder; what stands under this name is complete at any
     * moment. An overlay that is there already is replaced.
     *
     * @param citizen what to copy
     * @param version version of fxprof
     * @param natives whether natives files are patched too
     * @return what was installed
     * @throws InstallException if a file cannot be patched, or the folder is not an overlay, or one
     *     that was changed since
     * @throws IOException if the disk refuses; nothing is left then
     */
    public Installed install(Citizen citizen, String version, boolean natives)
            throws InstallException, IOException {
        List<Citizen.Source> sources = citizen.sources(new Blocks(version)).stream()
                .filter(source -> natives || source.table() == PatchTable.ALL.getFirst()).toList();
        for (Citizen.Source source : sources) {
            refuse(citizen, source);
        }
        check(citizen);
        recover();
        Optional<Manifest> before = before();
        Path pending = Folders.pending(folder);
        Files.createDirectory(pending);
        try {
            Manifest manifest = fill(pending, citizen, sources, version);
            manifest.write(pending);
            swap(pending, before.isPresent());
            return new Installed(folder, manifest.files().size(), patched(sources),
                    before.map(old -> old.files().equals(manifest.files())
                            ? Installed.Before.SAME
                            : Installed.Before.OTHER)
                            .orElse(Installed.Before.NOTHING));
        } finally {
            Folders.delete(pending);
        }
    }

    private static void refuse(Citizen citizen, Citizen.Source source) throws InstallException {
        if (source.outcome().isRefused()) {
            boolean optional = source.table() != PatchTable.ALL.getFirst();
            throw InstallException.refused(citizen.folder().resolve(source.table().file())
                    + " is not a file that fxprof can patch: " + source.outcome().refusal()
                    + (optional ? "; --without-natives leaves it as it is" : ""));
        }
    }

    private void check(Citizen citizen) throws InstallException {
        if (folder.getParent() == null || !Files.isDirectory(folder.getParent())) {
            throw InstallException
                    .input("--overlay: there is no folder " + folder.getParent());
        }
        if (folder.startsWith(citizen.folder()) || citizen.folder().startsWith(folder)) {
            throw InstallException.input("--overlay: " + folder + " and " + citizen.folder()
                    + " lie within each other; expected a place beside the server's own files");
        }
    }

    /** Finishes what an installation left that was killed. */
    private void recover() throws IOException {
        Path aside = aside();
        if (Files.exists(aside) && !Files.exists(folder)) {
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        Folders.delete(aside);
        Folders.delete(Folders.pending(folder));
    }

    private Path aside() {
        return folder.resolveSibling("." + folder.getFileName() + ".fxprof-old");
    }

    private Optional<Manifest> before() throws InstallException, IOException {
        if (!Files.exists(folder)) {
            return Optional.empty();
        }
        Manifest manifest = Manifest.read(folder)
                .orElseThrow(() -> InstallException.input("--overlay: " + folder
                        + " is there already and fxprof did not make it; name another folder"));
        List<String> changed = Folders.changed(folder, manifest);
        if (!changed.isEmpty()) {
            throw InstallException.input(folder.resolve(changed.getFirst())
                    + " was changed since fxprof put it there; move it away first");
        }
        return Optional.of(manifest);
    }

    private static Manifest fill(Path pending, Citizen citizen, List<Citizen.Source> sources,
            String version) throws IOException {
        Map<String, Citizen.Source> patched = new HashMap<>();
        SortedMap<String, String> originals = new TreeMap<>();
        for (Citizen.Source source : sources) {
            patched.put(source.table().file(), source);
            originals.put(source.table().file(), source.sha256());
        }
        SortedMap<String, String> files = new TreeMap<>();
        for (Map.Entry<String, Path> file : Folders.files(citizen.folder()).entrySet()) {
            String name = file.getKey();
            Path to = pending.resolve(name);
            Citizen.Source source = patched.get(name);
            if (source == null) {
                files.put(name, Folders.copy(file.getValue(), to));
            } else {
                Files.createDirectories(to.getParent());
                Files.write(to, source.patched());
                files.put(name, Sha256.of(source.patched()));
            }
        }
        return new Manifest(version, originals, files);
    }

    /** The old one steps aside until the new one has its name. */
    private void swap(Path pending, boolean replace) throws IOException {
        Path aside = aside();
        if (replace) {
            Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(pending, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (replace) {
                Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
        if (replace) {
            Folders.delete(aside);
        }
    }

    private static List<Installed.Patched> patched(List<Citizen.Source> sources) {
        List<Installed.Patched> patched = new ArrayList<>();
        for (Citizen.Source source : sources) {
            patched.add(new Installed.Patched(source.table().file(), source.outcome().anchors(),
                    source.sha256(), Sha256.of(source.patched())));
        }
        return patched;
    }

    /**
     * Says how a server's files stand to this overlay.
     *
     * @param citizen the server's files
     * @param version version of fxprof
     * @return what verify prints
     * @throws InstallException if the overlay's manifest is not one
     * @throws IOException if files cannot be read
     */
    public OverlayCheck verify(Citizen citizen, String version)
            throws InstallException, IOException {
        Optional<Manifest> manifest = Files.isDirectory(folder)
                ? Manifest.read(folder)
                : Optional.empty();
        return OverlayCheck.of(folder, manifest, citizen.sources(new Blocks(version)));
    }

    /**
     * Removes the overlay.
     *
     * @return what was removed, or empty if there is none
     * @throws InstallException if the folder is not an overlay
     * @throws IOException if files cannot be removed
     */
    public Optional<Removed> uninstall() throws InstallException, IOException {
        if (!Files.exists(folder)) {
            return Optional.empty();
        }
        Manifest manifest = Manifest.read(folder).orElseThrow(
                () -> InstallException.input("--overlay: " + folder + " is not an overlay that "
                        + "fxprof made: expected " + Manifest.FILE + " in it"));
        return Optional.of(Removed.from(folder, manifest));
    }
}

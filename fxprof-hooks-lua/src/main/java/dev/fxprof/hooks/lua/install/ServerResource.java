package dev.fxprof.hooks.lua.install;

import dev.fxprof.hooks.lua.bundle.LuaBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The resource {@code fxprof} in a server's data folder. */
public final class ServerResource {
    private static final String PLACE = "resources/[fxprof]/fxprof";

    private final Path data;
    private final Path folder;

    /**
     * A resource that is there or is to be.
     *
     * @param data folder with server.cfg and resources/
     * @throws InstallException if there is no such folder
     */
    public ServerResource(Path data) throws InstallException {
        this.data = data.toAbsolutePath().normalize();
        if (!Files.isDirectory(this.data.resolve("resources"))) {
            throw InstallException.input("--data: " + data
                    + " is no server data folder: expected a folder resources in it");
        }
        folder = this.data.resolve(PLACE);
    }

    /**
     * Whether {@link #install} will do, before anything is written.
     *
     * @throws InstallException if the folder holds what fxprof did not put there
     * @throws IOException if it cannot be read
     */
    public void check() throws InstallException, IOException {
        before();
    }

    /**
     * Writes the resource's files, each complete under its name; what a server has recorded there
     * stays.
     *
     * @param version version of fxprof
     * @return what was installed
     * @throws InstallException if the folder is another resource, or a file was changed since
     * @throws IOException if the disk refuses
     */
    public Installed install(String version) throws InstallException, IOException {
        Optional<Manifest> before = before();
        SortedMap<String, String> hashes = new TreeMap<>();
        SortedMap<String, byte[]> files = LuaBundle.resource();
        files.forEach((name, content) -> hashes.put(name, Sha256.of(content)));
        if (before.isEmpty()) {
            create(files, new Manifest(version, new TreeMap<>(), hashes));
        } else {
            replace(files, before.get(), new Manifest(version, new TreeMap<>(), hashes));
        }
        return new Installed(folder, files.size(), List.of(),
                before.map(old -> old.files().equals(hashes)
                        ? Installed.Before.SAME
                        : Installed.Before.OTHER).orElse(Installed.Before.NOTHING));
    }

    private Optional<Manifest> before() throws InstallException, IOException {
        if (!Files.exists(folder)) {
            return Optional.empty();
        }
        Manifest manifest = manifest();
        List<String> changed = Folders.changed(folder, manifest);
        if (!changed.isEmpty()) {
            throw InstallException.input(folder.resolve(changed.getFirst())
                    + " was changed since fxprof put it there; move it away first");
        }
        return Optional.of(manifest);
    }

    private Manifest manifest() throws InstallException, IOException {
        return Manifest.read(folder)
                .orElseThrow(() -> InstallException.input("--data: " + folder
                        + " is a resource that fxprof did not install: expected "
                        + Manifest.FILE + " in it"));
    }

    private void create(SortedMap<String, byte[]> files, Manifest manifest) throws IOException {
        Files.createDirectories(folder.getParent());
        Path pending = Folders.pending(folder);
        Folders.delete(pending);
        Files.createDirectory(pending);
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Folders.write(pending.resolve(file.getKey()), file.getValue());
            }
            manifest.write(pending);
            Files.move(pending, folder);
        } finally {
            Folders.delete(pending);
        }
    }

    private void replace(SortedMap<String, byte[]> files, Manifest old, Manifest manifest)
            throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Folders.write(folder.resolve(file.getKey()), file.getValue());
        }
        for (String name : old.files().keySet()) {
            if (!files.containsKey(name)) {
                Files.deleteIfExists(folder.resolve(name));
            }
        }
        manifest.write(folder);
    }

    /**
     * Removes the resource; what a server has recorded there stays.
     *
     * @return what was removed, or empty if there is none
     * @throws InstallException if the folder is another resource
     * @throws IOException if files cannot be removed
     */
    public Optional<Removed> uninstall() throws InstallException, IOException {
        if (!Files.exists(folder)) {
            return Optional.empty();
        }
        Removed removed = Removed.from(folder, manifest());
        if (!Files.exists(folder)) {
            Folders.deleteIfEmpty(folder.getParent());
        }
        return Optional.of(removed);
    }
}

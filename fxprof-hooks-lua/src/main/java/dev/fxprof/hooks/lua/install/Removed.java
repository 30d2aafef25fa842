package dev.fxprof.hooks.lua.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What was removed from a folder.
 *
 * @param folder the folder
 * @param files how many files were removed
 * @param changed files that are kept since somebody has changed them
 * @param foreign files that are kept since fxprof did not install them
 */
public record Removed(Path folder, int files, List<String> changed, List<String> foreign) {
    /** Removes what fxprof has installed into a folder. */
    static Removed from(Path folder, Manifest manifest)
            throws IOException, InstallException {
        List<String> changed = Folders.changed(folder, manifest);
        int before = Folders.files(folder).size();
        Folders.remove(folder, manifest);
        if (!Files.isDirectory(folder)) {
            return new Removed(folder, before, List.of(), List.of());
        }
        List<String> left = List.copyOf(Folders.files(folder).keySet());
        List<String> foreign = left.stream()
                .filter(name -> !changed.contains(name) && !name.equals(Manifest.FILE)).toList();
        return new Removed(folder, before - left.size(), changed, foreign);
    }
}

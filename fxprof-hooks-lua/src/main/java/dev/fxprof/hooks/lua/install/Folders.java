package dev.fxprof.hooks.lua.install;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Folders that are copied, compared with what is recorded of them, and removed. */
final class Folders {
    private Folders() {
    }

    /** A path in a folder as it is recorded. */
    static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** Regular files of a folder, by their path in it; links are followed. */
    static SortedMap<String, Path> files(Path folder) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            all.filter(Files::isRegularFile).forEach(file -> files.put(name(folder, file), file));
        }
        return files;
    }

    /** Copies a file, never as a link, and says what it held. */
    static String copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
            return Sha256.copy(from, out);
        }
    }

    /** Writes a file so that it has its name only when it is complete. */
    static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Path pending = pending(file);
        try {
            Files.write(pending, content);
            Files.move(pending, file, StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(pending);
        }
    }

    /** What a file or folder is called until it is complete. */
    static Path pending(Path path) {
        return path.resolveSibling("." + path.getFileName() + ".fxprof-pending");
    }

    /** Recorded files that are there and hold something else now. */
    static List<String> changed(Path folder, Manifest manifest)
            throws IOException, InstallException {
        List<String> changed = new ArrayList<>();
        for (String name : manifest.files().keySet()) {
            Path file = inside(folder, name);
            if (Files.exists(file) && !isAsInstalled(file, manifest.files().get(name))) {
                changed.add(name);
            }
        }
        return changed;
    }

    private static boolean isAsInstalled(Path file, String hash) throws IOException {
        return Files.isRegularFile(file) && Sha256.of(file).equals(hash);
    }

    /** Removes recorded files that are as they were, and folders that become empty. */
    static void remove(Path folder, Manifest manifest) throws IOException, InstallException {
        List<String> changed = changed(folder, manifest);
        for (String name : manifest.files().keySet()) {
            if (!changed.contains(name)) {
                Files.deleteIfExists(inside(folder, name));
            }
        }
        if (changed.isEmpty()) {
            Files.deleteIfExists(folder.resolve(Manifest.FILE));
        }
        removeEmpty(folder);
    }

    /** A manifest may have been written by anybody. */
    private static Path inside(Path folder, String name) throws InstallException {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw InstallException.input(folder.resolve(Manifest.FILE) + ": expected files of its "
                    + "own folder, found " + name);
        }
        return file;
    }

    private static void removeEmpty(Path folder) throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.walk(folder)) {
            folders = all.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : folders) {
            deleteIfEmpty(each);
        }
    }

    static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException _) {
            // something is left that fxprof did not put there
        }
    }

    /** Removes a folder that fxprof has made for itself, with all that is in it. */
    static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException _) {
            return;
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}

package dev.fxprof.hooks.lua.spool;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the spool of a server. */
public final class SpoolFolder {
    private static final String RESOURCE = "fxprof";
    private static final String SPOOL = "spool";
    /** Resources may stand in categories, which may stand in categories. */
    private static final int DEEPEST = 8;

    private SpoolFolder() {
    }

    /**
     * Finds the spool in a server-data folder. It need not exist yet; the resource must.
     *
     * @param data folder that holds {@code resources}
     * @return the folder {@code spool} of the resource {@code fxprof}
     * @throws SpoolException if there is no such resource, or more than one; the sentence says what to do
     * @throws IOException if the folder cannot be read
     */
    public static Path of(Path data) throws IOException {
        Path resources = data.resolve("resources");
        if (!Files.isDirectory(resources)) {
            throw new SpoolException(data + " holds no folder resources; expected the server-data "
                    + "folder, in which server.cfg stands");
        }
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(resources, Set.of(), DEEPEST, new Finder(found));
        if (found.isEmpty()) {
            throw new SpoolException("there is no resource " + RESOURCE + " in " + resources
                    + "; fxprof hooks install puts it there");
        }
        if (found.size() > 1) {
            found.sort(null);
            throw new SpoolException("there are two resources " + RESOURCE + ", " + found.get(0)
                    + " and " + found.get(1) + "; remove one of them");
        }
        return found.getFirst().resolve(SPOOL);
    }

    private static final class Finder extends SimpleFileVisitor<Path> {
        private final List<Path> found;

        Finder(List<Path> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (Files.exists(folder.resolve("fxmanifest.lua"))
                    || Files.isDirectory(folder.resolve(SPOOL))) {
                if (folder.getFileName().toString().equals(RESOURCE)) {
                    found.add(folder);
                }
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}

package dev.fxprof.simulator;

import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.simulator.files.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What scripts write goes into a temporary folder that lives as long as the server, so that a
 * simulation never changes the resources it was given.
 */
final class ScratchFiles implements AutoCloseable {
    private Path root;

    /** File of a resource as its scripts see it: what they wrote, else what it came with. */
    Path read(Resource resource, String path) {
        Path own = inside(resource.folder, path);
        if (root != null) {
            Path written = inside(root.resolve(resource.name), path);
            if (Files.exists(written)) {
                return written;
            }
        }
        return own;
    }

    Path write(Resource resource, String path) {
        try {
            if (root == null) {
                root = Files.createTempDirectory("fxprof-simulator");
                Runtime.getRuntime().addShutdownHook(new Thread(this::close));
            }
            Path file = inside(root.resolve(resource.name), path);
            Files.createDirectories(file.getParent());
            Path shipped = inside(resource.folder, path);
            // So that appending continues what the resource came with.
            if (!Files.exists(file) && Files.isRegularFile(shipped)) {
                Files.copy(shipped, file);
            }
            return file;
        } catch (IOException e) {
            throw new LuaScriptError(path + " cannot be written: " + e.getMessage());
        }
    }

    static Path inside(Path folder, String path) {
        Path file = folder.resolve(path.replace('\\', '/')).normalize();
        if (path.contains("..") || path.startsWith("/") || !file.startsWith(folder.normalize())) {
            throw new LuaScriptError(path + " is outside of the resource");
        }
        return file;
    }

    @Override
    public synchronized void close() {
        if (root == null) {
            return;
        }
        try {
            Trees.delete(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        root = null;
    }
}

package dev.fxprof.lua.common;

import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;

/** What os does with files: true, or nil, a sentence and the number of C's error. */
public final class SandboxFiles {
    private static final int NOT_FOUND = 2;
    private static final int FAILED = 5;
    private static final int DENIED = 13;

    private interface Action {
        void run() throws IOException;
    }

    private final LuaWorld world;

    /**
     * Files of one VM.
     *
     * @param world says which file a path is
     */
    public SandboxFiles(LuaWorld world) {
        this.world = world;
    }

    /**
     * os.createdir.
     *
     * @param path path of the script
     * @return its results
     */
    public Object[] createDirectory(String path) {
        return attempt(path, () -> Files.createDirectories(world.resolve(path, true)));
    }

    /**
     * os.remove.
     *
     * @param path path of the script
     * @return its results
     */
    public Object[] remove(String path) {
        return attempt(path, () -> Files.delete(world.resolve(path, true)));
    }

    /**
     * os.rename.
     *
     * @param from path of the script
     * @param to new path of the script
     * @return its results
     */
    public Object[] rename(String from, String to) {
        return attempt(from, () -> Files.move(world.resolve(from, true), world.resolve(to, true),
                StandardCopyOption.REPLACE_EXISTING));
    }

    private static Object[] attempt(String path, Action action) {
        try {
            action.run();
            return new Object[]{true};
        } catch (NoSuchFileException e) {
            return failure(path, "No such file or directory", NOT_FOUND);
        } catch (IOException e) {
            return failure(path, e.toString(), FAILED);
        } catch (LuaScriptError e) {
            return failure(path, e.getMessage(), DENIED);
        }
    }

    private static Object[] failure(String path, String why, int code) {
        return new Object[]{null, path + ": " + why, code};
    }
}

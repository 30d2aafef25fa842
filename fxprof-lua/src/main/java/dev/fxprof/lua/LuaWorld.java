package dev.fxprof.lua;

import java.nio.file.Path;

/** What a script can observe of the world outside its VM. */
public interface LuaWorld {
    /**
     * Monotonic time for os.clock, os.nanotime and their kin. Each reading may advance it.
     *
     * @return nanoseconds since the server started
     */
    long nanos();

    /**
     * Wall-clock time for os.time and os.date.
     *
     * @return milliseconds since 1970-01-01 UTC
     */
    long epochMillis();

    /**
     * Takes a line that a script printed.
     *
     * @param line text without its line end
     */
    void print(String line);

    /**
     * Maps a path of a script ({@code file.txt}, {@code @resource/file.txt}) to a file.
     *
     * @param path what the script gave
     * @param write whether it wants to write
     * @return the file
     * @throws LuaScriptError if the sandbox does not allow it
     */
    Path resolve(String path, boolean write);
}

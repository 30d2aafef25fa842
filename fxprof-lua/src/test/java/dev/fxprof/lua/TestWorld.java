package dev.fxprof.lua;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

final class TestWorld implements LuaWorld {
    final List<String> printed = new ArrayList<>();
    private final Path directory;
    private long nanos;

    TestWorld(Path directory) {
        this.directory = directory;
    }

    @Override
    public long nanos() {
        nanos += 1_000_000;
        return nanos;
    }

    @Override
    public long epochMillis() {
        return 1_700_000_000_000L;
    }

    @Override
    public void print(String line) {
        printed.add(line);
    }

    @Override
    public Path resolve(String path, boolean write) {
        if (path.contains("..")) {
            throw new LuaScriptError("permission denied");
        }
        return directory.resolve(path);
    }
}

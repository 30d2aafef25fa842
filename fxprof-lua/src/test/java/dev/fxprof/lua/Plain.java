package dev.fxprof.lua;

import java.nio.file.Path;

/** Settings of a VM that tests of an engine's own package need. */
public final class Plain {
    private Plain() {
    }

    public static VmSettings settings(Path directory) {
        TestSites sites = new TestSites();
        StrictRecorder recorder = new StrictRecorder(sites);
        recorder.logging = false;
        return new VmSettings("res", new TestWorld(directory), recorder, sites, false, 42);
    }
}

package dev.fxprof.hooks.lua.install;

import java.nio.file.Path;
import java.util.List;

/**
 * What was installed into a folder.
 *
 * @param folder the folder
 * @param files how many files lie there now
 * @param patched the files among them that were patched
 * @param before what the folder held
 */
public record Installed(Path folder, int files, List<Patched> patched, Before before) {
    /**
     * A patched file.
     *
     * @param file path in the citizen folder, with slashes
     * @param anchors how many anchors matched
     * @param originalSha256 what the artifact has
     * @param sha256 what the overlay has
     */
    public record Patched(String file, int anchors, String originalSha256, String sha256) {}

    /** What an installation replaces. */
    public enum Before {
        /** Nothing. */
        NOTHING,
        /** An installation from the same files. */
        SAME,
        /** An installation from other files: the server was updated, or fxprof was. */
        OTHER
    }
}

package dev.fxprof.hooks.win64.resolve;

/** The systems that a server is built for. */
public enum Platform {
    /** Libraries are PE files. */
    WINDOWS("", ".dll"),
    /** Libraries are ELF files. */
    LINUX("lib", ".so");

    private final String prefix;
    private final String suffix;

    Platform(String prefix, String suffix) {
        this.prefix = prefix;
        this.suffix = suffix;
    }

    String file(String module) {
        return prefix + module + suffix;
    }
}

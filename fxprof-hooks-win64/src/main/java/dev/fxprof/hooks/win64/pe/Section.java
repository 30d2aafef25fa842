package dev.fxprof.hooks.win64.pe;

/**
 * A section of an image.
 *
 * @param name its name, at most 8 bytes
 * @param rva where it begins in memory, counted from the image's base
 * @param virtualSize bytes in memory
 * @param offset where it begins in the file
 * @param fileSize bytes in the file; what memory has beyond is zero
 * @param flags its characteristics
 */
public record Section(String name, long rva, long virtualSize, long offset, long fileSize,
        long flags) {
    private static final long EXECUTABLE = 0x2000_0000L;

    /**
     * Whether it holds code.
     *
     * @return whether the processor may run it
     */
    public boolean isExecutable() {
        return (flags & EXECUTABLE) != 0;
    }

    boolean holds(long address) {
        return address >= rva && address - rva < Math.max(virtualSize, fileSize);
    }
}

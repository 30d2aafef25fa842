package dev.fxprof.hooks.win64.pdb;

/**
 * A symbol with its place.
 *
 * @param name its name: for a public one as the linker sees it, for a function as the source has it
 * @param section number of the section, from 1; 0 or one beyond the last for what has no place in memory
 * @param offset distance from the section's begin in bytes
 * @param rva address, counted from the image's base, or -1 if it has none
 * @param size bytes of a function; 0 where it is not known
 * @param isFunction whether it is code
 */
public record PdbSymbol(String name, int section, long offset, long rva, long size,
        boolean isFunction) {}

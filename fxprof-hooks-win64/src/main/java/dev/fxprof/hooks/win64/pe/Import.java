package dev.fxprof.hooks.win64.pe;

/**
 * Something that an image imports.
 *
 * @param library the file that has it
 * @param name its name, empty if it is imported by number
 * @param ordinal its number, or where it has a name the hint
 * @param slotRva address of the entry of the import table that takes its address
 * @param isDelayed whether it is looked up at the first call
 */
public record Import(String library, String name, int ordinal, long slotRva, boolean isDelayed) {}

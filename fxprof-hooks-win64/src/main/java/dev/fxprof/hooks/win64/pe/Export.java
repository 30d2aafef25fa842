package dev.fxprof.hooks.win64.pe;

/**
 * Something that an image exports.
 *
 * @param name its name, empty if it has only a number
 * @param ordinal its number
 * @param rva its address, or that of a forwarder's text, counted from the image's base
 * @param forwarder the export of another image that it stands for, as in NTDLL.RtlAlloc; else empty
 */
public record Export(String name, long ordinal, long rva, String forwarder) {}

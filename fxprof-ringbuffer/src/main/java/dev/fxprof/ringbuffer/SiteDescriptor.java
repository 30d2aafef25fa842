package dev.fxprof.ringbuffer;

/** Layout of one entry of the site table; names are offsets into the strings. */
final class SiteDescriptor {
    static final int SIZE = 32;
    /** Int, offset of the resource's name. */
    static final int RESOURCE = 0;
    /** Int, offset of the site's name. */
    static final int NAME = 4;
    /** Int, offset of the file's name. */
    static final int FILE = 8;
    /** Int, line or 0. */
    static final int LINE = 12;
    /** Int, ordinal of the runtime. */
    static final int RUNTIME = 16;
    /** Int, ordinal of the kind. */
    static final int KIND = 20;

    private SiteDescriptor() {
    }
}

package dev.fxprof.hooks.lua.spool;

/**
 * The beginning of a file, or of frames that come over HTTP.
 *
 * @param number number of the file in its session
 * @param session one start of the resource that collects
 * @param first sequence of the first frame
 */
record SpoolHeader(int number, long session, long first) {
    /**
     * Reads a header.
     *
     * @param name what the bytes are called in a sentence
     */
    static SpoolHeader of(byte[] bytes, String name) throws SpoolException {
        if (bytes.length < SpoolFormat.HEADER_BYTES || !SpoolFormat.hasMagic(bytes)) {
            throw new SpoolException(name + " does not begin as a spool does; it is left out");
        }
        int version = SpoolFormat.intAt(bytes, 8);
        if (version != SpoolFormat.VERSION) {
            throw new SpoolException(name + " has version " + Integer.toUnsignedString(version)
                    + " of the spool, and this fxprof reads version " + SpoolFormat.VERSION
                    + "; it is left out");
        }
        return new SpoolHeader(SpoolFormat.intAt(bytes, 12), SpoolFormat.longAt(bytes, 16),
                SpoolFormat.longAt(bytes, 24));
    }
}

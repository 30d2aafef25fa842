package dev.fxprof.lua.syntax;

/**
 * Jenkins's one-at-a-time hash of a text whose ASCII letters are lowercased, as the server names
 * natives and models (Jenkins, Dr. Dobb's Journal, September 1997).
 */
public final class Joaat {
    private Joaat() {
    }

    /**
     * Hashes a text.
     *
     * @param text one char a byte
     * @return the hash as a signed number of 32 bits
     */
    public static int hash(String text) {
        int hash = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            hash += c >= 'A' && c <= 'Z' ? c + 32 : c;
            hash += hash << 10;
            hash ^= hash >>> 6;
        }
        hash += hash << 3;
        hash ^= hash >>> 11;
        return hash + (hash << 15);
    }
}

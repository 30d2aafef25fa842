package dev.fxprof.export.anonymise;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Puts a keyed hash in the place of an identifier: equal ones stay equal, and without the key none can be
 * looked up by hashing all there are.
 */
final class IdentifierHash {
    /** Shorter keys could be guessed. */
    static final int LEAST_KEY_BYTES = 16;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHOWN_BYTES = 8;

    private final Mac mac;

    IdentifierHash(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    static byte[] randomKey() {
        byte[] key = new byte[2 * LEAST_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** The hash of an identifier, whose case does not matter. */
    String of(String identifier) {
        byte[] hash = mac.doFinal(
                identifier.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        // Not itself of the form of an identifier, so that nothing is hashed twice.
        return "id-" + HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
    }
}

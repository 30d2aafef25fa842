package dev.fxprof.live.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that opens the web server. It never prints itself by accident. */
public final class AccessToken {
    private static final int RANDOM_BYTES = 32;
    private static final long MOST_FILE_BYTES = 4096;
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._~-]{16,256}");
    private static final String MAC = "HmacSHA256";

    private final byte[] text;

    private AccessToken(String text) {
        this.text = text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Makes one that nobody can guess.
     *
     * @return 256 random bits
     */
    public static AccessToken random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new AccessToken(encoded(bytes));
    }

    /**
     * Takes one from the owner.
     *
     * @param text 16 to 256 letters, digits, dots, hyphens, underscores or tildes
     * @return the token
     * @throws IllegalArgumentException if it is anything else; the message does not repeat it
     */
    public static AccessToken of(String text) {
        if (!ALLOWED.matcher(text).matches()) {
            throw new IllegalArgumentException("expected a token of 16 to 256 letters, digits, "
                    + "dots, hyphens, underscores or tildes");
        }
        return new AccessToken(text);
    }

    /**
     * Reads one.
     *
     * @param file its first line is the token
     * @return the token
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if its first line is no token; the message names the file
     */
    public static AccessToken read(Path file) throws IOException {
        String first = Files.size(file) > MOST_FILE_BYTES
                ? ""
                : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines()
                        .findFirst().orElse("").strip();
        try {
            return of(first);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ", line 1: " + e.getMessage());
        }
    }

    /** Takes as long for a wrong token as for the right one. */
    boolean matches(String other) {
        return MessageDigest.isEqual(text, other.getBytes(StandardCharsets.UTF_8));
    }

    /** What a browser keeps instead of the token: whoever reads it does not know the token. */
    AccessToken cookie() {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(text, MAC));
            return new AccessToken(
                    encoded(mac.doFinal("fxprof cookie 1".getBytes(StandardCharsets.US_ASCII))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The secret itself.
     *
     * @return its text
     */
    public String reveal() {
        return new String(text, StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "(token)";
    }
}

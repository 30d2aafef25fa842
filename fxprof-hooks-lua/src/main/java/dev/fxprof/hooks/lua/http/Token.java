package dev.fxprof.hooks.lua.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The secret that a server's scripts show when they speak to fxprof. Its text is in no message. */
public final class Token {
    private static final int RANDOM_BYTES = 32;
    private static final int LEAST_LENGTH = 16;
    private static final String SCHEME = "Bearer ";

    private final byte[] secret;

    private Token(String text) {
        secret = text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads one that somebody chose.
     *
     * @param file holds it, white space around it does not count
     * @return the token
     * @throws IllegalArgumentException if the file holds none; the sentence says what was expected
     * @throws IOException if the file cannot be read
     */
    public static Token read(Path file) throws IOException {
        String text = Files.readString(file).strip();
        if (text.length() < LEAST_LENGTH || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(file + " holds no token: expected one word of "
                    + LEAST_LENGTH + " characters or more, letters, digits and signs");
        }
        return new Token(text);
    }

    /**
     * Makes one at random and writes it into a file that only its owner can read. A file that stands
     * there is replaced as a whole.
     *
     * @param file where to
     * @return the token
     * @throws IOException if the file cannot be written
     */
    public static Token write(Path file) throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        Token token = new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        FileAttribute<?>[] rights = file.getFileSystem().supportedFileAttributeViews()
                .contains("posix")
                        ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------"))}
                        : new FileAttribute<?>[0];
        try (SeekableByteChannel out = Files.newByteChannel(fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights)) {
            ByteBuffer bytes = ByteBuffer.wrap(token.secret);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
        return token;
    }

    /** Whether a header Authorization shows it; takes as long for every wrong one of a length. */
    boolean isShownBy(String header) {
        return header != null && header.startsWith(SCHEME) && MessageDigest.isEqual(secret,
                header.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8));
    }
}

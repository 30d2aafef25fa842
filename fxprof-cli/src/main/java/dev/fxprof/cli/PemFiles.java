package dev.fxprof.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate with its chain, and its key, as PEM files: what certificate authorities hand out. */
final class PemFiles {
    private static final Pattern CERTIFICATE = Pattern.compile(
            "-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----");
    private static final Pattern KEY = Pattern
            .compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Pattern OTHER_KEY = Pattern
            .compile("-----BEGIN ((?:RSA|EC|ENCRYPTED|OPENSSH) PRIVATE KEY)-----");
    private static final byte[] SAMPLE = "fxprof".getBytes(StandardCharsets.US_ASCII);

    private PemFiles() {
    }

    /** Both as a key store with one entry, whose password is empty. */
    static KeyStore read(Path certificate, Path key) throws IOException {
        Certificate[] chain = certificates("--tls-cert", certificate);
        PrivateKey secret = key(key, chain[0].getPublicKey().getAlgorithm());
        try {
            if (!belong(chain[0].getPublicKey(), secret)) {
                throw new CommandFailure(CommandFailure.INPUT, "--tls-key: " + key
                        + " is not the key of the first certificate in " + certificate);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("fxprof", secret, new char[0], chain);
            return store;
        } catch (GeneralSecurityException e) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--tls-cert: " + certificate + " cannot be used: " + e.getMessage());
        }
    }

    /** Every certificate of a file that an option names, one at least. */
    static Certificate[] certificates(String option, Path file) throws IOException {
        StringBuilder blocks = new StringBuilder();
        for (Matcher block = CERTIFICATE.matcher(text(option, file)); block.find();) {
            blocks.append(block.group()).append('\n');
        }
        try {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(
                            blocks.toString().getBytes(StandardCharsets.US_ASCII)))
                    .toArray(Certificate[]::new);
            if (chain.length > 0) {
                return chain;
            }
        } catch (CertificateException _) {
            // Said below.
        }
        throw new CommandFailure(CommandFailure.INPUT, option + ": " + file
                + " holds no certificate; expected PEM, -----BEGIN CERTIFICATE-----");
    }

    private static PrivateKey key(Path file, String algorithm) throws IOException {
        String text = text("--tls-key", file);
        Matcher other = OTHER_KEY.matcher(text);
        if (other.find()) {
            throw new CommandFailure(CommandFailure.INPUT, "--tls-key: " + file + " holds an "
                    + other.group(1) + "; expected a PRIVATE KEY, which openssl pkcs8 -topk8 "
                    + "-nocrypt makes of it");
        }
        Matcher block = KEY.matcher(text);
        if (block.find()) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(
                        Base64.getMimeDecoder().decode(block.group(1))));
            } catch (GeneralSecurityException | IllegalArgumentException _) {
                throw new CommandFailure(CommandFailure.INPUT, "--tls-key: " + file
                        + " holds no key of the kind that the certificate wants, " + algorithm);
            }
        }
        throw new CommandFailure(CommandFailure.INPUT, "--tls-key: " + file
                + " holds no key; expected PEM, -----BEGIN PRIVATE KEY-----");
    }

    private static boolean belong(PublicKey open, PrivateKey secret)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(switch (open.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> open.getAlgorithm();
        });
        signature.initSign(secret);
        signature.update(SAMPLE);
        byte[] signed = signature.sign();
        signature.initVerify(open);
        signature.update(SAMPLE);
        return signature.verify(signed);
    }

    private static String text(String option, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(CommandFailure.INPUT, option + ": there is no file " + file);
        }
        if (!Files.isReadable(file)) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT,
                    option + ": " + file + " cannot be read by this user");
        }
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}

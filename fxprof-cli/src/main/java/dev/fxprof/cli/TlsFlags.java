package dev.fxprof.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Option;

/** The certificate of the page of {@code fxprof serve}. */
final class TlsFlags {
    @Option(names = "--tls-cert", paramLabel = "FILE", description = "PEM file with the certificate, its chain after it: the page is served over HTTPS.")
    private Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "PEM file with its key, without a password.")
    private Path key;

    @Option(names = "--tls-keystore", paramLabel = "FILE", description = "PKCS #12 file with both, instead.")
    private Path keystore;

    @Option(names = "--tls-password-file", paramLabel = "FILE", description = "File whose first line is the password of the key store.")
    private Path keystorePassword;

    Optional<SSLContext> context() throws IOException {
        require((keystore == null) == (keystorePassword == null),
                "--tls-keystore and --tls-password-file belong together");
        require((certificate == null) == (key == null),
                "--tls-cert and --tls-key belong together");
        require(keystore == null || certificate == null,
                "expected a certificate either by --tls-cert or by --tls-keystore, not both");
        try {
            if (certificate != null) {
                return Optional.of(context(PemFiles.read(certificate, key), new char[0]));
            }
        } catch (GeneralSecurityException e) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--tls-cert: " + certificate + " cannot be used: " + e.getMessage());
        }
        return keystore == null ? Optional.empty() : Optional.of(ofKeystore());
    }

    private SSLContext ofKeystore() throws IOException {
        require(Files.isRegularFile(keystore) && Files.isRegularFile(keystorePassword),
                "--tls-keystore: expected two files, " + keystore + " and " + keystorePassword);
        char[] password = Files.readString(keystorePassword).lines().findFirst().orElse("")
                .toCharArray();
        try (InputStream in = Files.newInputStream(keystore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return context(store, password);
        } catch (GeneralSecurityException | IOException e) {
            throw new CommandFailure(CommandFailure.INPUT, "--tls-keystore: " + keystore
                    + " cannot be opened: expected a PKCS #12 file and its password ("
                    + e.getMessage() + ")");
        }
    }

    private static SSLContext context(KeyStore store, char[] password)
            throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory
                .getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new CommandFailure(CommandFailure.INPUT, sentence);
        }
    }
}

package dev.fxprof.it;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of a host called localhost that nobody but itself has signed, in every form. */
final class OwnCertificate {
    static final String PASSWORD = "open sesame";
    private static final String ALIAS = "page";

    final Path store;
    final Path certificate;
    final Path key;
    private final KeyStore known;

    private OwnCertificate(Path folder, String name) throws IOException, GeneralSecurityException {
        store = folder.resolve(name + ".p12");
        Command.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
                "san=dns:localhost", "-storetype", "PKCS12", "-keystore", store.toString(),
                "-storepass", PASSWORD).run().succeeded();
        known = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        certificate = pem(folder.resolve(name + ".crt"), "CERTIFICATE",
                known.getCertificate(ALIAS).getEncoded());
        key = pem(folder.resolve(name + ".key"), "PRIVATE KEY",
                known.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    }

    static OwnCertificate in(Path folder, String name) {
        try {
            return new OwnCertificate(folder, name);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path pem(Path file, String what, byte[] bytes) {
        return Folders.write(file, "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
                + "-----\n");
    }

    /** Of a server that shows it. */
    SSLContext shown() {
        try {
            KeyManagerFactory keys = KeyManagerFactory
                    .getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(known, PASSWORD.toCharArray());
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), null, null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a client that trusts it, and nobody else. */
    SSLContext trusted() {
        try {
            TrustManagerFactory trust = TrustManagerFactory
                    .getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(known);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

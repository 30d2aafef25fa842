package dev.fxprof.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Certificates that are trusted beside those that Java trusts. */
final class Trusted {
    private Trusted() {
    }

    /** Of a PEM file that an option names. */
    static SSLContext beside(String option, Path file) throws IOException {
        Certificate[] more = PemFiles.certificates(option, file);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (TrustManager usual : factory(null).getTrustManagers()) {
                if (usual instanceof X509TrustManager known) {
                    for (X509Certificate certificate : known.getAcceptedIssuers()) {
                        add(store, certificate);
                    }
                }
            }
            for (Certificate certificate : more) {
                add(store, certificate);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory(store).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new CommandFailure(CommandFailure.INPUT,
                    option + ": " + file + " cannot be used: " + e.getMessage());
        }
    }

    private static void add(KeyStore store, Certificate certificate)
            throws GeneralSecurityException {
        store.setCertificateEntry(Integer.toString(store.size()), certificate);
    }

    private static TrustManagerFactory factory(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory
                .getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}

package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page of {@code fxprof serve} over HTTPS. */
class ServeTlsIT {
    private static final String PASSWORD = "open sesame";
    private static final int INPUT = 2;

    private static Path folder;
    private static KeyStore known;
    private static Path store;
    private static Path certificate;
    private static Path key;

    @BeforeAll
    static void makeCertificate() throws Exception {
        folder = Folders.fresh("serve-tls");
        store = folder.resolve("page.p12");
        Command.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "page", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
                "san=dns:localhost", "-storetype", "PKCS12", "-keystore", store.toString(),
                "-storepass", PASSWORD).run().succeeded();
        known = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        certificate = pem("page.crt", "CERTIFICATE", known.getCertificate("page").getEncoded());
        key = pem("page.key", "PRIVATE KEY",
                known.getKey("page", PASSWORD.toCharArray()).getEncoded());
    }

    private static Path pem(String name, String what, byte[] bytes) {
        return Folders.write(folder.resolve(name), "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
                + "-----\n");
    }

    @Test
    void shouldSpeakTlsWithACertificateInAKeyStore() throws Exception {
        Path password = Folders.write(folder.resolve("password"), PASSWORD + "\n");
        assertSecure("serve-keystore", "--tls-keystore", store.toString(), "--tls-password-file",
                password.toString());
    }

    @Test
    void shouldSpeakTlsWithACertificateInPemFiles() throws Exception {
        assertSecure("serve-pem", "--tls-cert", certificate.toString(), "--tls-key",
                key.toString());
    }

    private static void assertSecure(String name, String... options) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory
                .getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        List<String> words = new ArrayList<>(List.of("--segment", "no-such.fxseg"));
        words.addAll(List.of(options));
        try (Served secure = Served.start(name, words.toArray(String[]::new));
                HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            assertThat(secure.link()).startsWith("https://localhost:");
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(secure.link())).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                    .contains("Secure", "HttpOnly");
            assertThat(secure.raw("GET / HTTP/1.1\r\nHost: localhost:" + secure.port()
                    + "\r\n\r\n")).doesNotContain("200 OK");
        }
    }

    @Test
    void shouldSayWhatIsWrongWithFilesOfACertificate() {
        Path locked = pem("locked.key", "ENCRYPTED PRIVATE KEY", new byte[64]);
        for (List<String> wrong : List.of(
                List.of(certificate.toString(), certificate.toString(), "holds no key"),
                List.of(key.toString(), key.toString(), "holds no certificate"),
                List.of(certificate.toString(), locked.toString(), "openssl pkcs8"))) {
            Command.Result result = Command.fxprof("serve", "--segment", "no-such.fxseg",
                    "--port", "0", "--data", folder.resolve("data").toString(), "--tls-cert",
                    wrong.get(0), "--tls-key", wrong.get(1)).quick().run();
            assertThat(result.exit()).isEqualTo(INPUT);
            assertThat(result.errors()).singleElement().asString().contains(wrong.get(2));
        }
    }
}

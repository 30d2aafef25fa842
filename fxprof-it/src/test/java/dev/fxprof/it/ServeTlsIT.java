package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page of {@code fxprof serve} over HTTPS. */
class ServeTlsIT {
    private static final int INPUT = 2;

    private static Path folder;
    private static OwnCertificate own;

    @BeforeAll
    static void makeCertificate() {
        folder = Folders.fresh("serve-tls");
        own = OwnCertificate.in(folder, "page");
    }

    @Test
    void shouldSpeakTlsWithACertificateInAKeyStore() throws Exception {
        Path password = Folders.write(folder.resolve("password"), OwnCertificate.PASSWORD + "\n");
        assertSecure("serve-keystore", "--tls-keystore", own.store.toString(),
                "--tls-password-file",
                password.toString());
    }

    @Test
    void shouldSpeakTlsWithACertificateInPemFiles() throws Exception {
        assertSecure("serve-pem", "--tls-cert", own.certificate.toString(), "--tls-key",
                own.key.toString());
    }

    private static void assertSecure(String name, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("--segment", "no-such.fxseg"));
        words.addAll(List.of(options));
        try (Served secure = Served.start(name, words.toArray(String[]::new));
                HttpClient client = HttpClient.newBuilder().sslContext(own.trusted()).build()) {
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
        Path locked = OwnCertificate.pem(folder.resolve("locked.key"), "ENCRYPTED PRIVATE KEY",
                new byte[64]);
        for (List<String> wrong : List.of(
                List.of(own.certificate.toString(), own.certificate.toString(), "holds no key"),
                List.of(own.key.toString(), own.key.toString(), "holds no certificate"),
                List.of(own.certificate.toString(), locked.toString(), "openssl pkcs8"))) {
            Command.Result result = Command.fxprof("serve", "--segment", "no-such.fxseg",
                    "--port", "0", "--data", folder.resolve("data").toString(), "--tls-cert",
                    wrong.get(0), "--tls-key", wrong.get(1)).run();
            assertThat(result.exit()).isEqualTo(INPUT);
            assertThat(result.errors()).singleElement().asString().contains(wrong.get(2));
        }
    }
}

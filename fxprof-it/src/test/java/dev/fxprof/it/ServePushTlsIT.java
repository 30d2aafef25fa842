package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The stream pushed over TLS: who shows a certificate that is trusted gets it. */
class ServePushTlsIT {
    private static final int INPUT = 2;

    private static Path folder;
    private static OwnCertificate known;
    private static OwnCertificate unknown;

    @BeforeAll
    static void makeCertificates() {
        folder = Folders.fresh("serve-push-tls");
        known = OwnCertificate.in(folder, "known");
        unknown = OwnCertificate.in(folder, "unknown");
    }

    /** A script that has its server pushed to a port of this machine. */
    private static Path resources(int port) {
        Path resources = folder.resolve("resources");
        Folders.write(resources.resolve("dashboard/fxmanifest.lua"), """
                fx_version 'cerulean'
                game 'gta5'
                server_script 'dashboard.lua'
                """);
        String seed = Folders.read(Folders.resource("seed").resolve("dashboard.lua"));
        assertThat(seed).contains("\"ws://localhost:8080\"");
        Folders.write(resources.resolve("dashboard/dashboard.lua"), seed.replace(
                "\"ws://localhost:8080\"", "\"wss://localhost:" + port + "/in?key=hidden\""));
        return resources;
    }

    private static List<String> said(Served served, int port) {
        return served.err().lines().filter(line -> line.contains("localhost:" + port)).toList();
    }

    @Test
    void shouldPushToWhomItTrustsAndTryAgainWithOthers() {
        StreamCollector untrusted = new StreamCollector(0, unknown.shown());
        int port = untrusted.port();
        try (StreamCollector trusted = new StreamCollector(0, known.shown());
                Served served = Served.start("serve-push-trust", "--simulate",
                        resources(port).toString(), "--players", "0", "--push-trust",
                        known.certificate.toString(), "--push",
                        "wss://localhost:" + trusted.port() + "/in", "--push-allow",
                        "wss://localhost:" + port)) {
            served.await("the one it trusts hears", () -> trusted.updates().size() >= 2);
            served.await("the other is refused", () -> !said(served, port).isEmpty());
            served.await("messages are skipped", () -> served.metric(
                    "fxprof_push_skipped_total{target=\"localhost:" + port + "\"}") > 2);
            assertThat(said(served, port)).singleElement().asString().endsWith(
                    ": its certificate is not trusted, or is of another name; trying again");
            assertThat(untrusted.messages).isEmpty();
            untrusted.close();
            try (StreamCollector renewed = new StreamCollector(port, known.shown())) {
                served.await("it hears with a certificate that is trusted",
                        () -> renewed.updates().size() >= 2);
                assertThat(said(served, port)).hasSize(2).last().asString()
                        .endsWith("the stream is pushed to localhost:" + port);
            }
            assertThat(served.err()).doesNotContain("hidden");
        } finally {
            untrusted.close();
        }
    }

    @Test
    void shouldSayThatAFileHoldsNoCertificate() {
        Command.Result result = Command.fxprof("serve", "--segment", "no-such.fxseg", "--port", "0",
                "--data", folder.resolve("data").toString(), "--push-trust",
                known.key.toString()).run();
        assertThat(result.exit()).isEqualTo(INPUT);
        assertThat(result.errors()).singleElement().asString()
                .contains("--push-trust: " + known.key + " holds no certificate");
    }
}

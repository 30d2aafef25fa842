package dev.fxprof.cli;

import dev.fxprof.live.core.LiveOptions;
import dev.fxprof.live.hitch.HitchRule;
import dev.fxprof.live.otlp.OtlpTarget;
import dev.fxprof.live.store.StoreLimits;
import dev.fxprof.live.webhook.WebhookTarget;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What {@code fxprof serve} keeps, and what it calls a hitch. */
final class LiveFlags {
    @Option(names = "--data", paramLabel = "DIR", defaultValue = "fxprof-data", description = "Folder for captures and sums, made if missing (default ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--keep-size", paramLabel = "SIZE", converter = ByteSize.class, defaultValue = "1G", description = "Most that the folder may hold (default ${DEFAULT-VALUE}).")
    private long keepBytes;

    @Option(names = "--keep-days", paramLabel = "N", defaultValue = "30", description = "How old its files may become (default ${DEFAULT-VALUE}).")
    private int keepDays;

    @Option(names = "--recorder-seconds", paramLabel = "N", defaultValue = "30", description = "How far back the flight recorder reaches, 7 to 3600 (default ${DEFAULT-VALUE}).")
    private int recorderSeconds;

    @Option(names = "--recorder-memory", paramLabel = "SIZE", converter = ByteSize.class, defaultValue = "64M", description = "Most memory of a server's flight recorder (default ${DEFAULT-VALUE}).")
    private long recorderBytes;

    @Option(names = "--hitch", paramLabel = "[THREAD:]RULE", description = "What is a hitch: tick>150, interval>150, native>20 or span>50 in milliseconds, share>40 "
            + "in percent of the budget, p99*3 for ticks of three times the 99th percentile; more "
            + "than one is possible (default tick>150 and interval>150).")
    private List<String> rules = List.of();

    @Option(names = "--webhook-file", paramLabel = "FILE", description = "File with an address a line that is told of hitches; Discord's are known by themselves.")
    private Path webhooks;

    @Option(names = "--otlp", paramLabel = "URL", description = "Collector that gets metrics, hitches and ticks over OTLP, such as http://127.0.0.1:4318.")
    private String otlp;

    @Option(names = "--otlp-interval", paramLabel = "SECONDS", defaultValue = "15", description = "Time between two exports of metrics (default ${DEFAULT-VALUE}).")
    private int otlpSeconds;

    @Option(names = "--otlp-headers-file", paramLabel = "FILE", description = "File with headers for the collector, a NAME=VALUE a line, such as a key.")
    private Path otlpHeaders;

    @Option(names = "--otlp-ticks", paramLabel = "SECONDS", defaultValue = "60", description = "Time between two ticks that the collector gets as traces beside hitches, 0 for none "
            + "(default ${DEFAULT-VALUE}).")
    private int otlpTicks;

    @Option(names = "--otlp-attribute", paramLabel = "NAME=VALUE", description = "What else the collector is to know of the servers, such as "
            + "deployment.environment.name=live; more than one is possible.")
    private Map<String, String> otlpAttributes = Map.of();

    LiveOptions options(long tickIntervalNanos) throws IOException {
        try {
            StoreLimits usual = StoreLimits.DEFAULT;
            LiveOptions options = LiveOptions.in(data).withTickInterval(tickIntervalNanos)
                    .withLimits(new StoreLimits(keepBytes, keepDays, usual.captures()))
                    .withRecorder(recorderSeconds, recorderBytes).withWebhooks(targets());
            if (otlp != null) {
                options = options.withOtlp(new OtlpTarget(URI.create(otlp), headers(),
                        otlpSeconds, otlpTicks, otlpAttributes));
            }
            return rules.isEmpty() ? options : options.withRules(rules(tickIntervalNanos));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.INPUT, e.getMessage());
        }
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        if (otlpHeaders == null) {
            return headers;
        }
        if (!Files.isRegularFile(otlpHeaders)) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--otlp-headers-file: there is no file " + otlpHeaders);
        }
        int number = 0;
        for (String line : Files.readAllLines(otlpHeaders)) {
            number++;
            int equals = line.indexOf('=');
            if (equals > 0) {
                headers.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
            } else if (!line.isBlank()) {
                // It may hold a secret, so it is not repeated.
                throw new CommandFailure(CommandFailure.INPUT, "--otlp-headers-file: "
                        + otlpHeaders + ", line " + number + ": expected NAME=VALUE");
            }
        }
        return headers;
    }

    private List<HitchRule> rules(long tickIntervalNanos) {
        List<HitchRule> all = new ArrayList<>();
        for (String rule : rules) {
            all.add(HitchRule.parse(rule, tickIntervalNanos)
                    .orElseThrow(() -> new CommandFailure(CommandFailure.INPUT, "--hitch: " + rule
                            + " is no rule; expected one such as tick>150 or p99*3")));
        }
        return all;
    }

    private List<WebhookTarget> targets() throws IOException {
        if (webhooks == null) {
            return List.of();
        }
        if (!Files.isRegularFile(webhooks)) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--webhook-file: there is no file " + webhooks);
        }
        List<WebhookTarget> targets = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(webhooks)) {
            number++;
            if (!line.isBlank()) {
                try {
                    targets.add(WebhookTarget.of(URI.create(line.strip())));
                } catch (IllegalArgumentException _) {
                    // The line may be a secret with a typing error, so it is not repeated.
                    throw new CommandFailure(CommandFailure.INPUT, "--webhook-file: " + webhooks
                            + ", line " + number + ": expected an http or https address");
                }
            }
        }
        return targets;
    }
}

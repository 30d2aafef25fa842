package dev.fxprof.hooks.lua.perf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the tick times out of a server's metrics, the Prometheus text format; the rest is passed over. */
final class PerfText {
    private static final String METRIC = "tickTime";
    private static final Pattern SAMPLE = Pattern
            .compile("\\s*([A-Za-z_:][\\w:]*)\\s*(?:\\{(.*)})?\\s+([^\\s{}]+)(?:\\s+-?\\d+)?\\s*");
    private static final Pattern LABEL = Pattern
            .compile("\\s*([A-Za-z_]\\w*)\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*,?");
    private static final int MOST_BOUNDS = 1000;
    private static final int MOST_THREADS = 64;

    private record Bucket(double bound, long count) {}

    private static final class Family {
        private final List<Bucket> buckets = new ArrayList<>();
        private double seconds;

        /** A histogram whose buckets are in order and end with the infinite one. */
        Optional<TickHistogram> histogram() {
            buckets.sort(Comparator.comparingDouble(Bucket::bound));
            if (buckets.isEmpty() || buckets.getLast().bound() != Double.POSITIVE_INFINITY) {
                return Optional.empty();
            }
            double[] bounds = new double[buckets.size()];
            long[] counts = new long[bounds.length];
            for (int i = 0; i < bounds.length; i++) {
                bounds[i] = buckets.get(i).bound();
                counts[i] = buckets.get(i).count();
                if (i > 0 && (counts[i] < counts[i - 1] || bounds[i] == bounds[i - 1])) {
                    return Optional.empty();
                }
            }
            return Optional.of(new TickHistogram(bounds, counts, seconds));
        }
    }

    private PerfText() {
    }

    /**
     * Reads a text.
     *
     * @return histograms by thread; one that is not whole is left out
     */
    static Map<String, TickHistogram> parse(String text) {
        Map<String, Family> families = new LinkedHashMap<>();
        text.lines().forEach(line -> sample(line, families));
        Map<String, TickHistogram> histograms = new LinkedHashMap<>();
        families.forEach((thread, family) -> family.histogram()
                .ifPresent(histogram -> histograms.put(thread, histogram)));
        return histograms;
    }

    private static void sample(String line, Map<String, Family> families) {
        if (!line.stripLeading().startsWith(METRIC)) {
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches() || sample.group(2) == null) {
            return;
        }
        Map<String, String> labels = labels(sample.group(2));
        String thread = labels.get("name");
        double value = number(sample.group(3));
        if (thread == null || Double.isNaN(value)
                || !families.containsKey(thread) && families.size() >= MOST_THREADS) {
            return;
        }
        Family family = families.computeIfAbsent(thread, name -> new Family());
        switch (sample.group(1)) {
            case METRIC + "_sum" -> family.seconds = value;
            case METRIC + "_bucket" -> {
                double bound = number(labels.getOrDefault("le", ""));
                if (!Double.isNaN(bound) && family.buckets.size() < MOST_BOUNDS) {
                    family.buckets.add(new Bucket(bound, (long) value));
                }
            }
            default -> {
                // the count stands in the last bucket too
            }
        }
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text);
        while (label.lookingAt()) {
            labels.put(label.group(1), label.group(2).replaceAll("\\\\(.)", "$1"));
            label.region(label.end(), text.length());
        }
        return labels;
    }

    private static double number(String text) {
        try {
            return switch (text) {
                case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }
}

package dev.fxprof.export.speedscope;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.export.capture.CaptureBuilder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Frames and heads of profiles: what has to be known before the first event is looked at. */
final class Outline implements Closeable {
    /**
     * The head of a profile.
     *
     * @param scale nanoseconds of its unit, 0 if that is no time
     * @param start in its unit
     * @param weights of its samples, as doubles in its unit, or null
     */
    record Profile(String type, String name, long scale, double start,
            BlockFile.Strand weights) {}

    private static final int MOST_PROFILES = 1 << 16;
    private static final String UNKNOWN = "unknown";

    private final CaptureBuilder builder;
    private final List<Profile> profiles = new ArrayList<>();
    private int[] sites = new int[64];
    private int frames = -1;
    private String name = "";
    private boolean own;
    private BlockFile blocks;

    Outline(CaptureBuilder builder) {
        this.builder = builder;
    }

    void read(Json json) throws IOException {
        json.object(key -> {
            switch (key) {
                case "fxprof" -> {
                    own = true;
                    json.skip();
                }
                case "name" -> name = json.text();
                case "shared" -> json.object(inner -> {
                    if (inner.equals("frames")) {
                        frames = 0;
                        json.array(() -> frame(json));
                    } else {
                        json.skip();
                    }
                });
                case "profiles" -> json.array(() -> profile(json));
                default -> json.skip();
            }
        });
    }

    private void profile(Json json) throws IOException {
        String[] words = {"", "", ""};
        if (profiles.size() == MOST_PROFILES) {
            throw json.problem("there are more than " + MOST_PROFILES + " profiles");
        }
        int number = profiles.size();
        double[] start = {0};
        BlockFile.Strand[] weights = {null};
        profiles.add(new Profile("", "", 0, 0, null));
        json.object(key -> {
            switch (key) {
                case "type" -> words[0] = json.text();
                case "name" -> words[1] = json.text();
                case "unit" -> words[2] = json.text();
                case "startValue" -> start[0] = json.number();
                case "weights" -> {
                    weights[0] = strand();
                    weights(json, weights[0]);
                }
                default -> json.skip();
            }
            // What a cut file says of its last profile counts.
            profiles.set(number, new Profile(words[0], words[1], scale(json, words[2]), start[0],
                    weights[0]));
        });
    }

    private static long scale(Json json, String unit) throws IOException {
        return switch (unit) {
            case "none", "nanoseconds" -> 1;
            case "microseconds" -> 1_000;
            case "milliseconds" -> 1_000_000;
            case "seconds" -> 1_000_000_000;
            case "", "bytes" -> 0;
            default -> throw json.problem("the unit is unknown; expected none, nanoseconds,"
                    + " microseconds, milliseconds, seconds or bytes");
        };
    }

    private BlockFile.Strand strand() throws IOException {
        if (blocks == null) {
            blocks = new BlockFile(null);
        }
        return blocks.strand();
    }

    /** Weights may stand behind the samples that they belong to. */
    private static void weights(Json json, BlockFile.Strand to) throws IOException {
        byte[] bytes = new byte[Double.BYTES];
        json.array(() -> {
            double weight = json.number();
            if (weight < 0) {
                throw json.problem("a weight is negative");
            }
            ByteBuffer.wrap(bytes).putDouble(weight);
            to.write(bytes, bytes.length);
        });
    }

    private void frame(Json json) throws IOException {
        String[] words = {"", "", "", "", ""};
        long[] line = {0};
        json.object(key -> {
            switch (key) {
                case "name" -> words[0] = json.text();
                case "file" -> words[1] = json.text();
                case "line" -> line[0] = json.whole();
                case "resource" -> words[2] = json.text();
                case "runtime" -> words[3] = json.text();
                case "kind" -> words[4] = json.text();
                default -> json.skip();
            }
        });
        if (frames == sites.length) {
            sites = Arrays.copyOf(sites, 2 * frames);
        }
        sites[frames++] = builder.sites().intern(own ? words[2] : resource(words[1]),
                runtime(words[3]), kind(words[4]), words[0], words[1],
                Math.clamp(line[0], 0, Integer.MAX_VALUE));
    }

    /** Scripts of a server say in their path whose they are. */
    private static String resource(String file) {
        int slash = file.indexOf('/');
        return file.startsWith("@") && slash > 1 ? file.substring(1, slash) : UNKNOWN;
    }

    private static ScriptRuntime runtime(String label) {
        return Arrays.stream(ScriptRuntime.values()).filter(r -> r.label().equals(label))
                .findFirst().orElse(ScriptRuntime.ENGINE);
    }

    private static SpanKind kind(String label) {
        return Arrays.stream(SpanKind.values()).filter(k -> k.label().equals(label)).findFirst()
                .orElse(SpanKind.FUNCTION);
    }

    /** Site of a frame. */
    int site(Json json, long frame) throws IOException {
        if (frame < 0 || frame >= frames) {
            throw json.problem("frame " + frame + " does not exist; there are " + frames);
        }
        return sites[(int) frame];
    }

    boolean hasFrames() {
        return frames >= 0;
    }

    boolean isOwn() {
        return own;
    }

    String name() {
        return name;
    }

    List<Profile> profiles() {
        return profiles;
    }

    @Override
    public void close() throws IOException {
        if (blocks != null) {
            blocks.close();
        }
    }
}

package dev.fxprof.export.speedscope;

import dev.fxprof.export.capture.ReadTrack;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Makes slices of samples: what one has in common with the one before goes on. */
final class SampledProfile {
    private static final int MOST_DEPTH = 1 << 16;

    private final Json json;
    private final Outline outline;
    private final Outline.Profile profile;
    private final ReadTrack track;
    private final boolean truncated;
    private final DataInputStream weights;
    private int[] stack = new int[64];
    private int depth;
    private int[] open = new int[64];
    private int opened;
    private long samples;
    private long now;

    /** Begins a profile; a truncated one may lack weights. */
    SampledProfile(Json json, Outline outline, Outline.Profile profile, ReadTrack track,
            boolean truncated) {
        this.json = json;
        this.outline = outline;
        this.profile = profile;
        this.track = track;
        this.truncated = truncated;
        InputStream in = profile.weights() == null
                ? InputStream.nullInputStream()
                : profile.weights().open();
        weights = new DataInputStream(new BufferedInputStream(in));
    }

    void read() throws IOException {
        double start = profile.start() * profile.scale();
        json.checkReach(start);
        now = Math.round(start);
        boolean[] found = {false};
        json.object(key -> {
            if (!key.equals("samples")) {
                json.skip();
                return;
            }
            found[0] = true;
            json.array(this::sample);
        });
        if (!found[0] || weights.read() >= 0) {
            throw json.problem("there are fewer samples, " + samples + ", than weights");
        }
        closeUntil(0);
    }

    private void sample() throws IOException {
        depth = 0;
        json.array(() -> {
            if (depth == MOST_DEPTH) {
                throw json.problem("a sample has more than " + MOST_DEPTH + " frames");
            }
            if (depth == stack.length) {
                stack = Arrays.copyOf(stack, 2 * depth);
                open = Arrays.copyOf(open, 2 * depth);
            }
            stack[depth++] = outline.site(json, json.whole());
        });
        double weight = weight() * profile.scale();
        json.checkReach(now + weight);
        if (weight > 0) {
            show();
            now += Math.round(weight);
        }
    }

    private double weight() throws IOException {
        try {
            samples++;
            return weights.readDouble();
        } catch (EOFException _) {
            if (truncated) {
                return 0;
            }
            throw json.problem("there are more samples than weights, expected as many");
        }
    }

    private void show() throws IOException {
        int common = 0;
        while (common < Math.min(depth, opened) && open[common] == stack[common]) {
            common++;
        }
        closeUntil(common);
        for (; opened < depth; opened++) {
            open[opened] = stack[opened];
            track.begin(stack[opened], now);
        }
    }

    private void closeUntil(int left) {
        for (; opened > left; opened--) {
            track.end(now);
        }
    }
}
